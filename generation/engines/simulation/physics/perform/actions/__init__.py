"""What people do: registered motions, each a few lines that change a pose at a moment.

A motion gets the pose that the body would have anyway (standing or walking)
and changes what it needs; the performer fades it in and out. Angles in degrees
as in `world.bodies.person`, lengths in metres of an adult, times in seconds.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

import numpy as np
import numpy.typing as npt

from ....blocking.script import Part
from ..pose import Pose

Floats = npt.NDArray[np.float64]
Goes = Literal["", "walks", "runs", "sneaks", "floats", "rolls"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a motion: seconds since it began, its part `u` from 0 to 1, and who does it.

    `scale` is the body's size against an adult's, `phase` some numbers in 0..2π that are its own, `target`
    the point (3,) that it is about (in front of the face when about nothing), `floor` the height it is on,
    `gravity` m/s².
    """

    part: Part
    time: float
    scale: float
    phase: tuple[float, ...]
    target: Floats
    floor: float = 0.0
    gravity: float = 9.81

    @property
    def u(self) -> float:
        """How much of it is over, 0 to 1."""
        return min(max(self.time / max(self.part.seconds, 1e-6), 0.0), 1.0)

    @property
    def pace(self) -> float:
        """1 as usual, less when slow, more when fast."""
        return self.part.pace

    def swing(self, hertz: float, shift: float = 0.0) -> float:
        """A sine of this many beats a second, at the pace of the manner."""
        return float(np.sin(2 * np.pi * hertz * self.pace * self.time + shift))


Motion = Callable[[Pose, Moment], None]


@dataclass(frozen=True, slots=True)
class Action:
    """A registered motion; `goes` says how it travels, `speed` m/s of an adult, `seconds` how long it lasts
    when nothing else is said (0: as long as there is time), `near` metres it happens from its target,
    `whole` that it moves the whole body, so that no other motion lies under it."""

    name: str
    move: Motion
    goes: Goes = ""
    speed: float = 1.3
    seconds: float = 0.0
    near: float = 0.7
    whole: bool = False
    seated: bool = False


ACTIONS: dict[str, Action] = {}


def action(
    *names: str,
    goes: Goes = "",
    speed: float = 1.3,
    seconds: float = 0.0,
    near: float = 0.7,
    whole: bool = False,
    seated: bool = False,
) -> Callable[[Motion], Motion]:
    """Register a motion under one or several names of a screenplay's actions."""

    def register(move: Motion) -> Motion:
        for name in names:
            ACTIONS[name] = Action(name, move, goes, speed, seconds, near, whole, seated)
        return move

    return register


@cache
def _load() -> None:
    """Import every module of this package once."""
    for module in pkgutil.iter_modules(__path__):
        import_module(f".{module.name}", __name__)


def get(name: str) -> Action:
    """The action of that name; standing when there is none."""
    _load()
    return ACTIONS.get(name, ACTIONS["stand"])


def names() -> tuple[str, ...]:
    """Every action that people can do."""
    get("stand")
    return tuple(sorted(ACTIONS))


def rise(u: float, start: float, stop: float) -> float:
    """0 before `start`, 1 after `stop`, smooth between."""
    t = min(max((u - start) / max(stop - start, 1e-6), 0.0), 1.0)
    return t * t * t * (10 - 15 * t + 6 * t * t)


def hump(u: float, start: float, top: float, stop: float) -> float:
    """Up from `start` to `top` and down again until `stop`."""
    return rise(u, start, top) * (1 - rise(u, top, stop))
