"""A city street along +x: road with joints and lines, kerbs, façades, lamps, signs, trees, a tower."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from ...screenplay import Shot
from .. import textures
from ..scene import BOX, CYLINDER, PLANE, Contactness, Scene
from ..shapes.mesh import Mesh, grid, joined, superellipsoid, tube
from . import scenery
from .kit import Kit
from .nature import crown, trees

ROAD, KERB, FRONTS = 3.6, 0.13, 6.4
START, END = -22.0, 74.0
WALLS = ("#e8c9a8", "#c9786a", "#a7c4bc", "#e6dcc3", "#8fa3bf", "#d9a441", "#b9a3c9", "#dfe3e6", "#9fb58a")
SIGNS = ("#e23d4d", "#f2b632", "#2f9e8f", "#3d6fe2", "#f4f1ea", "#e26fb0")
JOINT_SPACING, JOINT_HEIGHT = 1.85, 0.0009


@scenery(
    "city",
    "street",
    "tokyo",
    sun_azimuth=-1.25,
    surface="asphalt",
    room=((-5.0, -60.0, 0.12), (9.4, 60.0, 25.0)),
)
def city(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A crossing; the long street of the ride when a skill plays it."""
    if scene.solved and any(beat.action == "ride" for beat in shot.beats):
        scene.sun_azimuth = -0.2
        scene.room = ((START, -ROAD - 2.4, 0.12), (END, ROAD + 2.4, 25.0))
        _long_street(scene, shot, rng)
    else:
        crossing(Kit(scene, shot, rng))


