"""At home: a living room, a bedroom, a kitchen."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import joined, lathe, superellipsoid, tube
from . import scenery
from .furniture import (
    BACK,
    bookcase,
    cable,
    chair,
    curtains,
    floor_lamp,
    hung,
    pendant,
    plant,
    rug,
    sofa,
    table,
    vase,
    walls,
    window,
)
from .kit import Kit
from .paint import boards, tiles

ROOM = ((BACK + 0.4, -5.9, 0.25), (10.5, 5.9, 2.9))


@scenery("living_room", "salon", "lounge", indoor=True, surface="wood_floor", mood="warm", room=ROOM)
def living_room(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A warm room with a sofa, books, a fireplace, pictures and a big window."""
    kit = Kit(scene, shot, rng)
    oak = kit.material(
        "oak", "wood_floor", "#b98a58", roughness=0.35, picture=boards(rng, "#b98a58"), repeat=(60, 40)
    )
    kit.floor(oak, reach=40)
    walls(
        kit,
        kit.material("plaster", "wall", "#d9cdb6", roughness=0.95),
        kit.material("ceiling", "ceiling", "#f3efe6", roughness=0.95),
        skirting=kit.material("skirting", "paint", "#f4f1ea", roughness=0.5),
    )
    window(kit, (BACK + 0.02, 0.6, 0.75), (2.4, 1.7), panes=3)
    curtains(kit, (BACK, 0.6, 0.05), 2.4, 2.7, "#9c4a3f")
    cloth, accent = (
        kit.material("sofa", "cloth", "#4f6d7a", roughness=0.95),
        kit.material("pillow", "cloth", "#e0a848", roughness=0.95),
    )
    sofa(kit, cloth, (BACK + 0.75, 0.6, 0), wide=2.4, pillow=accent)
    sofa(kit, kit.material("armchair", "cloth", "#b5654a", roughness=0.95), (-1.9, 5.8, 0), wide=0.8, yaw=-80)
    bookcase(kit, (BACK + 0.2, 3.6, 0), wide=1.6, tall=2.2)
    bookcase(kit, (BACK + 0.2, 5.4, 0), wide=1.6, tall=2.2, number=1)
    _fireplace(kit, -3.4)
    hung(kit, "hills", (BACK, -1.25, 1.5), (0.7, 0.55))
    floor_lamp(kit, (BACK + 0.5, 2.3, 0))
    plant(kit, (BACK + 0.5, -5.6, 0), height=1.4)
    plant(kit, (-1.0, -5.9, 0), height=1.0)
    rug(kit, (0.2, 0.4, 0), (3.6, 5.0), "#8a3f3a", "#d9c9a6")
    pendant(kit, (0.5, 0.6, 3.2), 0.5, radius=0.34)


def _fireplace(kit: Kit, y: float) -> None:
    stone, dark = (
        kit.material("mantel", "stone", "#d6cdbd", roughness=0.8),
        kit.material("hearth", "stone", "#24201e", roughness=0.95),
    )
    flame, ember = (
        kit.material("flame", "flame", "#ff9a33", roughness=0.6),
        kit.material("log", "bark", "#4a3223", roughness=0.95),
    )
    x = BACK + 0.22
    for side in (-0.75, 0.75):
        kit.box(stone, (0.5, 0.3, 1.1), (x, y + side, 0))
    kit.box(stone, (0.5, 1.8, 0.3), (x, y, 1.0))
    kit.box(stone, (0.66, 2.1, 0.09), (x, y, 1.3))
    kit.box(stone, (0.4, 1.5, 1.8), (x - 0.05, y, 1.39))
    kit.box(dark, (0.1, 1.3, 1.0), (x - 0.12, y, 0))
    for k in range(3):
        kit.mesh(
            ember,
            f"ember{k}",
            tube(np.array([[0, -0.35, 0.08 + 0.06 * k], [0.05, 0.35, 0.1 + 0.05 * k]]), 0.06, columns=8),
            (x + 0.05, y, 0),
        )
    tongue = lathe([(0.001, 0), (0.09, 0.08), (0.07, 0.2), (0.02, 0.36), (0.001, 0.44)], columns=12)
    for k, (dy, size) in enumerate(((-0.22, 0.8), (0.0, 1.15), (0.2, 0.9), (0.1, 0.7))):
        kit.mesh(flame, f"flame{k}", tongue.scaled((size,) * 3), (x + 0.06, y + dy, 0.2))
    for dy, colour in ((-0.7, "#3f7fa8"), (0.72, "#d8a23a")):
        vase(kit, (x, y + dy, 1.39), colour, 0.26)
    hung(kit, "mantel", (x + 0.16, y, 1.65), (1.0, 0.7))


