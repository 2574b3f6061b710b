"""A castle seen from the meadow before it: walls, round towers with blue roofs, a gate, flags, a moat."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import Scene
from ..shapes.mesh import Mesh, grid, joined, lathe
from . import scenery
from .country import lawn, strip
from .furniture import blocks
from .kit import Kit
from .nature import bushes, trees
from .paint import bricks
from .shore import lake

FRONT, HALF, HIGH = -34.0, 11.0, 6.0  # the wall's x, half its length and its height in metres
GATE = 3.4


@scenery("castle_outside", "castle_gate", sun_azimuth=-0.7, surface="grass", ambience="field")
def castle_outside(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A meadow, a moat with a bridge, and the castle behind it."""
    kit = Kit(scene, shot, rng)
    lawn(kit)
    picture = bricks(rng, "#b5ab99", "#847b6c", rows=8)
    stone = kit.material("stone", "stone", "#b0a797", roughness=0.9, picture=picture, repeat=(5, 2.4))
    drum = kit.material("drum", "stone", "#b0a797", roughness=0.9, picture=picture, repeat=(7, 4))
    lake(kit, (FRONT + 1.6, -30), (FRONT + 5.4, 30), z=0.03, name="moat")
    path = np.stack([np.linspace(9, FRONT + 5, 40), 2.2 * np.sin(np.linspace(0, 6.28, 40))], 1)
    strip(kit, kit.material("path", "sand", "#c9b48c", roughness=0.95), "path", path, 2.6)
    _walls(kit, stone)
    for number, (x, y, radius, high) in enumerate(
        (
            (0, -HALF, 2.3, 9.0), (0, HALF, 2.3, 9.0), (0, -2.9, 1.5, 8.2), (0, 2.9, 1.5, 8.2),
            (-16, -HALF, 2.3, 10.5), (-16, HALF, 2.3, 10.5), (-10, -4.5, 2.6, 17.0), (-12, 4.0, 2.0, 21.0),
        )
    ):  # fmt: skip
        _tower(kit, drum, number, (FRONT + x, y), radius, high)
    kit.box(stone, (9, 13, 13), (FRONT - 11, 0, 0))
    _battlements(kit, stone, "keep_teeth", (FRONT - 6.6, 0, 13), 13)
    _bridge(kit)
    trees(
        kit,
        [(x, y) for x, y in kit.around(24, 22, 70, front=8) if (x > FRONT - 2 and abs(y) > 9) or abs(y) > 16],
    )
    bushes(kit, kit.around(16, 10, 26, front=6))


def _walls(kit: Kit, stone: str) -> None:
    """The curtain wall with its gate, and the sides behind it."""
    side = HALF - GATE / 2
    for sign in (-1, 1):
        kit.box(stone, (1.2, side, HIGH), (FRONT, sign * (GATE / 2 + side / 2), 0))
        kit.box(stone, (16, 1.2, HIGH), (FRONT - 8, sign * HALF, 0))
    kit.box(stone, (1.2, GATE, HIGH - 4.2), (FRONT, 0, 4.2))
    _battlements(kit, stone, "wall_teeth", (FRONT + 0.35, 0, HIGH), 2 * HALF)
    iron = kit.material("portcullis", "metal_painted", "#2c2a28", roughness=0.6)
    bars = [((0.07, 0.09, 4.2), (0, y, 0)) for y in np.linspace(-GATE / 2, GATE / 2, 8)]
    bars += [((0.06, GATE, 0.08), (0, 0, z)) for z in np.linspace(0.5, 3.9, 6)]
    kit.mesh(iron, "portcullis", blocks(bars), (FRONT - 0.2, 0, 1.9))
    dark = kit.material("gateway", "stone", "#1b1815", roughness=1.0)
    kit.box(dark, (0.1, GATE, 4.2), (FRONT - 0.55, 0, 0))


def _battlements(kit: Kit, stone: str, name: str, at: tuple[float, float, float], long: float) -> None:
    """Merlons along y around `at`, `long` metres."""
    teeth = [((0.5, 0.75, 0.85), (0, y, 0)) for y in np.arange(-long / 2 + 0.4, long / 2, 1.35)]
    kit.mesh(stone, name, blocks(teeth), at)


def _tower(kit: Kit, stone: str, number: int, at: tuple[float, float], radius: float, high: float) -> None:
    """A round tower with a corbelled top, slits, a slate cone and a flag."""
    profile = [(radius * 1.08, 0), (radius, 0.6), (radius, high - 1.2), (radius * 1.2, high - 0.5)]
    profile += [(radius * 1.2, high), (0.0, high)]
    kit.mesh(stone, f"tower{number}", lathe(profile, columns=28), (*at, 0))
    slate = kit.material("slate", "roof", "#34507c", roughness=0.6)
    tall = radius * 2.2
    cone = lathe([(radius * 1.34, 0), (radius * 0.6, tall * 0.55), (0.03, tall)], columns=28)
    kit.mesh(slate, f"cone{number}", cone, (*at, high))
    lit = kit.material(
        "slit", "window_lit" if kit.night else "glass_pane", "#ffd690" if kit.night else "#23262c"
    )
    for level in np.arange(2.6, high - 1.6, 2.6):
        for angle in (0.0, 0.9, -0.9):
            x, y = at[0] + radius * np.cos(angle), at[1] + radius * np.sin(angle)
            kit.box(lit, (0.12, 0.28, 0.95), (x, y, level), yaw=float(np.degrees(angle)))
    _flag(kit, number, (*at, high + tall))


def _flag(kit: Kit, number: int, at: tuple[float, float, float]) -> None:
    """A pole and a pennant in the wind."""
    kit.post(kit.material("pole", "metal", "#cfc8b8", roughness=0.4), 0.05, 1.9, at)
    colour = ("#b3202c", "#d8a32b")[number % 2]
    cloth = kit.material(f"pennant{number % 2}", "cloth", colour, roughness=0.95)
    along = np.linspace(0, 1, 12)
    y, x = 1.7 * along, 0.14 * np.sin(7 * along + number) * along
    rows = [np.stack([x, y, side * 0.34 * (1 - 0.85 * along)], 1) for side in (-1, 1)]
    sheet = grid(np.stack(rows))
    back = Mesh(sheet.vertices - [0.01, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)
    kit.mesh(cloth, f"flag{number}", joined([sheet, back]), (at[0], at[1], at[2] + 1.5))


def _bridge(kit: Kit) -> None:
    """Planks over the moat on chains from the gate."""
    wood = kit.material("planks", "wood", "#6b4a2f", roughness=0.8)
    planks = [((0.42, GATE - 0.2, 0.12), (x, 0, 0)) for x in np.arange(FRONT + 0.4, FRONT + 6.1, 0.46)]
    kit.mesh(wood, "planks", blocks(planks), (0, 0, 0.06))
    iron = kit.material("chain", "metal", "#3a3835", roughness=0.5)
    for sign in (-1, 1):
        kit.post(iron, 0.05, 5.6, (FRONT + 2.7, sign * (GATE / 2 - 0.15), -0.3), pitch=-57)
