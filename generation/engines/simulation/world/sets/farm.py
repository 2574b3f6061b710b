"""The farmed country: a farm with its barn, an open road through fields."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from . import scenery
from .country import hills, lawn
from .furniture import blocks, panel
from .kit import Kit, waves
from .nature import trees, tufts
from .paint import boards, mottled


@scenery("farm", "barn", sun_azimuth=-0.8, surface="grass")
def farm(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A red barn with a silo, hay bales, a fence, a field of wheat, a windmill."""
    kit = Kit(scene, shot, rng)
    lawn(kit, dark="#6f7f38", light="#a5a656")
    _barn(kit, (-17, -4.5))
    wood = kit.material("rails", "wood", "#8a7258", roughness=0.9)
    parts = [((0.1, 0.1, 1.2), (0, y, 0)) for y in np.arange(-26, 26.1, 2.2)] + [
        ((0.05, 52, 0.12), (0.05, 0, z)) for z in (0.35, 0.7, 1.02)
    ]
    kit.mesh(wood, "rails", blocks(parts), (-5.2, 0, 0))
    hay = kit.material(
        "hay",
        "hay",
        "#d8b45a",
        roughness=1.0,
        picture=mottled(rng, "#b08a38", "#ecd084", grain=0.6, octaves=6),
        repeat=(4, 4),
    )
    for k, (x, y) in enumerate(((-3.9, 5.6), (-3.8, 7.4), (-7.5, 4.0), (-9, 9), (-12, 13), (-3.8, -7.6))):
        roll = lathe(
            [(0.001, -0.6), (0.72, -0.6), (0.75, -0.5), (0.75, 0.5), (0.72, 0.6), (0.001, 0.6)], columns=28
        ).turned("x", 90)
        kit.mesh(hay, "bale", roll, (x, y, 0.72), yaw=(20, -15, 70, 0, 45, 100)[k])
    wheat = kit.material("wheat", "hay", "#d9b24c", roughness=1.0)
    spots = [(-8 - 26 * rng.random(), 9 + 30 * rng.random()) for _ in range(900)]
    tufts(kit, [(float(a), float(b)) for a, b in spots], wheat, height=0.85, blades=4, name="wheat")
    _windmill(kit, (-30, 12))
    trees(
        kit,
        [(-24, -17), (-28, -9), (-9, -13), (-36, 3), (6, 14), (9, -13), *kit.around(14, 24, 60)],
        low=1.6,
        high=2.6,
    )
    blade = kit.material("blades", "leaf", "#8a9a48", roughness=0.9)
    tufts(kit, kit.around(200, 4.4, 16), blade, height=0.28)
    hills(kit, "#8a9660")


