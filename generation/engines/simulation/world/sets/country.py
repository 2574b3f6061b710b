"""The tended country: a park, a garden at a house, a farm, an open road, a playground, a stadium."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, superellipsoid, tube
from . import scenery
from .furniture import blocks, panel
from .kit import Floats, Kit, Point
from .nature import bushes, lump, trees, tufts
from .paint import bricks, mottled

LAWN = ("#4f8038", "#84b254")


def lawn(kit: Kit, *, dark: str = LAWN[0], light: str = LAWN[1]) -> str:
    """A grass floor; answers its material."""
    green = kit.material(
        "grass",
        "grass",
        "#5f8f40",
        roughness=0.95,
        picture=mottled(kit.rng, dark, light, grain=0.45, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(green)
    return green


def strip(kit: Kit, material: str, name: str, along: Floats, wide: float, z: float = 0.006) -> None:
    """A flat ribbon `wide` metres across along points (n, 2), seen from above."""
    way = np.gradient(along, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.stack([-way[:, 1], way[:, 0]], 1) * wide / 2
    edges = [np.concatenate([along + s * side, np.full((len(along), 1), z)], 1) for s in (-1, 1)]
    top = grid(np.stack(edges))
    if np.cross(edges[0][1] - edges[0][0], edges[1][0] - edges[0][0])[2] < 0:
        top = Mesh(top.vertices, top.faces[:, ::-1].copy(), top.uv)
    low = Mesh(top.vertices - [0, 0, 0.004], top.faces[:, ::-1].copy(), top.uv)
    kit.mesh(material, name, joined([top, low]))


def blossoms(
    kit: Kit,
    places: list[tuple[float, float]],
    *,
    height: float = 0.25,
    size: float = 0.05,
    colours: tuple[str, ...] = ("#e6457a", "#f4d03f", "#f7f7f2", "#9a6fd6", "#f0803c"),
) -> None:
    """Flowers on stalks, one mesh a colour."""
    head = joined(
        [
            superellipsoid((size, size, size * 0.5), rows=6, columns=10),
            superellipsoid((size * 0.4, size * 0.4, size * 0.6), rows=5, columns=8),
        ]
    )
    stem = tube(np.array([[0, 0, 0], [0.01, 0, height / 2], [0, 0, height]]), 0.006, columns=5)
    for k, colour in enumerate(colours):
        mine = places[k :: len(colours)]
        if mine:
            high = [height * float(kit.rng.uniform(0, 0.35)) for _ in mine]
            paint = kit.material(f"petal{colour}", "flower", colour, roughness=0.7)
            kit.mesh(
                paint,
                f"blossom{k}_{len(mine)}",
                joined([head.moved((x, y, height + h)) for (x, y), h in zip(mine, high, strict=True)]),
            )
            kit.mesh(
                kit.material("stalk", "leaf", "#5d8a3c", roughness=0.9),
                f"stalks{k}_{len(mine)}",
                joined([stem.moved((x, y, h)) for (x, y), h in zip(mine, high, strict=True)]),
            )


def fence(
    kit: Kit, material: str, start: tuple[float, float], stop: tuple[float, float], *, height: float = 0.95
) -> None:
    """A picket fence in one mesh."""
    a, b = np.array(start), np.array(stop)
    length, yaw = float(np.linalg.norm(b - a)), float(np.degrees(np.arctan2(*(b - a)[::-1])))
    parts: list[tuple[Point, Point]] = [
        ((length, 0.03, 0.07), (length / 2, 0, z)) for z in (height * 0.3, height * 0.75)
    ]
    parts += [((0.08, 0.025, height), (float(x), 0.03, 0.02)) for x in np.arange(0.1, length, 0.2)]
    kit.mesh(material, f"fence{start}{stop}", blocks(parts), (*start, 0), yaw=yaw)


def bench(kit: Kit, at: tuple[float, float], yaw: float = 0.0) -> None:
    """A park bench that faces +x at yaw 0."""
    wood, iron = (
        kit.material("bench", "wood", "#a9753f", roughness=0.6),
        kit.material("iron", "metal_painted", "#2f3a3a", roughness=0.45),
    )
    slats = [((0.09, 1.6, 0.035), (0.11 * k, 0, 0.44)) for k in range(4)] + [
        ((0.035, 1.6, 0.09), (-0.08, 0, 0.55 + 0.13 * k)) for k in range(3)
    ]
    kit.mesh(wood, "bench_slats", blocks(slats), (*at, 0), yaw=yaw)
    legs = [((0.44, 0.05, 0.05), (0.15, s, 0.4)) for s in (-0.65, 0.65)] + [
        ((0.05, 0.05, 0.4), (x, s, 0)) for s in (-0.65, 0.65) for x in (-0.02, 0.34)
    ]
    legs += [((0.04, 0.05, 0.45), (-0.1, s, 0.44)) for s in (-0.65, 0.65)]
    kit.mesh(iron, "bench_legs", blocks(legs), (*at, 0), yaw=yaw)


def hills(kit: Kit, colour: str = "#6d8f5c", *, away: float = 120.0, high: float = 13.0) -> None:
    """Soft hills on the horizon."""
    green = kit.material("hills", "hill", colour, roughness=1.0)
    for k, bearing in enumerate((140, 163, 186, 208, 232, 95, 265, 20, 330)):
        a = np.radians(bearing + kit.rng.normal(0, 5))
        hill = lump(kit.rng, (46, 62, high * kit.rng.uniform(0.7, 1.3)), rough=0.07, rows=16)
        kit.mesh(green, f"hill{k}", hill, (away * np.cos(a), away * np.sin(a), -2), yaw=float(np.degrees(a)))


@scenery("park", "field", "garden_park", sun_azimuth=-0.8, surface="grass")
def park(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A lawn with a path, old trees, benches, a pond, flower beds and soft hills."""
    kit = Kit(scene, shot, rng)
    lawn(kit)
    sand = kit.material(
        "path",
        "pavement",
        "#cdbb95",
        roughness=0.95,
        picture=mottled(rng, "#bba87f", "#dccba6", grain=0.4),
        repeat=(1, 20),
    )
    y = np.linspace(-45, 45, 60)
    strip(kit, sand, "path", np.stack([-3.7 + 0.5 * np.sin(y / 6), y], 1), 1.5)
    places = [
        (-6.4, -5.0),
        (-8.0, 4.6),
        (-6.6, 8.6),
        (-11, -1.0),
        (-10.5, -9.5),
        *kit.around(26, 9, 42, front=6),
    ]
    trees(kit, places, low=1.5, high=2.5, kinds=5)
    bench(kit, (-5.0, 2.2))
    bench(kit, (-5.2, -2.6))
    bushes(kit, kit.around(14, 7, 20, front=4), size=0.7)
    beds = [
        (-5.6 + rng.normal(0, 0.35), yy + rng.normal(0, 0.6)) for yy in (0.0, 5.6, -6.4) for _ in range(34)
    ]
    blossoms(kit, [(float(a), float(b)) for a, b in beds if a < -4.7])
    blade = kit.material("blades", "leaf", "#6f9f48", roughness=0.9)
    tufts(kit, kit.around(220, 4.2, 18), blade, height=0.2)
    iron, bulb = (
        kit.material("iron", "metal_painted", "#2f3a3a", roughness=0.45),
        kit.material("globe_lamp", "lamp" if kit.night else "glass_lamp", "#fff2cf", roughness=0.3),
    )
    for yy in (-7.6, 0.9, 9.0):
        kit.post(iron, 0.05, 3.0, (-4.9, yy, 0))
        kit.ball(bulb, (0.18, 0.18, 0.2), (-4.9, yy, 3.15))
    hills(kit)


