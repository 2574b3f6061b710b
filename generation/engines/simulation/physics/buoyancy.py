"""Water that carries: buoyancy and drag on sampled points of a board and on the segments of bodies.

Archimedes at each sample by its wet fraction, quadratic plus linear drag
against the water's own rise and fall. Bodies that break the surface are
reported as splashes with the energy they lose there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..take import Splash
from ..world.props import PADDLEBOARD
from ..world.water import DENSITY, GRAVITY, Water
from .stage import Stage

Floats = npt.NDArray[np.float64]
BOARD_DRAG = np.array([18.0, 60.0, 260.0])  # N·s/m over the whole wet board, along its axes
SPLASH_SPEED = 0.8


@dataclass
class Float:
    """A floating board, sampled on a grid of 9 x 3 columns of water."""

    name: str
    water: Water
    fill: float = 0.55  # of the box's volume: the outline is rounded

    def __post_init__(self) -> None:
        length, width, thick = PADDLEBOARD
        x, y = np.meshgrid(np.linspace(-0.92, 0.92, 9) * length, np.linspace(-0.75, 0.75, 3) * width)
        self._points = np.stack([x.ravel(), y.ravel(), np.zeros(27)], 1)
        self._volume = self.fill * 8 * length * width * thick / 27
        self._thick = thick

    def push(self, stage: Stage) -> None:
        """Apply the water's push for the coming step."""
        origin, axes = stage.position(self.name), stage.rotation(self.name)
        points = origin + self._points @ axes.T
        surface = self.water.height(points[:, 0], points[:, 1], stage.time)
        wet = np.clip((surface - points[:, 2] + self._thick) / (2 * self._thick), 0, 1)
        velocity, spin = stage.velocity(self.name)
        flow = velocity + np.cross(spin, points - origin)
        flow[:, 2] -= self.water.rise(points[:, 0], points[:, 1], stage.time)
        local = flow @ axes
        drag = -(local * BOARD_DRAG / 27 * (1 + np.abs(local))) * wet[:, None]
        force = drag @ axes.T
        force[:, 2] += DENSITY * GRAVITY * self._volume * wet
        torque = np.cross(points - origin, force).sum(0)
        stage.push(self.name, force.sum(0), origin, torque)


@dataclass
class Swimmer:
    """The segments of a body in water; `splashes` grows as they break the surface."""

    root: str
    water: Water
    radius: float = 0.1
    splashes: list[Splash] = field(default_factory=list)
    _wet: set[int] = field(default_factory=set)

    def bodies(self, stage: Stage) -> list[int]:
        """The ids of the bodies under `root` that have mass."""
        root = stage.body(self.root)
        return [
            b
            for b in range(stage.model.nbody)
            if stage.model.body_rootid[b] == root and stage.model.body_mass[b] > 0
        ]

    def push(self, stage: Stage) -> None:
        """Apply buoyancy and drag for the coming step and note splashes."""
        for body in self.bodies(stage):
            place = np.array(stage.data.xipos[body])
            surface = float(self.water.height(place[0], place[1], stage.time))
            wet = float(np.clip((surface - place[2] + self.radius) / (2 * self.radius), 0, 1))
            if wet <= 0:
                self._wet.discard(body)
                continue
            velocity = self._velocity(stage, body)
            mass = float(stage.model.body_mass[body])
            speed = float(np.linalg.norm(velocity))
            if body not in self._wet:
                self._wet.add(body)
                self._splash(stage, place, mass, -float(velocity[2]))
            area = (mass / DENSITY) ** (2 / 3)
            drag = -velocity * (0.5 * DENSITY * 1.0 * area * speed + 6.0 * area / 0.05) * wet
            limit = 0.5 * mass * speed / stage.timestep
            size = float(np.linalg.norm(drag))
            drag *= min(1.0, limit / size) if size > 0 else 1.0
            lift = np.array([0, 0, mass / 0.985 / 1000 * DENSITY * GRAVITY * wet])
            stage.push(stage.model.body(body).name, drag + lift, place)

    def _velocity(self, stage: Stage, body: int) -> Floats:
        import mujoco

        six = np.zeros(6)
        mujoco.mj_objectVelocity(stage.model, stage.data, mujoco.mjtObj.mjOBJ_BODY, body, six, 0)
        return six[3:].copy()

    def _splash(self, stage: Stage, place: Floats, mass: float, speed: float) -> None:
        if speed > SPLASH_SPEED:
            where = (float(place[0]), float(place[1]), float(place[2]))
            self.splashes.append(
                Splash(stage.time, where, 0.5 * mass * speed * speed, self.radius * (1 + mass / 20))
            )
