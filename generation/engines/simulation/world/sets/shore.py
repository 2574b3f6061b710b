"""By the water: a beach, a harbour, a swimming pool, the bottom of the sea."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, loft, superellipsoid, tube
from . import scenery
from .kit import Kit
from .nature import lump, palms, rocks
from .paint import boards, mottled, rippled, tiles


def lake(
    kit: Kit, low: tuple[float, float], high: tuple[float, float], *, z: float = 0.02, name: str = "pond"
) -> None:
    """A flat sheet of water between two corners (x, y); the renderers give it waves."""
    water = kit.material("pond", "pond", "#1d6f86", roughness=0.08)
    x, y = np.meshgrid(np.linspace(low[0], high[0], 12), np.linspace(low[1], high[1], 12))
    top = grid(np.stack([x, y, np.full_like(x, z)], -1))
    under = Mesh(top.vertices - [0, 0, 0.01], top.faces[:, ::-1].copy(), top.uv)
    kit.mesh(water, name, joined([top, under]))


@scenery("beach", "coast", "shore", sun_azimuth=-0.9, surface="sand")
def beach(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Warm sand, the sea behind it, palms, an umbrella and a towel."""
    kit = Kit(scene, shot, rng)
    sand = kit.material(
        "sand",
        "sand",
        "#e3cf9f",
        roughness=0.95,
        picture=rippled(rng, "#c4a974", "#d9c192", waves=5),
        repeat=(70, 70),
    )
    kit.floor(sand)
    lake(kit, (-1400, -1400), (-8.5, 1400), z=0.03)
    wet = kit.material("wet_sand", "sand", "#b39a68", roughness=0.35)
    foam = kit.material("surf", "paint", "#f6fbfa", roughness=0.7)
    y = np.linspace(-150, 150, 240)
    edge = -8.1 + 0.45 * np.sin(y / 3.1) + 0.25 * np.sin(y / 1.3 + 1)
    for number, (material, inner, outer, z) in enumerate(
        (
            (wet, 1.6, -0.8, 0.010),
            (foam, 0.12, -0.35, 0.036),
            (foam, -3.0, -3.25, 0.05),
            (foam, -7.5, -7.8, 0.06),
        )
    ):
        rough = 0.1 * np.sin(y * 5.3) + 0.08 * np.sin(y * 9.1 + 2)
        a = np.stack([edge + inner + rough * (number > 0), y, np.full_like(y, z)], 1)
        b = np.stack([edge + outer - rough, y, np.full_like(y, z)], 1)
        kit.mesh(material, f"surf{number}", grid(np.stack([b, a], 1)))
    palms(
        kit, [(-5.6, -6.2), (-6.4, 5.4), (-4.6, 8.2), (-5.0, -9.4), (9, -11), (11, 12), (2, 12)], height=5.2
    )
    _umbrella(kit, (-4.0, 4.0))
    stone = kit.material(
        "stone", "rock", "#8c8174", roughness=0.95, picture=mottled(rng, "#6b6258", "#a89c8c")
    )
    rocks(kit, [(-9.5, -12), (-10.2, -13.4), (-8.6, -14.2), (-9.0, 15)], stone, low=0.5, high=1.6)
    far = kit.material("headland", "hill", "#6f8a72", roughness=1.0)
    for k, (x, y0, size, tall) in enumerate(((-260, 120, 70, 26), (-330, 190, 90, 38), (-300, -190, 80, 22))):
        kit.mesh(far, f"headland{k}", lump(rng, (size, size * 1.4, tall), rough=0.1, rows=18), (x, y0, 0))


