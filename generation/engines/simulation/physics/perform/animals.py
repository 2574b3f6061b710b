"""Four-legged animals that perform: walk, trot and gallop by speed, sit, lie, eat, jump, look about, wag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking.script import Part, Script
from ...world.bodies import BODIES
from ..skills import Stage
from . import limbs, performer
from .actions import hump, rise
from .base import Performer, Placed

Floats = npt.NDArray[np.float64]
GRAVITY = 9.81
# Phase of each leg in a cycle and the share of it that a foot stands (after Hildebrand 1965).
GAITS = {
    "walk": ({"bl": 0.0, "fl": 0.25, "br": 0.5, "fr": 0.75}, 0.66),
    "trot": ({"bl": 0.0, "fr": 0.0, "br": 0.5, "fl": 0.5}, 0.5),
    "gallop": ({"bl": 0.0, "br": 0.12, "fl": 0.5, "fr": 0.62}, 0.34),
    "hop": ({"bl": 0.0, "br": 0.0, "fl": 0.12, "fr": 0.14}, 0.38),
}
STRIDES = {"walk": 1.7, "trot": 2.5, "gallop": 4.2, "hop": 3.0}  # in heights of the hips
EASY = 0.94  # how far legs are stretched at rest
TRAILING = {
    "front": {"hip": 38.0, "side": 0.0, "knee": 96.0},
    "back": {"hip": -58.0, "side": 0.0, "knee": 24.0},
}  # legs in the air, degrees
FALLS = {"fall", "faint", "collapse", "slip"}
KEYED = {"play_piano", "play_keyboard"}
SIT, LIE = (
    {"sit", "play_chess", "play_drums", "read", "write", "meditate"} | KEYED,
    {"lie", "sleep", "rest", "slide"} | FALLS,
)
FEEDS = {"eat", "drink", "pick_up", "sniff"}
FLIES = {"fly", "hover", "soar", "glide", "take_off", "launch"}
LEAPS = {"jump", "hop", "flip", "backflip", "party", "cheer", "dance", "star_jump", "spin"}


class Leg:
    """One leg of the model: where its hip is (3,) in the trunk, its two lengths, its paw's radius."""

    def __init__(self, model: Any, name: str, leg: str) -> None:
        upper, lower = model.body(f"{name}_upper_{leg}"), model.body(f"{name}_lower_{leg}")
        paw = model.geom(f"{name}_paw_{leg}")
        self.hip = np.array(upper.pos, float)
        self.upper, self.lower = float(-lower.pos[2]), float(-paw.pos[2])
        self.radius = float(paw.size[0])

    @property
    def length(self) -> float:
        """From the hip to the ground, stretched."""
        return self.upper + self.lower + self.radius


