"""Whole-body control: from what a figure wants to the torques of its own motors.

Every instant a small least-squares problem finds joint accelerations and ground
forces that serve the wishes best while Newton's law holds exactly for the whole
body, and ground forces only push, inside their friction cones (the method of
de Lasa, Mordatch and Hertzmann, "Feature-Based Locomotion Controllers", 2010).
Only motor torques come out: nothing outside the body is ever pushed but through
contacts, so in flight the body's momentum is untouched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import mujoco
import numpy as np
from scipy.linalg import cho_factor, cho_solve, cholesky, solve_triangular
from scipy.optimize import nnls

from .figure import Figure, Floats
from .floating import cross

EVERY = 2


@dataclass(slots=True)
class Reach:
    """A point of a body (in its frame) that wants to be at `position` with `velocity` and `acceleration`."""

    body: int
    point: Floats
    position: Floats
    velocity: Floats
    acceleration: Floats
    weight: float = 1.0
    stiffness: float = 400.0


@dataclass(slots=True)
class Face:
    """A body that wants the orientation `rotation` (3, 3), world frame."""

    body: int
    rotation: Floats
    weight: float = 1.0
    stiffness: float = 120.0


@dataclass(slots=True)
class Wish:
    """What a figure wants now; metres, radians, seconds.

    `balance` is (position, velocity, acceleration) wanted of the centre of mass with one weight per
    axis; `spin` the angular momentum about it; `load` forces from outside as (body, point, force).
    `toes` lifts the heels: only the front of the soles pushes.
    """

    angles: Floats
    rates: Floats
    stiffness: Floats
    priority: Floats
    standing: bool = True
    toes: bool = False
    balance: tuple[Floats, Floats, Floats] | None = None
    balance_weight: tuple[float, float, float] = (25.0, 25.0, 12.0)
    balance_stiffness: tuple[float, float, float] = (60.0, 60.0, 160.0)
    spin: Floats | None = None
    spin_weight: float = 0.3
    reaches: list[Reach] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    load: list[tuple[int, Floats, Floats]] = field(default_factory=list)


class Balance:
    """The controller of one figure; `support` is the body it stands on (0: the ground)."""

    def __init__(self, figure: Figure, support: int, *, grip: float = 0.6) -> None:
        self.figure, self.support, self.grip = figure, support, grip
        model = figure.model
        self.full = np.zeros((model.nv, model.nv))
        self.jacp, self.jacr = np.zeros((3, model.nv)), np.zeros((3, model.nv))
        self.planted: dict[int, tuple[Floats, Floats]] = {}
        self.touched: dict[int, float] = {}
        self.homes: dict[int, tuple[Floats, Floats]] = {}
        self.forces = np.zeros(3)
        self._step = 0

    def due(self) -> bool:
        """Whether this step needs new torques: every `EVERY`th does, the others keep the last ones."""
        self._step += 1
        return self._step % EVERY == 1

    def act(self, data: Any, wish: Wish) -> None:
        """Write this step's torques into `data.ctrl`; call between `mj_step1` and `mj_step2`."""
        figure = self.figure
        mujoco.mj_fullM(figure.model, data, self.full)
        inertia = self.full[figure.dofs, figure.dofs]
        bias = (data.qfrc_bias - data.qfrc_passive)[figure.dofs].copy()
        for body, point, force in wish.load:
            bias -= self._jacobian(data, body, point)[0].T @ force
        feet = self.feel(data) if wish.standing else []
        push = self._cones(data, feet, toes=wish.toes)
        rows, wants, weights = self._tasks(data, wish, feet)
        accelerations, ground = _solve(inertia, bias, push, rows, wants, weights)
        torque = inertia @ accelerations + bias - push @ ground
        self.forces = ground
        data.ctrl[figure.motors] = np.clip(torque[figure.local], -figure.limits, figure.limits)

    def _jacobian(self, data: Any, body: int, point: Floats) -> tuple[Floats, Floats]:
        mujoco.mj_jac(self.figure.model, data, self.jacp, self.jacr, point, body)
        return self.jacp[:, self.figure.dofs].copy(), self.jacr[:, self.figure.dofs].copy()

    def settle(self, data: Any) -> None:
        """Make the soles' places of this instant their homes: lifted feet come back to them."""
        self.homes = {geom: self._relative(data, geom) for geom in self.figure.soles}

    def feel(self, data: Any) -> list[int]:
        """The soles that touch something now or did within the last 12 ms."""
        now = float(data.time)
        pairs = data.contact.geom
        for geom in self.figure.soles:
            if len(pairs) and bool(np.any(pairs == geom)):
                self.touched[geom] = now
            if now - self.touched.get(geom, -9.0) > 0.012:
                self.planted.pop(geom, None)
        feet = [geom for geom in self.figure.soles if now - self.touched.get(geom, -9.0) <= 0.012]
        for geom in feet:
            if geom not in self.planted:
                self.planted[geom] = self._relative(data, geom)
        return feet

    def _relative(self, data: Any, geom: int) -> tuple[Floats, Floats]:
        """A sole's place and orientation in its support's frame, the sole laid flat."""
        ground = data.xmat[self.support].reshape(3, 3)
        place = ground.T @ (data.geom_xpos[geom] - data.xpos[self.support])
        turned = ground.T @ data.geom_xmat[geom].reshape(3, 3)
        heading = np.arctan2(turned[1, 0], turned[0, 0])
        c, s = np.cos(heading), np.sin(heading)
        return place, np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])

    def _cones(self, data: Any, feet: Sequence[int], *, toes: bool) -> Floats:
        """Generalised force (dofs, 4 per point) of unit pushes along the edges of each friction cone."""
        frame = data.xmat[self.support].reshape(3, 3)
        edges = (
            np.array([[self.grip, 0, 1], [-self.grip, 0, 1], [0, self.grip, 1], [0, -self.grip, 1]]) @ frame.T
        )
        columns = []
        for geom in feet:
            corners = self.figure.corners(data, geom)
            body = int(self.figure.model.geom_bodyid[geom])
            used = corners[:2] if toes else corners
            columns += [self._jacobian(data, body, corner)[0].T @ edges.T for corner in used]
        return np.concatenate(columns, 1) if columns else np.zeros((self.figure.count, 0))

    def _tasks(
        self, data: Any, wish: Wish, feet: Sequence[int]
    ) -> tuple[list[Floats], list[Floats], list[Floats]]:
        """Rows J, wanted accelerations b and weights w of all tasks w·(J a - b)."""
        figure, speed = self.figure, data.qvel[self.figure.dofs]
        rows: list[Floats] = []
        wants: list[Floats] = []
        weights: list[Floats] = []

        def add(jacobian: Floats, want: Floats, weight: float | Floats) -> None:
            rows.append(jacobian)
            wants.append(want)
            weights.append(np.broadcast_to(np.asarray(weight, float), len(want)))

        joint = np.zeros((len(figure.joints), figure.count))
        joint[np.arange(len(figure.joints)), figure.local] = 1.0
        damping = 2 * np.sqrt(wish.stiffness)
        angles, rates = data.qpos[figure.qpos], speed[figure.local]
        add(joint, wish.stiffness * (wish.angles - angles) + damping * (wish.rates - rates), wish.priority)
        if len(figure.others):
            loose = np.zeros((len(figure.others), figure.count))
            loose[np.arange(len(figure.others)), figure.others] = 1.0
            add(loose, data.qacc[figure.dofs][figure.others], 1.0)
        for geom in self.homes if self.homes and wish.standing else feet:
            self._foot_task(data, geom, add, toes=wish.toes)
        if wish.balance is not None and feet:
            place, velocity, push = wish.balance
            mujoco.mj_jacSubtreeCom(figure.model, data, self.jacp, figure.root)
            jacobian = self.jacp[:, figure.dofs].copy()
            stiff = np.array(wish.balance_stiffness)
            error = place - data.subtree_com[figure.root]
            want = push + stiff * error + 2 * np.sqrt(stiff) * (velocity - jacobian @ speed)
            add(jacobian, want, np.array(wish.balance_weight))
        if wish.spin is not None and feet:
            mujoco.mj_angmomMat(figure.model, data, self.jacr, figure.root)
            matrix = self.jacr[:, figure.dofs].copy()
            add(matrix, 25.0 * (wish.spin - matrix @ speed), wish.spin_weight)
        for reach in wish.reaches:
            point = data.xpos[reach.body] + data.xmat[reach.body].reshape(3, 3) @ reach.point
            jacobian, _ = self._jacobian(data, reach.body, point)
            k = reach.stiffness
            want = reach.acceleration + k * (reach.position - point)
            want = want + 2 * np.sqrt(k) * (reach.velocity - jacobian @ speed)
            add(jacobian, want, reach.weight)
        for face in wish.faces:
            _, jacobian = self._jacobian(data, face.body, data.xpos[face.body])
            turn = rotation_vector(face.rotation @ data.xmat[face.body].reshape(3, 3).T)
            k = face.stiffness
            add(jacobian, k * turn - 2 * np.sqrt(k) * (jacobian @ speed), face.weight)
        return rows, wants, weights

    def _foot_task(self, data: Any, geom: int, add: Any, *, toes: bool) -> None:
        """Keep a planted sole where it is on its support (only its front when on tiptoe)."""
        figure = self.figure
        body = int(figure.model.geom_bodyid[geom])
        ground = data.xmat[self.support].reshape(3, 3)
        place, turned = self.homes.get(geom) or self.planted[geom]
        flat = len(figure.corners(data, geom)) > 1
        sole = data.geom_xmat[geom].reshape(3, 3)
        front = np.array([figure.model.geom_size[geom, 0], 0, 0]) if toes and flat else np.zeros(3)
        point = data.geom_xpos[geom] + sole @ front
        wanted = data.xpos[self.support] + ground @ (place + turned @ front)
        jacp, jacr = self._jacobian(data, body, point)
        speed = data.qvel[figure.dofs]
        carried, turning = self.carried(data, point)
        add(jacp, 100.0 * (wanted - point) + 25.0 * (carried - jacp @ speed), 12.0)
        if flat and not toes:
            twist = rotation_vector(ground @ turned @ sole.T)
            add(jacr, 100.0 * twist + 25.0 * (turning - jacr @ speed), 4.0)

    def carried(self, data: Any, point: Floats) -> tuple[Floats, Floats]:
        """(velocity, angular velocity) of the support at `point`."""
        if self.support == 0:
            return np.zeros(3), np.zeros(3)
        six = np.zeros(6)
        mujoco.mj_objectVelocity(self.figure.model, data, mujoco.mjtObj.mjOBJ_XBODY, self.support, six, 0)
        arm = (point - data.xpos[self.support])[None]
        return six[3:] + cross(six[None, :3], arm)[0], six[:3]


