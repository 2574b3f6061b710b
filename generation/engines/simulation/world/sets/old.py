"""Old stones: a castle's hall, a cave with crystals."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from . import scenery
from .furniture import blocks, panel, window
from .kit import Floats, Kit
from .nature import rocks
from .paint import bricks, mottled, tiles

BACK, SIDE = -4.6, 6.6


@scenery(
    "castle",
    "castle_hall",
    "palace",
    indoor=True,
    surface="stone",
    mood="warm",
    room=((BACK + 0.5, -6.0, 0.25), (12.0, 6.0, 5.0)),
)
def castle(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A great hall: stone blocks, pillars with arches, torches, banners, two thrones, armour."""
    kit = Kit(scene, shot, rng)
    slab = kit.material(
        "slabs",
        "stone",
        "#8d867b",
        roughness=0.7,
        picture=tiles(rng, "#968f83", "#5f594f", count=3, other="#857e73"),
        repeat=(36, 36),
    )
    kit.floor(slab, reach=40)
    block = kit.material(
        "blocks",
        "brick",
        "#8b8377",
        roughness=0.95,
        picture=bricks(rng, "#8f877b", "#5d574e", rows=6),
        repeat=(4, 2),
    )
    kit.box(block, (0.3, 2 * SIDE + 0.6, 7), (BACK - 0.15, 0, 0), solid=True)
    kit.mesh(block, "back_wall", panel(2 * SIDE, 7), (BACK + 0.02, 0, 0))
    for sign in (-1, 1):
        kit.box(block, (17, 0.3, 7), (BACK + 8.5, sign * (SIDE + 0.15), 0), solid=True)
        for x in (-4.0, -0.2, 3.6, 7.4):
            _pillar(kit, (x, sign * 6.0))
        for x in (-2.1, 1.7, 5.5):
            window(
                kit,
                (x, sign * (SIDE - 0.02), 2.4),
                (1.0, 2.4),
                facing="y",
                frame=kit.material("lead", "metal_painted", "#3a3835"),
            )
    kit.box(kit.material("rafters", "rafter", "#4a3626"), (17, 2 * SIDE, 0.3), (BACK + 8.5, 0, 7.0))
    for x in (-4.0, -0.2, 3.6, 7.4):
        kit.box("rafters", (0.35, 2 * SIDE, 0.45), (x, 0, 6.4))
    _banners(kit)
    _throne(kit)
    for side in (-2.4, 2.4):
        _torch(kit, (BACK + 0.2, side, 2.3))
    for x in (-2.1, 1.7):
        for sign in (-1, 1):
            _torch(kit, (x, sign * (SIDE - 0.2), 1.9))
    for side in (-3.6, 3.6):
        _armour(kit, (-3.5, side))
    _runner(kit)


def _runner(kit: Kit) -> None:
    """A red carpet down the middle."""
    red = kit.material("runner", "carpet", "#8f1f2a", roughness=1.0)
    kit.box(red, (14, 1.7, 0.006), (3.4, 0, 0))
    for side in (-0.78, 0.78):
        kit.box(
            kit.material("runner_edge", "carpet", "#d2a544", roughness=0.9), (14, 0.1, 0.008), (3.4, side, 0)
        )


def _pillar(kit: Kit, at: tuple[float, float]) -> None:
    stone = kit.material("pillar", "stone", "#9a9286", roughness=0.85)
    profile = [(0.42, 0), (0.42, 0.3), (0.3, 0.42), (0.28, 4.4), (0.34, 4.55), (0.46, 4.8), (0.46, 5.0)]
    kit.mesh(stone, "pillar", lathe(profile, columns=20), (*at, 0))
    a = np.linspace(0, np.pi, 18)
    arch = tube(np.stack([1.9 - 1.9 * np.cos(a), 0 * a, 1.5 * np.sin(a)], 1), 0.2, columns=8)
    kit.mesh(stone, "arch", arch, (*at, 5.0))


