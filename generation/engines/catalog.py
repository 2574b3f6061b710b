"""Which model name maps to which engine, with its settings and its limits.

The packaged `catalog.toml` is read first; a deployment's own file (environment
variable SORA_CATALOG) adds or replaces models. Loading an entry never imports
its engine: `load_engine` does, and only a worker calls it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from .base import Engine
from .errors import BadRequest, EngineUnavailable

PACKAGED = Path(__file__).with_name("catalog.toml")
_KEYS = {"label", "engine", "queue", "sizes", "seconds", "styles", "settings"}


@dataclass(frozen=True, slots=True)
class Model:
    """One model a person can choose; sizes are (width, height) in pixels."""

    name: str
    label: str
    engine: str
    queue: str
    sizes: tuple[tuple[int, int], ...]
    seconds: tuple[int, ...]
    styles: tuple[str, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)


def parse_size(text: str) -> tuple[int, int]:
    """`"854x480"` as (854, 480); `BadRequest` unless both are even and positive."""
    width, separator, height = text.partition("x")
    if not (separator and width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise BadRequest(f"{text!r} is not a size: write it as WIDTHxHEIGHT, such as 854x480.")
    size = int(width), int(height)
    if min(size) < 2 or size[0] % 2 or size[1] % 2:
        raise BadRequest(f"{text!r} is not a usable size: both sides must be even and at least 2.")
    return size


def _entry(name: str, raw: Mapping[str, Any], source: Path) -> Model:
    unknown, missing = set(raw) - _KEYS, _KEYS - {"settings"} - set(raw)
    if unknown or missing:
        raise BadRequest(
            f"{source.name}: model {name!r}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}."
        )
    return Model(
        name=name,
        label=str(raw["label"]),
        engine=str(raw["engine"]),
        queue=str(raw["queue"]),
        sizes=tuple(parse_size(size) for size in raw["sizes"]),
        seconds=tuple(int(seconds) for seconds in raw["seconds"]),
        styles=tuple(str(style) for style in raw["styles"]),
        settings=dict(raw.get("settings", {})),
    )


@cache
def models() -> Mapping[str, Model]:
    """All models by name, in the order of the files."""
    found: dict[str, Model] = {}
    own = os.environ.get("SORA_CATALOG")
    for source in [PACKAGED, *([Path(own)] if own else [])]:
        try:
            document = tomllib.loads(source.read_text("utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise BadRequest(f"The model catalogue {source} cannot be read: {error}.") from error
        for name, raw in document.get("models", {}).items():
            found[name] = _entry(name, raw, source)
    return found


def get(name: str) -> Model:
    """The model of that name, or `BadRequest` that lists the known ones."""
    try:
        return models()[name]
    except KeyError:
        raise BadRequest(f"There is no model {name!r}; known are {', '.join(models())}.") from None


def load_engine(model: Model) -> Engine:
    """Import and build the engine of `model`; only workers call this."""
    module, _, attribute = model.engine.partition(":")
    try:
        return cast("Engine", getattr(import_module(module), attribute)())
    except (ImportError, AttributeError) as error:
        raise EngineUnavailable(f"The engine of {model.name} cannot start here: {error}.") from error
