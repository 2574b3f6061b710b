"""Off the Earth: the moon, Mars, a space station, the sky above the clouds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from . import scenery
from .kit import Floats, Kit, terrain, waves
from .nature import cloud, lump, mountain, rocks
from .paint import earth, mottled, stars, tiles

Crater = tuple[float, float, float]


@scenery("moon", sun_azimuth=-0.95, gravity=1.62, surface="dust", air="moon")
def moon(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Grey dust, craters, a lander and a flag under a black sky with the Earth in it."""
    kit = Kit(scene, shot, rng)
    dust = kit.material(
        "regolith",
        "dust",
        "#8f8d8a",
        roughness=1.0,
        picture=mottled(rng, "#767472", "#a9a7a3", grain=0.25, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(dust)
    kit.mesh(dust, "craters", terrain(_cratered(rng, 46, 1.0), reach=150, soft=7, count=130))
    far = kit.material("highland", "dust", "#85837f", roughness=1.0)
    for k, bearing in enumerate((140, 165, 186, 208, 232, 80, 290)):
        a = np.radians(bearing + rng.normal(0, 4))
        hill = lump(rng, (42, 60, rng.uniform(9, 20)), rough=0.1, rows=18)
        kit.mesh(far, f"highland{k}", hill, (170 * np.cos(a), 170 * np.sin(a), -3), yaw=bearing)
    stone = kit.material(
        "stone", "rock", "#7b7977", roughness=1.0, picture=mottled(rng, "#5f5d5b", "#999693")
    )
    rocks(kit, kit.around(34, 4.5, 22, front=2), stone, low=0.08, high=0.7)
    _lander(kit, (-7.5, 4.2))
    pole, cloth = (
        kit.material("flagpole", "metal", "#d8d8d8", roughness=0.3),
        kit.material("flag", "cloth", "#2f6fd0", roughness=0.9),
    )
    kit.post(pole, 0.02, 2.2, (-3.8, -3.0, 0))
    s = np.linspace(0, 1, 14)
    wave = np.stack([0.05 * np.sin(s * 9), -1.0 * s, 0 * s], 1)
    top = grid(np.stack([wave + [0, 0, 1.5], wave + [0, 0, 2.15]]))
    both = joined([top, Mesh(top.vertices + [0.006, 0, 0], top.faces[:, ::-1].copy(), top.uv)])
    kit.mesh(cloth, "flag", both, (-3.8, -3.0, 0))
    kit.box(kit.material("flag_bar", "cloth", "#f2f2f2"), (0.012, 1.0, 0.16), (-3.8, -3.5, 1.76))


def _cratered(rng: np.random.Generator, many: int, depth: float) -> Callable[[Floats, Floats], Floats]:
    hills = waves(rng, 5, 50, 7)
    craters: list[Crater] = [(-9.0, -5.5, 3.2), (-14, 10, 5.5), (-5.5, 9.8, 1.6), (-17, -14, 6.0)]
    craters += [(*rng.uniform(-70, 70, 2), rng.uniform(1.2, 9)) for _ in range(many)]

    def height(x: Floats, y: Floats) -> Floats:
        z = 0.35 + 0.8 * hills(x, y)
        for cx, cy, r in craters:
            d = np.hypot(x - cx, y - cy) / r
            bowl = np.where(d < 1, -0.32 * (1 - d * d), 0.0) + 0.16 * np.exp(-(((d - 1.05) / 0.22) ** 2))
            z = z + depth * r * bowl * 0.75
        return np.asarray(z)

    return height


def _lander(kit: Kit, at: tuple[float, float]) -> None:
    gold, white = (
        kit.material("foil", "gold", "#d9a93a", roughness=0.3),
        kit.material("shell", "metal_painted", "#d7d9dc", roughness=0.4),
    )
    dark = kit.material("dark", "metal_painted", "#2b2d31", roughness=0.5)
    lander = kit.frame("lander", (*at, 0), 20)
    lander.mesh(gold, "stage", lathe([(1.5, 1.0), (1.75, 1.15), (1.75, 2.0), (1.5, 2.15)], columns=9))
    lander.box(gold, (2.4, 2.4, 0.9), (0, 0, 1.1), yaw=45)
    lander.mesh(white, "cabin", lump(kit.rng, (1.15, 1.25, 1.0), rough=0.05, rows=14), (0, 0, 3.0))
    lander.box(white, (0.9, 2.3, 1.1), (-0.3, 0, 2.4))
    for y in (-0.4, 0.4):
        lander.box(dark, (0.1, 0.42, 0.4), (1.08, y, 3.1), pitch=-18)
    lander.post(dark, 0.45, 0.5, (0, 0, 0.45))
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        foot = np.array([2.3 * np.cos(a), 2.3 * np.sin(a), 0.12])
        leg = joined(
            [
                tube(np.array([[1.4 * np.cos(a), 1.4 * np.sin(a), 1.9], foot]), 0.07, columns=8),
                tube(
                    np.array([[1.1 * np.cos(a), 1.1 * np.sin(a), 1.05], foot + [0, 0, 0.4]]), 0.05, columns=8
                ),
            ]
        )
        lander.mesh(white, f"leg{k}", leg)
        lander.post(gold, 0.4, 0.1, (foot[0], foot[1], 0.02))
    lander.mesh(
        white, "dish", lathe([(0.05, 0), (0.3, 0.06), (0.45, 0.2)], columns=18), (0, 0.6, 4.1), pitch=40
    )
    for k in range(7):
        lander.box(dark, (0.05, 0.6, 0.04), (2.0 - k * 0.06, 0, 0.25 + 0.26 * k))


@scenery("mars", sun_azimuth=-0.8, gravity=3.71, surface="dust", air="mars")
def mars(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Red sand and stones, a rover, domes of a base, buttes in the dusty distance."""
    kit = Kit(scene, shot, rng)
    dust = kit.material(
        "red_dust",
        "dust",
        "#b0623a",
        roughness=1.0,
        picture=mottled(rng, "#94492a", "#c97d50", grain=0.25, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(dust)
    kit.mesh(dust, "plains", terrain(_cratered(rng, 18, 0.5), reach=150, soft=9, count=100))
    stone = kit.material(
        "stone", "rock", "#8a4a30", roughness=1.0, picture=mottled(rng, "#6b3520", "#a86444")
    )
    rocks(kit, kit.around(46, 4.5, 26, front=2), stone, low=0.08, high=0.9)
    far = kit.material("butte", "rock", "#9a5636", roughness=1.0)
    for k, (bearing, away, wide, tall) in enumerate(
        ((186, 190, 60, 26), (160, 240, 80, 40), (212, 220, 70, 34), (238, 260, 90, 30), (130, 260, 90, 44))
    ):
        a = np.radians(bearing)
        kit.mesh(
            far, f"butte{k}", mountain(rng, wide, tall, ridges=5), (away * np.cos(a), away * np.sin(a), -4)
        )
    _rover(kit, (-4.6, -4.6))
    white, pane = (
        kit.material("habitat", "metal_painted", "#ece8e2", roughness=0.45),
        kit.material("port", "window_lit", "#ffe0a0", roughness=0.2),
    )
    for k, (x, y, r) in enumerate(((-14, 6, 3.4), (-19, 0.5, 2.4), (-11.5, 12.5, 2.2))):
        kit.mesh(
            white,
            f"dome{k}",
            lathe([(r * np.cos(t), r * np.sin(t)) for t in np.linspace(0, 1.55, 12)], columns=32),
            (x, y, 0),
        )
        kit.post(white, r * 1.03, 0.5, (x, y, 0))
        for a in (-0.7, 0.0, 0.7):
            kit.ball(
                pane,
                (0.12, 0.4, 0.4),
                (x + r * 0.9 * np.cos(a), y + r * 0.9 * np.sin(a), r * 0.42),
                yaw=float(np.degrees(a)),
            )
    kit.mesh(white, "tunnel", tube(np.array([[-14, 6, 0.8], [-19, 0.5, 0.8]]), 0.8, columns=18))
    kit.mesh(white, "tunnel2", tube(np.array([[-14, 6, 0.8], [-11.5, 12.5, 0.8]]), 0.8, columns=18))


def _rover(kit: Kit, at: tuple[float, float]) -> None:
    white, dark = (
        kit.material("rover", "metal_painted", "#e6e3dc", roughness=0.45),
        kit.material("wheel", "rubber", "#3a3836", roughness=0.8),
    )
    panel = kit.material("panel", "plastic", "#1f3568", roughness=0.25)
    rover = kit.frame("rover", (*at, 0), 65)
    rover.box(white, (1.7, 1.1, 0.5), (0, 0, 0.7))
    rover.box(panel, (1.9, 1.5, 0.05), (-0.1, 0, 1.22))
    for x in (-0.9, 0.0, 0.9):
        for y in (-0.8, 0.8):
            rover.post(dark, 0.3, 0.26, (x, y, 0.17), roll=90)
    for y in (-0.8, 0.8):
        rover.mesh(
            white,
            "rocker",
            tube(np.array([[-0.9, 0, 0.32], [-0.4, 0, 0.75], [0.9, 0, 0.32]]), 0.04, columns=8),
            (0, y, 0),
        )
    rover.post(white, 0.05, 0.8, (0.65, 0.3, 1.2))
    rover.box(white, (0.2, 0.42, 0.24), (0.68, 0.3, 1.95))
    for y in (0.2, 0.4):
        rover.post(dark, 0.05, 0.06, (0.79, y, 2.04), pitch=90)
    rover.mesh(
        white,
        "rover_dish",
        lathe([(0.03, 0), (0.28, 0.05), (0.38, 0.16)], columns=18),
        (-0.6, -0.3, 1.5),
        pitch=-30,
    )


@scenery(
    "space_station",
    "spaceship",
    "station_in_space",
    indoor=True,
    surface="metal_floor",
    mood="cool",
    room=((-3.6, -5.4, 0.25), (12.0, 5.4, 3.6)),
)
def space_station(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A bright module with a great window on the Earth, consoles, screens, hatches and handrails."""
    kit = Kit(scene, shot, rng)
    deck = kit.material(
        "deck",
        "metal_floor",
        "#8b9299",
        roughness=0.4,
        picture=tiles(rng, "#8f969d", "#5c6268", count=2),
        repeat=(70, 70),
    )
    kit.floor(deck, reach=30)
    panel = kit.material(
        "panels",
        "metal_painted",
        "#e4e8ec",
        roughness=0.4,
        picture=tiles(rng, "#e6eaee", "#a6adb5", count=4),
        repeat=(3, 1),
    )
    frame, dark = (
        kit.material("frames", "metal_painted", "#b9c0c8", roughness=0.35),
        kit.material("recess", "metal_painted", "#3c434b", roughness=0.5),
    )
    glow = kit.material("strip", "lamp", "#dff1ff", roughness=0.3)
    slope = kit.material("slopes", "ceiling", "#e4e8ec", roughness=0.4)
    for side in (-1, 1):
        kit.box(panel, (18, 0.2, 2.3), (4.5, side * 6.0, 0), solid=True)
        kit.box(slope, (18, 0.2, 2.4), (4.5, side * 5.2, 2.1), roll=side * 42)
        kit.box(glow, (17, 0.1, 0.12), (4.5, side * 5.86, 2.2))
        kit.box(glow, (17, 0.08, 0.06), (4.5, side * 5.87, 0.12))
    kit.roof(kit.material("roof", "ceiling", "#dfe3e8", roughness=0.5), (18, 8.6), (4.5, 0, 4.0))
    for x in np.arange(-3.2, 13, 2.7):
        for side in (-1, 1):
            kit.box(frame, (0.28, 0.32, 2.4), (x, side * 5.86, 0))
            kit.box(frame, (0.28, 0.34, 2.5), (x, side * 5.08, 2.0), roll=side * 42)
        kit.box(frame, (0.28, 8.7, 0.3), (x, 0, 3.85))
        kit.box(glow, (0.9, 3.6, 0.05), (x + 1.35, 0, 3.96))
    _window_on_earth(kit, panel, frame)
    _consoles(kit, dark, frame)


def _window_on_earth(kit: Kit, panel: str, frame: str) -> None:
    space = kit.material("space", "screen", "#05070c", roughness=1.0, picture=stars(kit.rng))
    globe = kit.material("earth", "planet", "#3f74b8", roughness=0.8, picture=earth())
    kit.box(panel, (0.2, 12, 1.0), (-4.1, 0, 0), solid=True)
    kit.box(panel, (0.2, 12, 1.3), (-4.1, 0, 3.1))
    for side in (-1, 1):
        kit.box(panel, (0.2, 2.2, 2.2), (-4.1, side * 4.95, 1.0), solid=True)
        kit.box(frame, (0.34, 0.22, 2.3), (-4.05, side * 3.9, 0.95))
    for y in (-1.3, 1.3):
        kit.box(frame, (0.2, 0.12, 2.3), (-4.05, y, 0.95))
    for z in (0.9, 3.05):
        kit.box(frame, (0.34, 8.0, 0.2), (-4.05, 0, z))
    sheet = grid(np.array([[[0, -60.0, -40.0], [0, 60.0, -40.0]], [[0, -60.0, 40.0], [0, 60.0, 40.0]]]))
    both = Mesh(sheet.vertices, sheet.faces, sheet.uv)
    back = Mesh(sheet.vertices - [0.2, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)
    kit.mesh(space, "space", joined([both, back]), (-60, 0, 0))
    ball = superellipsoid((16, 16, 16), rows=40, columns=64)
    kit.mesh(globe, "earth", ball, (-44, -7.0, -7.5), yaw=40)


def _consoles(kit: Kit, dark: str, frame: str) -> None:
    rng = kit.rng
    cyan, amber, green = (
        kit.material(f"screen{c}", "screen", c, roughness=0.2) for c in ("#3fb8e8", "#f0a53a", "#5be08a")
    )
    key = kit.material("knobs", "lamp", "#ff6b57", roughness=0.4)
    for side in (-1, 1):
        for k, x in enumerate((-3.0, -1.4, 1.3, 4.0, 6.7)):
            kit.box(dark, (1.3, 0.36, 0.85), (x, side * 5.7, 0.3))
            kit.box(
                (cyan, amber, green)[(k + (side > 0)) % 3],
                (0.95, 0.05, 0.5),
                (x, side * 5.66, 1.35),
                roll=side * 8,
            )
            kit.box(frame, (1.2, 0.5, 0.06), (x, side * 5.55, 1.14))
            for j in range(5):
                kit.ball(
                    key if rng.random() < 0.4 else cyan,
                    (0.03, 0.03, 0.03),
                    (x - 0.4 + 0.2 * j, side * 5.36, 1.22),
                )
    rail = tube(np.array([[0, 0, 0], [0, 0.0, 0.12], [1.6, 0, 0.12], [1.6, 0, 0]]), 0.025, columns=8)
    orange = kit.material("handrail", "metal_painted", "#e8a23a", roughness=0.4)
    for x in (-3, 0, 3, 6):
        for side in (-1, 1):
            kit.mesh(orange, "handrail", rail, (x, side * 5.1, 3.2))


@scenery("clouds", "sky", "above_the_clouds", "heaven", sun_azimuth=-0.8, surface="cloud")
def clouds(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A floor of cloud with white heaps all round, high in the sun."""
    kit = Kit(scene, shot, rng)
    white = kit.material(
        "cloud",
        "cloud",
        "#d4dae4",
        roughness=1.0,
        picture=mottled(rng, "#aeb8c8", "#c8ced9", grain=0.0),
        repeat=(12, 12),
    )
    kit.floor(white, reach=400)
    heap = kit.material("heap", "cloud", "#c9cfda", roughness=1.0)
    shapes = [cloud(rng, 1.0) for _ in range(5)]
    places = [(-5.0, -4.2, 1.3), (-5.6, 3.6, 1.6), (-4.2, 7.2, 1.2), (-4.0, -8.0, 1.3), (-9, 0.2, 2.2)]
    places += [(x, y, rng.uniform(1.2, 2.4)) for x, y in kit.around(34, 8, 24, front=3)]
    places += [(x, y, rng.uniform(4, 9)) for x, y in kit.around(36, 26, 90, front=10)]
    places += [(x, y, rng.uniform(12, 30)) for x, y in kit.around(26, 110, 330)]
    for number, (x, y, size) in enumerate(places):
        kind, scale = number % 5, float(np.exp2(np.round(2 * np.log2(size)) / 2))
        kit.mesh(
            heap,
            f"heap{kind}_{scale:.2f}",
            shapes[kind].scaled((scale,) * 3),
            (x, y, -0.12 * scale),
            yaw=float(rng.uniform(0, 360)),
        )
