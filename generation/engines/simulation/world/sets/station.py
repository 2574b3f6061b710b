"""A train station."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import lathe, superellipsoid, tube
from . import scenery
from .furniture import panel
from .kit import Kit
from .paint import Picture, mottled, tiles


@scenery("train_station", "station", "platform", sun_azimuth=-0.7, surface="pavement")
def train_station(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A platform with a standing train, a roof on iron columns, a clock, benches and a departure board."""
    kit = Kit(scene, shot, rng)
    slab = kit.material(
        "platform",
        "pavement",
        "#b3aea5",
        roughness=0.8,
        picture=tiles(rng, "#b8b3aa", "#8f8a82", count=4),
        repeat=(50, 50),
    )
    kit.floor(slab, reach=60)
    edge, white = (
        kit.material("edge", "paint", "#f2c230", roughness=0.6),
        kit.material("edge_white", "paint", "#efece4", roughness=0.6),
    )
    kit.box(edge, (0.4, 118, 0.004), (-2.75, 0, 0))
    kit.box(white, (0.12, 118, 0.005), (-3.2, 0, 0))
    _train(kit)
    iron, roof = (
        kit.material("columns", "metal_painted", "#2f5f58", roughness=0.45),
        kit.material("canopy", "rafter", "#d9d4c8", roughness=0.7),
    )
    for y in np.arange(-41.5, 42, 8.0):
        for x in (-2.55, 8.9):
            kit.mesh(
                iron,
                "column",
                lathe([(0.2, 0), (0.16, 0.4), (0.11, 0.6), (0.1, 3.6), (0.16, 3.8), (0.16, 4.4)], columns=16),
                (x, y, 0),
            )
            for way in (-1, 1):
                brace = tube(
                    np.array([[0, 0, 3.0], [0, way * 0.5, 3.8], [0, way * 1.3, 4.3]]), 0.05, columns=7
                )
                kit.mesh(iron, f"brace{way}", brace, (x, y, 0))
        kit.box(roof, (14.5, 0.22, 0.3), (3.2, y, 4.4))
    kit.roof(kit.material("canopy_skin", "ceiling", "#ece7db", roughness=0.8), (15, 110), (3.2, 0, 4.72))
    kit.box(roof, (0.12, 110, 0.55), (-4.3, 0, 4.3))
    lamp = kit.material("station_lamp", "lamp", "#fff4d8", roughness=0.3)
    for y in np.arange(-36, 37, 8.0):
        kit.ball(lamp, (0.2, 0.2, 0.16), (0.4, y, 4.3))
    _platform_things(kit, iron)
    _tracks(kit)


def _tracks(kit: Kit) -> None:
    """Gravel beyond the train."""
    rng = kit.rng
    ground = kit.material(
        "ballast",
        "rock",
        "#7d766c",
        roughness=1.0,
        picture=mottled(rng, "#5f5950", "#989083", grain=0.6, octaves=6),
    )
    kit.box(ground, (60, 130, 0.02), (-38, 0, 0))


def _train(kit: Kit) -> None:
    red, cream = (
        kit.material("train_red", "metal_painted", "#b3262c", roughness=0.3),
        kit.material("train_cream", "metal_painted", "#efe6d2", roughness=0.35),
    )
    glass, dark = (
        kit.material(
            "train_glass",
            "window_lit" if kit.night else "glass_pane",
            "#ffe0a0" if kit.night else "#4f6f84",
            roughness=0.08,
        ),
        kit.material("train_dark", "metal_painted", "#23272b", roughness=0.6),
    )
    for car in range(-2, 3):
        body = kit.frame(f"car{car}", (-5.0, car * 17.6 + 2.0, 0))
        body.box(red, (2.9, 17.0, 1.15), (0, 0, 0.12), solid=True)
        body.box(cream, (2.9, 17.0, 1.25), (0, 0, 1.27))
        body.box(red, (2.92, 17.0, 0.14), (0, 0, 2.3))
        body.mesh(
            dark,
            "car_roof",
            superellipsoid((1.46, 8.5, 0.5), roundness=0.35, rows=12, columns=28),
            (0, 0, 2.52),
        )
        for y in np.arange(-7.0, 7.1, 1.75):
            door = abs(abs(y) - 5.25) < 0.1
            if door:
                body.box(cream, (2.95, 1.25, 2.1), (0, y, 0.14))
                body.box(dark, (2.96, 0.03, 2.1), (0, y, 0.14))
                body.box(glass, (2.97, 0.8, 0.85), (0, y, 1.2))
            else:
                body.box(glass, (2.95, 1.35, 0.85), (0, y, 1.3))
        body.box(dark, (2.4, 0.7, 2.0), (0, 8.8, 0.2))


def _platform_things(kit: Kit, iron: str) -> None:
    from .country import bench

    face, dark = (
        kit.material("dial", "lamp", "#fbf6e6", roughness=0.4),
        kit.material("dial_hand", "paint", "#1d1f22", roughness=0.5),
    )
    x, y = -2.45, 2.6
    kit.post(iron, 0.03, 0.9, (x, y, 3.5))
    kit.post(iron, 0.44, 0.16, (x, y, 3.02), pitch=90)
    kit.post(face, 0.39, 0.18, (x, y, 3.01), pitch=90)
    kit.box(dark, (0.2, 0.03, 0.3), (x, y, 3.1))
    kit.box(dark, (0.2, 0.2, 0.03), (x, y + 0.09, 3.09))
    board = kit.material("departures", "screen", "#10151c", roughness=0.3, picture=_departures())
    kit.box(dark, (0.16, 2.5, 1.1), (-2.5, -3.2, 2.75))
    kit.mesh(board, "departures", panel(2.4, 1.0), (-2.4, -3.2, 2.8))
    for yy in (-4.2, -2.2):
        kit.post(iron, 0.03, 0.6, (-2.5, yy, 3.8))
    for yy, yaw in ((7.9, 0), (10.2, 0), (-8.0, 0)):
        bench(kit, (-2.2, yy), yaw)
    case = superellipsoid((0.16, 0.3, 0.36), roundness=0.3, rows=12, columns=22)
    for k, (colour, yy) in enumerate((("#7a4a2a", -9.2), ("#2f5f8a", -9.8), ("#a8322a", 12.2))):
        kit.mesh(
            kit.material(f"case{colour}", "leather", colour, roughness=0.5),
            "suitcase",
            case,
            (-2.3 + 0.2 * k, yy, 0.36),
            yaw=20.0 * k,
        )


def _departures() -> Picture:
    import cv2

    out = np.full((128, 320, 3), (14, 18, 24), np.uint8)
    for row, (hour, place, track) in enumerate(
        (("09:05", "ROMA", "3"), ("09:20", "PARIS", "1"), ("09:41", "LONDON", "7"), ("10:02", "VENEZIA", "4"))
    ):
        for text, at in ((hour, 10), (place, 100), (track, 285)):
            cv2.putText(
                out, text, (at, 32 + 28 * row), cv2.FONT_HERSHEY_PLAIN, 1.4, (250, 190, 70), 1, cv2.LINE_AA
            )
    return out
