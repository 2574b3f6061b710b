"""Realistic: what a good camera delivers, and no effect that one would notice."""

from __future__ import annotations

from . import film
from .styles import Pixels, Shot, style


@style("realistic")
def realistic(shot: Shot) -> Pixels:
    """A little local contrast, a clean highlight, the finest grain."""
    picture = film.as_floats(shot.rgb)
    picture = picture + (picture - film.blurred(picture, shot.rgb.shape[0] / 40, 4)) * 0.14
    picture = film.saturated(film.contrasted(picture, 0.14), 1.06)
    picture = film.halation(picture, 0.86, 0.25)
    picture = film.vignette(picture, 0.08)
    return film.as_pixels(film.grain(picture, shot.index, shot.seed, 0.008))
