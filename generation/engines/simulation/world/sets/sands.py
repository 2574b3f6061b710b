"""Sand and snow: a desert, a snow field."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, joined, lathe, tube
from . import scenery
from .kit import ICY, Floats, Kit, terrain, waves
from .nature import bark, lump, mountain, pines, rocks, tufts
from .paint import mottled, rippled
from .wild import hut


@scenery("desert", "dunes", "sahara", sun_azimuth=-1.1, surface="sand")
def desert(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Sand dunes to the horizon, a few cacti, mesas far away."""
    kit = Kit(scene, shot, rng)
    sand = kit.material(
        "sand",
        "sand",
        "#dfae6a",
        roughness=0.95,
        picture=rippled(rng, "#cf9856", "#eec584", waves=10),
        repeat=(70, 70),
    )
    kit.floor(sand)
    kit.mesh(sand, "dunes", terrain(_dunes, reach=220, soft=26, count=110))
    rust = kit.material("mesa", "rock", "#b0643c", roughness=1.0)
    for k, (bearing, away, wide, tall) in enumerate(
        ((168, 260, 34, 30), (205, 300, 50, 38), (150, 330, 44, 42), (230, 340, 30, 46))
    ):
        a = np.radians(bearing)
        profile = [
            (wide * 1.5, -3),
            (wide * 1.15, tall * 0.4),
            (wide * 0.92, tall * 0.45),
            (wide * 0.86, tall),
            (0.1, tall * 1.02),
        ]
        body = lathe(profile, columns=26)
        wobble = 1 + 0.12 * np.sin(np.arctan2(body.vertices[:, 1], body.vertices[:, 0]) * 5 + k)
        points = body.vertices * np.stack([wobble, wobble, np.ones_like(wobble)], 1)
        kit.mesh(rust, f"mesa{k}", Mesh(points, body.faces, body.uv), (away * np.cos(a), away * np.sin(a), 0))
    _cacti(kit, [(-4.6, -4.6), (-6.5, 5.0), (-12, -1.5), (-14, 11), (3, -11), (-18, -15), (9, 12)])
    stone = kit.material(
        "stone", "rock", "#a8774c", roughness=0.95, picture=mottled(rng, "#8a5c36", "#c79a66")
    )
    rocks(kit, kit.around(16, 5, 22, front=3), stone, low=0.12, high=0.6)
    dry = kit.material("dry", "leaf", "#b59a58", roughness=0.95)
    tufts(kit, kit.around(26, 5, 18, front=2), dry, height=0.42, blades=16)


def _dunes(x: Floats, y: Floats) -> Floats:
    """Long dunes with a soft windward and a steep lee side, higher far away."""
    total = np.zeros_like(x)
    for length, size, heading, phase in (
        (70.0, 6.0, 0.25, 0.4),
        (34.0, 2.4, -0.3, 2.0),
        (19.0, 0.9, 0.6, 4.0),
    ):
        u = (x * np.cos(heading) + y * np.sin(heading) + 5 * np.sin(y / length * 3 + phase)) / length + phase
        s = u - np.floor(u)
        total = total + size * np.where(s < 0.7, s / 0.7, (1 - s) / 0.3) ** 1.3
    return np.asarray(total * np.clip(np.hypot(x, y) / 130, 0.1, 1.1))


def _cacti(kit: Kit, places: list[tuple[float, float]]) -> None:
    green = kit.material("cactus", "leaf", "#4d7a45", roughness=0.8)
    arms = [tube(np.array([[0, 0, -0.1], [0, 0, 1.3], [0, 0, 2.7]]), np.array([0.2, 0.22, 0.19]), columns=14)]
    for side, z, tall in ((1, 0.95, 1.0), (-1, 1.35, 0.75)):
        path = np.array(
            [[0, 0, z], [0, side * 0.38, z + 0.05], [0, side * 0.52, z + 0.25], [0, side * 0.54, z + tall]]
        )
        arms.append(tube(path, 0.125, columns=12))
    cactus = joined(arms)
    for k, (x, y) in enumerate(places):
        size = (1.0, 0.8, 1.2)[k % 3]
        kit.mesh(
            green,
            f"cactus{k % 3}",
            cactus.scaled((size,) * 3),
            (x, y, 0),
            yaw=float(kit.rng.uniform(-40, 40)),
        )


