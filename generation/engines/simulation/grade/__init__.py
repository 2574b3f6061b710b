"""Styles: from a renderer's frame to the finished picture.

Owns what is done to a picture in two dimensions, with the depth and the
segmentation of the same frame. A style is registered by decorator; both
renderers' frames go through the same styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...errors import BadRequest
from . import anime, cinematic, realistic  # noqa: F401  (they register themselves)
from .styles import STYLES, Shot

if TYPE_CHECKING:
    from ..viewfinder import Frame


def grade(rgb: npt.NDArray[np.uint8], frame: Frame, style: str, seed: int) -> npt.NDArray[np.uint8]:
    """The picture (H, W, 3) in a style: same size, deterministic.

    `rgb` is what either renderer made of `frame`, which tells the depth, the
    things and the focus. Raises `BadRequest` for an unknown style.
    """
    if style not in STYLES:
        raise BadRequest(f"There is no style {style!r}; known are {', '.join(sorted(STYLES))}.")
    return STYLES[style](Shot(rgb, frame.depth, frame.segmentation, frame.focus, frame.index, seed))