def rotation_vector(rotation: Floats) -> Floats:
    """Axis times angle (radians) of a rotation matrix."""
    quaternion, out = np.zeros(4), np.zeros(3)
    mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(rotation).ravel())
    mujoco.mju_quat2Vel(out, quaternion, 1.0)
    return out


def _solve(
    inertia: Floats,
    bias: Floats,
    push: Floats,
    rows: list[Floats],
    wants: list[Floats],
    weights: list[Floats],
) -> tuple[Floats, Floats]:
    """(accelerations, pushes ≥ 0) minimising the weighted tasks.

    The root's six rows of Newton's law are solved exactly: a_root = P a_joints + Q pushes + c.
    """
    root = np.linalg.inv(inertia[:6, :6])
    by_joint, by_push, rest = -root @ inertia[:6, 6:], root @ push[:6], -root @ bias[:6]
    tasks = np.concatenate(rows)
    scale = np.concatenate(weights)[:, None]
    joints, pushes = by_joint.shape[1], push.shape[1]
    system = np.concatenate([tasks[:, 6:] + tasks[:, :6] @ by_joint, tasks[:, :6] @ by_push], 1) * scale
    target = (np.concatenate(wants) - tasks[:, :6] @ rest) * scale[:, 0]
    gram = system.T @ system
    gram[np.diag_indices(joints + pushes)] += np.r_[np.full(joints, 1e-6), np.full(pushes, 2e-7)]
    right = system.T @ target
    factor = cho_factor(gram[:joints, :joints], lower=True)
    ground = np.zeros(pushes)
    if pushes:
        cross = cho_solve(factor, gram[:joints, joints:])
        schur = gram[joints:, joints:] - gram[joints:, :joints] @ cross
        schur[np.diag_indices(pushes)] += 1e-9
        lower = cholesky(schur, lower=True)
        side = right[joints:] - cross.T @ right[:joints]
        ground = nnls(lower.T, solve_triangular(lower, side, lower=True), maxiter=30 * pushes)[0]
    moved = cho_solve(factor, right[:joints] - gram[:joints, joints:] @ ground)
    return np.concatenate([by_joint @ moved + by_push @ ground + rest, moved]), ground
