"""In town: a rooftop, a street market, a train station."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from .. import textures
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from . import scenery
from .city import crossing
from .furniture import blocks, panel
from .kit import Kit
from .nature import bushes
from .paint import bricks, tiles


@scenery("rooftop", "roof", "terrace", sun_azimuth=-0.8, surface="pavement")
def rooftop(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A flat roof high above a city: a parapet, a water tank, vents, lights on strings, towers around."""
    kit = Kit(scene, shot, rng)
    slab = kit.material(
        "roof_slabs",
        "pavement",
        "#a8a39a",
        roughness=0.9,
        picture=tiles(rng, "#aba69d", "#827d75", count=4),
        repeat=(24, 24),
    )
    kit.floor(slab, reach=16)
    wall = kit.material(
        "parapet",
        "brick",
        "#9a5f4a",
        roughness=0.95,
        picture=bricks(rng, "#9f634c", "#c9b9a6", rows=6),
        repeat=(16, 1),
    )
    cope = kit.material("coping", "stone", "#c9c3b8", roughness=0.85)
    for x, y, sx, sy in ((-5.6, 0, 0.3, 31), (15.5, 0, 0.3, 31), (5, 15.5, 21, 0.3), (5, -15.5, 21, 0.3)):
        kit.box(wall, (sx, sy, 1.0), (x, y, 0), solid=True)
        kit.box(cope, (sx + 0.16, sy + 0.16, 0.1), (x, y, 1.0))
    kit.mesh(wall, "parapet_face", panel(31, 1.0), (-5.43, 0, 0))
    _tank(kit, (-4.0, -6.2))
    steel = kit.material("duct", "metal", "#b9bec2", roughness=0.4)
    dark = kit.material("grille", "metal_painted", "#3a3f44", roughness=0.6)
    for x, y in ((-4.2, 4.6), (-4.2, 6.4), (9, 10)):
        kit.box(steel, (1.1, 1.3, 0.95), (x, y, 0.15))
        for k in range(5):
            kit.box(dark, (0.02, 1.1, 0.07), (x + 0.56, y, 0.3 + 0.14 * k))
        kit.post(dark, 0.42, 0.06, (x, y, 1.1))
    kit.mesh(
        steel,
        "pipe",
        tube(
            np.array([[-4.9, 2.6, 0], [-4.9, 2.6, 0.9], [-4.9, 2.9, 1.2], [-4.9, 3.4, 1.2]]), 0.13, columns=12
        ),
    )
    _string_lights(kit)
    _skyscrapers(kit)
    green = [(-4.7, y) for y in (-2.4, -1.4, -0.4, 0.6, 1.6)]
    kit.box(kit.material("planter", "wood", "#7d5a3c", roughness=0.8), (0.6, 5.2, 0.5), (-4.7, -0.4, 0))
    bushes(kit, green, size=0.55)


