"""Under the sea."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, superellipsoid, tube
from . import scenery
from .kit import Kit, terrain, waves
from .nature import leaves, lump, rocks
from .paint import mottled


@scenery(
    "underwater",
    "seabed",
    sun_azimuth=-0.7,
    gravity=2.3,
    surface="sand",
    air="underwater",
    room=((-60, -60, 0.2), (60, 60, 12)),
)
def underwater(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """The bottom of a clear sea: sand with dancing light, corals, kelp, fish, shafts of light."""
    kit = Kit(scene, shot, rng)
    from .paint import noise, picture  # the net of light that waves cast

    net = np.abs(noise(256, 4, 2) - 0.5) + np.abs(noise(256, 4, 5) - 0.5)
    bright = np.clip(1.25 - net[..., None] * 4.5, 0, 1) ** 3
    base = mottled(rng, "#b7ab82", "#d8cda4", grain=0.1).astype(float)
    sand = kit.material(
        "seabed", "sand", "#cfc293", roughness=0.95, picture=picture(base + 70 * bright), repeat=(30, 30)
    )
    kit.floor(sand)
    hills = waves(rng, 5, 26, 5)
    kit.mesh(
        sand, "dunes", terrain(lambda x, y: 0.5 + 0.9 * hills(x, y), reach=60, count=60, soft=16, tile=4.0)
    )
    stone = kit.material(
        "reef", "rock", "#6d7f86", roughness=0.95, picture=mottled(rng, "#43555c", "#8fa2a0")
    )
    spots = [
        (-4.2, -5.0),
        (-5.0, 3.8),
        (-4.0, 6.6),
        (-7, -1.5),
        (-6.2, -8),
        (-8, 7),
        (-10, 1),
        (3, 9),
        (1, -9.5),
        (7, 10),
    ]
    rocks(kit, spots, stone, low=0.5, high=1.8, prefix="reef")
    _corals(kit, spots)
    _kelp(kit)
    _fish(kit)


def _corals(kit: Kit, spots: list[tuple[float, float]]) -> None:
    rng = kit.rng
    colours = ("#e8655a", "#f2a24a", "#d86bb0", "#8a6bd1", "#f4d06a", "#5bc0a8")
    paints = [kit.material(f"coral{k}", "coral", c, roughness=0.9) for k, c in enumerate(colours)]
    branch = []
    for _ in range(13):
        a, out = rng.uniform(0, 6.3), rng.uniform(0.15, 0.5)
        path = np.array(
            [
                [0, 0, 0],
                [out * 0.4 * np.cos(a), out * 0.4 * np.sin(a), 0.3],
                [out * np.cos(a), out * np.sin(a), rng.uniform(0.45, 0.8)],
            ]
        )
        branch.append(tube(path, np.array([0.06, 0.05, 0.035]), columns=7))
    bush, brain = joined(branch), lump(rng, (0.42, 0.42, 0.32), rough=0.06, rows=14)
    fan = np.linspace(-0.9, 0.9, 9)
    sheet = joined(
        [
            tube(
                np.array(
                    [
                        [0, 0, 0],
                        [0.05, 0.5 * np.sin(a) * 0.6, 0.5],
                        [0, 0.75 * np.sin(a), 0.4 + 0.6 * np.cos(a)],
                    ]
                ),
                0.03,
                columns=6,
            )
            for a in fan
        ]
    )
    for number, (x, y) in enumerate([*spots, *spots, *spots]):
        a = rng.uniform(0, 6.3)
        away = 0.9 + 0.7 * rng.random()
        px, py = x - abs(away * np.cos(a)), y + away * np.sin(a) * np.sign(y)
        shape, name = ((bush, "coral_bush"), (brain, "coral_brain"), (sheet, "coral_fan"))[number % 3]
        if px < -3.2 or abs(py) > 8.2:
            kit.mesh(paints[number % 6], name, shape, (px, py, 0.0), yaw=float(rng.uniform(0, 360)))


def _kelp(kit: Kit) -> None:
    rng = kit.rng
    for kind in range(3):
        blades = []
        for _ in range(6):
            tall, a = rng.uniform(1.2, 3.4), rng.uniform(0, 6.3)
            s = np.linspace(0, 1, 10)
            sway = 0.22 * np.sin(s * 5 + a)
            x, y = 0.25 * np.cos(a) + sway * np.cos(a), 0.25 * np.sin(a) + sway * np.sin(a)
            wide = 0.07 * np.sin(np.pi * (0.1 + 0.85 * s))
            left = np.stack([x - wide * np.sin(a), y + wide * np.cos(a), tall * s], 1)
            right = np.stack([x + wide * np.sin(a), y - wide * np.cos(a), tall * s], 1)
            one = grid(np.stack([left, right], 1))
            blades += [one, Mesh(one.vertices, one.faces[:, ::-1].copy(), one.uv)]
        plant = joined(blades)
        for x, y in kit.around(8, 4.5, 16, front=3):
            kit.mesh(
                leaves(kit, kind, ("#3f7f4a", "#5c8f3f", "#2f6b52")),
                f"kelp{kind}",
                plant,
                (x, y, 0),
                yaw=float(rng.uniform(0, 360)),
            )


def _fish(kit: Kit) -> None:
    rng = kit.rng
    body = superellipsoid((0.16, 0.035, 0.075), rows=10, columns=14)
    tail = grid(np.array([[[-0.13, 0, 0.0], [-0.24, 0, 0.08]], [[-0.13, 0, -0.001], [-0.24, 0, -0.08]]]))
    fish = joined([body, tail, Mesh(tail.vertices + [0, 0.004, 0], tail.faces[:, ::-1].copy(), tail.uv)])
    for colour in ("#f2a33a", "#e8e070", "#5bb8e8"):
        scales = kit.material(f"fish{colour}", "plastic", colour, roughness=0.35)
        centre = np.array([rng.uniform(-7, -4), rng.uniform(-4.5, 4.5), rng.uniform(1.6, 3.2)])
        heading = float(rng.uniform(60, 120)) * (1 if rng.random() < 0.5 else -1)
        for _ in range(14):
            at = centre + rng.normal(0, [0.7, 1.0, 0.35])
            kit.mesh(
                scales,
                "fish",
                fish,
                [min(at[0], -3.3), at[1], max(at[2], 0.5)],
                yaw=heading + float(rng.normal(0, 9)),
            )
