"""Sets: registered places, each of which dresses a scene and says how the light falls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ....errors import BadRequest
from ...screenplay import Shot
from ..scene import Scene
from ..water import Water

Dresser = Callable[[Scene, Shot, np.random.Generator], Water | None]


@dataclass(frozen=True, slots=True)
class Stage:
    """A registered set: how to dress it, where the sun stands (radians), whether it has a roof."""

    name: str
    dress: Dresser
    sun_azimuth: float
    indoor: bool


SETS: dict[str, Stage] = {}


def stage(name: str, *, sun_azimuth: float, indoor: bool = False) -> Callable[[Dresser], Dresser]:
    """Register the dresser of a set."""

    def register(dresser: Dresser) -> Dresser:
        SETS[name] = Stage(name, dresser, sun_azimuth, indoor)
        return dresser

    return register


def get(name: str) -> Stage:
    """The set of that name, or `BadRequest` that lists the known ones."""
    _load()
    if name not in SETS:
        raise BadRequest(f"There is no set {name!r}; known are {', '.join(sorted(SETS))}.")
    return SETS[name]


def _load() -> None:
    from . import city, gym, park, sea

    del city, gym, park, sea


__all__ = ["SETS", "Stage", "get", "stage"]