def _barn(kit: Kit, at: tuple[float, float]) -> None:
    red = kit.material(
        "barn", "wood", "#a5322a", roughness=0.85, picture=boards(kit.rng, "#a8372e", count=16), repeat=(2, 1)
    )
    white, roof = (
        kit.material("barn_trim", "paint", "#f1ece2", roughness=0.7),
        kit.material("barn_roof", "roof", "#5d5a58", roughness=0.8),
    )
    steel = kit.material("silo", "metal_painted", "#c3c8cc", roughness=0.35)
    barn = kit.frame("barn", (*at, 0))
    barn.box(red, (11, 8.4, 4.2), (0, 0, 0))
    barn.mesh(red, "barn_front", panel(8.4, 4.2), (5.52, 0, 0))
    profile = ((-4.5, 4.1), (-3.3, 6.1), (0.0, 7.4), (3.3, 6.1), (4.5, 4.1))
    across = np.array([[[-5.9, y, z], [5.9, y, z]] for y, z in profile])
    shell = grid(across)
    barn.mesh(
        roof,
        "barn_roof",
        joined([shell, Mesh(shell.vertices - [0, 0, 0.15], shell.faces[:, ::-1].copy(), shell.uv)]),
    )
    face = np.array([[5.5, 0, 4.2], *[[5.5, y * 0.93, z - 0.05] for y, z in profile]])
    fan = np.array([[0, k, k + 1] for k in range(1, 5)], np.int32)
    barn.mesh(red, "barn_gable", Mesh(face, np.concatenate([fan, fan[:, ::-1]]), np.zeros((6, 2))))
    for y, z, wide, tall in ((0, 0, 3.2, 3.2), (0, 4.7, 1.4, 1.3)):
        barn.box(white, (0.08, wide + 0.3, tall + 0.15), (5.54, y, z))
        barn.box(red, (0.1, wide, tall), (5.55, y, z))
        diagonal = float(np.hypot(wide, tall))
        for sign in (-1, 1):
            barn.box(
                white,
                (0.12, 0.16, diagonal),
                (5.56, y, z + tall / 2 - diagonal / 2),
                roll=sign * float(np.degrees(np.arctan2(wide, tall))),
            )
        barn.box(white, (0.12, 0.14, tall), (5.56, y, z))
    for side, high in profile[:2] + profile[3:]:
        barn.box(white, (0.1, 0.2, 0.2), (5.6, side, high - 0.1))
    barn.post(steel, 1.7, 8.5, (-1.0, 7.2, 0))
    barn.mesh(steel, "silo_cap", superellipsoid((1.72, 1.72, 1.2), rows=16, columns=32), (-1.0, 7.2, 8.5))


def _windmill(kit: Kit, at: tuple[float, float]) -> None:
    white, dark = (
        kit.material("mill", "wall", "#efe8da", roughness=0.9),
        kit.material("mill_cap", "roof", "#4a4038", roughness=0.9),
    )
    sail = kit.material("mill_sail", "cloth", "#f3ece0", roughness=0.9)
    mill = kit.frame("mill", (*at, 0), -12)
    mill.mesh(white, "mill", lathe([(2.6, 0), (1.7, 8.5)], columns=24))
    mill.mesh(dark, "mill_cap", lathe([(1.95, 8.4), (1.6, 9.2), (0.02, 10.6)], columns=24))
    for k in range(4):
        arm = blocks([((0.12, 0.12, 6.2), (0, 0, 0)), ((0.04, 1.1, 4.8), (0, 0.6, 1.3))])
        mill.mesh(sail, "mill_arm", arm, (2.4, 0, 9.0), roll=90.0 * k + 25)
    mill.post(dark, 0.3, 0.9, (2.1, 0, 8.6), pitch=90)


