"""Whether a picture shows a face, near or far: the one network of `landmarks`, over the whole and its parts.

Where the network is not there nobody can tell, and the answer is None. Who turns their back is not noticed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from . import landmarks
from .landmarks import Face

Picture = npt.NDArray[np.uint8]
CERTAIN = 0.85  # a face that the network is so sure of is one
NEARER = 0.55  # of the sides: the parts that are looked at by themselves, for faces far away


def surest(picture: Picture) -> float | None:
    """How sure the network is of the surest face in (H, W, 3) uint8 sRGB or a part of it; 0 for none."""
    if not landmarks.available():
        return None
    return max(landmarks.surest(part) for part in parts(picture))


def largest(picture: Picture) -> tuple[Face, Picture] | None:
    """The largest face, with the part of the picture in which it was found."""
    found = [(face, part) for part in parts(picture) for face in landmarks.faces(part)]
    return max(found, key=lambda pair: pair[0].box[2] * pair[0].box[3], default=None)


def each(picture: Picture) -> list[tuple[Face, Picture]]:
    """Every face of the whole picture with the picture; where there is none, the largest of its parts."""
    whole = [(face, picture) for face in landmarks.faces(picture)]
    nearest = None if whole else largest(picture)
    return whole if nearest is None else [nearest]


def count(picture: Picture) -> int:
    """How many faces the whole picture shows."""
    return len(landmarks.faces(picture))


def parts(picture: Picture) -> Iterator[Picture]:
    """The whole picture, then its four corners and its middle."""
    yield picture
    height, width = (round(NEARER * side) for side in picture.shape[:2])
    low, right = picture.shape[0] - height, picture.shape[1] - width
    for top, left in ((0, 0), (0, right), (low, 0), (low, right), (low // 2, right // 2)):
        yield np.ascontiguousarray(picture[top : top + height, left : left + width])
