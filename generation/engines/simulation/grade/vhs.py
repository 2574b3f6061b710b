"""Retro VHS: a camcorder with its lamp on, taped, played too often: lines, bleeding colours, a date."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from . import film
from .recorder import stamped
from .styles import Floats, Glass, Matter, Pixels, Rig, Shot, style

LUMA_LINES, CHROMA_LINES = 300, 52
BAND = 0.055


def _narrow(plane: Any, across: int) -> Floats:
    """A plane (H, W) with only `across` details in a line."""
    height, width = plane.shape
    fine = np.ascontiguousarray(plane, np.float32)
    small = cv2.resize(fine, (max(min(across, width), 1), height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def taped(picture: Floats, rng: np.random.Generator) -> Floats:
    """What the tape keeps: sharp-edged brightness with ringing, colours that come late and bleed, noise."""
    height, width = picture.shape[:2]
    yuv = cv2.cvtColor(film.bounded(picture), cv2.COLOR_RGB2YCrCb)
    bright = _narrow(yuv[..., 0], LUMA_LINES)
    ringing = bright - film.smeared(bright, max(width / 260, 0.5), 0.01)
    bright = bright + ringing * np.float32(0.9) + film.noise(rng, height, width, 0.022)
    late = max(round(width / 150), 1)
    planes = [bright]
    for plane in (1, 2):
        blotch = film.noise(rng, max(height // 3, 1), max(width // 24, 1), 0.02)
        wide = _narrow(yuv[..., plane], CHROMA_LINES) + cv2.resize(blotch, (width, height))
        wide = film.smeared(np.asarray(wide, np.float32), 0.01, max(height / 300, 0.4))
        planes.append(np.asarray((np.roll(wide, late, 1) - 0.5) * 1.22 + 0.5, np.float32))
    return np.asarray(cv2.cvtColor(film.bounded(np.stack(planes, -1)), cv2.COLOR_YCrCb2RGB), np.float32)


def tracked(picture: Floats, index: int, rng: np.random.Generator) -> Floats:
    """Lines that tremble, torn sideways where the head changes at the bottom, with sparks of noise."""
    height, width = picture.shape[:2]
    rows = np.arange(height, dtype=np.float32)
    tear = np.clip((rows - height * (1 - BAND)) / (height * BAND), 0, 1) ** 1.5
    crease = np.exp(-(((rows / height - (1.18 - index * 0.011) % 1.4) / 0.012) ** 2))
    torn = tear * (0.05 + 0.012 * np.sin(index * 1.7 + rows / 3)) + crease * 0.018
    shift = (rng.normal(0, 0.0007, height) + torn) * width
    x = np.asarray(np.arange(width) - shift[:, None], np.float32)
    y = np.asarray(np.repeat(rows[:, None] + index % 2 * 0.5, width, 1), np.float32)
    out = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    noisy = np.clip(tear * 0.75 + crease * 0.4, 0, 1)[:, None]
    dots = np.asarray(rng.random((height, width)) > 0.93, np.float32)
    sparks = film.smeared(dots, max(width / 170, 0.5), 0.01) * 3.2
    return np.asarray(out + (np.clip(sparks, 0, 1) * noisy)[..., None], np.float32)


@style(
    "vhs",
    matter=Matter(saturation=1.1),
    rig=Rig(key=0.5, fill=0.5, rim=0.6, ambient=0.72, sky=0.82, torch=0.66),
    lens=Glass(wider=1.28, fstop=11.0, shake=0.35),
)
def vhs(shot: Shot) -> Pixels:
    """A television's 4:3, two fields, a tape; portraits fill the picture."""
    whole = film.as_floats(shot.rgb)
    height, width = whole.shape[:2]
    wide = min(width, round(height * 4 / 3)) if width > height else width
    left = (width - wide) // 2
    rng = np.random.default_rng([shot.seed, 61, shot.index])
    picture = np.ascontiguousarray(whole[:, left : left + wide])
    picture = film.halation(picture * 0.93 + 0.05, 0.8, 0.5, (1.0, 0.95, 1.0))
    picture = tracked(taped(picture, rng), shot.index, rng)
    picture = stamped(picture, shot.seed, shot.time)
    period = max(round(height / 200), 2)
    lines = 1 - 0.12 * ((np.arange(height) + shot.index % 2 * (period // 2)) % period < period / 2)
    picture = picture * lines[:, None, None].astype(np.float32)
    out = np.full_like(whole, 0.012)
    out[:, left : left + wide] = picture
    return film.as_pixels(out)