@scenery("snow_field", "snow", "arctic", sun_azimuth=-1.0, surface="snow")
def snow_field(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Untouched snow, firs bent under it, white mountains, a cabin with smoke."""
    kit = Kit(scene, shot, rng)
    snow = kit.material(
        "snow",
        "snow",
        "#cfd8e4",
        roughness=0.75,
        picture=mottled(rng, "#bccada", "#d6dee8", grain=0.05),
        repeat=(35, 35),
    )
    kit.floor(snow, touch=ICY)
    hills = waves(rng, 5, 60, 10)
    kit.mesh(
        snow,
        "drifts",
        terrain(
            lambda x, y: 0.9 + 1.5 * hills(x, y) + np.maximum(-x - 12, 0) * 0.08, reach=160, soft=14, count=80
        ),
    )
    places = [(-5.4, -5.6), (-7.6, 4.8), (-6.2, 8.4), (-9.5, -1.8), *kit.around(44, 11, 70, front=8)]
    pines(kit, places, low=3.2, high=9)
    _loads(kit, places)
    white = kit.material(
        "peak",
        "peak",
        "#cfd9e6",
        roughness=1.0,
        picture=mottled(rng, "#8b9db6", "#dfe6f0", octaves=6),
        repeat=(1, 1),
    )
    for k, bearing in enumerate((150, 172, 192, 214, 238, 122)):
        a = np.radians(bearing + rng.normal(0, 4))
        kit.mesh(
            white, f"peak{k}", mountain(rng, 75, rng.uniform(32, 58)), (190 * np.cos(a), 190 * np.sin(a), -5)
        )
    hut(kit, (-26, -10))
    kit.box(
        kit.material("snow_roof", "snow", "#d3dbe6", roughness=0.8),
        (0.4, 7.4, 4.6),
        (-24.4, -9.7, 3.3),
        pitch=-52,
        yaw=12,
    )
    kit.box("snow_roof", (0.4, 7.4, 4.6), (-27.6, -10.3, 3.3), pitch=52, yaw=12)
    _snowman(kit, (-3.6, 3.4))


def _loads(kit: Kit, places: list[tuple[float, float]]) -> None:
    """Caps of snow on the firs that stand near."""
    for k, (x, y) in enumerate(places[:16]):
        tall = 3.2 + 5.8 * (0.05, 0.35, 0.65, 1.0)[k % 4]
        cap = joined(
            [
                lathe(
                    [
                        (tall * 0.21 * (1 - 0.82 * j / 6) * 0.86, tall * (0.16 + 0.8 * j / 6) + 0.07 * tall),
                        (0.02, tall * (0.16 + 0.8 * j / 6) + tall * 0.275 * (1 - 0.4 * j / 6)),
                    ],
                    columns=14,
                )
                for j in range(6)
            ]
        )
        kit.mesh("snow", f"cap{k % 4}", cap, (x, y, 0))


def _snowman(kit: Kit, at: tuple[float, float]) -> None:
    x, y = at
    coal = kit.material("coal", "rock", "#1c1c1e", roughness=0.9)
    carrot, scarf = (
        kit.material("carrot", "plastic", "#ee7d26", roughness=0.6),
        kit.material("scarf", "cloth", "#c8322f", roughness=0.95),
    )
    for radius, z in ((0.48, 0.42), (0.34, 1.1), (0.24, 1.6)):
        kit.mesh("snow", f"ball{radius}", lump(kit.rng, (radius,) * 3, rough=0.03, rows=18), (x, y, z))
    kit.mesh(
        carrot, "nose", lathe([(0.045, 0), (0.004, 0.28)], columns=12).turned("y", 90), (x + 0.2, y, 1.62)
    )
    for dy, z in ((-0.08, 1.7), (0.08, 1.7)):
        kit.ball(coal, (0.03, 0.03, 0.03), (x + 0.21, y + dy, z))
    for z in (1.0, 1.15, 1.28):
        kit.ball(coal, (0.03, 0.03, 0.03), (x + 0.33 - (z - 1.0) * 0.15, y, z))
    a = np.linspace(-np.pi, np.pi, 20)
    kit.mesh(
        scarf,
        "scarf",
        tube(np.stack([0.25 * np.cos(a), 0.25 * np.sin(a), 0 * a], 1), 0.05, columns=8),
        (x, y, 1.4),
    )
    kit.post(coal, 0.27, 0.03, (x, y, 1.8))
    kit.post(coal, 0.18, 0.28, (x, y, 1.82))
    for side in (-1, 1):
        twig = tube(
            np.array([[0, 0, 0], [0.05, side * 0.4, 0.22], [0.1, side * 0.62, 0.45]]), 0.017, columns=6
        )
        kit.mesh(bark(kit), f"twig{side}", twig, (x, y + side * 0.28, 1.15))