@scenery("bedroom", indoor=True, surface="wood_floor", mood="warm", room=ROOM)
def bedroom(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A bed with pillows under a window, night tables with lamps, a wardrobe."""
    kit = Kit(scene, shot, rng)
    kit.floor(
        kit.material(
            "pine", "wood_floor", "#cfa878", roughness=0.4, picture=boards(rng, "#cfa878"), repeat=(60, 40)
        ),
        reach=40,
    )
    walls(
        kit,
        kit.material("plaster", "wall", "#b9c8d6", roughness=0.95),
        kit.material("ceiling", "ceiling", "#f3efe6", roughness=0.95),
        skirting=kit.material("skirting", "paint", "#f4f1ea", roughness=0.5),
    )
    _bed(kit, (BACK + 1.1, -0.4))
    window(kit, (BACK + 0.02, 2.7, 0.9), (1.7, 1.5))
    curtains(kit, (BACK, 2.7, 0.1), 1.7, 2.6, "#6f87a8")
    wood = kit.material("white_wood", "wood", "#efe8dc", roughness=0.5)
    for y in (-2.0, 1.2):
        table(kit, wood, (BACK + 0.35, y, 0), (0.45, 0.5, 0.55))
        kit.mesh(
            kit.material("lamp_shade", "lamp_shade", "#ffe2b0", roughness=0.8),
            "night_shade",
            lathe([(0.16, 0), (0.1, 0.22)], columns=20),
            (BACK + 0.35, y, 0.8),
        )
        vase(kit, (BACK + 0.35, y, 0.55), "#d9d2c4", 0.26)
    kit.box(wood, (0.65, 2.2, 2.3), (BACK + 0.35, -5.0, 0))
    knob = kit.material("knob", "metal", "#b5935a", roughness=0.3)
    for y in (-5.1, -4.9):
        kit.ball(knob, (0.03, 0.03, 0.03), (BACK + 0.7, y, 1.1))
        kit.box(kit.material("gap", "wood", "#b5ab9b"), (0.02, 0.01, 2.2), (BACK + 0.68, -5.0, 0.05))
    hung(kit, "dream", (BACK, -0.4, 1.65), (1.3, 0.8))
    plant(kit, (BACK + 0.5, 4.7, 0), height=1.3)
    rug(kit, (0.0, 0.0, 0), (3.2, 4.6), "#e6ddcc", "#8aa0b8")
    pendant(kit, (0.3, 0, 3.2), 0.45, colour="#f7efe0", radius=0.36)


def _bed(kit: Kit, at: tuple[float, float]) -> None:
    x, y = at
    wood, sheet = (
        kit.material("bedstead", "wood", "#8a5c38", roughness=0.5),
        kit.material("sheet", "cloth", "#f4f1ea", roughness=0.95),
    )
    cover = kit.material("cover", "cloth", "#3f5f8f", roughness=0.95)
    kit.box(wood, (1.95, 1.9, 0.3), (x, y, 0.08))
    kit.box(wood, (0.1, 2.0, 1.15), (x - 1.0, y, 0))
    kit.mesh(
        sheet, "mattress", superellipsoid((0.97, 0.92, 0.16), roundness=0.2, rows=12, columns=28), (x, y, 0.5)
    )
    kit.mesh(
        cover,
        "cover",
        superellipsoid((0.68, 0.98, 0.2), roundness=0.25, rows=12, columns=28),
        (x + 0.34, y, 0.51),
    )
    kit.mesh(
        sheet,
        "fold",
        superellipsoid((0.14, 0.97, 0.19), roundness=0.3, rows=12, columns=24),
        (x - 0.3, y, 0.54),
    )
    soft = superellipsoid((0.22, 0.36, 0.11), roundness=0.55, rows=12, columns=24)
    for side in (-0.45, 0.45):
        kit.mesh(sheet, "bed_pillow", soft, (x - 0.68, y + side, 0.76), pitch=-24)


@scenery("kitchen", indoor=True, surface="tile", room=ROOM)
def kitchen(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """Fitted units with a sink, a hob and a hood, a fridge, a tiled wall, a table at the side."""
    kit = Kit(scene, shot, rng)
    floor = kit.material(
        "floor_tile",
        "tile",
        "#d9cdbb",
        roughness=0.4,
        picture=tiles(rng, "#efe8dc", "#b5a894", other="#c9b79c"),
        repeat=(36, 36),
    )
    kit.floor(floor, reach=40)
    walls(
        kit,
        kit.material("plaster", "wall", "#e8e2cf", roughness=0.95),
        kit.material("ceiling", "ceiling", "#f6f3ec", roughness=0.95),
    )
    door, top = (
        kit.material("unit", "wood", "#6f9a8f", roughness=0.5),
        kit.material("worktop", "stone", "#3d3a38", roughness=0.35),
    )
    splash = kit.material(
        "splash",
        "tile",
        "#f3f1ea",
        roughness=0.25,
        picture=tiles(rng, "#f6f4ee", "#c9c2b5", count=8),
        repeat=(12, 1),
    )
    steel, knob = (
        kit.material("steel", "metal", "#c9cdd0", roughness=0.25),
        kit.material("knob", "metal", "#b59a62", roughness=0.3),
    )
    x = BACK + 0.33
    kit.box(splash, (0.02, 12.6, 0.62), (BACK + 0.012, 0, 0.92))
    kit.box(top, (0.68, 8.6, 0.05), (x + 0.02, -1.0, 0.88))
    kit.box(kit.material("plinth", "paint", "#3f5a54"), (0.55, 8.6, 0.1), (x, -1.0, 0))
    for k, y in enumerate(np.arange(-5.0, 3.1, 0.74)):
        kit.box(door, (0.62, 0.71, 0.77), (x, y, 0.1))
        kit.box(knob, (0.03, 0.26, 0.025), (x + 0.33, y, 0.76))
        if k not in (4, 5, 8, 9, 6):
            kit.box(door, (0.38, 0.71, 0.75), (BACK + 0.2, y, 1.55))
            kit.box(knob, (0.03, 0.2, 0.025), (BACK + 0.41, y, 1.6))
    _cooking(kit, x, steel)
    window(kit, (BACK + 0.02, 1.2, 1.15), (1.9, 1.25))
    kit.box(steel, (0.72, 0.95, 2.0), (x + 0.03, 4.2, 0))
    kit.box(kit.material("gap", "metal", "#6d7174"), (0.01, 0.93, 0.02), (x + 0.4, 4.2, 1.25))
    for z, tall in ((0.75, 0.4), (1.35, 0.4)):
        kit.box(knob, (0.04, 0.03, tall), (x + 0.41, 3.85, z))
    _table_side(kit, x)


def _table_side(kit: Kit, x: float) -> None:
    """A table with chairs, and what lies on the worktop whose middle is at `x`."""
    oak = kit.material("oak_table", "wood", "#b98a58", roughness=0.45)
    table(kit, oak, (-1.2, 5.85, 0), (1.6, 0.9, 0.75))
    for dx in (-0.5, 0.5):
        chair(kit, oak, (-1.2 + dx, 5.3, 0), yaw=90)
    _groceries(kit, x)


def _cooking(kit: Kit, x: float, steel: str) -> None:
    black, red = (
        kit.material("hob", "glass_black", "#15161a", roughness=0.1),
        kit.material("pot_red", "metal_painted", "#c8382f", roughness=0.3),
    )
    y = -1.6
    kit.box(black, (0.5, 0.72, 0.012), (x + 0.03, y, 0.93))
    kit.box(black, (0.02, 0.6, 0.42), (x + 0.32, y, 0.3))
    kit.box(steel, (0.03, 0.5, 0.03), (x + 0.35, y, 0.76))
    kit.mesh(
        steel,
        "hood",
        lathe([(0.5, 0), (0.48, 0.1), (0.17, 0.35), (0.17, 1.3)], columns=4).turned("z", 45),
        (BACK + 0.36, y, 1.75),
    )
    pan = lathe([(0.001, 0), (0.13, 0), (0.14, 0.17), (0.125, 0.17), (0.001, 0.02)], columns=28)
    kit.mesh(red, "stew", pan, (x, y - 0.17, 0.945))
    kit.mesh(steel, "pan", pan.scaled((0.9, 0.9, 0.5)), (x + 0.05, y + 0.2, 0.945))
    kit.box(steel, (0.46, 0.75, 0.012), (x, 1.2, 0.93))
    kit.box(
        kit.material("basin", "metal", "#6f7478", roughness=0.35), (0.38, 0.6, 0.014), (x + 0.02, 1.2, 0.932)
    )
    tap = cable(
        [(0, 0, 0), (0, 0, 0.22), (0.03, 0, 0.29), (0.1, 0, 0.31), (0.17, 0, 0.27), (0.18, 0, 0.2)], 0.016
    )
    kit.mesh(steel, "tap", tap, (x - 0.2, 1.2, 0.94))


def _groceries(kit: Kit, x: float) -> None:
    red, green, yellow = (
        kit.material(f"fruit{c}", "plastic", c, roughness=0.4) for c in ("#c8322f", "#6ea53a", "#f0c52f")
    )
    bowl = kit.material("bowl", "ceramic", "#3f6fa8", roughness=0.25)
    kit.mesh(
        bowl, "bowl", lathe([(0.06, 0), (0.17, 0.1), (0.16, 0.1), (0.001, 0.03)], columns=24), (x, -3.6, 0.93)
    )
    for k, (dx, dy, material) in enumerate(
        ((0, 0.05, red), (0.07, -0.04, green), (-0.06, -0.05, yellow), (0.0, 0.0, red))
    ):
        kit.ball(material, (0.05, 0.05, 0.05), (x + dx, -3.6 + dy, 1.04 + 0.03 * (k == 3)))
    board = kit.material("board_wood", "wood", "#c79a62", roughness=0.6)
    kit.box(board, (0.02, 0.3, 0.42), (BACK + 0.14, -2.6, 0.93), pitch=-8)
    for k, colour in enumerate(("#d8c8a8", "#b5533c", "#5b7f5a")):
        jar = lathe([(0.001, 0), (0.065, 0), (0.07, 0.15), (0.05, 0.18), (0.001, 0.2)], columns=18)
        kit.mesh(
            kit.material(f"jar{k}", "ceramic", colour, roughness=0.3),
            "jar",
            jar,
            (BACK + 0.16, -0.4 + 0.2 * k, 0.93),
        )
    plant(kit, (x + 0.1, 2.45, 0.93), height=0.35)
    pendant(kit, (0.4, 0, 3.2), 0.5, colour="#e8b23a", radius=0.3)
    kit.mesh(
        board,
        "spoons",
        joined([cable([(0, 0.03 * k, 0), (0, 0.06 * k - 0.05, 0.28)], 0.012) for k in range(3)]),
        (BACK + 0.16, 0.25, 0.95),
    )
