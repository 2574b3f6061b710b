"""Cinematic: a long lens, teal shadows, warm lights, halation, grain, a wide frame where there is room."""

from __future__ import annotations

import numpy as np

from . import film
from .styles import Floats, Pixels, Shot, style

SHADOWS, LIGHTS = np.array((-0.035, 0.012, 0.045), np.float32), np.array((0.05, 0.015, -0.045), np.float32)
WIDE = 2.39
WIDE_FROM = 1.6


def _focus(depth: Floats) -> float:
    """Metres to what stands nearest in the middle of the frame."""
    height, width = depth.shape
    middle = depth[height // 4 : 3 * height // 4, width // 3 : max(2 * width // 3, width // 3 + 1)]
    return float(np.percentile(middle, 12)) if middle.size else 5.0


def _lens(picture: Floats, depth: Floats) -> Floats:
    """Blur what is far from the focus; the sharp parts do not bleed into it."""
    near = np.maximum(depth, np.float32(0.2))
    focus = _focus(near)
    circle = np.clip(np.abs(1 - np.float32(focus) / near) * 1.15 - 0.22, 0, 1)
    circle = np.where(near < focus, circle * 0.6, circle).astype(np.float32)
    scale = depth.shape[0] / 480
    soft = film.blurred(circle, max(1.2 * scale, 0.4))[..., None]
    weight = soft + np.float32(0.02)
    wide = film.blurred(picture * weight, max(5.5 * scale, 0.5), 2)
    wide = wide / np.maximum(film.blurred(weight, max(5.5 * scale, 0.5), 2).reshape(*depth.shape, 1), 1e-3)
    return np.asarray(picture + (wide - picture) * np.clip(soft * 1.6, 0, 1), np.float32)


@style("cinematic")
def cinematic(shot: Shot) -> Pixels:
    """Grade in the order of a film: lens, colour, halation, vignette, grain, mask."""
    picture = _lens(film.as_floats(shot.rgb), shot.depth)
    bright = np.clip(film.luma(picture), 0, 1)
    picture = picture + SHADOWS * (1 - bright) ** 1.5 + LIGHTS * bright
    picture = film.saturated(film.contrasted(picture, 0.4), 1.04)
    picture = film.halation(picture, 0.72, 0.55, (1.0, 0.78, 0.62))
    picture = film.vignette(picture, 0.22)
    picture = film.grain(picture, shot.index, shot.seed, 0.018)
    height, width = shot.depth.shape
    if width / height > WIDE_FROM:
        bar = round((height - width / WIDE) / 2)
        picture[:bar] = picture[height - bar :] = 0
    return film.as_pixels(picture)
