"""Lettering: words cut out of board, standing on a bar or fixed to a signboard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ...screenplay import Prop
from ...screenplay.toys import ASSETS
from ..scene import BOX, Scene, rgb, turn
from ..shapes.sawn import Board, saw
from . import Place, prop

SCRIPTS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "hebrew", "arabic")
MOST = 24
PIXELS = 220  # of the font's size
HIGH, WIDE = 0.55, 2.6  # metres at scale 1 that the letters fill at most
DEEP, EDGE = 0.17, 0.012  # parts of the font's size
BAR, FOOT = 0.035, 0.35  # metres at scale 1; part of its height: half the depth of the solid that stands
COLOUR, BAR_COLOUR, DENSITY = "#d8392f", "#3a3f4a", 600.0
LETTERS, POST = 0.5, 1.7  # scale of a signboard's letters; metres that its posts are high
NOBODY_HAS = "\U0010ffff"
Mask = npt.NDArray[np.uint8]


def font_file(script: str) -> str:
    """The file of the font that draws a script."""
    return str(ASSETS / "rubik" / f"rubik-{script}-700-normal.woff")


@cache
def _font(script: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(script), PIXELS)


@cache
def _script(character: str) -> str:
    """The part of the font that draws a character; empty where none does."""
    for script in SCRIPTS:
        font = _font(script)
        drawn, missing = font.getmask(character), font.getmask(NOBODY_HAS)
        if (drawn.size, bytes(drawn)) != (missing.size, bytes(missing)):
            return script
    return ""


def readable(text: str) -> str:
    """What of a text is set: one line, without what the font does not have, cut with … after `MOST`."""
    line = " ".join("".join(c if c.isspace() or _script(c) else " " for c in text).split())
    return (line if len(line) <= MOST else f"{line[: MOST - 1].rstrip()}…") or "…"


def runs(text: str) -> list[tuple[str, str]]:
    """Stretches of one script: (script, text); spaces and marks stay with what is before them."""
    found: list[tuple[str, str]] = []
    for character in text:
        script = _script(character) or "latin"
        if found and (script == found[-1][0] or _drawn_by(character, found[-1][0])):
            found[-1] = (found[-1][0], found[-1][1] + character)
        else:
            found.append((script, character))
    return found


def _drawn_by(character: str, script: str) -> bool:
    font = _font(script)
    drawn, missing = font.getmask(character), font.getmask(NOBODY_HAS)
    return character.isspace() or (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def letters(text: str) -> tuple[Mask, int]:
    """The text in white on black (H, W), as wide as its ink, and how many rows hang below its line."""
    parts = runs(text)
    widths = [_font(script).getlength(part) for script, part in parts]
    sheet = Image.new("L", (int(sum(widths)) + 2 * PIXELS, 3 * PIXELS))
    pen, x = ImageDraw.Draw(sheet), float(PIXELS)
    for (script, part), width in zip(parts, widths, strict=True):
        pen.text((x, 2 * PIXELS), part, fill=255, font=_font(script), anchor="ls")
        x += width
    mask = np.asarray(sheet, np.uint8)
    rows, columns = np.nonzero(mask.max(1) > 127)[0], np.nonzero(mask.max(0) > 127)[0]
    inked = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.pad(inked, 2), max(0, int(rows[-1]) - 2 * PIXELS)


@dataclass(frozen=True, slots=True)
class Sign:
    """Letters in metres, on z = 0 about y = 0, and their bar: half its width, its height, half its depth."""

    letters: Board
    wide: float
    bar: float
    deep: float


@cache
def sign(text: str, scale: float) -> Sign:
    """The letters of a text, sawn out; what hangs below the line stands out from the bar."""
    mask, below = letters(text)
    height, width = mask.shape
    unit = scale * min(HIGH / max(height, 0.8 * PIXELS), WIDE / width)
    bar = max(BAR * scale, below * unit)
    board = saw(mask, DEEP * PIXELS, EDGE * PIXELS)
    return Sign(
        board.placed(unit, (0, -unit * width / 2, bar - below * unit)),
        unit * (width / 2 + 0.12 * PIXELS),
        bar,
        0.42 * DEEP * PIXELS * unit,
    )


def measured(item: Prop) -> Place:
    """The whole extents (m) of standing letters: short words take less room than long ones."""
    made = sign(readable(item.text or item.label), item.scale)
    tall = float(made.letters.sides.vertices[:, 2].max())
    return 2 * max(made.deep, FOOT * tall / 2), 2 * made.wide, tall


@prop("lettering", size=(0.2, WIDE, HIGH + BAR), measure=measured)
def lettering(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """`item.text` as standing letters that face +x, at most `WIDE` x `HIGH` metres at scale 1."""
    made = sign(readable(item.text or item.label), item.scale)
    colour = item.color or COLOUR
    front = scene.material(f"{item.name}_front", "paint_wood", colour, roughness=0.35)
    dark = "#" + "".join(f"{round(255 * part * 0.55):02x}" for part in rgb(colour))
    edge = scene.material(f"{item.name}_edge", "paint_wood", dark, roughness=0.5)
    wood = scene.material("lettering_bar", "paint_wood", BAR_COLOUR, roughness=0.5)
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    for part, mesh, material in (("front", made.letters.faces, front), ("edge", made.letters.sides, edge)):
        scene.visual(body, mesh, material, mesh=f"{item.name}_{part}", name=f"{item.name}_{part}")
    half, middle = (made.deep, made.wide, made.bar / 2), (0, 0, made.bar / 2)
    scene.visual(body, BOX, wood, size=half, position=middle, name=f"{item.name}_bar")
    low, high = made.letters.sides.vertices.min(0), made.letters.sides.vertices.max(0)
    tall = float(high[2]) / 2
    scene.solid(
        body,
        BOX,
        (max(made.deep, FOOT * tall), made.wide, tall),
        name=f"{item.name}_solid",
        material=wood,
        mass=max(DENSITY * 4 * made.deep * made.wide * tall, 0.05),
        position=(0, float(low[1] + high[1]) / 2, tall),
    )


def _plank(item: Prop) -> tuple[Sign, float]:
    """The letters of a signboard and half the board's width (m)."""
    made = sign(readable(item.text or item.label), LETTERS * item.scale)
    return made, max(made.wide + 0.07 * item.scale, 0.32 * item.scale)


