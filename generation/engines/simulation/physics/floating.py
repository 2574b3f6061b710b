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

from ..take import Splash
from ..world.boards import PADDLEBOARD
from ..world.water import DENSITY, GRAVITY, Water

Floats = npt.NDArray[np.float64]
# A chest full of air floats; limbs sink (Durnin and Womersley 1974).
CHEST_DENSITY, BODY_DENSITY = 770.0, 1060.0
LONG, ACROSS = 11, 5


class Floating:
    """The water's forces on everything that floats or swims in a model."""

    def __init__(self, model: Any, water: Water, boards: list[str], swimmers: list[str]) -> None:
        self.model, self.water = model, water
        self.boards = [model.body(name).id for name in boards]
        roots = {model.body(name).id for name in swimmers}
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