def _umbrella(kit: Kit, at: tuple[float, float]) -> None:
    x, y = at
    pole = kit.material("pole", "wood", "#eee6d6", roughness=0.5)
    kit.post(pole, 0.025, 2.3, (x, y, 0), roll=8)
    colours = (
        kit.material("shade_a", "cloth", "#d8423a", roughness=0.9),
        kit.material("shade_b", "cloth", "#f7f2e6", roughness=0.9),
    )
    for k in range(8):
        a = np.linspace(k, k + 1, 5) * np.pi / 4
        r = np.linspace(0.01, 1.35, 6)[:, None]
        z = 2.45 - 0.62 * (r / 1.35) ** 1.7 + 0 * a
        top = grid(np.stack([r * np.cos(a), r * np.sin(a), z], -1))
        shell = joined(
            [
                Mesh(top.vertices, top.faces[:, ::-1].copy(), top.uv),
                Mesh(top.vertices - [0, 0, 0.01], top.faces, top.uv),
            ]
        )
        kit.mesh(colours[k % 2], f"shade{k}", shell, (x, y - 0.15, 0), roll=8)
    towel = kit.material("towel", "cloth", "#3f8fc4", roughness=0.95)
    kit.box(towel, (1.9, 0.85, 0.02), (x - 0.2, y - 1.1, 0.0), yaw=84)
    kit.box(colours[1], (1.9, 0.16, 0.024), (x - 0.2, y - 1.1, 0.0), yaw=84)


