"""What every set is made of: floors, boxes, meshes that stand on the ground, walls round a room.

Positions are metres in the frame of `Kit.body`; a thing stands on the point that is named
(its bottom centre). Things are only seen unless `solid` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ...screenplay import Shot
from ..scene import BOX, CYLINDER, ELLIPSOID, PLANE, Contactness, Scene, turn
from ..shapes.mesh import Mesh, grid
from .paint import Picture

GRIPPY = Contactness((1.0, 0.01, 0.001))
ICY = Contactness((0.35, 0.005, 0.0005))
Floats = npt.NDArray[np.float64]
Point = Sequence[float]
# Where actors play: flat, and free of everything.
STAGE_BACK, STAGE_FRONT, STAGE_SIDE = -2.2, 8.0, 7.0


class Kit:
    """Puts things into a scene; `scene`, `rng` and `shot` are what the set was called with."""

    def __init__(self, scene: Scene, shot: Shot, rng: np.random.Generator, body: Any = None) -> None:
        self.scene, self.shot, self.rng = scene, shot, rng
        self.body = scene.ground if body is None else body
        self._solids = 0

    @property
    def night(self) -> bool:
        """Whether it is dark outside."""
        return self.shot.time_of_day == "night"

    def frame(self, name: str, at: Point, yaw: float = 0.0) -> Kit:
        """A kit whose frame stands at `at`, turned by `yaw` degrees."""
        return Kit(self.scene, self.shot, self.rng, self.scene.body(name, at, quat=turn(yaw=yaw).tolist()))

    def material(
        self,
        name: str,
        family: str,
        colour: str,
        *,
        roughness: float = 0.6,
        picture: Picture | None = None,
        repeat: tuple[float, float] = (1.0, 1.0),
        alpha: float = 1.0,
    ) -> str:
        """A material of the scene, see `Scene.material`."""
        return self.scene.material(
            name, family, colour, roughness=roughness, alpha=alpha, picture=picture, repeat=repeat
        )

    def floor(self, material: str, *, reach: float = 140.0, touch: Contactness = GRIPPY) -> None:
        """The solid ground and what is seen of it, `reach` metres to all sides."""
        self.scene.solid(self.scene.ground, PLANE, (0, 0, 1), name="floor", material=material, touch=touch)
        self.scene.visual(self.scene.ground, PLANE, material, size=(reach, reach, 1), name="floor_seen")

    def box(
        self,
        material: str,
        size: Point,
        at: Point,
        *,
        yaw: float = 0.0,
        pitch: float = 0.0,
        roll: float = 0.0,
        solid: bool = False,
    ) -> None:
        """A box of whole extents `size` whose bottom's centre is `at`; it turns about its middle."""
        half = [value / 2 for value in size]
        place = (at[0], at[1], at[2] + half[2])
        q = turn(yaw=yaw, pitch=pitch, roll=roll)
        self.scene.visual(self.body, BOX, material, size=half, position=place, quaternion=q)
        if solid:
            self._solids += 1
            name = f"{self.body.name}_solid{self._solids}"
            self.scene.solid(self.body, BOX, half, name=name, material=material, position=place, quaternion=q)

    def roof(self, material: str, size: tuple[float, float], at: Point) -> None:
        """A ceiling seen from below, `size` whole metres."""
        half = (size[0] / 2, size[1] / 2, 1.0)
        self.scene.visual(self.body, PLANE, material, size=half, position=at, quaternion=turn(roll=180))

    def post(
        self,
        material: str,
        radius: float,
        height: float,
        at: Point,
        *,
        yaw: float = 0.0,
        pitch: float = 0.0,
        roll: float = 0.0,
    ) -> None:
        """An upright cylinder."""
        place = (at[0], at[1], at[2] + height / 2)
        q = turn(yaw=yaw, pitch=pitch, roll=roll)
        self.scene.visual(
            self.body, CYLINDER, material, size=(radius, height / 2), position=place, quaternion=q
        )

    def ball(self, material: str, radii: Point, at: Point, *, yaw: float = 0.0) -> None:
        """An ellipsoid around its middle `at`."""
        self.scene.visual(self.body, ELLIPSOID, material, size=radii, position=at, quaternion=turn(yaw=yaw))

    def mesh(
        self,
        material: str,
        name: str,
        shape: Mesh,
        at: Point = (0, 0, 0),
        *,
        yaw: float = 0.0,
        pitch: float = 0.0,
        roll: float = 0.0,
    ) -> None:
        """A mesh, stored once under `name`."""
        q = turn(yaw=yaw, pitch=pitch, roll=roll)
        self.scene.visual(self.body, shape, material, mesh=name, position=at, quaternion=q)

    def around(
        self,
        many: int,
        near: float,
        far: float,
        *,
        spread: float = 180.0,
        centre: float = 180.0,
        front: float = 0.0,
    ) -> list[tuple[float, float]]:
        """Scattered places off the stage, `spread` degrees to both sides of `centre`; on the camera's side
        they keep `front` metres more away, so that the view stays free."""
        found: list[tuple[float, float]] = []
        for _ in range(many * 12):
            angle = np.radians(centre + self.rng.uniform(-spread, spread))
            away = near + (far - near) * self.rng.random() ** 1.4
            x, y = away * np.cos(angle), away * np.sin(angle)
            margin = 1.2 + (front if x > 0 else 0.0)
            if off_stage(x, y, margin) and len(found) < many:
                found.append((float(x), float(y)))
        return found


