"""Wild country: a forest, a jungle, mountains, a desert, a snow field."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import joined, superellipsoid, tube
from . import scenery
from .kit import Kit, terrain, waves
from .nature import bark, fan_of_leaves, leaves, lump, mountain, palms, pines, rocks, trees, tufts
from .paint import Picture, mottled, picture

MOSS = ("#4f7a38", "#6a9442", "#3d6a35", "#7fa64c")


@scenery("forest", "woods", sun_azimuth=-0.7, surface="soil")
def forest(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Tall trunks, ferns, moss and fallen leaves."""
    kit = Kit(scene, shot, rng)
    ground = kit.material(
        "soil",
        "soil",
        "#6a5a3a",
        roughness=0.95,
        picture=mottled(rng, "#4b4a28", "#8a6f42", grain=0.5, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(ground)
    hills = waves(rng, 5, 40, 9)
    moss = kit.material(
        "moss", "grass", "#4f6b32", roughness=0.95, picture=mottled(rng, "#38502a", "#6f8a42", grain=0.4)
    )
    kit.mesh(
        moss,
        "banks",
        terrain(lambda x, y: 0.5 + 0.9 * hills(x, y) + 0.05 * np.hypot(x, y), reach=90, soft=9, count=64),
    )
    _trunks(kit)
    trees(kit, kit.around(26, 9, 40, front=6), low=1.6, high=3.0, colours=MOSS, prefix="under", kinds=4)
    pines(kit, kit.around(22, 12, 55, front=8), low=7, high=15)
    _ferns(kit, kit.around(54, 5, 17, front=2), 0.75)
    stone = kit.material(
        "stone", "rock", "#77796d", roughness=0.95, picture=mottled(rng, "#4f5a42", "#8d8c80")
    )
    rocks(kit, kit.around(14, 5, 16, front=3), stone, low=0.2, high=0.9)
    log = joined([tube(np.array([[0, -1.5, 0.22], [0.1, 0, 0.26], [0, 1.6, 0.22]]), 0.24, columns=12)])
    kit.mesh(bark(kit, "#6b5138"), "log", log, (-3.6, -3.4, 0), yaw=-14)


def _trunks(kit: Kit) -> None:
    """High trunks whose crowns are above the picture."""
    rng = kit.rng
    skin = kit.material(
        "old_bark",
        "bark",
        "#6d5540",
        roughness=0.95,
        picture=mottled(rng, "#4a3828", "#866b50", grain=0.5),
        repeat=(3, 8),
    )
    shapes = []
    for k in range(4):
        s, wide = np.linspace(0, 1, 8), 0.2 + 0.09 * k
        lean = rng.normal(0, 0.35, 2)
        path = np.stack([lean[0] * s**2, lean[1] * s**2, 14 * s - 0.2], 1)
        foot = tube(path, wide * (1 - 0.55 * s + 0.75 * np.exp(-s * 26)), columns=12)
        top = joined(
            [
                lump(rng, (2.2, 2.2, 1.5), rows=9).moved(
                    (*(lean + rng.normal(0, 1.4, 2)), 11 + rng.uniform(-2.5, 3))
                )
                for _ in range(5)
            ]
        )
        shapes.append((foot, top))
    places = [
        (-4.2, 3.6),
        (-5.0, -2.4),
        (-3.8, -6.3),
        (-6.5, 0.9),
        (-4.6, 7.6),
        *kit.around(34, 7, 34, front=5),
    ]
    for number, (x, y) in enumerate(places):
        foot, top = shapes[number % 4]
        yaw = float(rng.uniform(0, 360))
        kit.mesh(skin, f"giant{number % 4}", foot, (x, y, 0), yaw=yaw)
        kit.mesh(leaves(kit, number, MOSS), f"canopy{number % 4}", top, (x, y, 0), yaw=yaw)


def _ferns(kit: Kit, places: list[tuple[float, float]], size: float, prefix: str = "fern") -> None:
    shapes = [fan_of_leaves(kit.rng, 9, size, size * 0.16, 0.75, 1.0) for _ in range(3)]
    for number, (x, y) in enumerate(places):
        kit.mesh(
            leaves(kit, number, ("#5f9440", "#4d8038", "#76a84c")),
            f"{prefix}{number % 3}",
            shapes[number % 3],
            (x, y, 0.04),
            yaw=float(kit.rng.uniform(0, 360)),
        )


@scenery("jungle", "rainforest", sun_azimuth=-0.5, surface="soil")
def jungle(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A clearing walled in by giant leaves, palms, lianas and flowers, with a waterfall behind."""
    kit = Kit(scene, shot, rng)
    ground = kit.material(
        "mud",
        "soil",
        "#5c4c2c",
        roughness=0.9,
        picture=mottled(rng, "#3f3a1e", "#7c6a38", grain=0.4, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(ground)
    green = ("#2f7a34", "#3f9440", "#5ba83c", "#256b3a")
    big = [fan_of_leaves(rng, 8, 1.7, 0.42, 1.0, 1.35) for _ in range(3)]
    spots = [
        (-3.6, -5),
        (-3.7, 5.2),
        (-4.4, -2.6),
        (-4.8, 3.2),
        (-3.4, 7.4),
        (-3.4, -7.6),
        (-5.6, -6.2),
        (-6, 6.4),
    ]
    for number, (x, y) in enumerate([*spots, *kit.around(34, 6, 18, front=3)]):
        kit.mesh(
            leaves(kit, number, green),
            f"giantleaf{number % 3}",
            big[number % 3],
            (x, y, 0.1),
            yaw=float(rng.uniform(0, 360)),
        )
    _ferns(kit, kit.around(44, 5, 14, front=2), 0.9)
    palms(
        kit,
        [(-6.5, -4.2), (-7.2, 5.8), (-5.4, 8.5), (-5.2, -9.0), *kit.around(12, 9, 26, front=6)],
        height=6.5,
    )
    trees(kit, kit.around(38, 11, 34, front=6), low=2.2, high=4.4, colours=green, prefix="wall", kinds=4)
    _lianas(kit)
    _waterfall(kit, (-15.5, -1.5))
    _exotic_flowers(kit, spots)


def _exotic_flowers(kit: Kit, spots: list[tuple[float, float]]) -> None:
    """Bright flowers between the leaves, by the places of the nearest ones."""
    rng = kit.rng
    petal = [
        superellipsoid((0.11, 0.045, 0.025), rows=7, columns=10).moved((0.1, 0, 0)).turned("z", a)
        for a in range(0, 360, 72)
    ]
    flower = joined(petal)
    for number, (x, y) in enumerate(spots * 3):
        colour = ("#e2387a", "#f28c28", "#f4e04d", "#e8483f")[number % 4]
        paint = kit.material(f"petal{colour}", "flower", colour, roughness=0.7)
        at = (x + rng.uniform(-0.5, 0.1), y + rng.uniform(-0.7, 0.7), rng.uniform(0.6, 1.4))
        kit.mesh(paint, "petals", flower, at, pitch=60, yaw=float(rng.uniform(-60, 60)))


def _lianas(kit: Kit) -> None:
    vine = kit.material("vine", "bark", "#54632f", roughness=0.95)
    for k in range(9):
        y0, y1, x = kit.rng.uniform(-9, 9), kit.rng.uniform(-9, 9), kit.rng.uniform(-8, -4.2)
        s = np.linspace(0, 1, 16)
        sag = kit.rng.uniform(0.8, 3.0)
        path = np.stack([x + 0 * s, y0 + (y1 - y0) * s, 5.6 - sag * np.sin(np.pi * s)], 1)
        kit.mesh(vine, f"vine{k}", tube(path, 0.035, columns=6))


def _waterfall(kit: Kit, at: tuple[float, float]) -> None:
    rng = kit.rng
    stone = kit.material(
        "cliff", "rock", "#62685a", roughness=0.95, picture=mottled(rng, "#3f4a38", "#84867a")
    )
    for k in range(14):
        y = (k - 6.5) * 1.9
        size = (2.2, 1.7, rng.uniform(2.6, 5.2) - (2.0 if abs(k - 6.5) < 1 else 0))
        kit.mesh(
            stone, f"cliff{k}", lump(rng, size, rough=0.14, rows=10), (at[0] - 1.5, at[1] + y, size[2] * 0.7)
        )
    foam = kit.material("fall", "foam_water", "#e8f6fa", roughness=0.4)
    for k in range(11):
        s = np.linspace(0, 1, 10)
        path = np.stack(
            [at[0] + 0.6 + 0.9 * s, at[1] + (k - 5) * 0.16 + 0.06 * np.sin(s * 9 + k), 6.0 - 5.8 * s**1.6], 1
        )
        kit.mesh(foam, f"fall{k}", tube(path, 0.10 + 0.05 * (k % 2), columns=7))


@scenery("mountain", "mountains", "alps", sun_azimuth=-0.9, surface="grass")
def mountains(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """An alpine meadow with flowers and firs before snow-capped peaks."""
    kit = Kit(scene, shot, rng)
    green = kit.material(
        "meadow",
        "grass",
        "#6f9a48",
        roughness=0.95,
        picture=mottled(rng, "#557d38", "#8db356", grain=0.4, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(green)
    hills = waves(rng, 5, 60, 12)
    kit.mesh(
        green,
        "slopes",
        terrain(
            lambda x, y: 0.3 + 1.2 * hills(x, y) + np.maximum(-x - 20, 0) * 0.05, reach=150, soft=22, count=70
        ),
    )
    rugged = kit.material("peak", "peak", "#8f97a4", roughness=1.0, picture=_snowline(rng), repeat=(1, 1))
    for k, (bearing, away, wide, tall) in enumerate(
        (
            (184, 185, 80, 66),
            (163, 160, 64, 46),
            (203, 150, 60, 44),
            (221, 190, 80, 60),
            (143, 180, 76, 54),
            (118, 210, 85, 50),
            (244, 210, 90, 60),
            (60, 240, 100, 50),
            (300, 240, 100, 60),
        )
    ):
        angle = np.radians(bearing)
        kit.mesh(
            rugged,
            f"peak{k}",
            mountain(rng, wide, tall),
            (away * np.cos(angle), away * np.sin(angle), -6),
            yaw=float(rng.uniform(0, 360)),
        )
    pines(
        kit, [(-7, -6.5), (-8.5, -9), (-9, 7.5), (-11, 9.5), *kit.around(46, 16, 80, front=10)], low=4, high=9
    )
    _meadow(kit)


def _meadow(kit: Kit) -> None:
    """Firs, stones, flowers, grass and a hut."""
    rng = kit.rng
    stone = kit.material(
        "stone", "rock", "#9a9a96", roughness=0.95, picture=mottled(rng, "#77776f", "#b5b5b0")
    )
    rocks(kit, kit.around(22, 5, 26, front=3), stone, low=0.2, high=1.3)
    _flowers(kit, kit.around(150, 4, 15))
    blade = kit.material("blades", "leaf", "#7ba04a", roughness=0.9)
    tufts(kit, kit.around(260, 4, 16), blade, height=0.3)
    hut(kit, (-24, 9))


def _snowline(rng: np.random.Generator) -> Picture:
    """Rock below, snow above with an uneven border; the picture's top is the summit."""
    rock = mottled(rng, "#5f6874", "#a2a7ad", grain=0.2, octaves=6).astype(float)
    rows = np.linspace(1, 0, len(rock))[:, None]
    border = 0.42 + 0.16 * (mottled(rng, "#000000", "#ffffff", octaves=6)[..., 0] / 255 - 0.5) * 2
    snow = np.clip((rows - border) * 12, 0, 1)[..., None]
    low = np.clip((0.26 - rows) * 6, 0, 0.8)[..., None]
    out = rock * (1 - low) + np.array([92, 118, 84]) * low
    white = np.array([244, 247, 252])
    return picture(out * (1 - snow) + white * snow)


def _flowers(kit: Kit, places: list[tuple[float, float]]) -> None:
    """Small flowers, one mesh a colour."""
    head = superellipsoid((0.035, 0.035, 0.02), rows=6, columns=8)
    stem = tube(np.array([[0, 0, 0], [0.01, 0, 0.1], [0, 0, 0.2]]), 0.006, columns=5)
    stems = []
    for k, colour in enumerate(("#f4d03f", "#e66fa8", "#f7f7f2", "#8f6fd6", "#e2503f")):
        paint = kit.material(f"petal{colour}", "flower", colour, roughness=0.7)
        mine = places[k::5]
        if mine:
            kit.mesh(paint, f"flowers{k}", joined([head.moved((x, y, 0.2)) for x, y in mine]))
            stems += [stem.moved((x, y, 0)) for x, y in mine]
    if stems:
        kit.mesh(kit.material("stalk", "leaf", "#5d8a3c", roughness=0.9), "stalks", joined(stems))


def hut(kit: Kit, at: tuple[float, float]) -> None:
    """A wooden cabin with a steep roof, its door towards +x."""
    wood, dark = (
        kit.material("hut", "wood", "#7a5233", roughness=0.85),
        kit.material("hut_roof", "roof", "#4f4640", roughness=0.9),
    )
    glow = kit.material(
        "hut_window",
        "window_lit" if kit.night else "glass_pane",
        "#ffcf7a" if kit.night else "#5f7f95",
        roughness=0.2,
    )
    hut = kit.frame("hut", (*at, 1.6), 12)
    hut.box(wood, (5, 6, 3.2), (0, 0, -0.8))
    hut.box(dark, (0.25, 7.2, 4.4), (1.55, 0, 1.35), pitch=-52)
    hut.box(dark, (0.25, 7.2, 4.4), (-1.55, 0, 1.35), pitch=52)
    hut.box(wood, (3.4, 5.9, 1.6), (0, 0, 2.0))
    for y in (-1.8, 1.8):
        hut.box(glow, (0.1, 1.0, 0.9), (2.5, y, 0.9))
    hut.box(dark, (0.1, 1.0, 2.0), (2.52, 0, -0.6))
