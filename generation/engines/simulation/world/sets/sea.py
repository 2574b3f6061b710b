"""The open sea: moving water to the horizon, a few islands far away."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ...viewfinder.sea import fan, triangles
from ..scene import Scene
from ..shapes.mesh import Mesh, joined
from ..water import Water
from . import scenery

RINGS, SPOKES = 150, 130


@scenery("sea", "lake", "ocean", sun_azimuth=2.2, room=((-400.0, -400.0, 0.4), (400.0, 400.0, 60.0)))
def sea(scene: Scene, shot: Shot, rng: np.random.Generator) -> Water:
    """Dress the sea. Its mesh is a carrier that the renderers shape by `Water` in every frame."""
    rough = {"windy": 0.11, "rain": 0.09}.get(shot.weather, 0.065)
    water = Water.calm(rng, height=rough * (0.45 if shot.set == "lake" else 1.0))
    blue = scene.material("water", "water", "#17607c", roughness=0.1)
    plane = fan(np.array([0.0, -6.0, 1.5]), np.array([0.0, 1.0, 0.0]), 1.4, RINGS, SPOKES).reshape(-1, 2)
    points = np.concatenate([plane, 1e-3 * np.cos(plane[:, :1])], 1).astype(float)
    mesh = Mesh(points, triangles(RINGS, SPOKES).astype(np.int32), plane.astype(float) / 50)
    scene.visual(scene.ground, mesh, blue, mesh="water", name="water")
    _islands(scene, rng)
    return water


def _islands(scene: Scene, rng: np.random.Generator) -> None:
    green = scene.material("island", "hill", "#4a6b3f", roughness=0.95)
    rock = scene.material("island_rock", "rock", "#8a7f6d", roughness=0.95)
    for bearing in (62.0, 78.0, 97.0, 118.0, 150.0, 30.0):
        away = rng.uniform(230, 420)
        angle = np.radians(bearing + rng.normal(0, 3))
        at = (away * np.cos(angle), away * np.sin(angle), -1.0)
        hill = joined(
            [_hill(rng, rng.uniform(18, 55), rng.uniform(5, 17)).moved((dx, 0, 0)) for dx in (-25, 8, 36)]
        )
        scene.visual(scene.ground, hill.moved(at), green, mesh=f"island{bearing:.0f}")
        shore = _hill(rng, 62, 2.2).moved(at)
        scene.visual(scene.ground, shore, rock, mesh=f"shore{bearing:.0f}")


def _hill(rng: np.random.Generator, radius: float, height: float) -> Mesh:
    """A rounded hill with an uneven ridge on the plane z = 0."""
    from ..shapes.mesh import grid

    out = np.linspace(0, 1, 14)[:, None]
    angle = np.linspace(-np.pi, np.pi, 40)[None]
    wobble = sum(rng.uniform(0.03, 0.12) * np.cos(k * angle + rng.uniform(0, 6.3)) for k in (2, 3, 5))
    r = radius * (1 - out) * (1 + wobble)
    z = height * (1 - (1 - out) ** 2) * (1 + 0.4 * wobble)
    x, y = r * np.cos(angle), r * np.sin(angle)
    return grid(np.stack([x, y, z + 0 * x], -1))
