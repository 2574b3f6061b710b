"""What a text is about apart from its hard words: teaching, warning, art, health, play, a turn of phrase.

The classifier weighs these signs; where a text teaches, warns or is about health, what it is sure of goes to
a person instead of being refused. Pure functions over plain forms; the patterns are in `context.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

SIGNS: dict[str, str] = tomllib.loads(
    resources.files(__package__).joinpath("context.toml").read_text("utf-8")
)
EASING = ("teaching", "warning", "health")


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") for name, pattern in SIGNS.items()}


def signs(plain_text: str) -> dict[str, bool]:
    """Which signs a plain text shows."""
    return {name: pattern.search(plain_text) is not None for name, pattern in _compiled().items()}


def eased(plain_text: str) -> bool:
    """Whether the text teaches, warns or is about health."""
    found = signs(plain_text)
    return any(found[name] for name in EASING)
