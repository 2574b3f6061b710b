"""The performer: a pose for every moment, set before each step of the physics."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking import sizes
from ...blocking.script import Script
from ...screenplay.model import AFLOAT
from ..skills import Stage

Floats = npt.NDArray[np.float64]
Placed = tuple[Floats, Floats, Floats]


class Performer(ABC):
    """One kinematic actor; a subclass says `joints` (names without the actor's prefix) and `pose`.

    One that `seats_itself` poses itself on its mount; any other is carried as it stands.
    """

    seats_itself = False

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
        self.mount: Callable[[float], tuple[Floats, Floats]] | None = None
        self.seat = np.zeros(3)
        self._next: tuple[float, Placed] | None = None
        self._water = stage.world.water if _in_water(stage, script) else None

    @abstractmethod
    def pose(self, time: float) -> Placed:
        """(place of the root (3,) m, its quaternion wxyz (4,), joint angles in rad) at `time`.

        With a `mount` (time -> its place and quaternion) the root belongs at `seat` in that frame.
        """

    def place(self, time: float, step: float) -> None:
        """Put the body into its pose of `time`, moving as it does until `step` seconds later."""
        root, turn, angles = self._held(time)
        following = self._held(time + step)
        self._next = (time + step, following)
        data, at, dof = self.data, self._root, self._root_dof
        data.qpos[at : at + 3], data.qpos[at + 3 : at + 7] = root, turn
        data.qpos[self._qpos] = angles
        data.qvel[dof : dof + 3] = (following[0] - root) / step
        spin = np.zeros(3)
        mujoco.mju_subQuat(spin, following[1], turn)
        data.qvel[dof + 3 : dof + 6] = spin / step
        data.qvel[self._dofs] = (following[2] - angles) / step

    def _held(self, time: float) -> Placed:
        """The pose within the joints' reach; the one computed last is kept."""
        if self._next is not None and abs(self._next[0] - time) < 1e-9:
            return self._next[1]
        root, turn, angles = self.pose(time)
        if self.mount is not None and not self.seats_itself:
            root, turn = self._carried(root, *self.mount(time))
        if self._water is not None and self.mount is None:
            sea = self._water.height(float(root[0]), float(root[1]), max(time, 0.0))
            root = root + [0.0, 0.0, float(sea)]
        return root, turn / np.linalg.norm(turn), np.clip(angles, self._reach[:, 0], self._reach[:, 1])

    def _carried(self, root: Floats, place: Floats, heading: Floats) -> tuple[Floats, Floats]:
        """Root and quaternion on the mount: as high above its seat as otherwise above the floor."""
        turn = np.zeros(9)
        mujoco.mju_quat2Mat(turn, heading)
        high = np.array([0.0, 0.0, float(root[2]) - float(self.script.path.place[2])])
        return place + turn.reshape(3, 3) @ (self.seat + high), np.array(heading, float)


def _in_water(stage: Stage, script: Script) -> bool:
    """Whether a body that does not live in water is in it, and goes up and down with the waves."""
    play = stage.world.screenplay
    swims = any(part.action in AFLOAT for part in script.parts)
    return sizes.draught(play, stage.actor) > 0 and (swims or script.path.place[2] < 0)
