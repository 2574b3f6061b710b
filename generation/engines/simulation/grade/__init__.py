"""Styles: from a renderer's frame to the finished picture.

Owns what is done to a picture in two dimensions, with the depth and the
segmentation of the same frame. A style is registered by decorator; both
renderers' frames go through the same styles.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...errors import BadRequest
from . import anime, cinematic, realistic  # noqa: F401  (they register themselves)
from .styles import STYLES, Shot


def grade(
    rgb: npt.NDArray[np.uint8],
    depth: npt.NDArray[np.float32],
    segmentation: npt.NDArray[np.int32],
    style: str,
    *,
    index: int,
    seed: int,
) -> npt.NDArray[np.uint8]:
    """The frame (H, W, 3) in a style: same size, deterministic.

    `depth` (H, W) in metres, `segmentation` (H, W) ids with -1 for sky; `index`
    is the frame's number in its shot. Raises `BadRequest` for an unknown style.
    """
    if style not in STYLES:
        raise BadRequest(f"There is no style {style!r}; known are {', '.join(sorted(STYLES))}.")
    return STYLES[style](Shot(rgb, depth, segmentation, index, seed))
