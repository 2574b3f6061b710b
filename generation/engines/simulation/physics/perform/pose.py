"""A person's pose in the terms in which motion is made: pelvis, spine and arms by angles, feet by places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from ...world.bodies.person import JOINTS

Floats = npt.NDArray[np.float64]
INDEX = {joint: place for place, joint in enumerate(JOINTS)}


def _turn(angle: float) -> float:
    """The same turn the shorter way round, radians."""
    return float((angle + np.pi) % (2 * np.pi) - np.pi)


@dataclass
class Foot:
    """An ankle's place (3,) in metres, the sole's heading and its pitch (toes up +), radians."""

    place: Floats
    yaw: float = 0.0
    pitch: float = 0.0

    def toward(self, other: Foot, part: float) -> Foot:
        """`part` of the way to another one."""
        turn = _turn(other.yaw - self.yaw)
        return Foot(
            self.place + part * (other.place - self.place),
            self.yaw + part * turn,
            self.pitch + part * (other.pitch - self.pitch),
        )


@dataclass
class Pose:
    """`place` of the pelvis (3,) m; `yaw`, `pitch` (forward +), `roll` rad; joints in degrees by name.

    `feet` are left and right; `planted` 1: legs reach for them, 0: legs follow the angles. `look` is the
    point (3,) that the face turns to with the weight `looks`. `hands` draw the palms to points, each
    with its weight.
    """

    place: Floats
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    angles: Floats = field(default_factory=lambda: np.zeros(len(JOINTS)))
    feet: tuple[Foot, Foot] = field(default_factory=lambda: (Foot(np.zeros(3)), Foot(np.zeros(3))))
    planted: float = 1.0
    look: Floats = field(default_factory=lambda: np.array([9.0, 0.0, 1.5]))
    looks: float = 0.0
    hands: dict[str, tuple[Floats, float]] = field(default_factory=dict)

    def copy(self) -> Self:
        """A pose that may be changed without changing this one."""
        left, right = (replace(foot, place=foot.place.copy()) for foot in self.feet)
        return replace(
            self,
            place=self.place.copy(),
            angles=self.angles.copy(),
            feet=(left, right),
            hands=dict(self.hands),
        )

    def lift(self, up: float, pitch: float = 0.0) -> None:
        """Raise pelvis and feet together, metres; the toes point down by `pitch` radians."""
        self.place[2] += up
        for foot in self.feet:
            foot.place = foot.place + [0, 0, up]
            foot.pitch -= pitch

    def set(self, **degrees: float) -> None:
        """Set joints by name; a name without side stands for both ("elbow")."""
        for name, value in degrees.items():
            for joint in (name,) if name in INDEX else (f"{name}_l", f"{name}_r"):
                self.angles[INDEX[joint]] = np.radians(value)

    def add(self, **degrees: float) -> None:
        """Add to joints by name, like `set`."""
        for name, value in degrees.items():
            for joint in (name,) if name in INDEX else (f"{name}_l", f"{name}_r"):
                self.angles[INDEX[joint]] += np.radians(value)

    def move(self, forward: float = 0.0, left: float = 0.0, up: float = 0.0) -> None:
        """Shift the pelvis along its heading, metres."""
        c, s = np.cos(self.yaw), np.sin(self.yaw)
        self.place += np.array([c * forward - s * left, s * forward + c * left, up])

    def before(self, forward: float, left: float, up: float, scale: float) -> Floats:
        """A point (3,) of the world by its metres from the pelvis of an adult, along the heading."""
        c, s = np.cos(self.yaw), np.sin(self.yaw)
        return np.asarray(self.place + scale * np.array([c * forward - s * left, s * forward + c * left, up]))

    def toward(self, other: Pose, part: float) -> Pose:
        """`part` of the way to another pose."""

        def between(a: float, b: float) -> float:
            return a + part * (b - a)

        hands = {side: (point, weight * (1 - part)) for side, (point, weight) in self.hands.items()}
        for side, (point, weight) in other.hands.items():
            old = hands.get(side, (point, 0.0))
            blend = weight * part / max(weight * part + old[1], 1e-6)
            hands[side] = (old[0] + blend * (point - old[0]), max(old[1], weight * part))
        return Pose(
            self.place + part * (other.place - self.place),
            self.yaw + part * _turn(other.yaw - self.yaw),
            self.pitch + part * _turn(other.pitch - self.pitch),
            self.roll + part * _turn(other.roll - self.roll),
            self.angles + part * (other.angles - self.angles),
            (self.feet[0].toward(other.feet[0], part), self.feet[1].toward(other.feet[1], part)),
            between(self.planted, other.planted),
            self.look + part * (other.look - self.look),
            between(self.looks, other.looks),
            hands,
        )
