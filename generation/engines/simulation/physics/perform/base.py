"""The performer: a pose for every moment, set before each step of the physics."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import mujoco
import numpy as np
import numpy.typing as npt

from ..skills import Stage
from .script import Script

Floats = npt.NDArray[np.float64]
GLANCE = 1 / 500  # seconds between the two poses that tell the speed


class Performer(ABC):
    """One kinematic actor; a subclass says `joints` (names without the actor's prefix) and `pose`."""

    def __init__(self, stage: Stage, script: Script, joints: Sequence[str]) -> None:
        self.stage, self.script, self.data = stage, script, stage.data
        self.model = model = stage.world.model
        self.joints = tuple(joints)
        self.index = {joint: place for place, joint in enumerate(joints)}
        rows = [model.joint(f"{stage.actor}_{joint}") for joint in joints]
        self._qpos = np.array([int(row.qposadr[0]) for row in rows], int)
        self._dofs = np.array([int(row.dofadr[0]) for row in rows], int)
        self._reach = np.array([row.range for row in rows], float).reshape(-1, 2)
        root = model.joint(f"{stage.actor}_root")
        self._root, self._root_dof = int(root.qposadr[0]), int(root.dofadr[0])
        stage.notes |= {"action": "perform", "kinematic": True}

    @abstractmethod
    def pose(self, time: float) -> tuple[Floats, Floats, Floats]:
        """(place of the root (3,) m, its quaternion wxyz (4,), joint angles in rad) at `time`."""

    def place(self, time: float) -> None:
        """Put the body into its pose of `time` with the velocity it has there."""
        root, turn, angles = self._held(time)
        next_root, next_turn, next_angles = self._held(time + GLANCE)
        data, at, dof = self.data, self._root, self._root_dof
        data.qpos[at : at + 3], data.qpos[at + 3 : at + 7] = root, turn
        data.qpos[self._qpos] = angles
        data.qvel[dof : dof + 3] = (next_root - root) / GLANCE
        spin = np.zeros(3)
        mujoco.mju_subQuat(spin, next_turn, turn)
        data.qvel[dof + 3 : dof + 6] = spin / GLANCE
        data.qvel[self._dofs] = (next_angles - angles) / GLANCE

    def _held(self, time: float) -> tuple[Floats, Floats, Floats]:
        """The pose within the joints' reach."""
        root, turn, angles = self.pose(time)
        return root, turn / np.linalg.norm(turn), np.clip(angles, self._reach[:, 0], self._reach[:, 1])