def _board_size(item: Prop) -> Place:
    return 0.12 * item.scale, 2 * _plank(item)[1], POST * item.scale


@prop("signboard", size=(0.12, 1.5, POST), free=False, measure=_board_size)
def signboard(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """`item.text` in letters on a board between two posts, facing +x; `item.color` is the letters'."""
    (made, half), k = _plank(item), item.scale
    paint = scene.material(f"{item.name}_front", "paint_wood", item.color or COLOUR, roughness=0.35)
    wood = scene.material("signboard_wood", "wood", "#7a5230", roughness=0.6)
    board = scene.material("signboard_board", "paint_wood", "#f7f1e1", roughness=0.6)
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    tall = float(made.letters.sides.vertices[:, 2].max())
    high, middle = tall / 2 + 0.1 * k, (POST - 0.32) * k
    visual, name = scene.visual, item.name
    visual(body, BOX, board, size=(0.02 * k, half, high), position=(0, 0, middle), name=f"{name}_board")
    for side, number in ((1, 0), (-1, 1)):
        at, size = (-0.01 * k, side * 0.8 * half, POST * k / 2), (0.035 * k, 0.035 * k, POST * k / 2)
        visual(body, BOX, wood, size=size, position=at, name=f"{name}_post{number}")
    spot = (0.03 * k, 0, middle - (tall + made.bar) / 2)
    for part, mesh in (("front", made.letters.faces), ("edge", made.letters.sides)):
        visual(body, mesh, paint, mesh=f"{name}_{part}", name=f"{name}_{part}", position=spot)
    solid = (0.05 * k, half, POST * k / 2)
    scene.solid(
        body, BOX, solid, name=f"{name}_solid", material=wood, mass=14 * k**3, position=(0, 0, POST * k / 2)
    )
