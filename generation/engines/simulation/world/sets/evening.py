"""Places of the evening: a café, a theatre."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid
from . import scenery
from .furniture import (
    BACK,
    chair,
    panel,
    pendant,
    plant,
    vase,
    walls,
    window,
)
from .kit import Floats, Kit
from .paint import Picture, boards, bricks

ROOM = ((BACK + 0.4, -5.9, 0.25), (10.5, 5.9, 3.0))


@scenery("restaurant", "cafe", "bar", indoor=True, surface="wood_floor", mood="warm", room=ROOM)
def restaurant(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A café: a counter with an espresso machine and bottles, a menu, little tables, brick and lamps."""
    kit = Kit(scene, shot, rng)
    kit.floor(
        kit.material(
            "boards", "wood_floor", "#a9774a", roughness=0.4, picture=boards(rng, "#a9774a"), repeat=(60, 40)
        ),
        reach=40,
    )
    brick = kit.material(
        "brick",
        "brick",
        "#a5533c",
        roughness=0.95,
        picture=bricks(rng, "#a5533c", "#cbbba8"),
        repeat=(6, 2.2),
    )
    walls(
        kit,
        kit.material("plaster", "wall", "#d8c6a2", roughness=0.95),
        kit.material("ceiling", "ceiling", "#4a3a30", roughness=0.95),
    )
    kit.mesh(brick, "brick_wall", panel(12.8, 3.2), (BACK + 0.01, 0, 0))
    wood, top = (
        kit.material(
            "counter", "wood", "#5f3f2a", roughness=0.5, picture=boards(rng, "#6b4730"), repeat=(2, 4)
        ),
        kit.material("marble", "stone", "#ece8e2", roughness=0.2),
    )
    kit.box(wood, (0.6, 4.8, 1.05), (BACK + 1.5, -0.6, 0))
    kit.box(top, (0.75, 5.0, 0.05), (BACK + 1.5, -0.6, 1.05))
    _bar(kit, wood)
    for number, (x, y) in enumerate(
        ((-2.7, 3.6), (-2.7, 5.4), (-0.6, 5.95), (1.9, 5.95), (-2.7, -4.6), (-0.6, -5.95), (1.9, -5.95))
    ):
        _bistro(kit, (x, y), number)
    window(
        kit,
        (BACK + 0.02, 4.3, 0.9),
        (2.2, 1.7),
        panes=3,
        frame=kit.material("iron_frame", "metal_painted", "#2b2f31"),
    )
    menu = kit.material("menu", "chalkboard", "#23282a", roughness=0.9, picture=_menu(rng))
    kit.mesh(menu, "menu", panel(1.3, 1.0), (BACK + 0.05, -4.6, 1.5))
    for y in (-2.4, -0.6, 1.2):
        pendant(kit, (BACK + 1.6, y, 3.2), 0.75, colour="#d89a3a", radius=0.22)
    for y in (-5.2, 5.2):
        pendant(kit, (0, y, 3.2), 0.7, colour="#2f5f58", radius=0.26)
    plant(kit, (BACK + 0.5, 6.0, 0), height=1.3)


def _menu(rng: np.random.Generator) -> Picture:
    import cv2

    out = np.full((192, 256, 3), (35, 40, 42), np.uint8)
    for row, words in enumerate(("CAFFE", "espresso 1.20", "cappuccino 1.80", "torta 3.50", "gelato 2.50")):
        size, colour = (0.9, (245, 214, 120)) if not row else (0.55, (238, 238, 230))
        cv2.putText(
            out, words, (26, 36 + 34 * row), cv2.FONT_HERSHEY_COMPLEX_SMALL, size, colour, 1, cv2.LINE_AA
        )
    del rng
    return out


def _bar(kit: Kit, wood: str) -> None:
    steel, red = (
        kit.material("steel", "metal", "#c9cdd0", roughness=0.22),
        kit.material("enamel", "metal_painted", "#b8322c", roughness=0.3),
    )
    x = BACK + 1.5
    kit.box(red, (0.45, 0.85, 0.4), (x, -1.6, 1.12))
    kit.box(steel, (0.5, 0.9, 0.07), (x, -1.6, 1.1))
    kit.box(steel, (0.5, 0.9, 0.05), (x, -1.6, 1.52))
    for y in (-1.85, -1.35):
        kit.post(steel, 0.04, 0.12, (x + 0.24, y, 1.3))
        kit.ball(wood, (0.03, 0.03, 0.03), (x + 0.32, y, 1.3))
    cup = lathe([(0.001, 0), (0.03, 0), (0.045, 0.07), (0.04, 0.07), (0.001, 0.01)], columns=18)
    china = kit.material("china", "ceramic", "#f8f6f0", roughness=0.2)
    for k in range(6):
        kit.mesh(china, "cup", cup, (x + 0.05 * (k % 2), -1.9 + 0.12 * k, 1.57))
    glass = kit.material("dome", "glass", "#dfeef2", roughness=0.05, alpha=0.35)
    kit.post(china, 0.2, 0.02, (x, 0.2, 1.1))
    kit.mesh(
        kit.material("cake", "plastic", "#6b3f26", roughness=0.7),
        "cake",
        lathe([(0.001, 0), (0.14, 0), (0.14, 0.1), (0.001, 0.1)], columns=24),
        (x, 0.2, 1.12),
    )
    kit.mesh(glass, "dome", superellipsoid((0.19, 0.19, 0.2), rows=12, columns=24), (x, 0.2, 1.2))
    bottle = lathe(
        [(0.001, 0), (0.04, 0), (0.04, 0.19), (0.014, 0.25), (0.014, 0.31), (0.001, 0.31)], columns=14
    )
    colours = [
        kit.material(f"bottle{c}", "glass_dark", c, roughness=0.12)
        for c in ("#2f6b3f", "#7a3f1e", "#c9a23a", "#9a2f3a", "#2f4f7a")
    ]
    for shelf in range(3):
        kit.box(wood, (0.26, 4.4, 0.04), (BACK + 0.15, -0.6, 1.25 + 0.5 * shelf))
        for k in range(17):
            kit.mesh(
                colours[int(kit.rng.integers(5))],
                "bottle",
                bottle,
                (BACK + 0.15, -2.65 + 0.255 * k, 1.29 + 0.5 * shelf),
            )


