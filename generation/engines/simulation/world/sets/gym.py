"""A school gym: plank floor with court lines, padded walls, bleachers, high windows."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import BOX, PLANE, Contactness, Scene
from ..shapes.mesh import superellipsoid, tube
from . import stage


@stage("gym", sun_azimuth=2.4, indoor=True)
def gym(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """The hoop's rim is centred over the origin; the court runs towards -x."""
    del shot, rng
    wood = scene.material("gym_floor", "wood_floor", "#c68b4e", roughness=0.3)
    scene.solid(scene.ground, PLANE, (16, 16, 0.1), name="floor", material=wood, touch=Contactness((1.0, 0.01, 0.001)))
    scene.visual(scene.ground, BOX, wood, size=(9, 9, 0.05), position=(-3.5, 0, -0.05), name="floor_seen")
    _walls(scene)
    _lines(scene)
    _bleachers(scene)


def _walls(scene: Scene) -> None:
    upper = scene.material("gym_wall", "wall", "#d8d3c4", roughness=0.85)
    lower = scene.material("gym_pad", "plastic", "#2d4f8a", roughness=0.55)
    band = scene.material("gym_band", "wall", "#e0a83a", roughness=0.7)
    light = scene.material("gym_window", "lamp", "#fff3d6", roughness=0.4)
    beam = scene.material("gym_beam", "metal_painted", "#8d949e", roughness=0.5)
    for wall, (x, y, sx, sy) in {"end": (4.2, 0, 0.1, 9), "left": (-4, 7.2, 9, 0.1), "right": (-4, -7.2, 9, 0.1), "back": (-12, 0, 0.1, 9)}.items():
        scene.visual(scene.ground, BOX, upper, size=(sx, sy, 3.2), position=(x, y, 3.2), name=f"wall_{wall}")
        inward = (-0.14 if x > 0 else 0.14 if x < -10 else 0, -0.14 if y > 0 else 0.14 if y < 0 else 0)
        scene.visual(scene.ground, BOX, lower, size=(max(sx - 0.02, 0.06), max(sy - 0.02, 0.06), 0.95), position=(x + inward[0], y + inward[1], 0.95), name=f"pad_{wall}")
        scene.visual(scene.ground, BOX, band, size=(max(sx - 0.02, 0.09), max(sy - 0.02, 0.09), 0.07), position=(x + inward[0] * 0.4, y + inward[1] * 0.4, 2.25), name=f"band_{wall}")
    for i, y in enumerate(np.arange(-6, 6.1, 2.4)):
        scene.visual(scene.ground, BOX, light, size=(0.02, 0.85, 0.6), position=(4.08, y, 5.2), name=f"window_end{i}")
    for side in (-1, 1):
        for i, x in enumerate(np.arange(-9, 3, 2.4)):
            scene.visual(scene.ground, BOX, light, size=(0.85, 0.02, 0.6), position=(x, side * 7.08, 5.2), name=f"window_{side}_{i}")
    for i, x in enumerate(np.arange(-10, 4, 3.2)):
        path = np.stack([np.full(15, x), np.linspace(-7.1, 7.1, 15), 6.0 + 0.5 * np.cos(np.linspace(-1.5, 1.5, 15))], 1)
        scene.visual(scene.ground, tube(path, 0.09), beam, mesh="beam" if i == 0 else f"beam{i}", name=f"beam{i}")


def _lines(scene: Scene) -> None:
    paint = scene.material("court_line", "paint", "#f7f3ea", roughness=0.5)
    key = scene.material("court_key", "paint", "#b8392e", roughness=0.4)
    top = 0.004
    scene.visual(scene.ground, BOX, key, size=(2.35, 1.8, 0.001), position=(-1.85, 0, 0.0015), name="key")
    for i, (x, y, sx, sy) in enumerate(((-4.2, 0, 0.03, 1.8), (-1.85, 1.8, 2.35, 0.03), (-1.85, -1.8, 2.35, 0.03), (1.2, 0, 0.03, 6.6), (-4.4, 6.6, 5.6, 0.03), (-4.4, -6.6, 5.6, 0.03))):
        scene.visual(scene.ground, BOX, paint, size=(sx, sy, top / 4), position=(x, y, top), name=f"line{i}")
    for label, radius, centre, sweep in (("circle", 1.8, (-4.2, 0), np.pi), ("three", 6.4, (0, 0), 1.24)):
        a = np.linspace(np.pi - sweep, np.pi + sweep, 90)
        path = np.stack([centre[0] + radius * np.cos(a), centre[1] + radius * np.sin(a), np.full(90, -0.016)], 1)
        scene.visual(scene.ground, tube(path, 0.024, columns=16), paint, mesh=f"court_{label}", name=f"court_{label}")


def _bleachers(scene: Scene) -> None:
    bench = scene.material("bench", "wood_floor", "#a8713d", roughness=0.45)
    step = scene.material("bleacher", "metal_painted", "#4d5765", roughness=0.5)
    for row in range(4):
        y, z = 5.1 + row * 0.5, 0.25 + row * 0.34
        scene.visual(scene.ground, superellipsoid((4.6, 0.17, 0.035), roundness=0.2, rows=12), bench, mesh=f"bench{row}", position=(-4.4, y, z + 0.17), name=f"bench{row}")
        scene.visual(scene.ground, BOX, step, size=(4.6, 0.25, (z + 0.1) / 2), position=(-4.4, y + 0.2, (z + 0.1) / 2), name=f"bleacher{row}")
