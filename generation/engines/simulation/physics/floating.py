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
# A chest full of air floats; everything else is a little heavier than fresh water.
CHEST_DENSITY, BODY_DENSITY = 760.0, 1005.0
LONG, ACROSS = 11, 5


class Floating:
    """The water's forces on everything that floats or swims in a model."""

    def __init__(self, model: Any, water: Water, boards: list[str], swimmers: list[str]) -> None:
        self.model, self.water = model, water
        self.boards = [model.body(name).id for name in boards]
        roots = {model.body(name).id for name in swimmers}
        solid = (model.geom_group == 4) & np.isin(model.body_rootid[model.geom_bodyid], list(roots))
        self.parts = np.flatnonzero(solid)
        self.chests = {int(g) for g in self.parts if model.geom(int(g)).name.endswith("_chest_solid")}
        self.splashes: list[Splash] = []
        self.impulse = np.zeros(3)
        self._wet: dict[int, float] = {}
        length, width, _ = PADDLEBOARD
        x, y = np.meshgrid(np.linspace(-0.9, 0.9, LONG) * length, np.linspace(-0.8, 0.8, ACROSS) * width)
        self.columns = np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], 1)
        self.area = 4 * length * width * 0.84 / len(self.columns)

    def push(self, data: Any) -> None:
        """Add the water's forces of this instant to `data.xfrc_applied` (call once per step)."""
        before = data.xfrc_applied[:, :3].sum(0)
        for board in self.boards:
            self._board(data, board)
        self._bodies(data)
        self.impulse += (data.xfrc_applied[:, :3].sum(0) - before) * self.model.opt.timestep

    def _velocity(self, data: Any, body: int) -> tuple[Floats, Floats]:
        six = np.zeros(6)
        mujoco.mj_objectVelocity(self.model, data, mujoco.mjtObj.mjOBJ_XBODY, body, six, 0)
        return six[3:], six[:3]

    def _board(self, data: Any, board: int) -> None:
        thick = PADDLEBOARD[2]
        turn = data.xmat[board].reshape(3, 3)
        arms = self.columns @ turn.T
        points = data.xpos[board] + arms
        t = float(data.time)
        depth = self.water.height(points[:, 0], points[:, 1], t) - (points[:, 2] - thick)
        share = np.clip(depth / (2 * thick), 0, 1)
        linear, angular = self._velocity(data, board)
        speed = (linear + np.cross(angular, arms)) @ turn
        speed[:, 2] -= self.water.rise(points[:, 0], points[:, 1], t)
        drag = -(np.array([6.0, 60.0, 320.0]) + np.array([4.0, 90.0, 560.0]) * np.abs(speed)) * speed
        # A hull that only skims the water still drags its whole wetted underside sideways.
        wetted = np.stack([np.minimum(6 * share, 1.0)] * 2 + [share], 1)
        force = (drag * wetted * self.area) @ turn.T
        force[:, 2] += DENSITY * GRAVITY * self.area * 2 * thick * share
        data.xfrc_applied[board, :3] += force.sum(0)
        data.xfrc_applied[board, 3:] += np.cross(points - data.xipos[board], force).sum(0)

    def _bodies(self, data: Any) -> None:
        model, t = self.model, float(data.time)
        places = data.geom_xpos[self.parts]
        surface = self.water.height(places[:, 0], places[:, 1], t)
        for geom, place, level in zip(self.parts, places, surface, strict=True):
            size = model.geom_size[geom]
            reach = self._upright(data, geom, size)
            share = float(np.clip((level - place[2] + reach) / (2 * reach), 0, 1))
            if share <= 0:
                if level - place[2] < -reach - 0.1:
                    self._wet.pop(int(geom), None)
                continue
            body = int(model.geom_bodyid[geom])
            linear, angular = self._velocity(data, body)
            speed = linear + np.cross(angular, place - data.xpos[body])
            if int(geom) not in self._wet:
                self._splash(geom, t, place, float(level), speed)
            self._swim(data, geom, body, place, speed, share)

    def _upright(self, data: Any, geom: int, size: Floats) -> float:
        """Half the height of a geom as it is turned now, metres."""
        if self.model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_CAPSULE:
            return float(size[0] + size[1] * abs(data.geom_xmat[geom, 8]))
        return float(size[:1].max()) if size[1] == 0 else 0.05

    def _swim(self, data: Any, geom: int, body: int, place: Floats, speed: Floats, share: float) -> None:
        model = self.model
        mass = self._mass(geom)
        volume = mass / (CHEST_DENSITY if geom in self.chests else BODY_DENSITY)
        area = 1.3 * volume ** (2 / 3)
        force = (
            -(0.5 * DENSITY * 1.1 * area * np.linalg.norm(speed) + 25.0 * volume ** (1 / 3)) * speed * share
        )
        strongest = 0.5 * mass / model.opt.timestep * float(np.linalg.norm(speed))
        size = float(np.linalg.norm(force))
        if size > strongest > 0:
            force *= strongest / size
        force[2] += DENSITY * GRAVITY * volume * share
        data.xfrc_applied[body, :3] += force
        data.xfrc_applied[body, 3:] += np.cross(place - data.xipos[body], force)

    def _mass(self, geom: int) -> float:
        """A body of several parts shares its mass evenly; every part here is alone on its body."""
        return float(self.model.body_mass[self.model.geom_bodyid[geom]])

    def _splash(self, geom: int, time: float, place: Floats, level: float, speed: Floats) -> None:
        self._wet[int(geom)] = time
        down = -float(speed[2])
        if down < 0.7:
            return
        energy = 0.5 * self._mass(geom) * float(speed @ speed)
        radius = float(self._mass(geom) / BODY_DENSITY) ** (1 / 3)
        spot = (round(float(place[0]), 4), round(float(place[1]), 4), round(level, 4))
        self.splashes.append(Splash(round(time, 4), spot, round(energy, 3), round(radius, 4)))