@scenery("harbour", "harbor", "pier", sun_azimuth=-0.9, surface="plank")
def harbour(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A wooden pier, sailing boats on their moorings, a lighthouse, crates and nets."""
    kit = Kit(scene, shot, rng)
    plank = kit.material(
        "planks", "plank", "#a98a66", roughness=0.85, picture=boards(rng, "#a98a66"), repeat=(70, 70)
    )
    kit.floor(plank, reach=30)
    lake(kit, (-1400, -1400), (-3.0, 1400), z=0.05)
    rail, rope = (
        kit.material("rail", "wood", "#6e5138", roughness=0.8),
        kit.material("rope", "cloth", "#d9c69a", roughness=0.95),
    )
    for y in np.arange(-28, 28.1, 2.8):
        kit.post(rail, 0.12, 1.05, (-2.85, y, 0))
        s = np.linspace(0, 1, 9)
        sag = np.stack([0 * s, 2.8 * s, 0.9 - 0.22 * np.sin(np.pi * s)], 1)
        kit.mesh(rope, "rope", tube(sag, 0.028, columns=7), (-2.85, y, 0))
    crate = kit.material("crate", "wood", "#b98d57", roughness=0.8, picture=boards(rng, "#b98d57", count=5))
    for x, y, z, size in (
        (-2.4, 7.9, 0, 0.8),
        (-2.4, 8.8, 0, 0.7),
        (-2.4, 8.3, 0.8, 0.6),
        (-2.3, -8.4, 0, 0.8),
    ):
        kit.box(crate, (size, size, size), (x, y, z), yaw=float(rng.uniform(-12, 12)))
    _boats(kit)
    _lighthouse(kit, (-62, 24))
    land = kit.material("mole", "rock", "#7c766c", roughness=1.0)
    for k in range(26):
        kit.mesh(
            land,
            f"mole{k % 4}",
            lump(rng, (2.6, 2.2, 1.5), rows=9),
            (-62 + rng.normal(0, 1.2), 24 + k * 2.6, 0),
            yaw=float(rng.uniform(0, 360)),
        )
    hill = kit.material("coast", "hill", "#6c8468", roughness=1.0)
    for k, (y, size, tall) in enumerate(((-160, 110, 24), (-60, 80, 16), (170, 120, 30))):
        kit.mesh(hill, f"coast{k}", lump(rng, (size * 0.5, size, tall), rough=0.1, rows=18), (-290, y, 0))


def _boats(kit: Kit) -> None:
    white, sail = (
        kit.material("hull", "paint", "#f4f4f0", roughness=0.3),
        kit.material("sail", "cloth", "#f8f3e4", roughness=0.9),
    )
    deck, mast = (
        kit.material("deck", "wood", "#b5803f", roughness=0.5),
        kit.material("mast", "metal_painted", "#c9ced2", roughness=0.4),
    )
    trims = [
        kit.material(f"trim{k}", "paint", c, roughness=0.35)
        for k, c in enumerate(("#2456a8", "#c23a34", "#1f7a6d"))
    ]
    hull = loft(
        [(-0.35, 1.6, 0.25, -0.1), (0.0, 2.3, 0.7, 0.0), (0.55, 2.75, 0.92, 0.15), (0.75, 2.85, 0.95, 0.2)],
        roundness=1.0,
        columns=28,
    )
    band = loft([(0.5, 2.76, 0.93, 0.15), (0.62, 2.83, 0.96, 0.18)], roundness=1.0, columns=28)
    top = loft([(0.7, 2.75, 0.88, 0.2), (0.76, 2.7, 0.84, 0.2)], roundness=1.0, columns=28)
    cabin = superellipsoid((0.9, 0.5, 0.32), roundness=0.4, rows=10, columns=16).moved((-0.1, 0, 0.95))
    for number, (x, y, yaw) in enumerate(
        (
            (-7.5, -5.2, 24),
            (-9.5, 2.4, 80),
            (-8.2, 9.5, -12),
            (-16, -12, 50),
            (-20, 6, 10),
            (-26, -4, 100),
            (-14, 18, 70),
        )
    ):
        at = (x, y, 0.0)
        for material, name, shape in (
            (white, "hull", hull),
            (trims[number % 3], "band", band),
            (deck, "deck", top),
            (white, "cabin", cabin),
        ):
            kit.mesh(material, f"boat_{name}", shape, at, yaw=yaw)
        inner = kit.frame(f"boat{number}", at, yaw)
        inner.post(mast, 0.05, 6.4, (0.5, 0, 0.7))
        inner.box(mast, (2.6, 0.07, 0.07), (-0.8, 0, 1.7))
        inner.mesh(sail, "furled", superellipsoid((1.25, 0.13, 0.13), rows=8, columns=12), (-0.8, 0, 1.85))
        if number in (2, 4):
            s = np.array([[[0.45, 0.0, 2.0], [0.45, 0.0, 6.8]], [[-2.0, 0.25, 2.0], [0.4, 0.0, 6.85]]])
            one = grid(s)
            inner.mesh(
                sail,
                "sail",
                joined([one, Mesh(one.vertices + [0, 0.012, 0], one.faces[:, ::-1].copy(), one.uv)]),
            )


def _lighthouse(kit: Kit, at: tuple[float, float]) -> None:
    white, red = (
        kit.material("tower_white", "wall", "#f5f3ee", roughness=0.7),
        kit.material("tower_red", "paint", "#c8352e", roughness=0.6),
    )
    lamp = kit.material("beacon", "lamp", "#fff3c4", roughness=0.3)
    x, y = at
    for k in range(6):
        low, high = 3.2 - 0.28 * k, 3.2 - 0.28 * (k + 1)
        ring = lathe([(low, 0), (high, 3.2)], columns=28)
        kit.mesh(red if k % 2 else white, f"tower{k}", ring, (x, y, 1 + 3.2 * k))
    kit.post(red, 2.2, 0.4, (x, y, 20.2))
    kit.post(lamp, 1.1, 2.0, (x, y, 20.6))
    kit.mesh(red, "tower_roof", lathe([(1.6, 0), (0.05, 1.8)], columns=24), (x, y, 22.6))


POOL_BACK, POOL_NEAR = -3.2, 3.4  # metres: the edge of a pool behind the stage, and of one under it


@scenery("pool", "swimming_pool", sun_azimuth=-0.8, surface="tile")
def pool(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A swimming pool behind a tiled deck, or round who swims; lanes, loungers, palms, a white house."""
    kit = Kit(scene, shot, rng)
    near = POOL_NEAR if shot.wet else POOL_BACK
    deck = kit.material(
        "deck", "tile", "#e6dfd2", roughness=0.6, picture=tiles(rng, "#d2cabb", "#aba292"), repeat=(80, 80)
    )
    kit.floor(deck)
    white, blue = (
        kit.material("edge", "stone", "#f7f6f2", roughness=0.5),
        kit.material("mosaic", "tile", "#39a9c9", roughness=0.4),
    )
    far, long = -12.0, near + 12.0
    kit.box(blue, (long + 0.2, 19.0, 0.02), ((near + far) / 2, 0, 0.012))
    for x, y, sx, sy in (
        (near + 0.2, 0, 0.4, 19.8),
        (far - 0.2, 0, 0.4, 19.8),
        ((near + far) / 2, 9.7, long + 0.2, 0.4),
        ((near + far) / 2, -9.7, long + 0.2, 0.4),
    ):
        kit.box(white, (sx, sy, 0.12), (x, y, 0.0))
    lake(kit, (far, -9.5), (near, 9.5), z=0.05, name="pool")
    floats = [
        kit.material(f"lane{k}", "plastic", c, roughness=0.4) for k, c in enumerate(("#e23d3d", "#f4f4f4"))
    ]
    bead = superellipsoid((0.07, 0.16, 0.07), rows=8, columns=12)
    for lane in (-3.2, -5.4, -7.6, -9.8)[not shot.wet :]:
        for k, y in enumerate(np.arange(-9.2, 9.3, 0.42)):
            kit.mesh(floats[(k // 3) % 2], "bead", bead, (lane, y, 0.08))
    steel = kit.material("steel", "metal", "#d8dde0", roughness=0.2)
    a = np.linspace(0, np.pi, 12)
    for y in (6.9, 7.5):
        kit.mesh(
            steel,
            "ladder",
            tube(np.stack([-0.45 * np.cos(a), 0 * a, 0.75 * np.sin(a)], 1), 0.025, columns=8),
            (near, y, 0.05),
        )
    _loungers(kit, 4.4 if shot.wet else 0.0)
    palms(kit, [(-14.5, -8), (-15, 3.5), (-14.2, 10), (-3, 11), (4, -12), (9, 11)], height=5.0)
    _villa(kit)


def _villa(kit: Kit) -> None:
    """A white house and its lawn."""
    plaster, pane = (
        kit.material("villa", "wall", "#f4efe6", roughness=0.85),
        kit.material(
            "glass",
            "window_lit" if kit.night else "glass_pane",
            "#ffd690" if kit.night else "#7fb4cc",
            roughness=0.1,
        ),
    )
    kit.box(plaster, (5, 30, 3.4), (-20, 0, 0))
    kit.box(plaster, (6, 12, 3.2), (-20.5, -5, 3.4))
    for y in (-11, -6.5, -2, 2.5, 7, 11.5):
        kit.box(pane, (0.1, 3.2, 2.3), (-17.46, y, 0.3))
    kit.box(pane, (0.1, 8.0, 1.8), (-17.46, -5, 4.0))
    grass = kit.material(
        "lawn",
        "grass",
        "#5f8f40",
        roughness=0.95,
        picture=mottled(kit.rng, "#4a7a34", "#77a650", grain=0.4),
        repeat=(10, 40),
    )
    kit.box(grass, (4.2, 60, 0.03), (-15.0, 0, 0))


def _loungers(kit: Kit, nearer: float) -> None:
    """Beach beds on both sides; those on the stage's side stand `nearer` metres further from the pool."""
    frame, cloth = (
        kit.material("lounger", "wood", "#c9a06a", roughness=0.6),
        kit.material("cushion", "cloth", "#f3efe4", roughness=0.9),
    )
    for number, (x, y, yaw) in enumerate(
        (
            (-13.2, -6.5, 0),
            (-13.2, -4.6, 0),
            (-13.2, 5.2, 0),
            (0.5 + nearer, 8.6, -90),
            (2.6 + nearer, 8.6, -90),
            (1 + nearer, -8.6, 90),
        )
    ):
        inner = kit.frame(f"lounger{number}", (x, y, 0), yaw)
        inner.box(frame, (1.9, 0.66, 0.08), (0, 0, 0.26))
        for px, py in ((-0.8, -0.26), (-0.8, 0.26), (0.8, -0.26), (0.8, 0.26)):
            inner.box(frame, (0.07, 0.07, 0.26), (px, py, 0))
        inner.box(cloth, (1.25, 0.6, 0.08), (0.3, 0, 0.34))
        inner.box(cloth, (0.75, 0.6, 0.08), (-0.62, 0, 0.5), pitch=38)
