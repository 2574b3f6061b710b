"""The running simulation: model, data, and forces that a step may apply.

`Stage` is what skills work with. External forces are collected as wrenches on
bodies and always in pairs where they stand for something inside the scene, so
that momentum is conserved; only gravity, water and the ground add any.
"""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ..world import World

Floats = npt.NDArray[np.float64]


class Stage:
    """A world in motion; times in seconds, forces in newtons, in world axes."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self.world = world
        self.rng = rng
        self.model: Any = world.model
        self.data: Any = mujoco.MjData(self.model)
        self.actors = [world.screenplay.actor(name) for name in world.shot.cast]
        mujoco.mj_forward(self.model, self.data)

    @property
    def time(self) -> float:
        """Seconds since the shot began."""
        return float(self.data.time)

    @property
    def timestep(self) -> float:
        """Seconds of one physics step."""
        return float(self.model.opt.timestep)

    def body(self, name: str) -> int:
        """The id of a body; KeyError when there is none."""
        return int(self.model.body(name).id)

    def position(self, body: str) -> Floats:
        """Where the body's origin is, (3,) metres."""
        return np.array(self.data.xpos[self.body(body)])

    def rotation(self, body: str) -> Floats:
        """The body's axes as the columns of a (3, 3) matrix."""
        return np.array(self.data.xmat[self.body(body)]).reshape(3, 3)

    def velocity(self, body: str) -> tuple[Floats, Floats]:
        """Linear velocity of the body's origin (m/s) and angular velocity (rad/s), world axes."""
        six = np.zeros(6)
        mujoco.mj_objectVelocity(self.model, self.data, mujoco.mjtObj.mjOBJ_XBODY, self.body(body), six, 0)
        return six[3:].copy(), six[:3].copy()

    def centre_of_mass(self, root: str) -> Floats:
        """Centre of mass of the kinematic tree under `root`, (3,) metres."""
        return np.array(self.data.subtree_com[self.body(root)])

    def mass(self, root: str) -> float:
        """Mass of the tree under `root` in kg."""
        return float(self.model.body_subtreemass[self.body(root)])

    def drive(self, actor: str, angles: dict[str, float]) -> None:
        """Set servo targets in degrees; a paired joint without a side moves both."""
        for joint, angle in angles.items():
            for name in (joint, f"{joint}_l", f"{joint}_r"):
                actuator = mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_ACTUATOR, f"{actor}_{name}")
                if actuator >= 0:
                    self.data.ctrl[actuator] = np.radians(angle)

    def settle(self, actor: str, angles: dict[str, float]) -> None:
        """Put the joints themselves at these angles (before the first step only)."""
        self.drive(actor, angles)
        for index in range(self.model.nu):
            if self.model.actuator(index).name.startswith(f"{actor}_"):
                joint = self.model.actuator_trnid[index, 0]
                self.data.qpos[self.model.jnt_qposadr[joint]] = self.data.ctrl[index]
        mujoco.mj_forward(self.model, self.data)

    def push(self, body: str, force: Floats, at: Floats, torque: Floats | None = None) -> None:
        """Apply a force at a world point and a pure torque to `body` in the coming step."""
        wrench = np.zeros(self.model.nv)
        moment = np.zeros(3) if torque is None else torque
        mujoco.mj_applyFT(self.model, self.data, force, moment, at, self.body(body), wrench)
        self.data.qfrc_applied += wrench

    def push_pair(self, body: str, other: str | None, force: Floats, at: Floats, torque: Floats) -> None:
        """`body` pushes itself off `other` (None: the Earth): equal and opposite about the same point."""
        self.push(body, force, at, torque)
        if other is not None:
            self.push(other, -force, at, -torque)

    def touching(self, geoms: tuple[str, ...]) -> bool:
        """Whether any of these geoms is in contact."""
        ids = {int(self.model.geom(name).id) for name in geoms}
        pairs = self.data.contact.geom[: self.data.ncon]
        return any(int(a) in ids or int(b) in ids for a, b in pairs)

    def joint_velocity(self, free_joint: str) -> Floats:
        """A writable view on the six velocities of a free joint (linear world, angular local)."""
        start = self.model.jnt_dofadr[self.model.joint(free_joint).id]
        return np.asarray(self.data.qvel)[start : start + 6]
