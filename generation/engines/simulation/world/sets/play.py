"""Places to play: a playground, a stadium."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from . import scenery
from .country import LAWN, fence, hills
from .furniture import blocks
from .kit import Kit, terrain
from .nature import bushes, trees
from .paint import dots, mottled


@scenery("playground", sun_azimuth=-0.8, surface="rubber")
def playground(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A slide, swings, a seesaw, a climbing dome, a sandpit on soft coloured ground."""
    kit = Kit(scene, shot, rng)
    soft = kit.material(
        "soft_floor",
        "rubber",
        "#c98a5a",
        roughness=0.9,
        picture=dots(rng, "#c78f62", ["#b57a4c", "#dba678", "#a86f45"], 900),
        repeat=(50, 50),
    )
    kit.floor(soft, reach=26)
    green = kit.material(
        "grass",
        "grass",
        "#5f8f40",
        roughness=0.95,
        picture=mottled(rng, *LAWN, grain=0.45, octaves=6),
        repeat=(1, 1),
    )
    kit.mesh(green, "meadow", terrain(lambda x, y: 0.05 + 0 * x * y, reach=130, soft=8, count=50))
    blue, circle = (
        kit.material("soft_blue", "rubber", "#4f8fc4", roughness=0.9),
        kit.material("soft_green", "rubber", "#6fa85a", roughness=0.9),
    )
    for x, y, r, material in (
        (-1.0, -3.4, 1.4, blue),
        (2.2, 3.6, 1.8, circle),
        (4.8, -2.5, 1.0, circle),
        (-0.8, 5.8, 0.9, blue),
    ):
        kit.post(material, r, 0.004, (x, y, 0))
    _slide(kit, (-5.0, -4.2))
    _swings(kit, (-5.4, 3.6))
    _dome(kit, (-8.5, -0.4))
    _seesaw(kit, (-3.6, 7.9))
    _surroundings(kit)


def _surroundings(kit: Kit) -> None:
    """A sandpit, trees, bushes, a fence and hills."""
    sand, rim = (
        kit.material("sandpit", "sand", "#e3cf9f", roughness=1.0),
        kit.material("rim", "wood", "#b98952", roughness=0.7),
    )
    kit.box(sand, (2.4, 2.4, 0.12), (-4.4, -8.6, 0))
    kit.mesh(
        rim,
        "pit_rim",
        blocks(
            [((2.7, 0.2, 0.25), (0, s, 0)) for s in (-1.25, 1.25)]
            + [((0.2, 2.3, 0.25), (s, 0, 0)) for s in (-1.25, 1.25)]
        ),
        (-4.4, -8.6, 0),
    )
    trees(
        kit, [(-11, -8), (-12, 6), (-14, -1), (-10, 12), *kit.around(20, 15, 45, front=4)], low=1.4, high=2.3
    )
    bushes(kit, [(-11, y) for y in np.arange(-14, 14.1, 1.6)], size=0.7)
    white = kit.material("pickets", "paint", "#e8b93a", roughness=0.6)
    fence(kit, white, (-10.2, -16), (-10.2, 16))
    hills(kit)


def _slide(kit: Kit, at: tuple[float, float]) -> None:
    red, yellow, blue = (
        kit.material(f"play{c}", "metal_painted", c, roughness=0.35)
        for c in ("#d8332c", "#f2c230", "#2f6fc4")
    )
    place = kit.frame("slide", (*at, 0), 62)
    posts = [((0.1, 0.1, 2.9), (x, y, 0)) for x in (-0.6, 0.6) for y in (-0.6, 0.6)]
    place.mesh(blue, "tower_posts", blocks(posts))
    place.box(yellow, (1.4, 1.4, 0.08), (0, 0, 1.6))
    roof = lathe([(1.15, 2.8), (0.02, 3.7)], columns=5).turned("z", 45)
    place.mesh(
        red,
        "tower_roof",
        Mesh(roof.vertices, np.concatenate([roof.faces, roof.faces[:, ::-1]]).astype(np.int32), roof.uv),
    )
    for y in (-0.62, 0.62):
        place.box(red, (1.2, 0.05, 0.5), (0, y, 1.9))
    s = np.linspace(0, 1, 16)
    x, z = 0.7 + 2.7 * s, 1.62 * (1 - s) ** 1.25 + 0.12
    profile = [(-0.32, 0.26), (-0.3, 0.0), (0.3, 0.0), (0.32, 0.26)]
    sheet = grid(np.array([[[a, py, b + pz] for py, pz in profile] for a, b in zip(x, z, strict=True)]))
    place.mesh(
        yellow,
        "chute",
        joined(
            [
                Mesh(sheet.vertices, sheet.faces[:, ::-1].copy(), sheet.uv),
                Mesh(sheet.vertices - [0, 0, 0.03], sheet.faces, sheet.uv),
            ]
        ),
    )
    rungs = [((0.06, 0.06, 1.75), (-0.85 - 0.0, y, 0)) for y in (-0.3, 0.3)] + [
        ((0.06, 0.6, 0.05), (-0.85, 0, 0.25 + 0.3 * k)) for k in range(5)
    ]
    place.mesh(blue, "rungs", blocks(rungs))