@performer("quadruped", "corgi")
class Quadruped(Performer):
    """One four-legged animal; see `pose`. `LEGS` and `GAITS` are those of its kind."""

    LEGS: tuple[str, ...] = ("fl", "fr", "bl", "br")
    GAITS: Mapping[str, tuple[Mapping[str, float], float]] = GAITS

    def __init__(self, stage: Stage, script: Script) -> None:
        actor = stage.world.screenplay.actor(stage.actor)
        kind = BODIES[actor.kind]
        super().__init__(stage, script, kind.joints)
        self.legs = {leg: Leg(self.model, stage.actor, leg) for leg in self.LEGS}
        self.tall = float(np.mean([leg.length - leg.hip[2] for leg in self.legs.values()]))
        self.size = self.tall / 0.208  # against a corgi
        self.swift = kind.run * np.sqrt(actor.scale)
        self.ways = kind.ways.split()
        self.phase = stage.rng.uniform(0, 2 * np.pi, 4)

    def pose(self, time: float) -> Placed:
        """The trunk along its path, paws on their footholds, head and tail alive."""
        spot = self.script.path.at(time)
        part = self.script.part(time)
        angles = np.zeros(len(self.joints))
        place = np.array([spot.x, spot.y, spot.z + self.tall * EASY])
        pitch, roll, air = 0.0, 0.0, 0.0
        gait = self._gait(spot.speed)
        if spot.speed > 0.02:
            beat = 2 * np.pi * spot.distance / self._stride(gait)
            place[2] += 0.02 * self.tall * float(np.sin(2 * beat)) * (2.0 if gait == "gallop" else 1.0)
            pitch = 0.07 * float(np.sin(beat)) if gait == "gallop" else 0.012 * float(np.sin(2 * beat))
        else:
            place[2] += 0.006 * self.tall * float(np.sin(1.9 * time + self.phase[0]))
        hop = self._bound(spot.distance, gait) if spot.speed > 0.02 else 0.0
        place[2] += hop
        down = self._lowered(part, time)
        if part is not None and part.action in LEAPS:
            air = self._hop(part, time)
            pitch -= 0.25 * np.sin(np.pi * min(air / (0.6 * self.tall + 1e-6), 1.0)) * 0.6
            roll = 0.1 * float(np.sin(4.2 * time)) if part.action in {"dance", "party"} else 0.0
        if part is not None and part.action in FALLS:
            roll += 1.1 * down
        if part is not None and part.action in SIT:
            pitch -= 0.62 * down
            place[2] -= 0.16 * self.tall * down
        elif down > 0:
            place[2] -= (self.tall * EASY - 0.62 * self.tall) * down
        lift = aloft(part, time) * altitude(self.tall) if self._has_wings() else 0.0
        place[2] += air + lift + 0.06 * lift * float(np.sin(2.3 * time))
        if lift > 0:
            air, pitch = air + lift, pitch - 0.12
        self._wings(angles, time, lift)
        turn = limbs.rotation(spot.yaw, pitch, roll)
        for name, leg in self.legs.items():
            self._step(name, leg, (place, turn), angles, (time, gait, air))
        self._tuck(angles, lift)
        self._head(angles, part, time)
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(turn).ravel())
        return place, quaternion, angles

    def _gait(self, speed: float) -> str:
        if "hop" in self.ways:
            return "hop"
        share = speed / max(self.swift, 1e-6)
        return "walk" if share < 0.42 else "trot" if share < 0.75 else "gallop"

    def _stride(self, gait: str) -> float:
        return STRIDES[gait] * self.tall

    def _bound(self, distance: float, gait: str) -> float:
        """Metres above the usual height while all feet are off the floor."""
        if gait != "hop":
            return 0.0
        duty = self.GAITS[gait][1]
        inside = (distance / self._stride(gait) + duty / 2 - 0.05) % 1.0
        u = max(inside - duty, 0.0) / (1 - duty)
        return 1.6 * self.tall * u * (1 - u)

    def _has_wings(self) -> bool:
        return "flap_l" in self.index

    def _wings(self, angles: Floats, time: float, lift: float) -> None:
        """Folded on the ground, beating aloft."""
        if not self._has_wings():
            return
        part = min(lift / (0.6 + 0.3 * self.tall), 1.0)
        beat = float(np.sin(2 * np.pi * np.clip(1.3 / np.sqrt(self.tall), 0.7, 3.0) * time))
        flap, fold = 14 + 3 * float(np.sin(1.4 * time)), 62.0
        flap, fold = flap + part * (12 + 38 * beat - flap), fold * (1 - part) - 8 * part * beat
        for side in "lr":
            angles[self.index[f"flap_{side}"]] = np.radians(flap)
            angles[self.index[f"fold_{side}"]] = np.radians(fold)

    def _tuck(self, angles: Floats, lift: float) -> None:
        """Legs drawn up and trailing behind in the air."""
        part = rise(lift, 0.1, 0.8)
        if part <= 0:
            return
        for leg in self.LEGS:
            wanted = TRAILING["front" if leg.startswith("f") else "back"]
            for joint, degrees in wanted.items():
                place = self.index[f"{joint}_{leg}"]
                angles[place] += part * (np.radians(degrees) - angles[place])

    def _lowered(self, part: Part | None, time: float) -> float:
        if part is None or part.action not in SIT | LIE:
            return 0.0
        return rise(time - part.start, 0.0, 0.7 if part.start >= 0 else 1e-3)

    def _hop(self, part: Part, time: float) -> float:
        """Metres in the air: hops under gravity, twice a second at most."""
        high = 0.55 * self.tall if part.action in {"jump", "flip", "backflip"} else 0.25 * self.tall
        lasts = 2 * np.sqrt(2 * high / GRAVITY)
        t = (time - part.start - 0.2) % (lasts + 0.35)
        return float(0.5 * GRAVITY * t * (lasts - t)) if time > part.start + 0.2 and t < lasts else 0.0

    def _step(
        self,
        name: str,
        leg: Leg,
        trunk: tuple[Floats, Floats],
        angles: Floats,
        now: tuple[float, str, float],
    ) -> None:
        """Bend a leg so that its paw is where it belongs."""
        place, turn = trunk
        time, gait, air = now
        paw = self._foothold(name, leg, time, gait) + [0, 0, air * 1.1]
        reach = turn.T @ (paw - place) - leg.hip
        hip, side, knee = self._bend(reach, leg)
        for joint, angle in (("hip", hip), ("side", side), ("knee", knee)):
            angles[self.index[f"{joint}_{name}"]] = angle

    def _bend(self, reach: Floats, leg: Leg) -> tuple[float, float, float]:
        """(hip, side, knee) in radians for a paw at `reach` from its hip."""
        return limbs.two_bones(reach, leg.upper, leg.lower)

    def _foothold(self, name: str, leg: Leg, time: float, gait: str) -> Floats:
        """Where a paw (its middle) is: fixed while it stands, on an arc while it swings."""
        path = self.script.path
        if (part := self.script.part(time)) is not None and part.action == "slide":
            return self._print(leg, path.at(time).distance, time)
        phases, duty = self.GAITS[gait]
        stride = self._stride(gait)
        spot = path.at(time)
        cycle = spot.distance / stride - phases[name]
        number = np.floor(cycle + duty / 2)
        inside = cycle + duty / 2 - number  # 0..duty stands, then swings
        at = self._print(leg, (number + phases[name]) * stride, time)
        if inside > duty:
            following = self._print(leg, (number + 1 + phases[name]) * stride, time)
            u = (inside - duty) / (1 - duty)
            even = u * u * u * (10 - 15 * u + 6 * u * u)
            high = (0.42 if gait == "hop" else 0.24) * self.tall
            at = at + even * (following - at) + [0, 0, high * np.sin(np.pi * u) ** 2]
        return at

    def _print(self, leg: Leg, distance: float, time: float) -> Floats:
        path = self.script.path
        if not path.legs:
            spot = path.at(time)
            place, yaw = np.array([spot.x, spot.y, spot.z]), spot.yaw
        else:
            place, yaw = path.point(distance)
            over = distance - min(max(distance, 0.0), path.total)
            place = place + over * np.array([np.cos(yaw), np.sin(yaw), 0.0])
        c, s = np.cos(yaw), np.sin(yaw)
        x, y = leg.hip[:2]
        return np.asarray(place + [c * x - s * y, s * x + c * y, leg.radius])

    def _head(self, angles: Floats, part: Part | None, time: float) -> None:
        """Looking about, feeding, calling; ears and tail."""
        quick = 1.0 / np.sqrt(max(self.size, 0.3))

        def wave(hertz: float, which: int) -> float:
            return float(np.sin(2 * np.pi * hertz * time + self.phase[which]))

        wanted = {
            "neck": 4 * wave(0.23, 0),
            "gaze": 20 * wave(0.16, 1) * (abs(wave(0.09, 2)) > 0.3),
            "roll": 5 * wave(0.19, 3),
            "tail": 26 * wave(2.4 * quick, 2),
            "ear_l": 4 * wave(0.5, 1),
            "ear_r": 4 * wave(0.47, 3),
        }
        if part is not None:
            since = time - part.start
            if part.action in SIT:
                wanted["neck"] += 32 * rise(since, 0.0, 0.7)
            if part.action in FEEDS:
                dip = rise(since, 0.0, 0.6)
                wanted |= {"neck": 44 * dip + 6 * dip * wave(1.6, 0), "gaze": 0.0, "roll": 0.0}
            elif part.action == "sleep":
                wanted |= {"neck": 26.0, "gaze": 0.0, "roll": 6.0, "tail": 4 * wave(0.2, 2)}
            elif part.action in {"talk", "sing", "laugh", "say"}:
                wanted["neck"] = -12 + 9 * hump((time * 1.7) % 1.0, 0.0, 0.3, 0.7)
        for joint, degrees in wanted.items():
            if joint in self.index:
                angles[self.index[joint]] = np.radians(degrees)


def altitude(tall: float) -> float:
    """Metres over the ground at which an animal of that height flies: clear of what stands about."""
    return 1.9 + 2.2 * tall


def aloft(part: Part | None, time: float) -> float:
    """How far up one who flies is, 0 to 1; a flight that begins with the shot began before it."""
    if part is None or part.action not in FLIES:
        return 0.0
    if part.start < 0.1 and part.action not in {"take_off", "launch"}:
        return 1.0
    return rise(time - part.start, 0.0, 1.3)
