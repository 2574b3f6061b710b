"""What blocking decides: marks, scripts, and who holds, rides or sends off what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .script import Script

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the floor (metres) and a heading (degrees, 0 looks along +x)."""

    place: Place
    yaw: float = 0.0


@dataclass(frozen=True, slots=True)
class Begun:
    """Where one is when a shot goes on from another, and how fast (m/s along x and y).

    `room` is the box (low, high) in metres that the camera stays in, None for that of the set.
    """

    mark: Mark
    speed: tuple[float, float] = (0.0, 0.0)
    room: tuple[Place, Place] | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """`prop` stays in a hand ("l", "r" or "both") or on the head ("head") of `actor` from `start` on.

    An instrument that is played stays where its players have it: "guitar", "violin".
    """

    prop: str
    actor: str
    hand: str
    start: float = 0.0
    stop: float = 1e9


@dataclass(frozen=True, slots=True)
class Ride:
    """`rider` sits on or in `mount`, a prop or an animal."""

    rider: str
    mount: str


@dataclass(frozen=True, slots=True)
class Launch:
    """`prop` leaves at `time` seconds towards `goal` (metres), flies `seconds` and is free.

    With a `catcher` its goal is where that actor's `hand` will be by then. `start` is where it comes from,
    None where it is.
    """

    prop: str
    time: float
    goal: Place
    seconds: float
    catcher: str = ""
    hand: str = ""
    start: Place | None = None


@dataclass(frozen=True)
class Blocking:
    """One shot, blocked. With scripts it is performed; without, its actors' skills play it."""

    marks: Mapping[str, Mark]
    scripts: Mapping[str, Script] = field(default_factory=dict)
    holds: tuple[Hold, ...] = ()
    rides: tuple[Ride, ...] = ()
    launches: tuple[Launch, ...] = ()

    @property
    def performed(self) -> bool:
        """Whether motion is made by hand."""
        return bool(self.scripts)