@scenery("road", "country_road", "highway", sun_azimuth=-0.9, surface="asphalt")
def road(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A straight road through open fields, across the picture, with poles, posts, fields and hills."""
    kit = Kit(scene, shot, rng)
    tar = kit.material(
        "asphalt",
        "asphalt",
        "#58585c",
        roughness=0.9,
        picture=mottled(rng, "#4a4a4e", "#69696d", grain=0.35, octaves=6),
        repeat=(70, 70),
    )
    kit.floor(tar)
    white, yellow = (
        kit.material("edge_line", "paint", "#ece8de", roughness=0.6),
        kit.material("mid_line", "paint", "#e8b93a", roughness=0.6),
    )
    green = kit.material(
        "verge",
        "grass",
        "#7d9348",
        roughness=0.95,
        picture=mottled(rng, "#647a38", "#a0ac5c", grain=0.4, octaves=6),
        repeat=(1, 1),
    )
    for x in (-2.05, 7.85):
        kit.box(white, (0.14, 280, 0.003), (x, 0, 0))
    for y in np.arange(-138, 138, 5.0):
        kit.box(yellow, (0.14, 2.4, 0.0032), (2.9, y, 0))
    uneven = waves(rng, 5, 50, 10)
    for name, low, high in (("back", -160.0, -2.45), ("front", 8.25, 160.0)):
        line = low + (high - low) * (np.linspace(0, 1, 34) ** (0.4 if low < 0 else 2.4))
        yy = np.sign(np.linspace(-1, 1, 56)) * 170 * np.abs(np.linspace(-1, 1, 56)) ** 1.6
        gx, gy = np.meshgrid(line, yy)
        off = np.minimum(np.abs(gx - 2.9) - 5.35, 30)
        z = 0.02 + np.clip(off / 12, 0, 1) ** 2 * np.maximum(0.9 + 1.6 * uneven(gx, gy) + 0.02 * off, 0.02)
        sheet = grid(np.stack([gx, gy, z], -1))
        kit.mesh(
            green,
            f"field_{name}",
            Mesh(sheet.vertices, sheet.faces, np.stack([gx.ravel() / 4, gy.ravel() / 4], 1)),
        )
    _verges(kit)


def _verges(kit: Kit) -> None:
    """Posts, poles, a sign, grass and trees beside the road."""
    rng = kit.rng
    post, red = (
        kit.material("marker", "plastic", "#f4f4f0", roughness=0.5),
        kit.material("reflector", "plastic", "#d8332c", roughness=0.3),
    )
    for y in np.arange(-60, 61, 8.0):
        for x in (-3.0, 8.9):
            kit.box(post, (0.08, 0.14, 0.9), (x, y + 2, 0))
            kit.box(red, (0.09, 0.08, 0.16), (x, y + 2, 0.66))
    _poles(kit)
    _sign(kit, (-3.6, 5.4))
    blade = kit.material("blades", "leaf", "#93a04c", roughness=0.95)
    spots = [(-2.7 - 9 * rng.random() ** 2, rng.uniform(-24, 24)) for _ in range(420)]
    tufts(kit, [(float(a), float(b)) for a, b in spots], blade, height=0.42)
    trees(
        kit, [(-26, -14), (-30, 12), (-42, -4), (-38, 28), (-20, 34), (22, 18), (26, -16)], low=1.6, high=2.6
    )
    hills(kit, "#7f9468", away=150, high=18)


def _poles(kit: Kit) -> None:
    wood, wire = (
        kit.material("pole", "wood", "#6f5a45", roughness=0.9),
        kit.material("wire", "rubber", "#2b2b2e", roughness=0.7),
    )
    mast = blocks([((0.22, 0.22, 7.5), (0, 0, 0)), ((0.12, 2.0, 0.14), (0, 0, 6.7))]).turned("z", 90)
    s = np.linspace(0, 1, 14)
    for y in np.arange(-77, 78, 22.0):
        kit.mesh(wood, "mast", mast, (-7.0, y, 0))
        for dx in (-0.9, 0.0, 0.9):
            sag = np.stack([0 * s, 22 * s, 6.85 - 1.1 * np.sin(np.pi * s)], 1)
            kit.mesh(wire, "wire", tube(sag, 0.022, columns=5), (-7.0 + dx, y, 0))


def _sign(kit: Kit, at: tuple[float, float]) -> None:
    steel, yellow = (
        kit.material("sign_post", "metal", "#b8bdc2", roughness=0.35),
        kit.material("warning", "sign", "#f2c230", roughness=0.4),
    )
    black = kit.material("sign_black", "paint", "#1d1d20", roughness=0.5)
    x, y = at
    kit.post(steel, 0.04, 2.0, (x, y, 0))
    kit.box(black, (0.02, 0.86, 0.86), (x + 0.05, y, 1.72), roll=45)
    kit.box(yellow, (0.03, 0.8, 0.8), (x + 0.055, y, 1.75), roll=45)
    bend = tube(
        np.array([[0, -0.12, -0.28], [0, -0.12, -0.02], [0, 0.08, 0.1], [0, 0.08, 0.3]]), 0.035, columns=8
    )
    kit.mesh(black, "bend", bend, (x + 0.08, y, 2.15))
