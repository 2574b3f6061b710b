"""A school gym: plank floor, court lines, padded walls, bleachers, high windows, lamps under the roof."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...screenplay import Shot
from .. import textures
from ..scene import BOX, PLANE, SPHERE, Contactness, Scene
from ..shapes.mesh import superellipsoid, tube
from . import Room, scenery

# The rim's centre is the origin of the court and the baseline lies behind it.
BACK, FRONT, SIDE, ROOF = 2.6, -11.0, 7.5, 7.2


# Where the hall stands when nobody shoots at the hoop: the far wall behind the actors, the court before them.
AWAY = 6.6


def _room(shift: float) -> Room:
    low = (FRONT + 0.4 + shift, -SIDE + 0.4, 0.25)
    return low, (BACK - 0.4 + shift, SIDE - 0.4, ROOF - 0.6)


@scenery("gym", "court", indoor=True, surface="wood_floor", room=_room(AWAY))
def gym(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Dress the gym."""
    aims = scene.solved and any(beat.action == "shoot_basketball" for beat in shot.beats)
    shift = 0.0 if aims else AWAY
    scene.room = _room(shift)
    floor = scene.material(
        "wood_floor", "wood_floor", "#cc985f", roughness=0.25, picture=textures.planks(rng), repeat=(7, 9)
    )
    ground = scene.body("hall", (shift, 0, 0))
    scene.solid(
        scene.ground, PLANE, (0, 0, 1), name="floor", material=floor, touch=Contactness((1.0, 0.01, 0.001))
    )
    middle, half = (BACK + FRONT) / 2, (BACK - FRONT) / 2
    scene.visual(ground, PLANE, floor, size=(half, SIDE, 1), position=(middle, 0, 0), name="floor_seen")
    _lines(scene, ground)
    _walls(scene, ground, middle, half)
    if aims:
        _bleachers(scene, ground, rng)
    else:
        _ladders(scene, ground)


def _lines(scene: Scene, ground: Any) -> None:
    white = scene.material("line", "paint", "#f3efe6", roughness=0.35)
    key = scene.material("key", "paint_wood", "#a8432f", roughness=0.28)
    up = 0.002

    def strip(x0: float, y0: float, x1: float, y1: float) -> None:
        size = (abs(x1 - x0) / 2 + 0.025, abs(y1 - y0) / 2 + 0.025, up)
        scene.visual(ground, BOX, white, size=size, position=((x0 + x1) / 2, (y0 + y1) / 2, 0.001))

    base, throw = 1.2, -4.6
    scene.visual(
        ground, BOX, key, size=(abs(throw - base) / 2, 1.8, 0.0012), position=((throw + base) / 2, 0, 0)
    )
    for y in (-1.8, 1.8):
        strip(throw, y, base, y)
    strip(throw, -1.8, throw, 1.8)
    strip(base, -SIDE + 0.8, base, SIDE - 0.8)
    for y in (-SIDE + 0.8, SIDE - 0.8):
        strip(FRONT, y, base, y)
    for centre, radius, span in ((throw, 1.8, np.pi), (0.0, 6.75, 1.25), (FRONT + 0.02, 1.8, np.pi / 2)):
        middle = 0.0 if centre == FRONT + 0.02 else np.pi
        angle = np.linspace(middle - span, middle + span, 72 if radius > 2 else 48)
        path = np.stack([centre + radius * np.cos(angle), radius * np.sin(angle), 0 * angle], 1)
        inside = (path[:, 0] < base) & (np.abs(path[:, 1]) < SIDE - 0.8)
        flat = tube(path[inside], 0.025, columns=8).scaled((1, 1, 0.1))
        scene.visual(ground, flat, white, mesh=f"arc{centre}", name=f"arc{centre}")


