"""Public figures by name: they have no cameo here, so nobody stages them.

The list `figures.txt` was written by hand and is neither complete nor a judgement of anybody. Names are found
through accents and disguises, but not in the names of streets and places, and those that are ordinary words,
too, only with their capitals.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from moderation.text.normal import plain, undisguised

LIST = Path(__file__).with_name("figures.txt")
# What makes a thing of a name: "the Obama library", "piazza Michael Jackson".
AFTER = (
    "street road avenue square airport stadium arena bridge library museum school university foundation "
    "poster statue song songs fan fans impersonator style tower spaniel"
)
BEFORE = "via viale piazza corso aeroporto stadio museo scuola fan statua poster canzone canzoni stile torre"


def named(words: str) -> str | None:
    """The first public figure that `words` call by name, as the list has it; None for nobody."""
    folded, exact = _patterns()
    for text in (plain(words), undisguised(words)):
        if (found := folded.search(text)) is not None:
            return _names()[found["name"]]
    found = exact.search(words)
    return found["name"] if found is not None else None


@cache
def _names() -> dict[str, str]:
    """Names as they are searched for, by what they are called on the list; without those with capitals."""
    return {plain(one): one for one in _rows() if not one.startswith("=")}


@cache
def _rows() -> tuple[str, ...]:
    lines = LIST.read_text("utf-8").splitlines()
    names = [
        one.strip() for line in lines if line.strip() and not line.startswith("#") for one in line.split("|")
    ]
    return tuple(dict.fromkeys(names))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    folded = "|".join(sorted(map(re.escape, _names()), key=len, reverse=True))
    exact = "|".join(re.escape(one.removeprefix("=")) for one in _rows() if one.startswith("="))
    after, before = AFTER.replace(" ", "|"), "".join(rf"(?<!\b{word} )" for word in BEFORE.split())
    return (
        re.compile(rf"{before}(?<![\w@.'])(?P<name>{folded})(?![\w'](?!s\b))(?! (?:{after})\b)"),
        re.compile(rf"(?<![\w@])(?P<name>{exact})(?!\w)(?! (?:{after})\b)"),
    )
