"""Whether a still picture shows somebody's face; an absent detector answers None: uncertain.

OpenCV's frontal and profile cascades (Viola and Jones 2001): quick and without
weights to fetch, but easily misled; meant to refuse, never to recognise.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FILES = ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml")
LONGEST_SIDE, SMALLEST, NEIGHBOURS = 960, 0.06, 6


@cache
def _cascades() -> tuple[Any, ...]:
    """The detectors; none where OpenCV or its files are missing."""
    try:
        import cv2

        folder = Path(cv2.__file__).parent / "data"
        found = [cv2.CascadeClassifier(str(folder / name)) for name in FILES]
    except ImportError:
        return ()
    return tuple(found) if not any(cascade.empty() for cascade in found) else ()


def has_face(picture: npt.NDArray[np.uint8]) -> bool | None:
    """Whether (H, W, 3) uint8 sRGB shows a face; None when nothing here can tell."""
    cascades = _cascades()
    if not cascades:
        return None
    import cv2

    grey = cv2.equalizeHist(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    shrink = min(1.0, LONGEST_SIDE / max(grey.shape))
    if shrink < 1:
        grey = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    least = max(24, round(SMALLEST * min(grey.shape)))
    looks = (grey, np.ascontiguousarray(grey[:, ::-1]))
    return any(
        len(cascade.detectMultiScale(look, 1.1, NEIGHBOURS, minSize=(least, least))) > 0
        for cascade in cascades
        for look in looks
    )
