"""Those without legs perform: fish and whales swim in waves and leap, snakes glide along their own track."""

from __future__ import annotations

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking.script import Part, Script
from ...world.bodies.chains import SPECIES
from ..skills import Stage
from . import limbs, performer
from .animals import FEEDS, LEAPS
from .base import Performer, Placed

Floats = npt.NDArray[np.float64]
GRAVITY = 9.81
WINDING, WAVE = np.radians(44), 0.46  # a snake's widest heading off its way, its wave in body lengths


class _Chain(Performer):
    """What swimmers and snakes share."""

    def __init__(self, stage: Stage, script: Script) -> None:
        actor = stage.world.screenplay.actor(stage.actor)
        self.kind = SPECIES[actor.kind]
        from ...world.bodies.chains import joint_names

        super().__init__(stage, script, joint_names(self.kind))
        self.long = self.kind.long * actor.scale
        self.rest = float(stage.data.qpos[self._root + 2]) - script.path.place[2]
        self.phase = stage.rng.uniform(0, 2 * np.pi, 3)
        self.water = stage.world.water

    def placed(self, place: Floats, turn: Floats, angles: Floats) -> Placed:
        """The pose with its rotation as a quaternion."""
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(turn).ravel())
        return place, quaternion, angles


@performer("fish")
class Swimmer(_Chain):
    """Fish, sharks, dolphins and whales; see `pose`."""

    def pose(self, time: float) -> Placed:
        """Along the path in waves that grow towards the tail; leaping on a parabola."""
        spot, part = self.script.path.at(time), self.script.part(time)
        angles = np.zeros(len(self.joints))
        lively = 0.45 + min(spot.speed / self.kind.speeds[0], 1.6)
        hertz = 1.5 / np.sqrt(max(self.long, 0.08))
        beat = 2 * np.pi * (hertz * time + 0.55 * spot.distance / self.long)
        place = np.array([spot.x, spot.y, spot.z + self.rest])
        if self.water is not None:
            sea = float(self.water.height(spot.x, spot.y, max(time, 0.0)))
            place[2] = sea + (0.1 if self.kind.rolls else 0.0) * self.kind.high * self.long
        slow = float(np.sin(1.3 * time + self.phase[0]))
        place[2] += 0.025 * self.long * slow
        up, pitch = self._leap(part, time)
        place[2] += up
        for n in range(self.kind.joints):
            swing = 9 + 15 * (n + 1) / self.kind.joints
            angles[self.index[f"bend_{n}"]] = np.radians(swing * lively * np.sin(beat - 1.1 * n))
        for side in "lr":
            fin = 12 * np.sin(0.5 * beat + self.phase[1]) - 4
            angles[self.index[f"fin_{side}"]] = np.radians(fin)
        sway = -0.09 * lively * float(np.sin(beat + 0.6))
        yaw, tilt = (0.0, sway) if self.kind.rolls else (sway, 0.0)
        roll = 0.05 * float(np.sin(0.9 * time + self.phase[2]))
        if part is not None and part.action in {"dance", "spin", "party", "flip"}:
            roll += 2.4 * (time - part.start)
        if part is not None and part.action in FEEDS:
            tilt += 0.35 + 0.1 * float(np.sin(5 * time))
        return self.placed(place, limbs.rotation(spot.yaw + yaw, pitch + tilt, roll), angles)

    def _leap(self, part: Part | None, time: float) -> tuple[float, float]:
        """(metres up, pitch) of jump after jump, out of the water and into it again."""
        if part is None or part.action not in LEAPS - {"dance", "spin", "party"}:
            return 0.0, 0.0
        high = min(0.6 * self.long + 0.15, 1.6)
        lasts = 2 * np.sqrt(2 * high / GRAVITY)
        t = (time - part.start - 0.15) % (lasts + 0.6)
        if time < part.start + 0.15 or t > lasts:
            return 0.0, 0.0
        slope = (lasts / 2 - t) / (lasts / 2)
        return float(0.5 * GRAVITY * t * (lasts - t)), float(-0.75 * slope * np.sin(np.pi * t / lasts) ** 0.3)


@performer("snake")
class Snake(_Chain):
    """A snake: every part of it follows where its head went; see `pose`."""

    def pose(self, time: float) -> Placed:
        """Winding along the path; at rest it keeps its bends and looks about."""
        spot, part = self.script.path.at(time), self.script.part(time)
        angles = np.zeros(len(self.joints))
        wave = WAVE * self.long
        step = (1 - self.kind.front) * self.long / self.kind.joints

        def heading(behind: float) -> float:
            return float(WINDING * np.sin(2 * np.pi * (spot.distance - behind) / wave))

        aside = -WINDING * wave / (2 * np.pi) * float(np.cos(2 * np.pi * spot.distance / wave))
        place = np.array(
            [spot.x - aside * np.sin(spot.yaw), spot.y + aside * np.cos(spot.yaw), spot.z + self.rest]
        )
        for n in range(self.kind.joints):
            before = heading(0.0) if n == 0 else heading((n - 0.5) * step)
            angles[self.index[f"bend_{n}"]] = heading((n + 0.5) * step) - before
        look = float(np.sin(0.9 * time + self.phase[0]))
        angles[self.index["gaze"]] = -0.85 * heading(0.0) + 0.25 * look
        angles[self.index["neck"]] = 0.06 * float(np.sin(1.3 * time + self.phase[1]))
        if part is not None and part.action in FEEDS:
            angles[self.index["neck"]] += 0.7 * part.weight(time)
        elif part is not None and part.action in LEAPS | {"talk", "sing"}:
            angles[self.index["gaze"]] += 0.4 * float(np.sin(4 * time)) * part.weight(time)
            angles[self.index["neck"]] -= 0.3 * part.weight(time) * (0.6 + 0.4 * float(np.sin(5 * time)))
        return self.placed(place, limbs.rotation(spot.yaw + heading(0.0)), angles)
