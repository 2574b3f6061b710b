"""Styles: what a look changes of matter, light, lens, frame rate and the finished picture.

A style is registered by decorator, one in each file. Owns what is done to a
picture in two dimensions, with the depth and the segmentation of the same
frame; what a style wants of matter, light and lens, the renderers ask it.
Both renderers' frames go through the same styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from . import (  # noqa: F401  (they register themselves)
    anime,
    cinematic,
    claymation,
    festive,
    noir,
    paper,
    realistic,
    vhs,
)
from .styles import STYLES, Shot, Style, style_of

if TYPE_CHECKING:
    from ..viewfinder import Facts

__all__ = ["STYLES", "Shot", "Style", "grade", "style_of"]


def grade(rgb: npt.NDArray[np.uint8], frame: Facts, style: str, seed: int) -> npt.NDArray[np.uint8]:
    """The picture (H, W, 3) in a style: same size, deterministic.

    `rgb` is what either renderer made of `frame`, which tells the depth, the
    things and the focus. Raises `BadRequest` for an unknown style.
    """
    shot = Shot(rgb, frame.depth, frame.segmentation, frame.focus, frame.index, seed, frame.time, frame.eye)
    return style_of(style).grade(shot)
