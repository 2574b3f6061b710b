"""Paths over the floor: where a performer is at a moment, how fast, and which way it faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TURNING = 0.45  # seconds it takes to turn to where one goes


@dataclass(frozen=True, slots=True)
class Spot:
    """A moment of a path: metres, `yaw` radians (0 looks along +x), m/s, metres done since the start."""

    x: float
    y: float
    z: float
    yaw: float
    speed: float
    distance: float


@dataclass(frozen=True, slots=True)
class Leg:
    """A straight way from `start` to `stop` (metres, (x, y, z)) between two moments in seconds."""

    begin: float
    end: float
    start: tuple[float, float, float]
    stop: tuple[float, float, float]

    @property
    def length(self) -> float:
        """Metres over the floor and upwards."""
        return float(np.linalg.norm(np.subtract(self.stop, self.start)))

    @property
    def yaw(self) -> float:
        """The heading along it, radians."""
        return float(np.arctan2(self.stop[1] - self.start[1], self.stop[0] - self.start[0]))

    def run(self, time: float) -> tuple[float, float]:
        """(metres, m/s) along it: speeding up and slowing down gently at its ends."""
        span = max(self.end - self.begin, 1e-6)
        gentle = min(0.5, span * 0.35)
        cruise = self.length / (span - gentle)
        t = min(max(time - self.begin, 0.0), span)
        if t < gentle:
            return 0.5 * cruise * t * t / gentle, cruise * t / gentle
        if t > span - gentle:
            left = span - t
            return self.length - 0.5 * cruise * left * left / gentle, cruise * left / gentle
        return cruise * (t - gentle / 2), cruise


class Path:
    """Legs in the order of time, rests between them; `facing` is the heading in degrees at rest.

    Going somewhere one looks there; having arrived one turns to `facing` again unless `keeps`.
    """

    def __init__(
        self,
        place: tuple[float, float, float],
        facing: float = 0.0,
        legs: Sequence[Leg] = (),
        *,
        keeps: bool = False,
        turns: bool = True,
    ) -> None:
        self.place, self.facing, self.legs = place, float(np.radians(facing)), tuple(legs)
        self.keeps, self.turns = keeps, turns

    @property
    def total(self) -> float:
        """Metres of all legs."""
        return sum(leg.length for leg in self.legs)

    def at(self, time: float) -> Spot:
        """Where one is at `time` seconds; before the first and after the last leg it rests."""
        place, done, speed = np.array(self.place, float), 0.0, 0.0
        for leg in self.legs:
            if time < leg.begin:
                break
            along, speed = leg.run(time)
            part = along / leg.length if leg.length else 1.0
            place = np.array(leg.start) + part * np.subtract(leg.stop, leg.start)
            done += along
        x, y, z = (float(value) for value in place)
        return Spot(x, y, z, self._yaw(time), speed, done)

    def moment(self, distance: float) -> float:
        """The first moment at which `distance` metres are done."""
        left = distance
        for leg in self.legs:
            if left <= leg.length + 1e-9:
                low, high = leg.begin, leg.end
                for _ in range(40):
                    middle = (low + high) / 2
                    low, high = (middle, high) if leg.run(middle)[0] < left else (low, middle)
                return high
            left -= leg.length
        return self.legs[-1].end if self.legs else 0.0

    def point(self, distance: float) -> tuple[Floats, float]:
        """(place (3,), heading) at `distance` metres, the ends where it is out of the path."""
        left = distance
        for leg in self.legs:
            if left <= leg.length or leg is self.legs[-1]:
                part = min(max(left / leg.length, 0.0), 1.0) if leg.length else 1.0
                place = np.array(leg.start) + part * np.subtract(leg.stop, leg.start)
                return place, leg.yaw if self.turns else self.facing
            left -= leg.length
        return np.array(self.place, float), self.facing

    def _yaw(self, time: float) -> float:
        yaw = self.facing
        if not self.turns:
            return yaw
        for number, leg in enumerate(self.legs):
            yaw = _turned(yaw, leg.yaw, _eased((time - leg.begin + 0.15) / TURNING))
            rests = number + 1 == len(self.legs) or self.legs[number + 1].begin > leg.end + 2 * TURNING
            if rests and not self.keeps:
                yaw = _turned(yaw, self.facing, _eased((time - leg.end + 0.1) / TURNING))
        return yaw


def _eased(part: float) -> float:
    u = min(max(part, 0.0), 1.0)
    return u * u * (3 - 2 * u)


def _turned(a: float, b: float, part: float) -> float:
    """`part` of the shorter way from heading `a` to `b`."""
    return a + part * float((b - a + np.pi) % (2 * np.pi) - np.pi)
