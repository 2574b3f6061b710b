"""What a place sounds like when nothing happens: a table by the names of sets and of their ambience.

Each bed is drawn for its whole length from the seed, so it never loops. Beds are registered by the
modules of `beds`; weather is laid over what is outdoors.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import numpy as np

from .noise import Samples


@dataclass(frozen=True, slots=True)
class Hour:
    """When: `time_of_day` and `weather` in the screenplay's words; `seed` times the lightning.

    `surface` is the look family of the ground.
    """

    time_of_day: str = "day"
    weather: str = "clear"
    seed: int = 0
    surface: str = ""

    @property
    def windy(self) -> float:
        """Strength of the wind, 1 on an ordinary day."""
        strength = {"windy": 2.2, "storm": 2.6, "rain": 1.3, "fog": 0.4, "snow": 0.6}
        return strength.get(self.weather, 1.0)

    @property
    def night(self) -> bool:
        """Whether birds sleep and crickets do not."""
        return self.time_of_day == "night"

    @property
    def birds(self) -> float:
        """How much birds sing: a chorus at dawn, less in bad weather."""
        chorus = {"dawn": 1.7, "sunset": 0.7, "night": 0.0}.get(self.time_of_day, 1.0)
        return chorus * {"storm": 0.0, "rain": 0.25, "snow": 0.3, "windy": 0.5}.get(self.weather, 1.0)


Bed = Callable[[int, Hour, np.random.Generator], Samples]


@dataclass(frozen=True, slots=True)
class Place:
    """A place's air: `make` answers (samples, 2), `level` is its LUFS beside what happens at -14."""

    make: Bed
    level: float
    indoor: bool


BEDS: dict[str, Place] = {}


def bed(*names: str, level: float, indoor: bool = False) -> Callable[[Bed], Bed]:
    """Register the bed of one or several places."""

    def register(make: Bed) -> Bed:
        for name in names:
            BEDS[name] = Place(make, level, indoor)
        return make

    return register


@cache
def _load() -> None:
    from . import beds

    for module in pkgutil.iter_modules(beds.__path__):
        import_module(f"{beds.__name__}.{module.name}")


def place_of(place: str, ambience: str = "", *, indoor: bool = False) -> Place:
    """The air of a set by its name, else by its `ambience`, else a quiet room's or a park's."""
    _load()
    known = (name for name in (place, ambience) if name in BEDS)
    return BEDS[next(known, "studio" if indoor else "park")]


def ambience(place: Place, samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """The air of a place with its weather, (samples, 2)."""
    from .weather import weathered

    sound = place.make(samples, hour, rng)
    return sound if place.indoor else weathered(sound, hour, rng)


def level(place: Place, hour: Hour) -> float:
    """LUFS of that air beside what happens at -14: weather is louder than what it drowns."""
    louder = {"rain": -31.0, "storm": -27.0, "windy": -31.0}
    return place.level if place.indoor else max(place.level, louder.get(hour.weather, -99.0))


__all__ = ["BEDS", "Hour", "Place", "ambience", "bed", "level", "place_of"]
