"""Where people meet indoors: a classroom, a library, an office, a café, a theatre."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import superellipsoid
from . import scenery
from .furniture import (
    BACK,
    blocks,
    bookcase,
    chair,
    hung,
    panel,
    pendant,
    plant,
    table,
    walls,
    window,
)
from .kit import Kit
from .paint import Picture, boards, lessons, mottled, tiles

ROOM = ((BACK + 0.4, -5.9, 0.25), (10.5, 5.9, 3.0))


@scenery("classroom", "school", indoor=True, surface="tile", room=ROOM)
def classroom(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A blackboard, a globe, a map, posters, desks along the walls, high windows."""
    kit = Kit(scene, shot, rng)
    floor = kit.material(
        "lino",
        "tile",
        "#a9b5a0",
        roughness=0.5,
        picture=tiles(rng, "#b5bfa8", "#94a08c", other="#a5b09a"),
        repeat=(36, 36),
    )
    kit.floor(floor, reach=40)
    walls(
        kit,
        kit.material("plaster", "wall", "#e9dfc4", roughness=0.95),
        kit.material("ceiling", "ceiling", "#f6f3ec", roughness=0.95),
        height=3.4,
        skirting=kit.material("skirting", "wood", "#8a6a48", roughness=0.6),
    )
    wood, board = (
        kit.material("desk", "wood", "#c99a5f", roughness=0.45),
        kit.material("board", "chalkboard", "#24443a", roughness=0.9, picture=lessons(rng)),
    )
    kit.box(
        kit.material("board_frame", "wood", "#9a7448", roughness=0.5),
        (0.05, 4.4, 1.6),
        (BACK + 0.02, 0, 0.95),
    )
    kit.mesh(board, "blackboard", panel(4.2, 1.42), (BACK + 0.06, 0, 1.04))
    kit.box(wood, (0.12, 4.2, 0.04), (BACK + 0.08, 0, 0.93))
    table(kit, wood, (BACK + 1.2, -3.6, 0), (0.8, 1.5, 0.76))
    chair(kit, wood, (BACK + 0.6, -3.6, 0))
    _globe(kit, (BACK + 1.2, -4.0, 0.76))
    for k, colour in enumerate(("#c8322f", "#2f6fb0", "#3f8f4f", "#e0a330")):
        kit.box(
            kit.material(f"book{colour}", "plastic", colour, roughness=0.6),
            (0.3 - 0.02 * k, 0.22, 0.04),
            (BACK + 1.2, -3.2, 0.76 + 0.04 * k),
            yaw=8.0 * k,
        )
    for y, size in ((-3.3, (1.4, 1.0)), (3.4, (1.3, 1.0)), (5.0, (0.9, 1.2))):
        hung(kit, f"poster{y}", (BACK, y, 1.5), size)
    _desks(kit, wood)
    _class_windows(kit)


def _class_windows(kit: Kit) -> None:
    """High windows, lamps and a clock."""
    for x in (-2.8, 0.2, 3.2, 6.2):
        window(kit, (x, 6.37, 1.0), (2.0, 1.7), facing="y")
    lamp = kit.material("tube", "lamp", "#f4f8ff", roughness=0.3)
    for x in (-2.5, 1.0, 4.5):
        for y in (-3, 3):
            kit.box(lamp, (1.5, 0.16, 0.05), (x, y, 3.33))
    clock = kit.material("clock", "paint", "#fbfaf6", roughness=0.3)
    kit.post(clock, 0.22, 0.05, (BACK + 0.05, 0, 2.85), pitch=90)
    dark = kit.material("hand", "paint", "#202225", roughness=0.5)
    kit.box(dark, (0.02, 0.02, 0.16), (BACK + 0.09, 0, 2.87))
    kit.box(dark, (0.02, 0.11, 0.02), (BACK + 0.09, 0.05, 2.87))


