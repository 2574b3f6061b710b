"""The visible mark: the product's name and the creator's handle, moving gently over the whole film.

The mark rests at one safe place, glides to another, and never leaves the
picture; the seed chooses the order of the places, so cropping one edge never
removes it. White letters on a soft dark glow are legible on any background.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from .colour import Rgb

OPACITY = 0.82
REST_SECONDS = 1.0
GLIDE_SECONDS = 1.5
_SMALLEST_TYPE = 6
# Centres of the mark as fractions of the room it has to move in: edges and corners, never the middle.
_PLACES = ((0.0, 0.1), (1.0, 0.5), (0.0, 0.9), (1.0, 0.1), (0.5, 1.0), (0.5, 0.0), (1.0, 0.9), (0.0, 0.5))

Layer = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Watermark:
    """The mark `text` ("Product @handle") for films of `width` x `height` pixels."""

    text: str
    width: int
    height: int
    seed: int = 0

    @cached_property
    def layer(self) -> Layer:
        """Premultiplied RGBA of the mark, (h, w, 4) in 0 to 1, already at its opacity."""
        mark = _draw(self.text, self.width, self.height)
        rgba = np.asarray(mark, np.float32) / 255
        alpha = rgba[..., 3:] * OPACITY
        return np.concatenate([rgba[..., :3] * alpha, alpha], axis=2)

    @cached_property
    def _places(self) -> list[tuple[float, float]]:
        """A round that keeps crossing the picture; the seed says where it begins and how it is mirrored."""
        first, across, down = self.seed % len(_PLACES), self.seed // 8 % 2, self.seed // 16 % 2
        round_trip = _PLACES[first:] + _PLACES[:first]
        return [(abs(across - x), abs(down - y)) for x, y in round_trip]

    def position(self, seconds: float) -> tuple[float, float]:
        """Left and top of the mark in pixels at that time; continuous, inside the picture."""
        leg, within = divmod(max(0.0, seconds), REST_SECONDS + GLIDE_SECONDS)
        way = min(1.0, max(0.0, (within - REST_SECONDS) / GLIDE_SECONDS))
        eased = way * way * way * (way * (6 * way - 15) + 10)
        here = self._places[int(leg) % len(self._places)]
        there = self._places[(int(leg) + 1) % len(self._places)]
        margin = _margin(self.width, self.height)
        room_x = max(0.0, self.width - self.layer.shape[1] - 2 * margin)
        room_y = max(0.0, self.height - self.layer.shape[0] - 2 * margin)
        x = margin + room_x * (here[0] + (there[0] - here[0]) * eased)
        y = margin + room_y * (here[1] + (there[1] - here[1]) * eased)
        return x, y

    def apply(self, rgb: Rgb, seconds: float) -> Rgb:
        """A copy of the (H, W, 3) frame with the mark on it, placed to a fraction of a pixel."""
        x, y = self.position(seconds)
        left, top = math.floor(x), math.floor(y)
        height, width = self.layer.shape[:2]
        shift = np.array([[1, 0, x - left], [0, 1, y - top]], np.float32)
        moved = np.asarray(cv2.warpAffine(self.layer, shift, (width + 1, height + 1), flags=cv2.INTER_LINEAR))
        bottom, right = min(self.height, top + height + 1), min(self.width, left + width + 1)
        moved = moved[: bottom - top, : right - left]
        marked = rgb.copy()
        under = marked[top:bottom, left:right].astype(np.float32)
        blended = under * (1 - moved[..., 3:]) + moved[..., :3] * 255
        marked[top:bottom, left:right] = np.clip(blended + 0.5, 0, 255).astype(np.uint8)
        return marked


def _margin(width: int, height: int) -> float:
    return max(1.0, 0.03 * min(width, height))


def _draw(text: str, width: int, height: int) -> Image.Image:
    """The mark as an RGBA picture no wider than a third of a landscape film (half of a small one)."""
    short = min(width, height)
    product, _, handle = text.partition(" @")
    widest = max(12, int(width * (0.34 if width > height else 0.46)))
    for size in range(max(_SMALLEST_TYPE, round(short / 19)), _SMALLEST_TYPE - 1, -1):
        mark = _lettered(product, f"@{handle}" if handle else "", size)
        if mark.width <= widest and mark.height <= height // 3:
            return mark
    return _signet(max(6, min(width, height) // 5))


def _lettered(product: str, handle: str, size: int) -> Image.Image:
    """A signet, the product's name, and the handle smaller below it."""
    large, small = ImageFont.load_default(size), ImageFont.load_default(max(_SMALLEST_TYPE, size * 0.72))
    glow, icon = max(2, round(size * 0.3)), size
    name_width, handle_width = large.getlength(product), small.getlength(handle)
    text_left = glow + icon + round(size * 0.42)
    line = round(size * 1.12)
    full = (
        math.ceil(text_left + max(name_width, handle_width) + glow),
        math.ceil(2 * glow + line + (size * 0.9 if handle else 0.1 * size)),
    )
    ink = Image.new("L", full, 0)
    pen = ImageDraw.Draw(ink)
    middle = glow + (line + (size * 0.8 if handle else 0)) / 2
    _sparkle(pen, glow + icon / 2, middle, icon / 2)
    pen.text((text_left, glow), product, font=large, fill=255, stroke_width=size / 40, stroke_fill=255)
    if handle:
        pen.text((text_left, glow + line), handle, font=small, fill=245)
    return _glowing(ink, glow)


def _signet(size: int) -> Image.Image:
    """The mark of films too small for letters: a sparkle on its glow."""
    glow = max(1, size // 4)
    ink = Image.new("L", (size + 2 * glow, size + 2 * glow), 0)
    _sparkle(ImageDraw.Draw(ink), glow + size / 2, glow + size / 2, size / 2)
    return _glowing(ink, glow, strength=3.0)


def _sparkle(pen: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    """A four-pointed star with hollow sides (a superellipse of exponent 1/2)."""
    angles = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    across, up = np.cos(angles), np.sin(angles)
    outline = zip(
        x + radius * np.sign(across) * np.abs(across) ** 3,
        y + radius * np.sign(up) * np.abs(up) ** 3,
        strict=True,
    )
    pen.polygon([(float(px), float(py)) for px, py in outline], fill=255)
    core = 0.34 * radius
    pen.ellipse((x - core, y - core, x + core, y + core), fill=255)


def _glowing(ink: Image.Image, glow: int, strength: float = 1.5) -> Image.Image:
    """White ink over a soft dark glow, so that it reads on white and on black."""
    halo = ink.filter(ImageFilter.GaussianBlur(glow * 0.55))
    dark = np.clip(np.asarray(halo, np.float32) * strength, 0, 215)
    white = np.asarray(ink, np.float32)
    alpha = np.maximum(white, dark)
    shade = np.divide(white, alpha, out=np.zeros_like(white), where=alpha > 0)
    shade = np.clip(shade, 0, 1) * 255
    return Image.fromarray(np.dstack([shade, shade, shade, alpha]).astype(np.uint8), "RGBA")
