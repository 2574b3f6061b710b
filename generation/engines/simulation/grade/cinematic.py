"""Cinematic: a long lens, teal shadows, warm lights, halation, grain."""

from __future__ import annotations

import numpy as np

from . import film
from .styles import Floats, Pixels, Shot, style

SHADOWS, LIGHTS = np.array((-0.035, 0.012, 0.045), np.float32), np.array((0.05, 0.015, -0.045), np.float32)
LENS, SHARP = 2.6, 0.12


def _lens(picture: Floats, depth: Floats, focus: float) -> Floats:
    """Blur what is out of focus, as wide as a fast lens would; the sharp parts do not bleed into it."""
    diopters = np.abs(1 / np.maximum(depth, np.float32(0.2)) - np.float32(1 / focus))
    circle = np.clip(diopters * LENS - SHARP, 0, 1).astype(np.float32)
    sigma = max(5.5 * depth.shape[0] / 480, 0.5)
    soft = film.blurred(circle, max(sigma / 4, 0.4))[..., None]
    weight = soft + np.float32(0.02)
    wide = film.blurred(np.asarray(picture * weight, np.float32), sigma, 2)
    wide = wide / np.maximum(film.blurred(weight, sigma, 2).reshape(*depth.shape, 1), 1e-3)
    return np.asarray(picture + (wide - picture) * np.clip(soft * 1.6, 0, 1), np.float32)


@style("cinematic")
def cinematic(shot: Shot) -> Pixels:
    """Grade in the order of a film: lens, colour, halation, vignette, grain."""
    picture = _lens(film.as_floats(shot.rgb), shot.depth, shot.focus)
    bright = np.clip(film.luma(picture), 0, 1)
    picture = picture + SHADOWS * (1 - bright) ** 1.5 + LIGHTS * bright
    picture = film.saturated(film.contrasted(picture, 0.34), 1.08)
    picture = film.halation(picture, 0.72, 0.55, (1.0, 0.78, 0.62))
    picture = film.vignette(picture, 0.2)
    picture = film.grain(picture, shot.index, shot.seed, 0.018)
    return film.as_pixels(picture)
