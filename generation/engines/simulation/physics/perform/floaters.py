"""Those that hover perform: butterflies flutter, bees hum about, the octopus waves its arms."""

from __future__ import annotations

import mujoco
import numpy as np

from ...blocking.script import Script
from ...world.bodies.tiny import ARMS, LINKS, SPECIES, joint_names
from ..skills import Stage
from . import limbs, performer
from .animals import LEAPS
from .base import Performer, Placed


@performer("insect", "octopus")
class Floater(Performer):
    """One that hovers; see `pose`."""

    def __init__(self, stage: Stage, script: Script) -> None:
        actor = stage.world.screenplay.actor(stage.actor)
        self.kind = SPECIES[actor.kind]
        super().__init__(stage, script, joint_names(self.kind))
        self.size = self.kind.size * actor.scale
        self.rest = float(stage.data.qpos[self._root + 2]) - script.path.place[2]
        self.phase = stage.rng.uniform(0, 2 * np.pi, 3)
        self.bee = self.kind.speeds[0] > 0.8

    def pose(self, time: float) -> Placed:
        """Along the path, up and down and a little astray, wings or arms beating."""
        spot, part = self.script.path.at(time), self.script.part(time)
        angles = np.zeros(len(self.joints))
        a, b, c = (time * w + p for w, p in zip((1.9, 2.7, 1.3), self.phase, strict=True))
        wide = self.size * (0.35 if self.kind.arms else 0.9)
        place = np.array([spot.x, spot.y, spot.z + self.rest]) + 0.5 * wide * np.sin([a, b, c + a])
        joy = part is not None and part.action in LEAPS
        pitch, roll = 0.0, 0.08 * float(np.sin(c))
        if self.kind.arms:
            beat = 2 * np.pi * (0.5 + 0.4 * joy + 0.5 * min(spot.speed, 1.0)) * time
            place[2] += 0.12 * self.size * float(np.sin(beat))
            for arm in range(ARMS):
                for link in range(LINKS):
                    wave = np.sin(beat - 0.9 * link + 0.8 * (arm % 4))
                    angles[self.index[f"arm_{arm}_{link}"]] = np.radians((-14 if link else 0) + 20 * wave)
            pitch = 0.25 * min(spot.speed, 1.0)
        else:
            hertz = 23.0 if self.bee else 5.5 + 1.5 * float(np.sin(c))
            beat = float(np.sin(2 * np.pi * hertz * time))
            flap = 18 + (34 if self.bee else 46) * beat
            place[2] += (0.0 if self.bee else -0.12 * self.size * beat) + 0.8 * wide * joy * float(
                np.sin(2 * b)
            )
            angles[:] = np.radians(flap)
            pitch = -0.12 if self.bee else -0.3
        quaternion = np.zeros(4)
        yaw = spot.yaw + 0.25 * float(np.sin(0.7 * b))
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(limbs.rotation(yaw, pitch, roll)).ravel())
        return place, quaternion, angles
