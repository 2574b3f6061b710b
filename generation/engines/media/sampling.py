"""Pictures out of a finished film, spread over its length, for whoever looks at them before release."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from .colour import Rgb

EVERY_SECONDS, MOST, LONGEST_SIDE = 0.5, 24, 640


def sampled(film: Path) -> Iterator[Rgb]:
    """Frames of `film`, two a second or 24 in all, their longer side at most 640 pixels.

    Raises `av.FFmpegError` or OSError where it cannot be decoded.
    """
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        rate = float(stream.average_rate or Fraction(24))
        frames = stream.frames or MOST
        step = max(1, round(EVERY_SECONDS * rate), -(-frames // MOST))
        for number, frame in enumerate(container.decode(stream)):
            if number % step == 0:
                yield _small(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))


def _small(picture: Rgb) -> Rgb:
    scale = min(1.0, LONGEST_SIDE / max(picture.shape[:2]))
    if scale == 1.0:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
