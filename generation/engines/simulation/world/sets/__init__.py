"""Sets: the places a shot can happen in. Each module registers its own by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np

from ....errors import BadRequest
from ...screenplay import Shot
from ..scene import Scene
from ..water import Water

Dresser = Callable[[Scene, Shot, np.random.Generator], Water | None]


@dataclass(frozen=True, slots=True)
class Set:
    """A registered place: `dress` builds it and returns its water, if it has any.

    `sun_azimuth` in radians from +x, counter-clockwise; `room` is the box (low, high) in metres that
    a camera must stay in.
    """

    name: str
    dress: Dresser
    indoor: bool
    sun_azimuth: float
    room: tuple[tuple[float, float, float], tuple[float, float, float]]


SETS: dict[str, Set] = {}
_ROOMY = ((-400.0, -400.0, 0.12), (400.0, 400.0, 60.0))


def scenery(
    *names: str,
    indoor: bool = False,
    sun_azimuth: float = -0.9,
    room: tuple[tuple[float, float, float], tuple[float, float, float]] = _ROOMY,
) -> Callable[[Dresser], Dresser]:
    """Register a set under one or several names."""

    def register(dress: Dresser) -> Dresser:
        for name in names:
            SETS[name] = Set(name, dress, indoor, sun_azimuth, room)
        return dress

    return register


def get(name: str) -> Set:
    """The set of that name; `BadRequest` when there is none."""
    for module in ("gym", "sea", "city", "park"):
        import_module(f".{module}", __name__)
    if name not in SETS:
        raise BadRequest(f"No set is called {name!r}; there are {', '.join(sorted(SETS))}.")
    return SETS[name]


def names() -> tuple[str, ...]:
    """Every name a screenplay may use for a set."""
    get("studio")
    return tuple(sorted(SETS))