def _banners(kit: Kit) -> None:
    for k, (y, colour) in enumerate(
        ((-5.0, "#1f3f8f"), (5.0, "#1f3f8f"), (-1.25, "#8f1f2a"), (1.25, "#8f1f2a"))
    ):
        cloth, gold = (
            kit.material(f"banner{colour}", "cloth", colour, roughness=0.95),
            kit.material("gold", "gold", "#d2a544", roughness=0.3),
        )
        low = 2.4 if abs(y) < 2 else 1.8
        outline = np.array(
            [
                [[0, -0.45, low + 0.45], [0, 0, low], [0, 0.45, low + 0.45]],
                [[0, -0.45, 5.4], [0, 0, 5.4], [0, 0.45, 5.4]],
            ]
        )
        sheet = grid(outline)
        kit.mesh(
            cloth,
            f"banner{low}",
            joined([sheet, Mesh(sheet.vertices - [0.01, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)]),
            (BACK + 0.12, y, 0),
        )
        kit.post(gold, 0.03, 1.1, (BACK + 0.12, y, 5.4 - 0.55), roll=90)
        crest = blocks([((0.02, 0.44, 0.09), (0, 0, 0.2)), ((0.02, 0.09, 0.5), (0, 0, 0))])
        kit.mesh(gold, "crest", crest, (BACK + 0.14, y, 3.9 + 0.1 * k % 1))


def _throne(kit: Kit) -> None:
    stone, gold = (
        kit.material("dais", "stone", "#a59d90", roughness=0.8),
        kit.material("gold", "gold", "#d2a544", roughness=0.3),
    )
    velvet, wood = (
        kit.material("velvet", "velvet", "#8f1f2a", roughness=0.95),
        kit.material("oak", "wood", "#4a3222", roughness=0.5),
    )
    kit.box(stone, (1.6, 3.6, 0.18), (BACK + 0.8, 0, 0))
    kit.box(stone, (1.2, 3.0, 0.18), (BACK + 0.6, 0, 0.18))
    for y, size in ((-0.62, 0.9), (0.62, 1.05)):
        inner = kit.frame(f"throne{y}", (BACK + 0.6, y, 0.36))
        frame = blocks(
            [
                ((0.6, 0.75 * size, 0.42), (0, 0, 0)),
                ((0.12, 0.75 * size, 1.6 * size), (-0.26, 0, 0)),
                ((0.5, 0.09, 0.24), (0, 0.35 * size, 0.42)),
                ((0.5, 0.09, 0.24), (0, -0.35 * size, 0.42)),
            ]
        )
        inner.mesh(wood, f"throne{y}", frame)
        inner.box(velvet, (0.5, 0.58 * size, 0.08), (0.04, 0, 0.42))
        inner.box(velvet, (0.04, 0.56 * size, 0.85 * size), (-0.19, 0, 0.55))
        for side in (-1, 1):
            inner.ball(gold, (0.06, 0.06, 0.06), (0.25, side * 0.35 * size, 0.7))
            inner.ball(gold, (0.07, 0.07, 0.1), (-0.26, side * 0.34 * size, 1.64 * size))


def _torch(kit: Kit, at: tuple[float, float, float]) -> None:
    iron, flame = (
        kit.material("iron", "metal_painted", "#26282b", roughness=0.5),
        kit.material("flame", "flame", "#ff9a33", roughness=0.6),
    )
    core = kit.material("flame_core", "flame", "#ffe08a", roughness=0.6)
    kit.mesh(iron, "torch", lathe([(0.02, -0.4), (0.03, 0), (0.09, 0.06), (0.09, 0.12)], columns=14), at)
    tongue = lathe([(0.001, 0), (0.09, 0.09), (0.07, 0.2), (0.025, 0.36), (0.001, 0.45)], columns=14)
    kit.mesh(flame, "torch_flame", tongue, (at[0], at[1], at[2] + 0.1))
    kit.mesh(core, "torch_core", tongue.scaled((1.06, 1.06, 0.55)), (at[0], at[1], at[2] + 0.1))


def _armour(kit: Kit, at: tuple[float, float]) -> None:
    steel, dark = (
        kit.material("armour", "metal", "#aeb4ba", roughness=0.28),
        kit.material("visor", "metal_painted", "#17181b", roughness=0.6),
    )
    x, y = at
    kit.box(kit.material("plinth", "stone", "#7d766b"), (0.7, 0.7, 0.15), (x, y, 0))
    parts = [superellipsoid((0.17, 0.23, 0.3), roundness=0.8, rows=14, columns=22).moved((0, 0, 1.35))]
    parts += [superellipsoid((0.13, 0.12, 0.17), roundness=0.8, rows=14, columns=20).moved((0, 0, 1.85))]
    for side in (-1, 1):
        parts += [superellipsoid((0.1, 0.12, 0.1), rows=10, columns=16).moved((0, side * 0.3, 1.58))]
        parts += [
            tube(
                np.array([[0, side * 0.33, 1.55], [0.05, side * 0.38, 1.2], [0.18, side * 0.33, 0.98]]),
                0.07,
                columns=10,
            )
        ]
        parts += [
            tube(
                np.array([[0, side * 0.12, 1.1], [0.02, side * 0.14, 0.65], [0, side * 0.15, 0.2]]),
                np.array([0.12, 0.09, 0.08]),
                columns=12,
            )
        ]
        parts += [superellipsoid((0.15, 0.07, 0.06), rows=8, columns=14).moved((0.07, side * 0.15, 0.2))]
    kit.mesh(steel, "armour", joined(parts), (x, y, 0))
    kit.box(dark, (0.04, 0.16, 0.03), (x + 0.12, y, 1.86))
    kit.post(kit.material("oak", "wood", "#4a3222", roughness=0.5), 0.02, 2.2, (x + 0.25, y + 0.45, 0.1))
    kit.mesh(
        steel, "spear", lathe([(0.001, 0), (0.05, 0.06), (0.001, 0.3)], columns=4), (x + 0.25, y + 0.45, 2.3)
    )


@scenery(
    "cave", "cavern", indoor=True, surface="rock", mood="dim", room=((-3.6, -6.4, 0.25), (11.0, 6.4, 4.0))
)
def cave(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A vault of rock with stalactites, glowing crystals, a pool and a shaft of daylight."""
    kit = Kit(scene, shot, rng)
    stone = kit.material(
        "cave_rock",
        "rock",
        "#6d6259",
        roughness=0.95,
        picture=mottled(rng, "#4a423c", "#8a7d70", grain=0.2, octaves=6),
        repeat=(10, 6),
    )
    ground = kit.material(
        "cave_floor",
        "rock",
        "#5f564e",
        roughness=0.9,
        picture=mottled(rng, "#463f39", "#756a5f", grain=0.25, octaves=6),
        repeat=(40, 40),
    )
    kit.floor(ground, reach=30)
    vault = kit.material(
        "cave_vault",
        "vault",
        "#6d6259",
        roughness=0.95,
        picture=mottled(rng, "#4a423c", "#8a7d70", grain=0.2, octaves=6),
        repeat=(10, 6),
    )
    kit.mesh(vault, "vault", _vault(rng))
    _dripstones(kit, vault, stone)
    rocks(
        kit,
        [(-3.6, -5.4), (-4.4, 4.4), (-3.5, 6.9), (-5, -0.4), (4, 7.9), (5, -8)],
        stone,
        low=0.3,
        high=1.0,
        prefix="cave_stone",
    )
    _crystals(kit)
    light = kit.material("hole", "lamp", "#e6f2ff", roughness=1.0)
    kit.ball(light, (0.55, 0.6, 0.08), (-4.75, -0.1, 4.55))


def _dripstones(kit: Kit, vault: str, stone: str) -> None:
    """Stalactites above, stalagmites off the stage."""
    rng = kit.rng
    spike = [
        lathe([(0.001, 0), (0.05 * s, 0.3 * s), (0.1 * s, 0.8 * s), (0.26 * s, 1.3 * s)], columns=11)
        for s in (0.8, 1.2, 1.8)
    ]
    for number in range(46):
        x, y = rng.uniform(-6.0, 6), rng.uniform(-7, 7)
        roof = 5.2 - 0.045 * (x - 2) ** 2 - 0.055 * y * y
        size = number % 3
        if roof - (1.04, 1.56, 2.34)[size] > 2.4 or x < -3.2:
            kit.mesh(
                vault,
                f"stalactite{size}",
                spike[size],
                (x, y, roof - (1.04, 1.56, 2.34)[size] + 0.45),
                yaw=float(rng.uniform(0, 360)),
            )
    for x, y, s in (
        (-4.2, -4.2, 0),
        (-4.8, -2.6, 2),
        (-4.6, 3.2, 1),
        (-3.9, 5.6, 2),
        (-5.2, 1.8, 0),
        (-4.0, -6.4, 1),
        (0, 7.8, 2),
        (2, -7.8, 2),
    ):
        up = spike[s]
        kit.mesh(
            stone,
            f"stalagmite{s}",
            Mesh(up.vertices * [1, 1, -1] + [0, 0, (1.04, 1.56, 2.34)[s]], up.faces[:, ::-1].copy(), up.uv),
            (x, y, -0.05),
        )


def _vault(rng: np.random.Generator) -> Mesh:
    """Walls and roof as one rough half shell, seen from inside; open towards the camera."""
    u = np.linspace(-0.1 * np.pi, np.pi * 1.1, 46)[:, None]
    v = np.linspace(-6.6, 13.0, 54)[None]
    rough: Floats = np.zeros((46, 54))
    for k in range(7):
        rough += np.sin(u * rng.uniform(2, 9) + v * rng.uniform(0.4, 2.4) + rng.uniform(0, 6.3)) / (
            1 + 0.5 * k
        )
    close = np.clip((v + 6.6) / 2.6, 0, 1) ** 0.5
    radius = (1 + 0.055 * rough) * (0.04 + 0.96 * close)
    y, z = 8.6 * np.cos(u) * radius, 5.6 * np.sin(u) * radius
    points = np.stack([v + 0.25 * rough, y, z], -1)
    sheet = grid(points)
    return Mesh(
        sheet.vertices, np.concatenate([sheet.faces, sheet.faces[:, ::-1]]).astype(np.int32), sheet.uv
    )


def _crystals(kit: Kit) -> None:
    rng = kit.rng
    shard = lathe([(0.05, -0.1), (0.09, 0.1), (0.09, 0.6), (0.001, 0.85)], columns=7)
    for k, (x, y) in enumerate(
        (
            (-4.1, -5.2),
            (-4.3, 4.9),
            (-4.9, 2.4),
            (-4.4, -1.7),
            (-3.7, 7.1),
            (-3.6, -7.2),
            (1.5, 7.7),
            (2.5, -7.9),
        )
    ):
        colour = ("#5bd6ff", "#b07bff", "#5bffb8")[k % 3]
        glow = kit.material(f"crystal{colour}", "crystal", colour, roughness=0.1)
        parts = []
        for _ in range(8):
            size, tilt, turn_ = rng.uniform(0.5, 1.3), rng.uniform(5, 48), rng.uniform(0, 360)
            parts.append(
                shard.scaled((size,) * 3)
                .turned("y", tilt)
                .turned("z", turn_)
                .moved((*rng.normal(0, 0.12, 2), 0))
            )
        kit.mesh(glow, f"crystal{k}", joined(parts), (x, y, 0))