def _globe(kit: Kit, at: tuple[float, float, float]) -> None:
    from .paint import earth

    ball = kit.material("globe", "plastic", "#3f74b8", roughness=0.35, picture=earth())
    foot = kit.material("brass", "metal", "#b5935a", roughness=0.3)
    kit.post(foot, 0.1, 0.03, at)
    kit.post(foot, 0.012, 0.12, at)
    kit.mesh(
        ball,
        "globe",
        superellipsoid((0.19, 0.19, 0.19), rows=20, columns=30),
        (at[0], at[1], at[2] + 0.3),
        roll=20,
    )


def _desks(kit: Kit, wood: str) -> None:
    steel, seat = (
        kit.material("desk_leg", "metal_painted", "#5f6a70", roughness=0.45),
        kit.material("seat", "plastic", "#3f7fb0", roughness=0.45),
    )
    for number, (x, y) in enumerate(
        ((-1.6, 5.75), (0.4, 5.75), (2.4, 5.75), (-1.6, -5.75), (0.4, -5.75), (2.4, -5.75))
    ):
        table(kit, wood, (x, y, 0), (0.6, 1.0, 0.72), leg=steel)
        chair(kit, steel, (x + 0.62, y, 0), yaw=180, seat=seat, name="pupil_chair")
        if number % 2:
            kit.box(kit.material("paper", "paint", "#fbfaf6"), (0.21, 0.3, 0.006), (x, y, 0.72), yaw=12)


