"""Gait: footholds along a path, and feet that leave, swing and land but never slide.

A step's foot lands ahead of the body and is left behind it; it swings while
the body passes over the other foot. Walking has always one foot on the ground,
running has none for a moment of each step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...blocking.path import Leg, Path
from ...world.bodies.person import SOLE
from .pose import Foot

Floats = npt.NDArray[np.float64]
APART = 0.085
TOE = 0.16
RUN_FROM = 2.1


@dataclass(frozen=True, slots=True)
class Swing:
    """A foot on its way: seconds and where it goes from and to; `high` metres at the top."""

    lift: float
    land: float
    begin: Foot
    end: Foot
    high: float
    push: float


@dataclass(frozen=True, slots=True)
class Stride:
    """How a leg of a path is gone: metres a step, share of it that a foot swings, m/s."""

    step: float
    swing: float
    speed: float

    @property
    def runs(self) -> bool:
        """Whether there is a moment without a foot on the ground."""
        return self.swing > 1


def stride(speed: float, scale: float, *, sneaks: bool = False) -> Stride:
    """The stride of a speed in m/s (after Grieve and Gear 1966: steps grow with speed)."""
    quick = speed / np.sqrt(scale)
    if quick < RUN_FROM:
        return Stride(float(0.32 + 0.22 * quick) * scale * (0.7 if sneaks else 1.0), 0.9, speed)
    return Stride(float(0.42 + 0.24 * quick) * scale, 1.36, speed)


class Footing:
    """Where both feet are at any moment of a path."""

    def __init__(self, path: Path, scale: float, *, apart: float = APART, sneaks: bool = False) -> None:
        self.path, self.scale, self.apart, self.sneaks = path, scale, apart * scale, sneaks
        self.swings: tuple[list[Swing], list[Swing]] = ([], [])
        start = np.array(path.place, float)
        self.homes = tuple(self._beside(start, path.facing, side) for side in (1, -1))
        self.strides: list[tuple[Leg, Stride]] = []
        at = list(self.homes)
        done, first = 0.0, 0
        for number, leg in enumerate(path.legs):
            at, first = self._walk(leg, done, at, first)
            done += leg.length
            following = path.legs[number + 1].begin if number + 1 < len(path.legs) else np.inf
            if following > leg.end + 0.9:
                at = self._turn(leg.end + 0.08, np.array(leg.stop), at, path.at(leg.end + 0.8).yaw)

    def _beside(self, place: Floats, yaw: float, side: int) -> Foot:
        """A foot beside the body's line."""
        away = side * self.apart
        offset = np.array([-np.sin(yaw) * away, np.cos(yaw) * away, SOLE * self.scale])
        return Foot(place + offset, yaw + side * 0.1)

    def _walk(self, leg: Leg, done: float, at: list[Foot], first: int) -> tuple[list[Foot], int]:
        """Plan the steps of one leg; answers where the feet are then and which goes first next."""
        gone = stride(leg.length / max(leg.end - leg.begin - 0.3, 0.2), self.scale, sneaks=self.sneaks)
        self.strides.append((leg, gone))
        count = max(1, round(leg.length / gone.step))
        step = leg.length / count
        high = (0.09 if gone.runs else 0.055) * self.scale * (1.8 if self.sneaks else 1.0)
        push = 0.9 if gone.runs else 0.5
        for k in range(1, count + 2):
            foot = (first + k) % 2
            under = done + (k - 1) * step  # the body passes here while this foot swings
            half = gone.swing * step / 2
            lift = self.path.moment(max(under - half, done)) if k > 1 else leg.begin
            land = self.path.moment(under + half) if under + half < done + leg.length else leg.end + 0.12
            place, heading = self.path.point(min(done + k * step, done + leg.length))
            before = self.swings[foot][-1].land if self.swings[foot] else -np.inf
            goal = self._beside(place, heading, 1 if foot == 0 else -1)
            lift = max(lift, before + 0.02)
            self.swings[foot].append(Swing(lift, max(land, lift + 0.12), at[foot], goal, high, push))
            at[foot] = goal
        return at, (first + count + 1) % 2

    def _turn(self, begin: float, place: Floats, at: list[Foot], yaw: float) -> list[Foot]:
        """Two small steps on the spot towards a heading."""
        for foot, side in ((0, 1), (1, -1)):
            goal = self._beside(place, yaw, side)
            lift = max(begin + 0.2 * foot, self.swings[foot][-1].land + 0.02 if self.swings[foot] else begin)
            self.swings[foot].append(Swing(lift, lift + 0.24, at[foot], goal, 0.05 * self.scale, 0.2))
            at[foot] = goal
        return at

    def foot(self, number: int, time: float) -> Foot:
        """The left (0) or right (1) foot at `time`."""
        at = self.homes[number]
        for swing in self.swings[number]:
            if time >= swing.land:
                at = swing.end
                continue
            if time > swing.lift:
                return self._swinging(swing, time)
            return self._pushing(at, swing, time)
        return at

    def _swinging(self, swing: Swing, time: float) -> Foot:
        u = (time - swing.lift) / (swing.land - swing.lift)
        even = u * u * u * (10 - 15 * u + 6 * u * u)
        foot = swing.begin.toward(swing.end, even)
        foot.place = foot.place + [0, 0, swing.high * np.sin(np.pi * u) ** 2]
        fall = max(0.0, 1 - u / 0.45)
        rise = max(0.0, 1 - abs(u - 0.8) / 0.2)
        foot.pitch = -swing.push * fall * fall * (3 - 2 * fall) + 0.22 * swing.push * rise
        return _tilted(foot, self.scale, fall)

    def _pushing(self, at: Foot, swing: Swing, time: float) -> Foot:
        """The heel leaves before the toes do."""
        u = min(max(1 - (swing.lift - time) / 0.14, 0.0), 1.0)
        return _tilted(Foot(at.place, at.yaw, -swing.push * u * u * (3 - 2 * u)), self.scale, 1.0)

    def speed(self, time: float) -> tuple[float, Stride | None, float]:
        """(share of walking speed 0 to 1, the stride, phase in steps) at `time`."""
        done = 0.0
        for leg, gone in self.strides:
            if leg.begin <= time <= leg.end:
                along, now = leg.run(time)
                count = max(1, round(leg.length / gone.step))
                return min(now / max(gone.speed, 1e-6), 1.0), gone, along / leg.length * count
            done += leg.length
        return 0.0, None, 0.0


def _tilted(foot: Foot, scale: float, share: float) -> Foot:
    """A foot turned about its toes: the ankle rises and comes forward."""
    if foot.pitch >= 0:
        return foot
    toe = TOE * scale * share
    rise, ahead = toe * np.sin(-foot.pitch), toe * (1 - np.cos(foot.pitch))
    forward = np.array([np.cos(foot.yaw) * ahead, np.sin(foot.yaw) * ahead, rise])
    return Foot(foot.place + forward, foot.yaw, foot.pitch)