def _long_street(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """The street along +x that the dog rides down."""
    ground = scene.ground
    road = scene.material(
        "asphalt", "asphalt", "#555559", roughness=0.9, picture=textures.asphalt(rng), repeat=(40, 8)
    )
    scene.solid(
        ground, PLANE, (0, 0, 1), name="floor", material=road, touch=Contactness((1.0, 0.005, 0.0002))
    )
    middle, half = (START + END) / 2, (END - START) / 2
    scene.visual(
        ground, PLANE, road, size=(half + 60, ROAD + 40, 1), position=(middle, 0, 0), name="road_seen"
    )
    _road_marks(scene, middle, half)
    _pavements(scene, rng, middle, half)
    _houses(scene, rng, night=shot.time_of_day == "night")
    _furniture(scene, rng, night=shot.time_of_day == "night")
    _tower(scene, (END + 46, 9.0))


def _road_marks(scene: Scene, middle: float, half: float) -> None:
    white = scene.material("road_line", "paint", "#ece8de", roughness=0.6)
    tar = scene.material("joint", "tar", "#26262a", roughness=0.8)
    for x in np.arange(START, END, 3.2):
        scene.visual(scene.ground, BOX, white, size=(0.85, 0.06, 0.0015), position=(x, 1.25, 0))
    for y in (-ROAD + 0.3, ROAD - 0.3):
        scene.visual(scene.ground, BOX, white, size=(half, 0.05, 0.0015), position=(middle, y, 0))
    for k in range(7):
        scene.visual(scene.ground, BOX, white, size=(1.5, 0.22, 0.0017), position=(20.5, -2.9 + 0.95 * k, 0))
    for number, x in enumerate(np.arange(-1.3, 52, JOINT_SPACING)):
        scene.solid(
            scene.ground,
            BOX,
            (0.022, ROAD - 0.35, JOINT_HEIGHT),
            name=f"joint{number}",
            material=tar,
            position=(x, 0, 0),
        )
        scene.visual(scene.ground, BOX, tar, size=(0.018, ROAD - 0.35, 0.0018), position=(x, 0, 0))


def _pavements(scene: Scene, rng: np.random.Generator, middle: float, half: float) -> None:
    slab = scene.material(
        "slabs", "pavement", "#b8b4ac", roughness=0.9, picture=textures.slabs(rng), repeat=(48, 1.5)
    )
    stone = scene.material("kerb", "stone", "#a6a29a", roughness=0.85)
    for sign in (-1, 1):
        wide = (FRONTS - ROAD) / 2
        at = (middle, sign * (ROAD + wide), KERB)
        scene.visual(scene.ground, PLANE, slab, size=(half, wide, 1), position=at)
        scene.visual(
            scene.ground,
            BOX,
            stone,
            size=(half, 0.09, KERB / 2 + 0.004),
            position=(middle, sign * ROAD, KERB / 2),
        )
        scene.solid(
            scene.ground,
            BOX,
            (half, wide, KERB / 2),
            name=f"kerb{sign}",
            material=stone,
            position=(middle, sign * (ROAD + wide), KERB / 2),
        )


def _houses(scene: Scene, rng: np.random.Generator, *, night: bool) -> None:
    for sign in (-1, 1):
        x, number = START, 0
        while x < END:
            width = float(rng.uniform(4.2, 7.4))
            floors = int(rng.integers(3, 8))
            _house(
                scene,
                scene.ground,
                rng,
                f"{'rl'[sign > 0]}{number}",
                (x + width / 2, sign),
                width,
                floors,
                night=night,
            )
            x, number = x + width + (0.0 if rng.random() < 0.8 else 1.6), number + 1


def crossing(kit: Kit) -> None:
    """A street along y that actors play on and one that leaves it at the back, between house fronts."""
    scene, rng = kit.scene, kit.rng
    road = kit.material(
        "asphalt", "asphalt", "#555559", roughness=0.9, picture=textures.asphalt(rng), repeat=(60, 60)
    )
    kit.floor(road, reach=130)
    slab = kit.material("slabs", "pavement", "#b8b4ac", picture=textures.slabs(rng), repeat=(2, 24))
    stone, white = kit.material("kerb", "stone", "#a6a29a"), kit.material("road_line", "paint", "#ece8de")
    for y in np.arange(-48, 48, 3.4):
        kit.box(white, (0.13, 1.8, 0.003), (2.9, y, 0))
    for k in range(9):
        kit.box(white, (2.6, 0.5, 0.003), (-3.9, -3.5 + 0.9 * k, 0))
    for sign in (-1, 1):
        for x, wide in ((-4.1, 2.8), (10.2, 3.0)):
            low = 5.3 if x < 0 else 0.0
            long = 55 - low
            kit.box(slab, (wide, long, KERB), (x, sign * (low + long / 2), 0), solid=True)
            edge = x + (wide / 2 if x < 0 else -wide / 2)
            kit.box(stone, (0.16, long, KERB + 0.012), (edge, sign * (low + long / 2), 0))
        kit.box(slab, (46, 1.5, KERB), (-28.5, sign * 5.25, 0))
    _rows(kit)
    _corner(kit)
    _tower(scene, (-96.0, 4.0))


def _rows(kit: Kit) -> None:
    """House fronts along both streets; their pictures are shared by a few houses each."""
    for name, at, yaw, start, stop in (
        ("left", (0.85, 0.0, 0.0), -90.0, -46.0, -6.4),
        ("right", (0.85, 0.0, 0.0), -90.0, 6.4, 46.0),
        ("back_l", (0.0, 0.4, 0.0), 180.0, 11.6, 50.0),
        ("back_r", (0.0, -0.4, 0.0), 0.0, -50.0, -11.6),
        ("front", (5.3, 0.0, 0.0), 90.0, -40.0, 40.0),
    ):
        row = kit.frame(f"row_{name}", at, yaw)
        x, number = start, 0
        while x < stop - 1.5:
            width = min(float(kit.rng.uniform(4.6, 7.6)), stop - x)
            floors = int(kit.rng.integers(3, 6 if name == "front" else 8))
            place = (x + width / 2, -1)
            _house(kit.scene, row.body, kit.rng, f"{name}{number}", place, width, floors, night=kit.night)
            x, number = x + width, number + 1


def _corner(kit: Kit) -> None:
    """Lamps, trees, a traffic light, a post box, benches of the pavement."""
    iron = kit.material("iron", "metal_painted", "#2f3a3a", roughness=0.45)
    bulb = kit.material("street_lamp", "lamp" if kit.night else "glass_lamp", "#fff2cf", roughness=0.3)
    post = tube(np.array([[0, 0, 0], [0, 0, 4.2], [0.25, 0, 4.75], [0.9, 0, 4.9]], float), 0.055)
    head = superellipsoid((0.3, 0.13, 0.07), roundness=0.6)
    for y in (-29.0, -20.5, -12.0, 12.0, 20.5, 29.0):
        kit.mesh(iron, "lamp_post", post, (-3.2, y, KERB))
        kit.mesh(bulb, "lamp_head", head, (-2.2, y, KERB + 4.85))
    spots = [(-3.6, s * y) for s in (-1, 1) for y in (8.2, 16.2, 24.5, 33.0)]
    spots += [(x, s * 5.1) for s in (-1, 1) for x in (-16.0, -25.0, -34.0)]
    trees(kit, spots, low=0.95, high=1.2, kinds=3)
    black = kit.material("signal", "metal_painted", "#1f2326", roughness=0.5)
    for y in (-6.0, 6.0):
        kit.post(iron, 0.06, 3.3, (-3.0, y, KERB))
        kit.box(black, (0.2, 0.3, 0.85), (-2.9, y, 2.6))
        for k, (name, colour) in enumerate((("go", "#39d06a"), ("wait", "#5a4a18"), ("stop", "#4a1616"))):
            light = kit.material(
                f"signal_{name}", "lamp" if name == "go" else "plastic", colour, roughness=0.3
            )
            kit.ball(light, (0.05, 0.09, 0.09), (-2.8, y, 2.76 + 0.26 * k))
    red = kit.material("post_box", "metal_painted", "#c8272d", roughness=0.4)
    kit.mesh(red, "post_box", superellipsoid((0.25, 0.25, 0.5), roundness=0.3), (-3.6, 7.0, KERB + 0.5))
    kit.post(red, 0.24, 0.12, (-3.6, 7.0, KERB + 0.99))


def _house(
    scene: Scene,
    ground: Any,
    rng: np.random.Generator,
    name: str,
    place: tuple[float, int],
    width: float,
    floors: int,
    *,
    night: bool,
) -> None:
    """One house with a painted front, a shop on the ground floor, a cornice, an awning and a sign."""
    x, sign = place
    colour = WALLS[int(rng.integers(len(WALLS)))]
    tint = tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))
    height, deep = 3.0 + 2.9 * floors, 3.0
    y = sign * (FRONTS + deep)
    picture = textures.facade(
        rng, (tint[0], tint[1], tint[2]), floors, max(2, round(width / 1.5)), lit=0.75 if night else 0.08
    )
    front = scene.material(
        f"facade_{name}", "facade_lit" if night else "facade", colour, roughness=0.85, picture=picture
    )
    wall = scene.material(f"wall_{colour[1:]}", "wall", colour, roughness=0.9)
    dark = scene.material("shop_glass", "window_lit" if night else "window", "#3d5568", roughness=0.15)
    trim = scene.material("cornice", "wall", "#efe9dd", roughness=0.85)
    scene.visual(ground, BOX, wall, size=(width / 2, deep, height / 2), position=(x, y, height / 2))
    face = FRONTS - 0.03
    scene.visual(
        ground,
        _panel(width, height - 3.0, -sign),
        front,
        mesh=f"front_{name}",
        position=(x, sign * face, 3.0 + (height - 3.0) / 2),
    )
    scene.visual(ground, BOX, dark, size=(width / 2 - 0.4, 0.05, 1.05), position=(x, sign * face, 1.4))
    scene.visual(ground, BOX, trim, size=(width / 2, 0.14, 0.12), position=(x, sign * (face - 0.05), 2.95))
    scene.visual(
        ground, BOX, trim, size=(width / 2 + 0.08, 0.2, 0.16), position=(x, sign * (face - 0.05), height)
    )
    bright = SIGNS[int(rng.integers(len(SIGNS)))]
    paint = scene.material(f"sign_{bright[1:]}", "sign_lit" if night else "sign", bright, roughness=0.5)
    if rng.random() < 0.7:
        awning = _awning(width * 0.8, sign)
        scene.visual(ground, awning, paint, mesh=f"awning_{name}", position=(x, sign * face, 2.55))
    if rng.random() < 0.6:
        tall = float(rng.uniform(0.8, 1.7))
        scene.visual(
            ground,
            BOX,
            paint,
            size=(0.08, 0.36, tall),
            position=(x + width * 0.3, sign * (face - 0.5), 3.6 + tall),
        )