def _swings(kit: Kit, at: tuple[float, float]) -> None:
    red, chain = (
        kit.material("play#d8332c", "metal_painted", "#d8332c", roughness=0.35),
        kit.material("chain", "metal", "#aeb4ba", roughness=0.35),
    )
    seat = kit.material("swing_seat", "rubber", "#26282c", roughness=0.7)
    place = kit.frame("swings", (*at, 0))
    bars = [
        tube(np.array([[sx * 0.9, sy * 1.9, 0], [0, sy * 1.6, 2.6]]), 0.05, columns=9)
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    place.mesh(
        red, "swing_frame", joined([*bars, tube(np.array([[0, -1.7, 2.6], [0, 1.7, 2.6]]), 0.055, columns=9)])
    )
    for y, lean in ((-0.8, 0.0), (0.8, 0.35)):
        ropes = [
            tube(np.array([[0, y + d, 2.6], [lean, y + d, 0.55]]), 0.014, columns=6) for d in (-0.24, 0.24)
        ]
        place.mesh(chain, f"swing_rope{y}", joined(ropes))
        place.box(seat, (0.2, 0.52, 0.04), (lean, y, 0.52))


def _dome(kit: Kit, at: tuple[float, float]) -> None:
    blue = kit.material("play#2f6fc4", "metal_painted", "#2f6fc4", roughness=0.35)
    a, bars = np.linspace(0, 2 * np.pi, 25), []
    for lift in (0.05, 0.75, 1.25):
        r = np.sqrt(max(1.7**2 - lift**2, 0.01))
        bars.append(tube(np.stack([r * np.cos(a), r * np.sin(a), 0 * a + lift], 1), 0.03, columns=7))
    t = np.linspace(0, np.pi, 17)
    for k in range(5):
        w = np.pi * k / 5
        bars.append(
            tube(
                np.stack([1.7 * np.cos(t) * np.cos(w), 1.7 * np.cos(t) * np.sin(w), 1.7 * np.sin(t)], 1),
                0.03,
                columns=7,
            )
        )
    kit.mesh(blue, "dome", joined(bars), (*at, 0))


def _seesaw(kit: Kit, at: tuple[float, float]) -> None:
    yellow, blue = (
        kit.material("play#f2c230", "metal_painted", "#f2c230", roughness=0.35),
        kit.material("play#2f6fc4", "metal_painted", "#2f6fc4", roughness=0.35),
    )
    place = kit.frame("seesaw", (*at, 0), 70)
    place.mesh(blue, "seesaw_foot", lathe([(0.3, 0), (0.06, 0.55)], columns=14))
    place.box(yellow, (3.2, 0.26, 0.06), (0, 0, 0.55), pitch=11)
    for x, z in ((-1.25, 0.98), (1.25, 0.5)):
        place.post(blue, 0.02, 0.3, (x, 0, z - 0.15))
        place.post(blue, 0.02, 0.4, (x, 0, z - 0.05), roll=90)


@scenery("stadium", "arena", "football_pitch", sun_azimuth=-0.9, surface="grass")
def stadium(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A striped pitch with a goal before full stands, floodlights and banners."""
    kit = Kit(scene, shot, rng)
    stripes = mottled(rng, "#4f8f3a", "#6fae4c", grain=0.35, octaves=6).astype(float)
    half = len(stripes) // 2
    stripes[:, :half] *= 0.84
    green = kit.material(
        "pitch",
        "grass",
        "#5a9a42",
        roughness=0.95,
        picture=np.clip(stripes, 0, 255).astype(np.uint8),
        repeat=(20, 20),
    )
    kit.floor(green, reach=60)
    line = kit.material("line", "paint", "#f3f3ee", roughness=0.7)
    for x, y, sx, sy in (
        (-8.0, 0, 0.12, 66),
        (-2.5, 0, 0.12, 18.5),
        (-5.25, 9.2, 5.5, 0.12),
        (-5.25, -9.2, 5.5, 0.12),
    ):
        kit.box(line, (sx, sy, 0.004), (x, y, 0))
    _goal(kit, (-8.1, 0.0))
    _stands(kit)
    steel, lamp = (
        kit.material("mast", "metal_painted", "#b9bec3", roughness=0.4),
        kit.material("flood", "lamp", "#fdfcf2", roughness=0.3),
    )
    for y in (-34, 34):
        for x in (-30, 34):
            kit.post(steel, 0.5, 26, (x, y, 0))
            kit.box(steel, (1, 7, 4), (x, y, 26))
            for k in range(12):
                kit.ball(
                    lamp,
                    (0.3, 0.7, 0.7),
                    (x + 0.6 * np.sign(-x), y - 2.6 + 1.7 * (k % 4), 27 + 1.2 * (k // 4)),
                )


def _goal(kit: Kit, at: tuple[float, float]) -> None:
    white, net = (
        kit.material("goal", "metal_painted", "#fbfbfa", roughness=0.35),
        kit.material("goal_net", "net", "#f2f2f2", roughness=0.9),
    )
    bars = [tube(np.array([[0, y, 0], [0, y, 2.44]]), 0.06, columns=12) for y in (-3.66, 3.66)]
    kit.mesh(
        white,
        "goal",
        joined([*bars, tube(np.array([[0, -3.66, 2.44], [0, 3.66, 2.44]]), 0.06, columns=12)]),
        (*at, 0),
    )
    cords = [
        tube(np.array([[0, y, 2.44], [-0.9, y, 2.3], [-1.9, y, 0.02]]), 0.011, columns=4)
        for y in np.arange(-3.6, 3.7, 0.3)
    ]
    for s in np.linspace(0, 1, 12):
        x, z = (-0.9 * s * 2, 2.44 - 0.28 * s) if s < 0.5 else (-0.9 - 2 * (s - 0.5), 2.3 - 4.56 * (s - 0.5))
        cords.append(tube(np.array([[x, -3.66, z], [x, 3.66, z]]), 0.011, columns=4))
    kit.mesh(net, "goal_net", joined(cords), (*at, 0))


def _stands(kit: Kit) -> None:
    rng = kit.rng
    concrete, rail = (
        kit.material("terrace", "stone", "#9aa0a6", roughness=0.9),
        kit.material("boarding", "sign_lit", "#1f4fa8", roughness=0.4),
    )
    roof = kit.material("stand_roof", "metal_painted", "#d9dde0", roughness=0.4)
    colours = [
        kit.material(f"fan{c}", "cloth", c, roughness=0.9)
        for c in ("#d8332c", "#f2f2ee", "#2456b8", "#f2c230", "#23262b", "#3f8f4f")
    ]
    face = kit.material("faces", "skin", "#d9a98a", roughness=0.6)
    for name, at, yaw, wide in (
        ("end", (-14.0, 0.0, 0.0), 0.0, 56.0),
        ("left", (6.0, -24.0, 0.0), 90.0, 62.0),
        ("right", (6.0, 24.0, 0.0), -90.0, 62.0),
        ("far", (34.0, 0.0, 0.0), 180.0, 56.0),
    ):
        stand = kit.frame(f"stand_{name}", at, yaw)
        rows = 11
        steps = [((1.0, wide, 0.55 * (k + 1)), (-1.0 * k - 0.5, 0, 0.6)) for k in range(rows)]
        stand.mesh(concrete, f"steps{wide}", blocks(steps))
        stand.box(rail, (0.12, wide, 1.0), (0.6, 0, 0))
        stand.box(roof, (11, wide, 0.3), (-6.5, 0, 11.5), pitch=6)
        for y in np.linspace(-wide / 2 + 1, wide / 2 - 1, 6):
            stand.post(roof, 0.2, 11.4, (-11.5, y, 0))
        torsos: list[list[Mesh]] = [[] for _ in colours]
        heads = []
        torso, head = (
            superellipsoid((0.16, 0.22, 0.34), rows=5, columns=7),
            superellipsoid((0.11, 0.1, 0.13), rows=5, columns=7),
        )
        for k in range(rows):
            for y in np.arange(-wide / 2 + 0.5, wide / 2, 1.0 if name == "end" else 2.0):
                if rng.random() < 0.86:
                    spot = (
                        -1.0 * k - 0.55,
                        float(y + rng.uniform(-0.1, 0.1)),
                        0.6 + 0.55 * (k + 1) + 0.34 + rng.uniform(0, 0.2),
                    )
                    torsos[int(rng.integers(len(colours)))].append(torso.moved(spot))
                    heads.append(head.moved((spot[0], spot[1], spot[2] + 0.44)))
        for number, some in enumerate(torsos):
            stand.mesh(colours[number], f"crowd_{name}{number}", joined(some))
        stand.mesh(face, f"faces_{name}", joined(heads))