def off_stage(x: float, y: float, margin: float = 0.0) -> bool:
    """Whether (x, y) is at least `margin` metres away from where actors play."""
    outside = x < STAGE_BACK - 0.4 - margin / 2 or x > STAGE_FRONT + margin or abs(y) > STAGE_SIDE + margin
    return bool(outside)


def stage_mask(x: Floats, y: Floats, *, soft: float = 6.0, margin: float = 0.8) -> Floats:
    """0 on the stage, rising smoothly to 1 `soft` metres away from it."""
    dx = np.maximum(np.maximum(STAGE_BACK - margin - x, x - STAGE_FRONT - margin), 0)
    dy = np.maximum(np.abs(y) - STAGE_SIDE - margin, 0)
    t = np.clip(np.hypot(dx, dy) / soft, 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def terrain(
    height: Callable[[Floats, Floats], Floats],
    *,
    reach: float = 130.0,
    count: int = 80,
    soft: float = 6.0,
    tile: float = 4.0,
) -> Mesh:
    """Ground of `height(x, y)` metres around the flat stage, finer near the middle; one picture a `tile`."""
    u = np.linspace(-1, 1, count)
    line = np.sign(u) * reach * (0.12 * np.abs(u) + 0.88 * np.abs(u) ** 2.4)
    x, y = np.meshgrid(line, line)
    mask = stage_mask(x, y, soft=soft)
    z = mask * height(x, y) - 0.03 * (1 - mask) - 0.004
    mesh = grid(np.stack([x, y, z], -1))
    return Mesh(mesh.vertices, mesh.faces, np.stack([x.ravel() / tile, y.ravel() / tile], 1))


def waves(
    rng: np.random.Generator, many: int, longest: float, shortest: float
) -> Callable[[Floats, Floats], Floats]:
    """A smooth random landscape between about -1 and 1 made of sines."""
    lengths = np.geomspace(longest, shortest, many)
    rows = [
        (2 * np.pi / length, rng.uniform(0, np.pi), rng.uniform(0, 6.3), length / longest)
        for length in lengths
    ]

    def height(x: Floats, y: Floats) -> Floats:
        total = np.zeros(np.shape(x))
        for k, heading, phase, size in rows:
            total = total + size * np.sin(k * (x * np.cos(heading) + y * np.sin(heading)) + phase)
        return np.asarray(total / 1.7)

    return height
