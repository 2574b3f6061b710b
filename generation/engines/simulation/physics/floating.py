"""Floating: the water's push and drag on boards and bodies, and their splashes.

Archimedes' push on small columns (boards) or on balls and capsules (bodies);
drag is quadratic in the speed against the water plus a little linear damping.
Every force on a thing is a force the water gives, summed up in `impulse`.
"""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt
from scipy.optimize import fsolve

from ..take import Splash
from ..world.props.boards import PADDLEBOARD
from ..world.water import DENSITY, GRAVITY, Water

Floats = npt.NDArray[np.float64]
# A chest full of air floats; limbs sink (Durnin and Womersley 1974).
CHEST_DENSITY, BODY_DENSITY = 770.0, 1060.0
LONG, ACROSS = 11, 5
LOOK_AHEAD = 0.02  # seconds


class Floating:
    """The water's forces on everything that floats or swims in a model."""

    def __init__(self, model: Any, water: Water, boards: list[str], swimmers: list[str]) -> None:
        self.model, self.water = model, water
        self.boards = [model.body(name).id for name in boards]
        self.swimmers = [model.body(name).id for name in swimmers]
        roots = set(self.swimmers)
        solid = (model.geom_group == 4) & np.isin(model.body_rootid[model.geom_bodyid], list(roots))
        self.parts = np.flatnonzero(solid)
        self.splashes: list[Splash] = []
        self.impulse = np.zeros(3)
        self._measure_parts()
        length, width, _ = PADDLEBOARD
        x, y = np.meshgrid(np.linspace(-0.9, 0.9, LONG) * length, np.linspace(-0.8, 0.8, ACROSS) * width)
        self.columns = np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], 1)
        self.area = 4 * length * width * 0.84 / len(self.columns)

    def _measure_parts(self) -> None:
        """Mass, volume and size of every swimming part; each is the only solid of its body."""
        model, parts = self.model, self.parts
        self.bodies = model.geom_bodyid[parts]
        self.mass = model.body_mass[self.bodies].copy()
        chest = np.array([model.geom(int(g)).name.endswith("_chest_solid") for g in parts], bool)
        self.volume = self.mass / np.where(chest, CHEST_DENSITY, BODY_DENSITY)
        self.section = 1.3 * self.volume ** (2 / 3)
        size, kind = model.geom_size[parts], model.geom_type[parts]
        box = kind == mujoco.mjtGeom.mjGEOM_BOX
        self.girth = np.where(box, 0.05, size[:, 0])
        self.length = np.where(kind == mujoco.mjtGeom.mjGEOM_CAPSULE, size[:, 1], 0.0)
        self.wet = np.zeros(len(parts), bool)

    def launch(self, data: Any) -> None:
        """Let boards and their riders move with the water as it is at `data.time`.

        Needs current kinematics and leaves old ones; riders keep their pose and stay over their place.
        """
        for board in self.boards:
            riders = self._riders(data, board)
            now = self._afloat(data, board, riders, float(data.time))
            change = (self._afloat(data, board, riders, float(data.time) + LOOK_AHEAD) - now) / LOOK_AHEAD
            joint = self.model.body_jntadr[board]
            place, speed = int(self.model.jnt_qposadr[joint]), int(self.model.jnt_dofadr[joint])
            quaternion = np.zeros(4)
            mujoco.mju_euler2Quat(quaternion, np.array([0.0, now[1], now[2]]), "zyx")
            mujoco.mju_mulQuat(data.qpos[place + 3 : place + 7], data.xquat[board].copy(), quaternion)
            data.qpos[place + 2] = now[0]
            data.qvel[speed + 2 : speed + 5] = change[0], change[2], change[1]
            for rider in riders:
                away = data.xmat[board].reshape(3, 3).T @ (data.xpos[rider] - data.xpos[board])
                root = int(self.model.jnt_dofadr[self.model.body_jntadr[rider]])
                data.qvel[root + 2] = change[0] - away[0] * change[1] + away[1] * change[2]

    def _riders(self, data: Any, board: int) -> list[int]:
        """Those who stand over a board."""
        away = (data.xpos[self.swimmers] - data.xpos[board]) @ data.xmat[board].reshape(3, 3)
        over = (np.abs(away[:, 0]) < PADDLEBOARD[0]) & (np.abs(away[:, 1]) < PADDLEBOARD[1])
        return [body for body, stands in zip(self.swimmers, over, strict=True) if stands]

    def _afloat(self, data: Any, board: int, riders: list[int], time: float) -> Floats:
        """(height m, pitch, roll rad) at which push and weight of a board and its riders are in balance."""
        thick, turn = PADDLEBOARD[2], data.xmat[board].reshape(3, 3)
        points = data.xpos[board] + self.columns @ turn.T
        water = self.water.height(points[:, 0], points[:, 1], time)
        mass = np.array([self.model.body_mass[board], *self.model.body_subtreemass[riders]])
        at = np.concatenate([np.zeros((1, 3)), (data.xpos[riders] - data.xpos[board]) @ turn])

        def unbalanced(pose: Floats) -> Floats:
            deck = pose[0] - self.columns[:, 0] * pose[1] + self.columns[:, 1] * pose[2]
            share = np.clip((water - (deck - thick)) / (2 * thick), 0, 1)
            push = DENSITY * self.area * 2 * thick * share
            lever = [push @ self.columns[:, axis] - mass @ at[:, axis] for axis in (0, 1)]
            # A little stiffness of its own keeps the answer unique where no column touches the water.
            stiffness: Floats = 1e-3 * (pose - np.array([water.mean(), 0, 0]))
            return np.array([push.sum() - mass.sum(), *lever]) - stiffness

        draft = mass.sum() / (DENSITY * self.area * LONG * ACROSS)
        start = np.array([float(water.mean()) + thick - draft, 0, 0])
        return np.asarray(fsolve(unbalanced, start, xtol=1e-8))

    def push(self, data: Any) -> None:
        """Add the water's forces of this instant to `data.xfrc_applied` (call once per step)."""
        before = data.xfrc_applied[:, :3].sum(0)
        for board in self.boards:
            self._board(data, board)
        self._bodies(data)
        self.impulse += (data.xfrc_applied[:, :3].sum(0) - before) * self.model.opt.timestep

    def _velocity(self, data: Any, bodies: npt.NDArray[np.intp], points: Floats) -> Floats:
        """Velocities (n, 3) of points (n, 3) that move with these bodies (n,)."""
        twist = data.cvel[bodies]
        arm = points - data.subtree_com[self.model.body_rootid[bodies]]
        return np.asarray(twist[:, 3:] + cross(twist[:, :3], arm))

    def _board(self, data: Any, board: int) -> None:
        thick = PADDLEBOARD[2]
        turn = data.xmat[board].reshape(3, 3)
        points = data.xpos[board] + self.columns @ turn.T
        t = float(data.time)
        height, rise = self.water.motion(points[:, 0], points[:, 1], t)
        share = np.clip((height - (points[:, 2] - thick)) / (2 * thick), 0, 1)
        speed = self._velocity(data, np.full(len(points), board), points)
        speed[:, 2] -= rise
        speed = speed @ turn
        drag = -(np.array([6.0, 60.0, 320.0]) + np.array([4.0, 90.0, 560.0]) * np.abs(speed)) * speed
        # A hull that only skims the water still drags its whole wetted underside sideways.
        wetted = np.stack([np.minimum(6 * share, 1.0)] * 2 + [share], 1)
        force = (drag * wetted * self.area) @ turn.T
        force[:, 2] += DENSITY * GRAVITY * self.area * 2 * thick * share
        data.xfrc_applied[board, :3] += force.sum(0)
        data.xfrc_applied[board, 3:] += cross(points - data.xipos[board], force).sum(0)

    def _bodies(self, data: Any) -> None:
        places = data.geom_xpos[self.parts]
        t = float(data.time)
        surface = self.water.height(places[:, 0], places[:, 1], t)
        reach = self.girth + self.length * np.abs(data.geom_xmat[self.parts, 8])
        share = np.clip((surface - places[:, 2] + reach) / (2 * reach), 0, 1)
        wet = share > 0
        if not wet.any():
            self.wet[:] = False
            return
        speed = self._velocity(data, self.bodies, places)
        for place in np.flatnonzero(wet & ~self.wet):
            self._splash(int(place), t, places[place], float(surface[place]), speed[place])
        self.wet = wet | (self.wet & (surface - places[:, 2] > -reach - 0.1))
        size = np.linalg.norm(speed, axis=1)
        resistance = 0.5 * DENSITY * 1.1 * self.section * size + 25.0 * self.volume ** (1 / 3)
        # Never more than would stop half the part's motion within one step.
        resistance = np.minimum(resistance, 0.5 * self.mass / self.model.opt.timestep)
        force = -(resistance * share)[:, None] * speed
        force[:, 2] += DENSITY * GRAVITY * self.volume * share
        wrench = np.concatenate([force, cross(places - data.xipos[self.bodies], force)], 1)
        np.add.at(data.xfrc_applied, self.bodies, wrench)

    def _splash(self, part: int, time: float, place: Floats, level: float, speed: Floats) -> None:
        if -float(speed[2]) < 0.7:
            return
        energy = 0.5 * float(self.mass[part]) * float(speed @ speed)
        spot = (round(float(place[0]), 4), round(float(place[1]), 4), round(level, 4))
        radius = round(float(self.volume[part]) ** (1 / 3), 4)
        self.splashes.append(Splash(round(time, 4), spot, round(energy, 3), radius))


def cross(a: Floats, b: Floats) -> Floats:
    """Row-wise vector product of (n, 3) arrays."""
    return np.stack(
        [
            a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1],
            a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2],
            a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0],
        ],
        1,
    )
