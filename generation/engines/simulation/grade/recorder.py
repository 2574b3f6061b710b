"""What a video recorder writes on its picture: PLAY, the speed, a date and a running clock."""

from __future__ import annotations

import functools

import cv2
import numpy as np

from . import film
from .styles import Floats

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
INK, BACK = 0.94, 0.05
FONT, SIZE = cv2.FONT_HERSHEY_DUPLEX, 0.5


def stamped(picture: Floats, seed: int, time: float) -> Floats:
    """PLAY, the speed, and a date of the years when tapes were new; the clock runs."""
    rng = np.random.default_rng([seed, 1987])
    day, month, year = int(rng.integers(1, 29)), int(rng.integers(0, 12)), int(rng.integers(1986, 1998))
    now = int(rng.integers(0, 12 * 3600)) + int(time)
    half = "PM" if rng.random() < 0.75 else "AM"
    clock = f"{half} {(now // 3600 + 11) % 12 + 1:2d}:{now // 60 % 60:02d}:{now % 60:02d}"
    _stamp(picture, "PLAY >", 0.06, 0.10)
    _stamp(picture, "SP", -0.07, 0.10)
    _stamp(picture, clock, 0.06, 0.79)
    _stamp(picture, f"{MONTHS[month]} {day:2d} {year}", 0.06, 0.87)
    return picture


@functools.lru_cache(maxsize=64)
def _written(text: str, tall: int) -> Floats:
    """A line of the recorder's own blocky letters, (tall, W) from 0 to 1."""
    (wide, high), base = cv2.getTextSize(text, FONT, SIZE, 1)
    drawn = np.zeros((high + base + 4, wide + 4), np.uint8)
    cv2.putText(drawn, text, (2, high + 2), FONT, SIZE, (255,), 1, cv2.LINE_8)
    bold = cv2.dilate(drawn, np.ones((1, 2), np.uint8))
    size = (max(round(drawn.shape[1] * tall / drawn.shape[0]), 1), tall)
    return np.asarray(cv2.resize(bold, size, interpolation=cv2.INTER_NEAREST), np.float32) / 255


def _stamp(picture: Floats, text: str, x: float, y: float) -> None:
    """Write a line with its middle left (right where `x` is negative) at these parts of the picture."""
    height, width = picture.shape[:2]
    mask = _written(text, max(round(height * 0.062), 4))
    left = round(x * width) if x >= 0 else round(width * (1 + x)) - mask.shape[1]
    top = round(y * height) - mask.shape[0] // 2
    if left < 0 or top < 0 or left + mask.shape[1] > width or top + mask.shape[0] > height:
        return
    part = picture[top : top + mask.shape[0], left : left + mask.shape[1]]
    wide = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.float32)
    shade = film.blurred(wide, max(height / 400, 0.4))[..., None]
    part += (BACK - part) * np.clip(shade, 0, 1) * 0.7
    part += (INK - part) * mask[..., None]
