"""Sets: the places a shot can happen in. Every module of this package registers its own by name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np

from ....errors import BadRequest
from ...screenplay import Shot
from ..scene import Scene
from ..water import Water
from .weathering import settle as settle_weather

__all__ = ["ROOMY", "SETS", "Room", "Set", "get", "names", "scenery", "settle"]
Dresser = Callable[[Scene, Shot, np.random.Generator], Water | None]
Room = tuple[tuple[float, float, float], tuple[float, float, float]]
EARTH = 9.81


@dataclass(frozen=True, slots=True)
class Set:
    """A registered place: `dress` builds it and returns its water, if it has any.

    `sun_azimuth` in radians from +x, counter-clockwise; `room` is the box (low, high) in metres that
    a camera must stay in; `gravity` in m/s². `surface` is the look family of the floor, `ambience` the
    key of what it sounds like. `air` names what lies overhead and between things (see `viewfinder.sky`),
    `mood` how an indoor place is lit (see `viewfinder.lighting`).
    """

    name: str
    dress: Dresser
    indoor: bool
    sun_azimuth: float
    room: Room
    gravity: float = EARTH
    surface: str = ""
    ambience: str = ""
    air: str = ""
    mood: str = ""


SETS: dict[str, Set] = {}
ROOMY: Room = ((-400.0, -400.0, 0.12), (400.0, 400.0, 60.0))


def scenery(
    *names: str,
    indoor: bool = False,
    sun_azimuth: float = -0.9,
    room: Room = ROOMY,
    gravity: float = EARTH,
    surface: str = "",
    ambience: str = "",
    air: str = "",
    mood: str = "",
) -> Callable[[Dresser], Dresser]:
    """Register a set under one or several names; its ambience is called like its first name."""

    def register(dress: Dresser) -> Dresser:
        for name in names:
            sound = ambience or names[0]
            SETS[name] = Set(name, dress, indoor, sun_azimuth, room, gravity, surface, sound, air, mood)
        return dress

    return register


@cache
def _load() -> None:
    """Import every module of this package once."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f".{module.name}", __name__)


def get(name: str) -> Set:
    """The set of that name; `BadRequest` when there is none."""
    _load()
    if name not in SETS:
        raise BadRequest(f"No set is called {name!r}; there are {', '.join(sorted(SETS))}.")
    return SETS[name]


def names() -> tuple[str, ...]:
    """Every name a screenplay may use for a set."""
    get("studio")
    return tuple(sorted(SETS))


def settle(scene: Scene, shot: Shot, stage: Set) -> None:
    """Let the shot's weather lie on a dressed set: snow on what is outdoors, water on the ground."""
    if not stage.indoor and not stage.air:
        settle_weather(scene, shot.weather)