def _bistro(kit: Kit, at: tuple[float, float], number: int) -> None:
    x, y = at
    iron, top = (
        kit.material("bistro", "metal_painted", "#2b2f31", roughness=0.45),
        kit.material("marble", "stone", "#ece8e2", roughness=0.2),
    )
    wood = kit.material("bistro_wood", "wood", "#8a5a34", roughness=0.5)
    kit.post(iron, 0.24, 0.03, (x, y, 0))
    kit.post(iron, 0.035, 0.7, (x, y, 0))
    kit.post(top, 0.38, 0.03, (x, y, 0.72))
    for dy, yaw in ((-0.62, 90), (0.62, -90)):
        if abs(y + dy) > 5.15 or x < -2.3:
            chair(kit, wood, (x, y + dy, 0), yaw=yaw)
    vase(kit, (x, y, 0.75), ("#3f7fa8", "#d8a23a", "#b5533c")[number % 3], 0.16)


@scenery(
    "theatre",
    "theater",
    "stage",
    "theatre_stage",
    indoor=True,
    surface="wood_floor",
    mood="stage",
    room=((-2.6, -6.6, 0.25), (18.0, 6.6, 5.5)),
)
def theatre(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A stage: red curtains, a painted backdrop, footlights, lamps on a bar."""
    kit = Kit(scene, shot, rng)
    kit.floor(
        kit.material(
            "stage", "wood_floor", "#6f4a30", roughness=0.35, picture=boards(rng, "#7a5234"), repeat=(40, 30)
        ),
        reach=60,
    )
    red, gold = (
        kit.material("velvet", "velvet", "#a3141f", roughness=0.95),
        kit.material("gold", "gold", "#d2a544", roughness=0.3),
    )
    black = kit.material("black", "cloth", "#15131a", roughness=1.0)
    for name, x, spans, tall in (
        ("back", -4.2, ((-7.6, 7.6),), 7.2),
        ("wing", -2.9, ((-9.0, -5.3), (5.3, 9.0)), 7.2),
    ):
        for k, (low, high) in enumerate(spans):
            mine = np.linspace(low, high, 260 if name == "back" else 70)
            kit.mesh(red, f"{name}{k}", _drape(mine, tall), (x, 0, 0))
    s = np.linspace(-7.6, 7.6, 160)
    low = 5.4 - 0.45 * np.abs(np.cos(s / 15.2 * np.pi * 5))
    valance = grid(
        np.stack([np.stack([0.1 * np.cos(s * 14), s, low], 1), np.stack([0 * s, s, 0 * s + 7.2], 1)])
    )
    kit.mesh(
        red,
        "valance",
        joined([valance, Mesh(valance.vertices - [0.01, 0, 0], valance.faces[:, ::-1].copy(), valance.uv)]),
        (-2.6, 0, 0),
    )
    fringe = [
        superellipsoid((0.05, 0.05, 0.1), rows=6, columns=8).moved((0.1 * np.cos(v * 14), v, z - 0.05))
        for v, z in zip(s[::2], low[::2], strict=True)
    ]
    kit.mesh(gold, "fringe", joined(fringe), (-2.6, 0, 0))
    for side in (-1, 1):
        kit.post(gold, 0.3, 7.2, (-2.5, side * 8.2, 0))
        kit.box(black, (22, 0.2, 7.2), (5, side * 9.2, 0))
        for z in (0.1, 1.2, 5.8):
            kit.post(gold, 0.38, 0.2, (-2.5, side * 8.2, z))
    _lights(kit, black)


def _drape(y: Floats, tall: float) -> Mesh:
    """A hanging cloth in deep folds along y."""
    fold = 0.16 * np.cos(y * 9) + 0.05 * np.cos(y * 23 + 1)
    rows = [np.stack([fold * (1.0 - 0.35 * k / 5), y, 0 * y + tall * k / 5], 1) for k in range(6)]
    sheet = grid(np.array(rows))
    return joined([sheet, Mesh(sheet.vertices - [0.012, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)])


def _lights(kit: Kit, black: str) -> None:
    lamp = kit.material("spot", "lamp", "#fff0cf", roughness=0.3)
    kit.post(black, 0.05, 16, (-1.5, 0, 6.0 - 8.0 + 0.0), roll=90)
    can = lathe([(0.001, 0), (0.17, 0.0), (0.19, 0.35), (0.17, 0.35), (0.15, 0.1)], columns=18)
    for k, y in enumerate((-5.6, -3.4, -1.2, 1.2, 3.4, 5.6)):
        kit.mesh(black, "can", can, (-1.5, y, 6.0), pitch=180 + 14, roll=4.0 * (k - 2.5))
        kit.ball(lamp, (0.13, 0.13, 0.06), (-1.5, y, 5.75))
    for y in np.arange(-5.0, 5.1, 1.0):
        kit.ball(lamp, (0.06, 0.06, 0.06), (-2.5, y, 0.06))