def _walls(scene: Scene, ground: Any, middle: float, half: float) -> None:
    plaster = scene.material("wall", "wall", "#e6dfd0", roughness=0.9)
    band = scene.material("wall_band", "wall", "#33507c", roughness=0.85)
    pad = scene.material("wall_pad", "foam", "#27406b", roughness=0.7)
    roof = scene.material("roof", "ceiling", "#cfcac0", roughness=0.9)
    beam = scene.material("beam", "rafter", "#7d858c", roughness=0.5)
    lamp = scene.material("lamp", "lamp", "#fff6e0", roughness=0.4)
    pane = scene.material("window", "window", "#dcecf8", roughness=0.2)
    z = ROOF / 2
    for label, size, at in (
        ("end", (0.1, SIDE, z), (BACK + 0.1, 0, z)),
        ("far", (0.1, SIDE, z), (FRONT - 0.1, 0, z)),
        ("left", (half, 0.1, z), (middle, SIDE + 0.1, z)),
        ("right", (half, 0.1, z), (middle, -SIDE - 0.1, z)),
    ):
        scene.solid(ground, BOX, size, name=f"wall_{label}", material=plaster, position=at)
        scene.visual(ground, BOX, plaster, size=size, position=at, name=f"wall_{label}_seen")
    scene.visual(ground, BOX, roof, size=(half, SIDE, 0.1), position=(middle, 0, ROOF + 0.1), name="ceiling")
    for x in (BACK, FRONT):
        inward = -0.02 if x == BACK else 0.02
        scene.visual(ground, BOX, band, size=(0.02, SIDE, 0.16), position=(x + inward, 0, 2.35))
    for y in (-SIDE, SIDE):
        scene.visual(
            ground, BOX, band, size=(half, 0.02, 0.16), position=(middle, y - 0.02 * np.sign(y), 2.35)
        )
        for k in range(5):
            scene.visual(
                ground,
                BOX,
                pane,
                size=(0.95, 0.03, 0.65),
                position=(FRONT + 1.6 + k * 2.6, y - 0.02 * np.sign(y), 5.4),
            )
    mat = superellipsoid((0.05, 0.42, 0.9), roundness=0.25, rows=12, columns=20)
    for k in range(-4, 5):
        if k:
            scene.visual(ground, mat, pad, mesh="wall_pad", position=(BACK - 0.05, k * 0.88, 1.0))
    for k in range(4):
        x = FRONT + 1.7 + k * 3.4
        scene.visual(ground, BOX, beam, size=(0.09, SIDE, 0.2), position=(x, 0, ROOF - 0.25))
        for y in (-3.6, 0.0, 3.6):
            scene.visual(ground, BOX, lamp, size=(0.22, 0.7, 0.04), position=(x + 1.2, y, ROOF - 0.5))


def _bleachers(scene: Scene, ground: Any, rng: np.random.Generator) -> None:
    wood = scene.material("bench", "wood", "#b98952", roughness=0.5)
    riser = scene.material("riser", "metal_painted", "#5b6470", roughness=0.6)
    for step in range(4):
        y, z = 5.6 + 0.5 * step, 0.42 + 0.38 * step
        scene.visual(ground, BOX, wood, size=(4.2, 0.2, 0.03), position=(-4.6, y, z))
        scene.visual(ground, BOX, riser, size=(4.2, 0.02, z / 2), position=(-4.6, y + 0.2, z / 2))
    bag = superellipsoid((0.26, 0.15, 0.15), roundness=0.5)
    for k, colour in enumerate(("#b23a48", "#3a6ea5", "#e0a030")):
        cloth = scene.material(f"bag{k}", "cloth", colour, roughness=0.9)
        scene.visual(
            ground, bag, cloth, mesh="bag", position=(-7 + 2.1 * k + rng.uniform(-0.4, 0.4), 5.6, 0.6)
        )


def _ladders(scene: Scene, ground: Any) -> None:
    """Wall bars, a vaulting box, mats and balls along the far wall."""
    wood = scene.material("bars", "wood", "#c98f55", roughness=0.5)
    mat, white = (
        scene.material("mat", "foam", "#2f6fa8", roughness=0.8),
        scene.material("box_top", "cloth", "#efe9dd", roughness=0.9),
    )
    for k in range(4):
        y = -5.4 + 1.0 * k
        for side in (-0.45, 0.45):
            scene.visual(ground, BOX, wood, size=(0.06, 0.03, 1.3), position=(FRONT + 0.1, y + side, 1.3))
        for bar in range(12):
            at = (FRONT + 0.13, y, 0.25 + 0.2 * bar)
            scene.visual(ground, BOX, wood, size=(0.02, 0.43, 0.018), position=at)
    for k in range(4):
        size = (0.3 - 0.02 * k, 0.72 - 0.03 * k, 0.13)
        scene.visual(ground, BOX, wood, size=size, position=(FRONT + 0.8, 4.9, 0.14 + 0.27 * k))
    scene.visual(ground, BOX, white, size=(0.24, 0.62, 0.09), position=(FRONT + 0.8, 4.9, 1.18))
    for k in range(3):
        at = (FRONT + 0.6, 2.4, 0.1 + 0.2 * k)
        scene.visual(ground, BOX, mat, size=(0.5, 0.95, 0.095), position=at)
    for k, y in enumerate((-0.9, -0.35, 0.2)):
        orange = scene.material("spare_ball", "rubber", "#d1662c", roughness=0.7)
        scene.visual(ground, SPHERE, orange, size=(0.12,), position=(FRONT + 0.3 + 0.06 * k, y, 0.12))
