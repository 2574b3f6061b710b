"""Film noir: black and white, one hard lamp behind a blind, deep shadows, a fast lens, grain."""

from __future__ import annotations

import numpy as np

from . import film
from .styles import Glass, Matter, Pixels, Rig, Shot, style

# How bright colours are on the film: more for reds than the eye, as skins want it.
FILM = np.array((0.40, 0.45, 0.15), np.float32)
TOE, SHOULDER = 0.035, 0.82


@style(
    "noir",
    matter=Matter(saturation=0.35),
    rig=Rig(key=2.1, fill=0.32, rim=1.8, ambient=0.42, sky=0.22, toward=(46.0, 25.0), soft=0.12, blinds=True),
    lens=Glass(fstop=1.8),
)
def noir(shot: Shot) -> Pixels:
    """Printed hard: shadows go to black, lights bloom, silver grain over all."""
    picture = film.lens(film.as_floats(shot.rgb), shot.depth, shot.focus, 2.4)
    grey = (picture @ FILM)[..., None]
    grey = np.clip((grey - TOE) / (SHOULDER - TOE), 0, 1.4)
    grey = film.contrasted(np.asarray(grey, np.float32), 0.62)
    silver = np.repeat(grey, 3, -1)
    silver = film.halation(silver, 0.7, 0.75)
    silver = film.vignette(silver, 0.55)
    return film.as_pixels(film.grain(silver, shot.index, shot.seed, 0.05))
