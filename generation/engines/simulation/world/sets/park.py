"""A quiet park: grass, a path, trees and a bench; where everything ends up that no other set fits."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import BOX, ELLIPSOID, PLANE, Scene
from ..shapes.mesh import ellipsoid, joined, limb, superellipsoid
from . import stage


@stage("park", sun_azimuth=-2.5)
def park(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Level grass around the origin, a path across it, a ring of trees, hills behind."""
    del shot
    grass = scene.material("grass", "grass", "#7fae55", roughness=0.95)
    scene.solid(scene.ground, PLANE, (60, 60, 0.1), name="lawn", material=grass)
    scene.visual(scene.ground, BOX, grass, size=(70, 70, 0.05), position=(0, 0, -0.05), name="lawn_seen")
    path = scene.material("path", "stone", "#d9c7a3", roughness=0.9)
    scene.visual(scene.ground, superellipsoid((1.5, 40, 0.02), roundness=0.3), path, position=(0.2, 0, 0), name="path")
    bark = scene.material("bark", "wood", "#6a4a33", roughness=0.9)
    leaf = scene.material("leaf", "foliage", "#5f9a4a", roughness=0.9)
    hill = scene.material("hill", "foliage_far", "#86a878", roughness=1.0)
    for i in range(12):
        bearing, far = np.pi + rng.uniform(-1.5, 1.5), rng.uniform(6.5, 17)
        at = (-far * np.cos(bearing) * -1, far * np.sin(bearing), 0)
        tall = rng.uniform(1.6, 2.4)
        scene.visual(scene.ground, limb(tall, 0.12, 0.2), bark, position=(at[0], at[1], tall), name=f"trunk{i}")
        blobs = [ellipsoid(r, r, r * 0.9, detail=16).moved(o) for r, o in zip(rng.uniform(0.7, 1.2, 7), rng.normal(0, 0.6, (7, 3)), strict=True)]
        scene.visual(scene.ground, joined(blobs), leaf, position=(at[0], at[1], tall + 0.9), name=f"crown{i}")
    for i in range(6):
        y = -45 + 18 * i
        scene.visual(scene.ground, ELLIPSOID, hill, size=(18, 22, rng.uniform(5, 9)), position=(-48, y, -1), name=f"hill{i}")
    plank = scene.material("plank", "wood", "#9c6a3f", roughness=0.6)
    iron = scene.material("iron", "metal_painted", "#2c3137", roughness=0.45)
    for i in range(3):
        scene.visual(scene.ground, superellipsoid((0.05, 0.8, 0.016), roundness=0.3), plank, mesh="plank", position=(-2.6 + 0.12 * i, 2.2, 0.45), name=f"seat{i}")
        scene.visual(scene.ground, superellipsoid((0.016, 0.8, 0.05), roundness=0.3), plank, mesh="slat", position=(-2.72, 2.2, 0.6 + 0.13 * i), name=f"slat{i}")
    for side in (-1, 1):
        scene.visual(scene.ground, BOX, iron, size=(0.2, 0.03, 0.21), position=(-2.5, 2.2 + side * 0.7, 0.22), name=f"bench_leg{side}")
