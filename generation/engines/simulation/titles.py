"""Titles: words set over the picture after the grade, in and out softly, inside the safe area."""

from __future__ import annotations

from functools import lru_cache
from textwrap import wrap

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .screenplay import Shot
from .world.props.lettering import font_file, runs

Rgb = npt.NDArray[np.uint8]
Cover = npt.NDArray[np.float32]
APPEARS, FADE, STAYS = 0.35, 0.45, 3.2  # seconds: when, how softly, how long at most
SAFE = 0.82  # the share of the picture's width that letters fill at most (SMPTE ST 2046: 90 %, less a margin)
TALL, LEAST = 0.13, 0.035  # the letters' size in heights of the picture: at most, at least
PLACE = 0.74  # of the height: where the middle of the words is
INK, SHADE = np.array([255, 252, 244], np.float32), 0.55


def titled(picture: Rgb, shot: Shot, time: float) -> Rgb:
    """The picture (H, W, 3) with the shot's title as it is seen at `time` seconds of the shot."""
    seen = visible(shot, time)
    if seen <= 0:
        return picture
    height, width = picture.shape[:2]
    letters, shadow = _set(shot.title, width, height)
    dark = picture * (1 - SHADE * seen * shadow[..., None])
    inked = dark + (INK - dark) * (seen * letters[..., None])
    return np.clip(inked + 0.5, 0, 255).astype(np.uint8)


def visible(shot: Shot, time: float) -> float:
    """How much of the title is seen at `time` seconds, 0 to 1."""
    if not shot.title:
        return 0.0
    first = min(APPEARS, 0.1 * shot.seconds)
    last = min(first + STAYS, shot.seconds - 0.05)
    u = min((time - first) / FADE, (last - time) / FADE, 1.0)
    return u * u * (3 - 2 * u) if u > 0 else 0.0


@lru_cache(maxsize=4)
def _set(text: str, width: int, height: int) -> tuple[Cover, Cover]:
    """The cover (H, W) 0..1 of the letters, set in one line or two, and of the shade behind them."""
    lines = _lines(text, width / height)
    size = TALL * height
    widest = max(_long(line, 100) for line in lines) / 100
    size = max(min(size, SAFE * width / max(widest, 0.1)), LEAST * height)
    sheet = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(sheet)
    top = PLACE * height - 0.62 * size * len(lines)
    for number, line in enumerate(lines):
        x = (width - _long(line, size)) / 2
        for script, part in runs(line):
            font = ImageFont.truetype(font_file(script), size)
            pen.text((x, top + 1.24 * size * number), part, fill=255, font=font)
            x += font.getlength(part)
    soft = sheet.filter(ImageFilter.GaussianBlur(0.12 * size))
    shade = np.minimum(np.asarray(soft, np.float32) / 255 * 1.6, 1.0)
    return np.asarray(sheet, np.float32) / 255, shade


def _long(line: str, size: float) -> float:
    """Pixels that a line is long in letters of `size` pixels."""
    return sum(ImageFont.truetype(font_file(script), size).getlength(part) for script, part in runs(line))


def _lines(text: str, aspect: float) -> list[str]:
    """Lines of about one length, as few as are not long for the picture."""
    most = 20 * min(aspect, 1.4)
    many = -(-len(text) // most)
    for wide in range(int(len(text) / many), len(text) + 1):
        lines = wrap(text, max(wide, 1))
        if len(lines) <= many:
            return lines
    return [text]
