"""An actuated figure inside a compiled model: where its joints, motors and contact points are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Figure:
    """Indices of one body tree with a free root. `joints` are the names without the actor's prefix."""

    def __init__(self, model: Any, name: str, joints: Sequence[str], soles: Sequence[str]) -> None:
        self.model, self.name = model, name
        self.root = model.body(name).id
        free = model.joint(f"{name}_root")
        self.root_qpos = int(free.qposadr[0])
        self.start = int(free.dofadr[0])
        tree = [b for b in range(model.nbody) if model.body_rootid[b] == self.root]
        self.bodies = tuple(tree)
        self.count = int(sum(model.body_dofnum[b] for b in tree))
        self.dofs = slice(self.start, self.start + self.count)
        self.joints = tuple(joints)
        rows = [model.joint(f"{name}_{joint}") for joint in joints]
        self.qpos = np.array([int(row.qposadr[0]) for row in rows])
        self.local = np.array([int(row.dofadr[0]) - self.start for row in rows])
        self.others = np.setdiff1d(np.arange(6, self.count), self.local)
        self.motors = np.array([model.actuator(f"{name}_{joint}").id for joint in joints])
        self.limits = model.actuator_forcerange[self.motors, 1].copy()
        self.soles = tuple(model.geom(f"{name}_{sole}").id for sole in soles)
        self.mass = float(model.body_mass[list(tree)].sum())

    def body(self, part: str) -> int:
        """The id of the body `<name>_<part>`."""
        return int(self.model.body(f"{self.name}_{part}").id)

    def corners(self, data: Any, geom: int) -> Floats:
        """The points (k, 3) in metres a sole pushes with: a box's lower corners or a ball's lowest point."""
        model = self.model
        if model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_SPHERE:
            return np.asarray(data.geom_xpos[geom] - [[0, 0, model.geom_size[geom, 0]]])
        x, y, z = model.geom_size[geom]
        local = np.array([[x, y, -z], [x, -y, -z], [-x, -y, -z], [-x, y, -z]])
        return np.asarray(data.geom_xpos[geom] + local @ data.geom_xmat[geom].reshape(3, 3).T)

    def set_pose(self, data: Any, angles: Floats) -> None:
        """Put the joints at `angles` (radians, in the order of `joints`); the root stays."""
        data.qpos[self.qpos] = angles

    def lowest_sole(self, data: Any) -> float:
        """Height of the lowest point under the soles; needs current kinematics."""
        return min(float(self.corners(data, geom)[:, 2].min()) for geom in self.soles)

    def momentum(self, data: Any) -> tuple[Floats, Floats, Floats]:
        """(centre of mass, its velocity, angular momentum about it in kg·m²/s)."""
        mujoco.mj_subtreeVel(self.model, data)
        return (
            data.subtree_com[self.root].copy(),
            data.subtree_linvel[self.root].copy(),
            data.subtree_angmom[self.root].copy(),
        )

    def inertia(self, data: Any) -> float:
        """Moment of inertia (kg·m²) of the pose about the sideways axis through the centre of mass."""
        bodies = list(self.bodies)
        frames = data.ximat[bodies].reshape(-1, 3, 3)
        own = (frames[:, 1, :] ** 2 * self.model.body_inertia[bodies]).sum()
        away = data.xipos[bodies] - data.subtree_com[self.root]
        return float(own + (self.model.body_mass[bodies] * (away[:, 0] ** 2 + away[:, 2] ** 2)).sum())