@scenery("library", indoor=True, surface="wood_floor", mood="warm", room=ROOM)
def library(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Walls of books up to a gallery, ladders, reading tables with green lamps, an arched window."""
    kit = Kit(scene, shot, rng)
    kit.floor(
        kit.material(
            "parquet",
            "wood_floor",
            "#8a5c36",
            roughness=0.35,
            picture=boards(rng, "#8f6038"),
            repeat=(60, 40),
        ),
        reach=40,
    )
    walls(
        kit,
        kit.material("panelling", "wood", "#5e3d26", roughness=0.6),
        kit.material("ceiling", "ceiling", "#e6dcc8", roughness=0.95),
        height=5.2,
    )
    for k, y in enumerate((-5.3, -3.5, 3.5, 5.3)):
        bookcase(kit, (BACK + 0.2, y, 0), wide=1.6, tall=2.6, number=k, shelves=7)
        bookcase(kit, (BACK + 0.2, y, 2.9), wide=1.6, tall=2.0, number=k + 1, shelves=5)
    for k, x in enumerate((-3.1, -1.3, 0.5, 2.3, 4.1, 5.9)):
        for side in (-1, 1):
            bookcase(kit, (x, side * 6.2, 0), wide=1.6, tall=2.6, yaw=-90 * side, number=k, shelves=7)
            bookcase(kit, (x, side * 6.2, 2.9), wide=1.6, tall=2.0, yaw=-90 * side, number=k + 2, shelves=5)
    _gallery(kit)


def _gallery(kit: Kit) -> None:
    """A gallery with a rail, windows, ladders and reading tables."""
    rng = kit.rng
    wood, brass = (
        kit.material("gallery", "wood", "#6f4a2e", roughness=0.45),
        kit.material("brass", "metal", "#c29b52", roughness=0.28),
    )
    kit.box(wood, (0.8, 12.8, 0.12), (BACK + 0.5, 0, 2.74))
    for y in np.arange(-6.2, 6.3, 0.4):
        kit.post(brass, 0.014, 0.85, (BACK + 0.86, y, 2.86))
    kit.post(brass, 0.03, 12.8, (BACK + 0.86, 0, 3.71 - 6.4), roll=90)
    window(kit, (BACK + 0.02, 0, 0.9), (2.2, 1.7), panes=4, frame=wood)
    window(kit, (BACK + 0.02, 0, 3.0), (2.2, 1.8), panes=4, frame=wood)
    for sign in (-1, 1):
        ladder = blocks(
            [((0.05, 0.05, 2.9), (0, dy, 0)) for dy in (-0.22, 0.22)]
            + [((0.04, 0.44, 0.03), (0, 0, 0.3 + 0.3 * k)) for k in range(9)]
        )
        kit.mesh(wood, "ladder", ladder, (BACK + 0.75, sign * 2.5, 0), pitch=-10)
        table(kit, wood, (BACK + 1.35, sign * 4.2, 0), (0.9, 1.8, 0.76))
        _desk_lamp(kit, (BACK + 1.35, sign * 4.2, 0.76), brass)
        chair(kit, wood, (BACK + 1.35, sign * 5.4, 0), yaw=-90 * sign)
    for k in range(7):
        colour = ("#7b2d26", "#27496d", "#d8c39a", "#3f6b4a")[k % 4]
        kit.box(
            kit.material(f"tome{colour}", "cloth", colour),
            (0.24, 0.32, 0.05),
            (BACK + 1.3, -3.6, 0.76 + 0.05 * k),
            yaw=float(rng.uniform(-20, 20)),
        )
    pendant(kit, (0.3, 0, 5.2), 1.4, colour="#c29b52", radius=0.5)


def _desk_lamp(kit: Kit, at: tuple[float, float, float], brass: str) -> None:
    glass = kit.material("green_glass", "glow", "#3fae6a", roughness=0.2)
    kit.post(brass, 0.09, 0.02, at)
    kit.post(brass, 0.012, 0.34, at)
    kit.mesh(
        glass,
        "banker",
        superellipsoid((0.09, 0.2, 0.06), roundness=0.6, rows=12, columns=20),
        (at[0], at[1], at[2] + 0.38),
    )


@scenery("office", indoor=True, surface="carpet", room=ROOM)
def office(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Desks with screens, office chairs, a glass wall on the town, a whiteboard, plants."""
    kit = Kit(scene, shot, rng)
    kit.floor(
        kit.material(
            "carpet",
            "carpet",
            "#6d7885",
            roughness=1.0,
            picture=mottled(rng, "#5d6773", "#7c8794", grain=0.3, octaves=6),
            repeat=(60, 60),
        ),
        reach=40,
    )
    walls(
        kit,
        kit.material("plaster", "wall", "#e6e8e6", roughness=0.95),
        kit.material(
            "ceiling",
            "ceiling",
            "#f4f5f5",
            roughness=0.95,
            picture=tiles(rng, "#f2f3f3", "#d2d5d6", count=2),
            repeat=(6, 6),
        ),
        height=3.0,
    )
    view = _skyline(
        rng,
        night=kit.night,
        colour={"sunset": (242, 170, 110), "dawn": (246, 210, 180), "night": (24, 32, 60)}.get(
            shot.time_of_day, (188, 216, 240)
        ),
    )
    dark = kit.material("mullion", "metal_painted", "#3c4248", roughness=0.4)
    window(kit, (BACK + 0.02, 0.9, 0.7), (7.4, 2.0), panes=5, frame=dark, view=view)
    _rows_of_desks(kit)


def _rows_of_desks(kit: Kit) -> None:
    """Desks, and what stands and hangs round them."""
    white, leg = (
        kit.material("desk", "plastic", "#f1f0ec", roughness=0.4),
        kit.material("desk_leg", "metal_painted", "#9aa1a8", roughness=0.4),
    )
    for number, (x, y, yaw) in enumerate(
        (
            (-3.2, -1.6, 0),
            (-3.2, 1.2, 0),
            (-3.2, 4.0, 0),
            (-0.4, 5.85, -90),
            (1.8, 5.85, -90),
            (-0.4, -5.85, 90),
            (1.8, -5.85, 90),
        )
    ):
        inner = kit.frame(f"desk{number}", (x, y, 0), yaw)
        _workplace(inner, white, leg, number)
    _office_things(kit, leg)


def _office_things(kit: Kit, leg: str) -> None:
    """A whiteboard, plants, lamps."""
    kit.mesh(
        kit.material("whiteboard", "plastic", "#fbfcfc", roughness=0.2),
        "whiteboard",
        panel(2.0, 1.2),
        (BACK + 0.05, -4.6, 1.05),
    )
    kit.box(leg, (0.04, 2.1, 1.28), (BACK + 0.01, -4.6, 1.01))
    for k, colour in enumerate(("#c8322f", "#2f6fb0", "#3f8f4f")):
        kit.box(
            kit.material(f"ink{colour}", "paint", colour),
            (0.012, 0.5 + 0.2 * k, 0.03),
            (BACK + 0.07, -4.9 + 0.15 * k, 1.95 - 0.22 * k),
        )
    plant(kit, (BACK + 0.6, 5.7, 0), height=1.5)
    plant(kit, (BACK + 0.6, -6.0, 0), height=1.5)
    lamp = kit.material("tube", "lamp", "#f4f8ff", roughness=0.3)
    for x in (-2.5, 0.7, 3.9):
        for y in (-3.4, 0, 3.4):
            kit.box(lamp, (0.6, 1.2, 0.03), (x, y, 2.97))


def _workplace(kit: Kit, white: str, leg: str, number: int) -> None:
    black, glow = (
        kit.material("monitor", "plastic", "#202327", roughness=0.4),
        kit.material(
            f"desktop{number % 3}", "screen", ("#4f8fd0", "#e8ecf2", "#3fae8a")[number % 3], roughness=0.2
        ),
    )
    table(kit, white, (0, 0, 0), (0.75, 1.6, 0.73), leg=leg)
    kit.box(black, (0.18, 0.25, 0.015), (0.12, 0, 0.73))
    kit.box(black, (0.03, 0.05, 0.16), (0.14, 0, 0.74))
    kit.box(black, (0.03, 0.62, 0.37), (0.12, 0, 0.88))
    kit.box(glow, (0.008, 0.59, 0.34), (0.1, 0, 0.895))
    kit.box(black, (0.14, 0.42, 0.02), (-0.15, 0, 0.73))
    seat = kit.material("swivel", "cloth", "#30363d", roughness=0.9)
    kit.mesh(
        seat,
        "swivel_seat",
        superellipsoid((0.25, 0.25, 0.05), roundness=0.4, rows=10, columns=20),
        (-0.6, 0, 0.48),
    )
    kit.mesh(
        seat,
        "swivel_back",
        superellipsoid((0.04, 0.23, 0.3), roundness=0.4, rows=10, columns=20),
        (-0.84, 0, 0.85),
    )
    kit.post(leg, 0.03, 0.4, (-0.6, 0, 0.06))
    for a in range(0, 180, 60):
        kit.box(leg, (0.6, 0.05, 0.04), (-0.6, 0, 0.03), yaw=a)


def _skyline(rng: np.random.Generator, *, night: bool, colour: tuple[int, int, int]) -> Picture:
    """Towers far below and far away, as a window shows them."""
    out = np.zeros((128, 512, 3))
    rows = np.linspace(1.08, 0.82, 128)[:, None, None]
    out[:] = np.array(colour) * rows
    for layer, shade in enumerate((0.78, 0.62, 0.46)):
        x = 0
        while x < 512:
            wide, tall = int(rng.integers(14, 40)), int(rng.integers(20, 84) * (1 - 0.16 * layer))
            body = np.array(colour) * shade * (1.0 if not night else 0.6)
            out[128 - tall :, x : x + wide] = body
            for wy in range(128 - tall + 4, 126, 6):
                for wx in range(x + 3, min(x + wide - 3, 510), 5):
                    if rng.random() < 0.5:
                        out[wy : wy + 3, wx : wx + 2] = (255, 216, 140) if night else body * 1.18
            x += wide + int(rng.integers(0, 5))
    return np.clip(out, 0, 255).astype(np.uint8)