def _panel(width: float, height: float, facing: int) -> Mesh:
    """An upright rectangle (slightly thick), its picture facing -y or +y."""
    s = np.array([-1.0, 1.0]) * facing
    points = np.array(
        [[[-s[1] * width / 2, 0, z], [s[1] * width / 2, 0, z]] for z in (-height / 2, height / 2)]
    )
    flat = grid(points)
    back = Mesh(flat.vertices + [0, -0.02 * facing, 0], flat.faces[:, ::-1].copy(), flat.uv)
    return joined([flat, back])


def _awning(width: float, sign: int) -> Mesh:
    across = np.linspace(-width / 2, width / 2, 2)
    drop = np.array(
        [[0.0, 0.35], [0.55, 0.18], [0.95, 0.0], [0.95, -0.18], [0.93, -0.18], [0.93, -0.02], [0.0, 0.31]]
    )
    points = np.array([[[x, -sign * out, z] for x in across] for out, z in drop])
    mesh = grid(points)
    return mesh if sign > 0 else Mesh(mesh.vertices, mesh.faces[:, ::-1].copy(), mesh.uv)


def _furniture(scene: Scene, rng: np.random.Generator, *, night: bool) -> None:
    iron = scene.material("iron", "metal_painted", "#2f3a3a", roughness=0.45)
    bulb = scene.material("street_lamp", "lamp" if night else "glass_lamp", "#fff2cf", roughness=0.3)
    bark = scene.material("bark", "bark", "#6b4d36", roughness=0.95)
    leaves = [
        scene.material(f"leaves{k}", "foliage", c, roughness=0.9)
        for k, c in enumerate(("#5d8c3a", "#4f7f38", "#79a64a"))
    ]
    post = tube(np.array([[0, 0, 0], [0, 0, 4.2], [0, 0.25, 4.75], [0, 0.9, 4.9]], float), 0.055)
    trunk = tube(np.array([[0, 0, 0], [0.03, 0, 0.9], [0, 0.04, 1.9]], float), 0.09)
    lamp = superellipsoid((0.13, 0.3, 0.07), roundness=0.6)
    for sign in (-1, 1):
        turned = (1, 0, 0, 0) if sign < 0 else (0, 0, 0, 1)
        for k, x in enumerate(np.arange(START + 3 + (2.5 if sign > 0 else 0), END, 9.0)):
            scene.visual(
                scene.ground,
                post,
                iron,
                mesh="lamp_post",
                position=(x, sign * (ROAD + 0.4), KERB),
                quaternion=turned,
            )
            scene.visual(
                scene.ground, lamp, bulb, mesh="lamp_head", position=(x, sign * (ROAD - 0.6), KERB + 4.85)
            )
            tree = x + 4.4
            scene.visual(scene.ground, trunk, bark, mesh="trunk", position=(tree, sign * (ROAD + 0.7), KERB))
            top = crown(rng, 9)
            scene.visual(
                scene.ground,
                top,
                leaves[k % 3],
                mesh=f"crown{sign}{k}",
                position=(tree, sign * (ROAD + 0.7), KERB + 2.6),
            )
    box = superellipsoid((0.25, 0.25, 0.5), roundness=0.3)
    red = scene.material("post_box", "metal_painted", "#c8272d", roughness=0.4)
    for x in (7.5, 26.0):
        scene.visual(scene.ground, box, red, mesh="post_box", position=(x, ROAD + 0.75, KERB + 0.5))
        scene.visual(scene.ground, CYLINDER, red, size=(0.24, 0.06), position=(x, ROAD + 0.75, KERB + 1.05))


