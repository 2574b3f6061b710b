"""Things that go by themselves: vehicles on their wheels, what flies, floats, rolls or hops."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking.script import Script
from .actions import get

Floats = npt.NDArray[np.float64]
ALOFT = {"fly": 2.6, "hover": 1.8, "launch": 0.0, "take_off": 0.0}
GRAVITY = 9.81


class Mover:
    """One prop with a free joint that follows its script. `pose` answers (place, quaternion)."""

    def __init__(self, model: Any, data: Any, name: str, script: Script, *, phase: float = 0.0) -> None:
        self.model, self.data, self.script, self.phase = model, data, script, phase
        joint = model.joint(f"{name}_root")
        self._qpos, self._dof = int(joint.qposadr[0]), int(joint.dofadr[0])
        names = [model.joint(j).name for j in range(model.njnt)]
        wheels = [n for n in names if n.startswith(f"{name}_wheel") and n.endswith("_axle")]
        self._wheels = [(int(model.joint(n).qposadr[0]), _radius(model, n)) for n in wheels]
        self._rest = float(data.qpos[self._qpos + 2]) - script.path.place[2]

    def pose(self, time: float) -> tuple[Floats, Floats]:
        """Where it is at `time`, and how it lies."""
        spot = self.script.path.at(time)
        part = self.script.part(time)
        action = part.action if part else ""
        place = np.array([spot.x, spot.y, self._rest + spot.z])
        yaw, pitch, roll = spot.yaw, 0.0, 0.0
        since = time - (part.start if part else 0.0)
        if action in ALOFT:
            lift = min(max(since, 0.0) / 1.6, 1.0)
            smooth = lift * lift * (3 - 2 * lift)
            place[2] += ALOFT[action] * smooth + 0.1 * np.sin(1.7 * time + self.phase)
            pitch, roll = -0.08 * smooth, 0.06 * float(np.sin(0.9 * time + self.phase))
            if action in {"launch", "take_off"}:
                place[2] += 0.5 * 4.0 * max(0.0, since - 0.8) ** 2
        elif action in {"float", "drift", "sail", "swim"}:
            place[2] += 0.05 * float(np.sin(1.4 * time + self.phase))
            pitch, roll = 0.05 * float(np.sin(1.1 * time)), 0.06 * float(np.sin(0.8 * time + self.phase))
        elif action in {"spin", "dance"}:
            yaw += 3.0 * time
        elif not self._wheels and get(action).goes:
            hop = (time * 2.2 + self.phase) % 1.0
            place[2] += 0.5 * GRAVITY * (0.45**2) * hop * (1 - hop) * (spot.speed > 0.05)
            roll = 0.12 * float(np.sin(2 * np.pi * 1.1 * time)) * (spot.speed > 0.05)
        quaternion = np.zeros(4)
        mujoco.mju_euler2Quat(quaternion, np.array([yaw, pitch, roll]), "zyx")
        return place, quaternion

    def place(self, time: float, step: float) -> None:
        """Set it where it is, moving as it moves."""
        here, turn = self.pose(time)
        there, _ = self.pose(time + step)
        data = self.data
        data.qpos[self._qpos : self._qpos + 3], data.qpos[self._qpos + 3 : self._qpos + 7] = here, turn
        data.qvel[self._dof : self._dof + 3] = (there - here) / step
        data.qvel[self._dof + 3 : self._dof + 6] = 0
        rolled = self.script.path.at(time).distance
        for address, radius in self._wheels:
            data.qpos[address] = rolled / radius


def _radius(model: Any, joint: str) -> float:
    """The radius of a wheel: the height of its axle's body above the lowest point of its parent's wheels."""
    body = int(model.joint(joint).bodyid[0])
    sizes = [float(model.geom_rbound[g]) for g in range(model.ngeom) if model.geom_bodyid[g] == body]
    return max(min(sizes, default=0.3), 0.02)
