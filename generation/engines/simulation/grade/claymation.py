"""Claymation: thumbed plasticine on a table top, a soft lamp above, a close lens, on twos."""

from __future__ import annotations

import numpy as np

from . import film
from .styles import Glass, Matter, Pixels, Rig, Shot, style

WARM = np.array((1.045, 1.0, 0.925), np.float32)


@style(
    "claymation",
    matter=Matter(
        saturation=1.28, lift=0.07, plain=0.8, roughness=0.72, specular=0.16, coat=0.0, sheen=0.12, under=0.1,
        metallic=0.0, smooth=True, bump=(11.0, 0.7), boils=True,
    ),
    rig=Rig(key=1.05, fill=0.9, rim=1.0, ambient=0.8, sky=0.92, tint=(1.05, 0.98, 0.88),
        toward=(38.0, 52.0), soft=2.2),
    lens=Glass(wider=1.0, fstop=2.0, shutter=0.0),
    hold=2,
)  # fmt: skip
def claymation(shot: Shot) -> Pixels:
    """A table lamp that flickers from drawing to drawing, and the shallow focus of something small."""
    picture = film.lens(film.as_floats(shot.rgb), shot.depth, shot.focus, 2.4)
    flicker = np.random.default_rng([shot.seed, 53, shot.index // 2]).normal(1, 0.012)
    picture = picture * WARM * np.float32(flicker)
    picture = film.contrasted(film.saturated(picture, 1.12), 0.22)
    picture = film.halation(picture, 0.85, 0.3, (1.0, 0.9, 0.75))
    return film.as_pixels(film.vignette(picture, 0.16))
