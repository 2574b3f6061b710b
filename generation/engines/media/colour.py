"""Between RGB arrays and the Y'CbCr that H.264 carries: BT.709, limited range, tagged so that players agree.

One pair of functions, used wherever frames enter or leave a film; a frame
without tags is read as BT.709, which is what this package writes.
"""

from __future__ import annotations

from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation

Rgb = npt.NDArray[np.uint8]

_SCALE = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
_KNOWN = {int(space) for space in Colorspace}


def to_film(rgb: Rgb) -> av.VideoFrame:
    """An (H, W, 3) sRGB array as a tagged `yuv420p` frame; both sides must be even."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
    frame.color_range = ColorRange.JPEG
    film = frame.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        interpolation=_SCALE,
        dst_color_range=ColorRange.MPEG,
    )
    film.color_primaries, film.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    return film


def to_rgb(frame: av.VideoFrame) -> Rgb:
    """A decoded frame as an (H, W, 3) sRGB array."""
    tagged = int(frame.colorspace)
    picture = frame.reformat(
        format="rgb24",
        src_colorspace=tagged if tagged in _KNOWN else int(Colorspace.ITU709),
        interpolation=_SCALE,
        dst_color_range=ColorRange.JPEG,
    )
    return cast("Rgb", picture.to_ndarray())


def tag(context: av.VideoCodecContext) -> None:
    """Write the tags into an encoder's context, so that they stand in the stream's header."""
    context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