def _tower(scene: Scene, place: tuple[float, float]) -> None:
    """A lattice tower in the manner of Tokyo's, 58 m high, at the end of the street."""
    orange = scene.material("tower", "metal_painted", "#e2431e", roughness=0.5)
    white = scene.material("tower_deck", "metal_painted", "#f4f1ea", roughness=0.5)
    levels = [(0, 9.0), (12, 5.0), (24, 2.8), (36, 1.6), (48, 0.8), (54, 0.45)]
    bars = []
    for (z0, r0), (z1, r1) in itertools.pairwise(levels):
        low = [np.array([sx * r0, sy * r0, z0]) for sx, sy in ((1, 1), (1, -1), (-1, -1), (-1, 1))]
        high = [np.array([sx * r1, sy * r1, z1]) for sx, sy in ((1, 1), (1, -1), (-1, -1), (-1, 1))]
        for k in range(4):
            bars.append(tube(np.array([low[k], high[k]]), 0.32, columns=8))
            bars.append(tube(np.array([low[k], high[(k + 1) % 4]]), 0.14, columns=6))
            bars.append(tube(np.array([high[k], low[(k + 1) % 4]]), 0.14, columns=6))
            bars.append(tube(np.array([high[k], high[(k + 1) % 4]]), 0.2, columns=6))
    bars.append(tube(np.array([[0, 0, 54], [0, 0, 66.0]]), 0.22, columns=8))
    scene.visual(scene.ground, joined(bars), orange, mesh="tower", position=(*place, 0))
    scene.visual(scene.ground, BOX, white, size=(3.4, 3.4, 1.3), position=(*place, 25))
    scene.visual(scene.ground, BOX, white, size=(1.5, 1.5, 0.9), position=(*place, 48))
