"""Cinematic: a long fast lens on a wide frame, light from behind, teal shadows, warm lights, grain."""

from __future__ import annotations

import numpy as np

from . import film
from .styles import Glass, Matter, Pixels, Rig, Shot, style

SHADOWS, LIGHTS = np.array((-0.05, 0.018, 0.065), np.float32), np.array((0.045, 0.012, -0.042), np.float32)
MATTE = 2.2


@style(
    "cinematic",
    matter=Matter(saturation=0.95),
    rig=Rig(key=1.2, fill=0.75, rim=1.9, ambient=0.84, sky=0.9, tint=(1.04, 0.99, 0.93)),
    lens=Glass(longer=1.35, wider=1.16, fstop=1.4),
)
def cinematic(shot: Shot) -> Pixels:
    """Grade in the order of a film: lens, colour, halation, vignette, grain, matte."""
    picture = film.lens(film.as_floats(shot.rgb), shot.depth, shot.focus, 2.9)
    bright = np.clip(film.luma(picture), 0, 1)
    picture = picture + SHADOWS * (1 - bright) ** 1.5 + LIGHTS * bright
    picture = film.saturated(film.contrasted(picture, 0.34), 1.08)
    picture = film.halation(picture, 0.72, 0.55, (1.0, 0.78, 0.62))
    picture = film.vignette(picture, 0.2)
    picture = film.grain(picture, shot.index, shot.seed, 0.018)
    return film.as_pixels(film.matte(picture, MATTE))