@scenery("garden", "backyard", "yard", sun_azimuth=-0.7, surface="grass")
def garden(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A lawn before a brick house with a porch, flower beds, a picket fence, an apple tree."""
    kit = Kit(scene, shot, rng)
    lawn(kit, dark="#55893a", light="#8cbc58")
    _house(kit, (-13.5, -1.0))
    white = kit.material("pickets", "paint", "#f4f1ea", roughness=0.6)
    for start, stop in (((-8.6, 8.8), (10, 8.8)), ((-8.6, -8.8), (10, -8.8))):
        fence(kit, white, start, stop)
    stone = kit.material("stepping", "pavement", "#b9b2a4", roughness=0.9)
    for k in range(7):
        kit.post(stone, 0.34, 0.02, (-3.2 - 0.85 * k, -0.8 + 0.25 * np.sin(k), 0))
    beds = [(-4.1 + rng.normal(0, 0.25), s * rng.uniform(2.2, 6.2)) for s in (-1, 1) for _ in range(60)]
    soil = kit.material("soil", "soil", "#5b4430", roughness=1.0)
    for s in (-1, 1):
        kit.box(soil, (1.3, 4.4, 0.05), (-4.1, s * 4.2, 0))
    blossoms(kit, [(float(a), float(b)) for a, b in beds], height=0.34, size=0.075)
    bushes(kit, [(-9.6, y) for y in np.arange(-8, 8.1, 1.3) if abs(y + 1) > 1.4], size=0.75)
    trees(
        kit,
        [(-7.2, 6.8), (-9, -10.5), (-18, 11), (-20, -13), (3, 12), (8, -12.5), *kit.around(10, 22, 45)],
        low=1.3,
        high=2.0,
    )
    red = kit.material("apple", "plastic", "#c8322f", roughness=0.4)
    for _ in range(22):
        way = rng.normal(size=3)
        way = way / np.linalg.norm(way) * [1.5, 1.5, 1.0]
        kit.ball(red, (0.07, 0.07, 0.07), (-7.2 + way[0], 6.8 + way[1], 3.6 + way[2]))
    blade = kit.material("blades", "leaf", "#6f9f48", roughness=0.9)
    tufts(kit, kit.around(160, 4.4, 15), blade, height=0.18)
    hills(kit)


def _house(kit: Kit, at: tuple[float, float]) -> None:
    rng = kit.rng
    wall = kit.material(
        "house_wall",
        "brick",
        "#b5694c",
        roughness=0.95,
        picture=bricks(rng, "#b86f52", "#d6c7b2", rows=14),
        repeat=(3, 2),
    )
    roof = kit.material(
        "house_roof",
        "roof",
        "#5b4a45",
        roughness=0.9,
        picture=bricks(rng, "#6b4f46", "#3d332f", rows=12),
        repeat=(4, 2),
    )
    white = kit.material("trim", "paint", "#f6f3ec", roughness=0.5)
    house = kit.frame("house", (*at, 0))
    house.box(wall, (6.5, 11, 5.2), (0, 0, 0))
    house.mesh(wall, "house_front", panel(11, 5.2), (3.27, 0, 0))
    for side in (-1, 1):
        slope = grid(
            np.array(
                [
                    [[-3.9 * side * 0, -6.0, 7.9], [0, 6.0, 7.9]],
                    [[3.8 * side, -6.0, 5.0], [3.8 * side, 6.0, 5.0]],
                ]
            )
        )
        house.mesh(
            roof,
            f"roof{side}",
            joined([slope, Mesh(slope.vertices - [0, 0, 0.12], slope.faces[:, ::-1].copy(), slope.uv)]),
        )
    corners = np.array([[-3.25, 0, 5.2], [3.25, 0, 5.2], [0, 0, 7.75], [0, 0.02, 6.0]])
    gable = Mesh(corners, np.array([[0, 1, 2], [0, 2, 1]], np.int32), np.zeros((4, 2)))
    for y in (-5.5, 5.5):
        house.mesh(wall, "gable", gable, (0, y, 0))
    house.box(wall, (0.8, 0.9, 2.4), (-1.0, 3.4, 6.6))
    _openings(kit, house, white)


def _openings(kit: Kit, house: Kit, white: str) -> None:
    """Windows, the door and the porch of the house."""
    glass = kit.material(
        "house_glass",
        "window_lit" if kit.night else "glass_pane",
        "#ffd58a" if kit.night else "#88aec2",
        roughness=0.1,
    )
    door = kit.material("door", "wood", "#2f5f7a", roughness=0.4)
    for y, z in ((-3.7, 1.0), (3.7, 1.0), (-3.7, 3.4), (0.0, 3.4), (3.7, 3.4)):
        house.box(white, (0.1, 1.5, 1.5), (3.28, y, z))
        house.box(glass, (0.12, 1.3, 1.3), (3.3, y, z + 0.1))
        house.box(white, (0.14, 0.06, 1.3), (3.31, y, z + 0.1))
        house.box(white, (0.14, 1.3, 0.06), (3.31, y, z + 0.72))
        house.box(white, (0.35, 1.7, 0.08), (3.35, y, z - 0.06))
    house.box(white, (0.12, 1.3, 2.4), (3.28, 0, 0.2))
    house.box(door, (0.14, 1.05, 2.2), (3.3, 0, 0.2))
    house.box(white, (1.9, 3.0, 0.16), (4.2, 0, 2.85))
    for y in (-1.35, 1.35):
        house.post(white, 0.08, 2.7, (5.0, y, 0.15))
    house.box(kit.material("step", "stone", "#b5aea2", roughness=0.9), (2.0, 3.0, 0.18), (4.2, 0, 0))