def _tank(kit: Kit, at: tuple[float, float]) -> None:
    wood, iron = (
        kit.material("tank", "wood", "#8a5f3f", roughness=0.85),
        kit.material("iron", "metal_painted", "#2f3436", roughness=0.5),
    )
    x, y = at
    staves = lathe([(0.001, 0), (1.1, 0), (1.05, 2.0), (0.001, 2.0)], columns=26)
    kit.mesh(wood, "tank", staves, (x, y, 2.4))
    kit.mesh(iron, "tank_roof", lathe([(1.25, 0), (0.02, 0.75)], columns=26), (x, y, 4.4))
    for z in (2.7, 3.4, 4.1):
        kit.post(iron, 1.12, 0.06, (x, y, z))
    legs = [
        tube(np.array([[sx * 0.9, sy * 0.9, 0], [sx * 0.75, sy * 0.75, 2.4]]), 0.06, columns=8)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    legs += [tube(np.array([[-0.85, s * 0.85, 0.4], [0.8, s * 0.8, 2.0]]), 0.03, columns=6) for s in (-1, 1)]
    kit.mesh(iron, "tank_legs", joined(legs), (x, y, 0))


def _string_lights(kit: Kit) -> None:
    wire, bulb = (
        kit.material("wire", "rubber", "#222326", roughness=0.8),
        kit.material("bulb", "lamp", "#ffdf9a", roughness=0.4),
    )
    pole = kit.material("pole", "wood", "#6e5138", roughness=0.8)
    for y in (-7.6, -2.5, 2.6, 7.7):
        kit.post(pole, 0.05, 3.0, (-5.2, y, 0))
    s = np.linspace(0, 1, 16)
    sag = np.stack([0 * s, 5.1 * s, 2.95 - 0.55 * np.sin(np.pi * s)], 1)
    for y in (-7.6, -2.5, 2.6):
        kit.mesh(wire, "wire", tube(sag, 0.012, columns=5), (-5.2, y, 0))
        for at in sag[1:-1:2]:
            kit.ball(bulb, (0.06, 0.06, 0.08), (-5.2, y + at[1], at[2] - 0.08))


def _skyscrapers(kit: Kit) -> None:
    rng = kit.rng
    fronts = []
    for k, colour in enumerate(((150, 168, 186), (196, 176, 150), (120, 136, 156), (178, 150, 136))):
        picture = textures.facade(rng, colour, 10, 6, lit=0.7 if kit.night else 0.1)
        name = f"tower_front{k}"
        fronts.append(
            kit.material(
                name, "facade_lit" if kit.night else "facade", "#ffffff", roughness=0.7, picture=picture
            )
        )
    roof = kit.material("tower_roofs", "wall", "#8d8a86", roughness=0.9)
    for number in range(46):
        bearing, away = (
            np.radians(rng.uniform(70, 290) if number < 34 else rng.uniform(-70, 70)),
            rng.uniform(34, 150),
        )
        x, y = away * np.cos(bearing), away * np.sin(bearing)
        wide, top = rng.uniform(10, 20), rng.uniform(-6, 5) + away * rng.uniform(0.05, 0.30)
        shell = _prism(wide, top + 60)
        kit.mesh(
            fronts[number % 4], f"skyscraper{number}", shell, (x, y, -60), yaw=float(rng.integers(-20, 20))
        )
        kit.box(roof, (wide, wide, 0.4), (x, y, top))
        if number % 3 == 0:
            kit.box(roof, (wide * 0.4, wide * 0.4, 3), (x, y, top + 0.4))
    street = kit.material("far_street", "hill", "#6d7076", roughness=1.0)
    kit.box(street, (700, 700, 1), (0, 0, -61))


def _prism(wide: float, tall: float) -> Mesh:
    """A tower's four sides, each with its own picture, repeated with its height."""
    sides = []
    for angle in (0, 90, 180, 270):
        sheet = grid(
            np.array(
                [
                    [[wide / 2, -wide / 2, 0], [wide / 2, wide / 2, 0]],
                    [[wide / 2, -wide / 2, tall], [wide / 2, wide / 2, tall]],
                ]
            )
        )
        sides.append(
            Mesh(
                sheet.vertices, sheet.faces, sheet.uv * [max(1, round(wide / 9)), max(1, round(tall / 26))]
            ).turned("z", angle)
        )
    return joined(sides)


@scenery("street_market", "market", "bazaar", sun_azimuth=-0.8, surface="pavement")
def street_market(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Stalls with striped awnings, fruit in crates, baskets, bunting over an old square."""
    kit = Kit(scene, shot, rng)
    stone = kit.material(
        "cobbles",
        "pavement",
        "#a39a8b",
        roughness=0.9,
        picture=bricks(rng, "#a89f90", "#7d7568", rows=12),
        repeat=(50, 50),
    )
    kit.floor(stone, reach=60)
    goods = ("#d8332c", "#f08c28", "#f2c92f", "#6ea53a", "#8a4fa0", "#a5642f")
    fruit = [kit.material(f"fruit{c}", "plastic", c, roughness=0.45) for c in goods]
    for number, (x, y, yaw, colour) in enumerate(
        (
            (-4.2, -5.2, 0, "#c8322f"),
            (-4.4, 0.0, 0, "#2f7a4f"),
            (-4.2, 5.2, 0, "#2f62a8"),
            (-1.2, 9.0, -90, "#d8902a"),
            (3.6, 9.2, -90, "#8a3f7a"),
            (-1.2, -9.0, 90, "#2f8a8f"),
            (3.6, -9.2, 90, "#c8322f"),
        )
    ):
        _stall(kit, (x, y), yaw, colour, number, fruit)
    _bunting(kit, fruit)
    _old_fronts(kit)


def _old_fronts(kit: Kit) -> None:
    """Old houses with shops behind the stalls."""
    rng = kit.rng
    for k, (y, colour) in enumerate(
        (
            (-16.0, "#e2b98a"),
            (-9.8, "#d9876a"),
            (-3.4, "#ecd9a8"),
            (3.2, "#c9a27a"),
            (9.4, "#e0c08f"),
            (15.6, "#cf8f6f"),
        )
    ):
        tint = tuple(int(colour[j : j + 2], 16) for j in (1, 3, 5))
        front = kit.material(
            f"front{k}",
            "facade_lit" if kit.night else "facade",
            colour,
            roughness=0.85,
            picture=textures.facade(rng, (tint[0], tint[1], tint[2]), 4, 4, lit=0.7 if kit.night else 0.05),
        )
        wall, roof = (
            kit.material(f"side{k}", "wall", colour, roughness=0.9),
            kit.material("tiles", "roof", "#a8553a", roughness=0.9),
        )
        high = 8.5 + 1.3 * ((k * 7) % 3)
        kit.box(wall, (5, 6.2, high), (-13, y, 0))
        kit.mesh(front, f"front{k}", panel(6.1, high - 2.6), (-10.46, y, 2.6))
        kit.box(
            kit.material("shop_door", "wood", "#4f3a2a", roughness=0.6),
            (0.08, 1.3, 2.3),
            (-10.46, y - 1.2, 0),
        )
        kit.box(
            kit.material(
                "shop",
                "window_lit" if kit.night else "glass_pane",
                "#ffd58a" if kit.night else "#6f8fa0",
                roughness=0.1,
            ),
            (0.08, 2.2, 1.6),
            (-10.46, y + 1.2, 0.7),
        )
        kit.box(roof, (6.4, 6.6, 0.3), (-12.6, y, high), pitch=14)
    for sign in (-1, 1):
        kit.box(kit.material("side2", "wall", "#d9b48a", roughness=0.9), (30, 4, 9), (4, sign * 17, 0))


def _stall(kit: Kit, at: tuple[float, float], yaw: float, colour: str, number: int, fruit: list[str]) -> None:
    wood, white = (
        kit.material("stall", "wood", "#9a7248", roughness=0.8),
        kit.material("awning_white", "cloth", "#f4efe2", roughness=0.9),
    )
    cloth = kit.material(f"awning{colour}", "cloth", colour, roughness=0.9)
    stall = kit.frame(f"stall{number}", (*at, 0), yaw)
    stall.mesh(
        wood,
        "stall_frame",
        blocks(
            [((0.08, 0.08, 2.4 - 0.35 * (x > 0)), (x, y, 0)) for x in (-0.8, 0.8) for y in (-1.6, 1.6)]
            + [((0.5, 3.2, 0.8), (-0.1, 0, 0))]
        ),
    )
    stall.box(wood, (1.1, 3.3, 0.06), (0.2, 0, 0.82), pitch=14)
    for k in range(10):
        y0, y1 = -1.8 + 0.36 * k, -1.44 + 0.36 * k
        s = np.array([[-1.0, 2.55], [0.1, 2.42], [1.1, 2.08], [1.12, 1.86]])
        sheet = grid(np.array([[[x, y0, z], [x, y1, z]] for x, z in s]))
        both = joined(
            [
                Mesh(sheet.vertices, sheet.faces[:, ::-1].copy(), sheet.uv),
                Mesh(sheet.vertices + [0, 0, 0.015], sheet.faces, sheet.uv),
            ]
        )
        stall.mesh(cloth if k % 2 else white, f"awning_strip{k}", both)
    _trays(kit, stall, number, fruit, wood)


def _trays(kit: Kit, stall: Kit, number: int, fruit: list[str], wood: str) -> None:
    """Heaps of fruit in trays on a stall."""
    rng = kit.rng
    for row in range(2):
        for column in range(4):
            x, y, z = 0.05 + 0.48 * row, -1.2 + 0.8 * column, 0.98 - 0.13 * row
            stall.mesh(
                wood,
                "tray",
                blocks(
                    [
                        ((0.44, 0.74, 0.03), (0, 0, 0)),
                        ((0.44, 0.03, 0.12), (0, 0.36, 0)),
                        ((0.44, 0.03, 0.12), (0, -0.36, 0)),
                        ((0.03, 0.74, 0.12), (0.21, 0, 0)),
                    ]
                ),
                (x, y, z - 0.06),
                pitch=14,
            )
            radius = float(rng.choice([0.05, 0.06, 0.075]))
            ball = superellipsoid((radius, radius, radius * 0.92), rows=5, columns=7)
            heap = [
                ball.moved((dx, dy, 0.08 + rng.uniform(0, 0.05)))
                for dx in np.arange(-0.15, 0.16, radius * 1.9)
                for dy in np.arange(-0.3, 0.31, radius * 1.9)
            ]
            stall.mesh(
                fruit[int(rng.integers(len(fruit)))],
                f"heap{number}_{row}{column}",
                joined(heap),
                (x, y, z - 0.04),
                pitch=14,
            )


def _bunting(kit: Kit, colours: list[str]) -> None:
    s = np.linspace(0, 1, 19)
    flag = Mesh(
        np.array([[0, -0.13, 0], [0, 0.13, 0], [0, 0, -0.3], [0.01, 0, -0.1]]),
        np.array([[0, 1, 2], [0, 2, 1]], np.int32),
        np.zeros((4, 2)),
    )
    cord = kit.material("cord", "rubber", "#e8e2d4", roughness=0.9)
    for x, high in ((-6.0, 4.6), (-8.5, 5.4)):
        sag = np.stack([0 * s + x, -12 + 24 * s, high - 0.9 * np.sin(np.pi * s * 3) ** 2], 1)
        kit.mesh(cord, f"cord{x}", tube(sag, 0.012, columns=5))
        for k, at in enumerate(np.repeat(sag, 2, 0)[1:-1]):
            shift = 0.33 * (k % 2)
            kit.mesh(colours[k % 5], "pennant", flag, (at[0], at[1] + shift, at[2]))


@scenery("town_square", "square", sun_azimuth=-1.25, surface="asphalt")
def town_square(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A city crossing with a fountain in its middle distance."""
    kit = Kit(scene, shot, rng)
    crossing(kit)
    stone, water = (
        kit.material("fountain", "stone", "#c9c1b0", roughness=0.8),
        kit.material("fountain_water", "glass_pane", "#6fb0c4", roughness=0.1),
    )
    basin = lathe([(2.3, 0), (2.4, 0.55), (2.2, 0.6), (2.1, 0.4), (0.001, 0.4)], columns=36)
    kit.mesh(stone, "basin", basin, (-9.0, 0, 0))
    kit.post(water, 2.15, 0.06, (-9.0, 0, 0.42))
    kit.mesh(
        stone,
        "bowl",
        lathe(
            [(0.3, 0), (0.2, 1.2), (1.1, 1.6), (1.05, 1.68), (0.15, 1.5), (0.1, 2.2), (0.001, 2.3)],
            columns=28,
        ),
        (-9.0, 0, 0.2),
    )
    foam = kit.material("jet", "foam_water", "#e8f6fa", roughness=0.4)
    jets = []
    for a in np.linspace(0, 2 * np.pi, 13)[:-1]:
        s = np.linspace(0, 1, 9)
        out = 0.1 + 1.6 * s
        jets.append(
            tube(
                np.stack([out * np.cos(a), out * np.sin(a), 2.6 + 0.9 * s - 2.9 * s * s], 1), 0.035, columns=6
            )
        )
    kit.mesh(foam, "jets", joined(jets), (-9.0, 0, 0))
