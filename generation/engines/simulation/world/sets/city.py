"""A city street: road with expansion joints, kerbs, pavements, façades with windows, lamps, trees, a tower."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import BOX, CYLINDER, ELLIPSOID, PLANE, Contactness, Scene
from ..shapes.mesh import ellipsoid, joined, limb, loft, superellipsoid, tube
from . import stage

FACADES = ("#e8b15e", "#d97a5b", "#7fa8a0", "#c9b79c", "#8f9fc4", "#e3c9a8", "#b7665a", "#6f8f7c")
JOINT_EVERY = 1.9


@stage("city", sun_azimuth=-2.2)
def city(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """The street runs along x; y is across, its lanes within ±3.4 m."""
    del shot
    road = scene.material("asphalt", "asphalt", "#5b5d62", roughness=0.85)
    scene.solid(scene.ground, PLANE, (120, 120, 0.1), name="road", material=road, touch=Contactness((1.0, 0.006, 0.0003)))
    scene.visual(scene.ground, BOX, road, size=(90, 3.6, 0.05), position=(20, 0, -0.05), name="road_seen")
    tar = scene.material("road_joint", "asphalt", "#3b3c40", roughness=0.7)
    for i, x in enumerate(np.arange(-4, 40, JOINT_EVERY)):
        scene.solid(scene.ground, BOX, (0.012, 3.4, 0.0022), name=f"joint{i}", material=tar, position=(x, 0, 0))
        scene.visual(scene.ground, BOX, tar, size=(0.018, 3.5, 0.001), position=(x, 0, 0.001))
    _ground(scene)
    _street_furniture(scene, rng)
    for side in (-1, 1):
        x = -14.0
        while x < 62:
            width = float(rng.uniform(3.2, 5.4))
            _house(scene, x + width / 2, side, width, rng)
            x += width + 0.06
    _tower(scene)


def _ground(scene: Scene) -> None:
    kerb = scene.material("kerb", "stone", "#b9b4aa", roughness=0.8)
    pavement = scene.material("pavement", "stone", "#a39c90", roughness=0.85)
    paint = scene.material("lane", "paint", "#efece2", roughness=0.6)
    for side in (-1, 1):
        scene.visual(scene.ground, BOX, kerb, size=(90, 0.1, 0.09), position=(20, side * 3.6, 0.05), name=f"kerb{side}")
        scene.visual(scene.ground, BOX, pavement, size=(90, 1.5, 0.07), position=(20, side * 5.15, 0.05), name=f"pavement{side}")
    for i, x in enumerate(np.arange(-8, 60, 3.0)):
        scene.visual(scene.ground, BOX, paint, size=(0.75, 0.055, 0.001), position=(x, -1.5, 0.001), name=f"lane{i}")


def _house(scene: Scene, x: float, side: int, width: float, rng: np.random.Generator) -> None:
    y, depth = side * 9.6, 3.0
    floors = int(rng.integers(2, 6))
    height = 3.3 + 2.7 * floors
    tint = str(rng.choice(FACADES))
    wall = scene.material(f"facade{tint[1:]}", "wall", tint, roughness=0.8)
    glass = scene.material("window", "window", "#31485c", roughness=0.1)
    frame = scene.material("frame", "wall", "#f3efe6", roughness=0.7)
    shop = scene.material("shop_glass", "window", "#41586a", roughness=0.1)
    awning = scene.material(f"awning{int(rng.integers(4))}", "cloth", str(rng.choice(["#c23b3b", "#2f7a5f", "#e0a53a", "#2e5a9c"])), roughness=0.8)
    label = f"house{side}_{x:.0f}"
    scene.visual(scene.ground, BOX, wall, size=(width / 2, depth, height / 2), position=(x, y, height / 2), name=label)
    face = y - side * depth
    scene.visual(scene.ground, BOX, frame, size=(width / 2 + 0.08, 0.14, 0.16), position=(x, face - side * 0.08, height - 0.1))
    scene.visual(scene.ground, BOX, shop, size=(width / 2 - 0.35, 0.03, 1.05), position=(x, face - side * 0.03, 1.35))
    scene.visual(scene.ground, BOX, frame, size=(width / 2, 0.06, 0.14), position=(x, face - side * 0.06, 3.0))
    slope = loft([(0, 0.02, width / 2 - 0.2, 0.0), (0.12, 0.3, width / 2 - 0.2, 0.0), (0.5, 0.02, width / 2 - 0.2, -0.28)], roundness=0.15)
    scene.visual(scene.ground, slope.turned("z", 90 * side), awning, position=(x, face - side * 0.35, 2.35))
    columns = max(1, int(width // 1.5))
    for floor in range(floors):
        for column in range(columns):
            at = (x + (column - (columns - 1) / 2) * 1.45, face, 4.5 + 2.7 * floor)
            scene.visual(scene.ground, BOX, frame, size=(0.46, 0.05, 0.78), position=(at[0], at[1] - side * 0.02, at[2]))
            scene.visual(scene.ground, BOX, glass, size=(0.38, 0.03, 0.7), position=(at[0], at[1] - side * 0.06, at[2]))


def _street_furniture(scene: Scene, rng: np.random.Generator) -> None:
    iron = scene.material("iron", "metal_painted", "#2c3137", roughness=0.45)
    lamp = scene.material("lamp", "lamp", "#fff0cf", roughness=0.4)
    bark = scene.material("bark", "wood", "#6a4a33", roughness=0.9)
    leaf = scene.material("leaf", "foliage", "#5f9a4a", roughness=0.9)
    for i, x in enumerate(np.arange(-6, 56, 7.5)):
        for side in (-1, 1):
            y = side * 4.15
            path = np.array([[x, y, 0.1], [x, y, 2.6], [x, y, 3.5], [x, y - side * 0.18, 3.9], [x, y - side * 0.55, 4.0]])
            scene.visual(scene.ground, tube(path, np.array([0.07, 0.05, 0.045, 0.04, 0.035])), iron, name=f"post{i}{side}")
            scene.visual(scene.ground, ELLIPSOID, lamp, size=(0.16, 0.16, 0.1), position=(x, y - side * 0.62, 3.93), name=f"lamp{i}{side}")
            tx = x + 3.6 + float(rng.uniform(-0.4, 0.4))
            scene.visual(scene.ground, limb(1.7, 0.09, 0.13), bark, position=(tx, y + side * 0.35, 1.75), name=f"trunk{i}{side}")
            blobs = [
                ellipsoid(r, r, r * 0.9, detail=16).moved(o)
                for r, o in zip(rng.uniform(0.55, 0.85, 6), rng.normal(0, 0.42, (6, 3)), strict=True)
            ]
            scene.visual(scene.ground, joined(blobs), leaf, position=(tx, y + side * 0.35, 2.75), name=f"crown{i}{side}")
    bin_ = superellipsoid((0.24, 0.24, 0.42), roundness=0.45)
    box = scene.material("post_box", "plastic", "#c8342c", roughness=0.4)
    for i, x in enumerate((2.2, 13.0, 24.0)):
        scene.visual(scene.ground, bin_, box, mesh="post_box", position=(x, 4.3, 0.55), name=f"post_box{i}")
        scene.visual(scene.ground, CYLINDER, iron, size=(0.06, 0.14), position=(x, -4.2, 0.25), name=f"bollard{i}")


def _tower(scene: Scene) -> None:
    """A lattice tower far down the street, red and white."""
    red = scene.material("tower_red", "metal_painted", "#e2512c", roughness=0.5)
    white = scene.material("tower_white", "metal_painted", "#f4efe6", roughness=0.5)
    levels = ((0, 7.5), (13, 4.0), (24, 2.0), (34, 1.0), (44, 0.35))
    legs, braces = [], []
    for (z0, r0), (z1, r1) in zip(levels, levels[1:], strict=False):
        for sx, sy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            legs.append(tube(np.array([[sx * r0, sy * r0, z0], [sx * r1, sy * r1, z1]]), 0.4, columns=8))
            braces.append(tube(np.array([[sx * r0, sy * r0, z0], [-sx * r1, sy * r1, z1]]), 0.18, columns=6))
            braces.append(tube(np.array([[sx * r0, sy * r0, z0], [sx * r1, -sy * r1, z1]]), 0.18, columns=6))
    decks = [superellipsoid((r + 0.7, r + 0.7, 0.6), roundness=0.2).moved((0, 0, z)) for z, r in levels[1:4]]
    scene.visual(scene.ground, joined(legs), red, position=(95, 3, 0), name="tower_legs")
    scene.visual(scene.ground, joined([*braces, *decks]), white, position=(95, 3, 0), name="tower_braces")
