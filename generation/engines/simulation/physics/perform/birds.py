"""Birds and who else goes on two legs: they walk, waddle or hop, peck, flap, fly and float."""

from __future__ import annotations

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking.script import Part, Script
from ...world.bodies.birds import SIDES, SPECIES, Frame
from ..skills import Stage
from . import limbs, performer
from .actions import hump, rise
from .animals import EASY, FALLS, FEEDS, LEAPS, LIE, SIT, Leg, Quadruped, aloft, altitude
from .base import Placed

Floats = npt.NDArray[np.float64]
TWO = {
    "walk": ({"l": 0.0, "r": 0.5}, 0.62),
    "trot": ({"l": 0.0, "r": 0.5}, 0.5),
    "gallop": ({"l": 0.0, "r": 0.5}, 0.4),
    "hop": ({"l": 0.0, "r": 0.02}, 0.36),
}
FOLDED, SPREAD = -90.0, (8.0, 0.0)  # flap and fold of a wing, degrees
ARMS = (-80.0, 42.0)
CALLS = {"talk", "sing", "laugh", "say", "shout"}


@performer("bird")
class Bird(Quadruped):
    """One animal on two legs; see `pose`."""

    LEGS = SIDES
    GAITS = TWO

    def __init__(self, stage: Stage, script: Script) -> None:
        super().__init__(stage, script)
        actor = stage.world.screenplay.actor(stage.actor)
        self.kind = SPECIES[actor.kind]
        self.width = self.kind.plump * self.kind.body * actor.scale
        self.water = stage.world.water if self.kind.swims else None
        self.span = self.kind.wing * self.kind.body * actor.scale
        frame = Frame(self.kind, actor.scale)
        free = (frame.hip + float(frame.shoulder[2])) / self.span - 0.12
        hangs = min(self.kind.pitch + 6, float(np.degrees(np.arcsin(np.clip(free, 0.0, 1.0)))))
        self.folded = 90 + self.kind.pitch - hangs  # the tips of folded wings stay off the floor

    def pose(self, time: float) -> Placed:
        """The trunk along its path, feet on their footholds, or in the air, or on the water."""
        spot, part = self.script.path.at(time), self.script.part(time)
        angles = np.zeros(len(self.joints))
        lift = aloft(part, time) if "flies" in self.ways else 0.0
        gait, afloat = self._gait(spot.speed), self.water is not None and lift == 0
        place = np.array([spot.x, spot.y, spot.z + self.tall * EASY])
        pitch, roll, air = 0.0, 0.0, 0.0
        if self.water is not None and afloat:
            sea = float(self.water.height(spot.x, spot.y, max(time, 0.0)))
            place[2] = sea - 0.35 * self.width
            roll = 0.05 * float(np.sin(1.7 * time + self.phase[1]))
        elif spot.speed > 0.02:
            beat = 2 * np.pi * spot.distance / self._stride(gait)
            place[2] += self._bound(spot.distance, gait) + 0.02 * self.tall * float(np.sin(2 * beat))
            short = self.kind.leg < 0.25
            roll = (0.13 if short else 0.03) * float(np.sin(beat)) * (gait != "hop")
        else:
            place[2] += 0.008 * self.tall * float(np.sin(2.2 * time + self.phase[0]))
        if part is not None and part.action in LEAPS:
            air = self._hop(part, time)
            roll += 0.14 * float(np.sin(5 * time)) * (part.action in {"dance", "party"})
        if part is not None and part.action in SIT | LIE - {"slide"} and not afloat:
            place[2] -= 0.75 * self.tall * rise(time - part.start, 0.0, 0.7)
        if part is not None and part.action in FALLS and not afloat:
            down = rise(time - part.start, 0.0, 0.5)
            roll += 1.35 * down
            place[2] += down * (0.5 * self.width - place[2] + spot.z)
        if lift > 0:
            place[2] += lift * (altitude(self.tall) - 0.6 + 0.05 * float(np.sin(2.1 * time + self.phase[0])))
            pitch = lift * np.radians(self.kind.pitch - 8)
        slides = part is not None and part.action == "slide"
        if slides:
            place[2], pitch, roll = spot.z + 0.45 * self.width, float(np.radians(self.kind.pitch)), 0.0
        place[2] += air
        turn = limbs.rotation(spot.yaw, pitch, roll)
        for name, leg in self.legs.items():
            self._leg(name, leg, (place, turn), angles, (time, gait, air), 1.0 if afloat or slides else lift)
        self._alive(angles, part, time, lift)
        if slides:
            angles[self.index["neck"]] = -np.radians(self.kind.pitch)
        self._beat(angles, part, time, lift)
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(turn).ravel())
        return place, quaternion, angles

    def _stride(self, gait: str) -> float:
        return super()._stride(gait) * (1.0 if self.kind.leg > 0.25 or gait == "hop" else 1.15)

    def _hop(self, part: Part, time: float) -> float:
        return super()._hop(part, time) * float(np.clip(0.28 / self.tall, 0.6, 1.4))

    def _leg(
        self,
        name: str,
        leg: Leg,
        trunk: tuple[Floats, Floats],
        angles: Floats,
        now: tuple[float, str, float],
        tucked: float,
    ) -> None:
        """On the ground it stands level on its foot; in the air and on the water it trails behind."""
        self._step(name, leg, trunk, angles, now)
        hip, side, knee = (self.index[f"{joint}_{name}"] for joint in ("hip", "side", "knee"))
        pitch = float(np.arcsin(np.clip(-trunk[1][2, 0], -1, 1)))
        level = angles[hip] - angles[knee] - pitch
        angles[self.index[f"foot_{name}"]] = (level + np.pi) % (2 * np.pi) - np.pi
        if tucked > 0:
            angles[hip] += tucked * (np.radians(-62) - angles[hip])
            angles[side] *= 1 - tucked
            angles[knee] *= 1 - tucked
            angles[self.index[f"foot_{name}"]] *= 1 - 0.4 * tucked

    def _bend(self, reach: Floats, leg: Leg) -> tuple[float, float, float]:
        hip, side, knee = limbs.two_bones(reach * [-1, 1, 1], leg.upper, leg.lower)
        return -hip, side, -knee

    def _alive(self, angles: Floats, part: Part | None, time: float, lift: float) -> None:
        """Head and tail: looking about, pecking, calling, nodding with the steps."""

        def wave(hertz: float, which: int) -> float:
            return float(np.sin(2 * np.pi * hertz * time + self.phase[which]))

        spot = self.script.path.at(time)
        steady = -np.degrees(lift * np.radians(self.kind.pitch - 8))
        wanted = {
            "neck": 3 * wave(0.3, 0) + 0.75 * steady,
            "gaze": 34 * np.tanh(3 * wave(0.21, 1)) * (abs(wave(0.1, 2)) > 0.35) * (1 - lift),
            "roll": 7 * wave(0.27, 3) * (1 - lift),
            "wag": 9 * wave(1.1, 2) * (self.kind.thick + 0.3),
            "tail": 5 * wave(0.8, 1) + 12 * lift,
        }
        if spot.speed > 0.02 and lift == 0:
            beat = 4 * np.pi * spot.distance / self._stride(self._gait(spot.speed))
            wanted |= {"neck": 6 * float(np.sin(beat)), "gaze": 4 * wave(0.3, 1), "roll": 0.0}
        if part is not None and part.action in FEEDS:
            down = rise(time - part.start, 0.0, 0.6)
            deep = 92 if self.kind.neck > 0.5 else 62
            wanted |= {"neck": down * (deep - 26 * hump((1.1 * time) % 1.0, 0.0, 0.4, 0.8)), "gaze": 0.0}
        elif part is not None and part.action in CALLS:
            wanted["neck"] = -14 + 12 * hump((1.8 * time) % 1.0, 0.0, 0.3, 0.7)
        elif part is not None and part.action == "sleep":
            wanted |= {"neck": 24.0, "gaze": 60.0, "roll": 0.0}
        for joint, degrees in wanted.items():
            angles[self.index[joint]] = np.radians(degrees)

    def _beat(self, angles: Floats, part: Part | None, time: float, lift: float) -> None:
        """Wings: folded, fluttering for joy, beating and gliding; arms swing a little."""
        flap, fold = ARMS if self.kind.arms else (FOLDED, self.folded)
        joy = part is not None and part.action in {*LEAPS, "wave", "clap"}
        if self.kind.arms:
            flap, fold = flap + 6 * float(np.sin(3 * time)), fold + 16 * joy * float(np.sin(9 * time))
        elif joy:
            flap, fold = -25 + 38 * float(np.sin(2 * np.pi * 3.0 * time)), 38.0
        elif self.kind.leg < 0.12:
            flap += 12 + 9 * float(np.sin(2.6 * time))
        hertz = float(np.clip(1.9 / np.sqrt(max(self.span, 0.02)), 1.4, 7.0))
        glides = self.span > 0.4 and (0.31 * time + 0.3) % 1.0 > 0.6
        beat = (
            0.0
            if glides and part is not None and part.action != "hover"
            else np.sin(2 * np.pi * hertz * time)
        )
        aim = (SPREAD[0] + 42 * float(beat), SPREAD[1] + 14 * max(0.0, float(beat)))
        flap, fold = flap + lift * (aim[0] - flap), fold + lift * (aim[1] - fold)
        for side in SIDES:
            angles[self.index[f"flap_{side}"]] = np.radians(flap)
            angles[self.index[f"fold_{side}"]] = np.radians(fold)
