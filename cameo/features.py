"""What the points of a face do not say by themselves: glasses, the colour of the eyes, how broad somebody is.

Each looks at several frames and believes their middle; where it cannot tell it says so.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from perception.landmarks import CHIN, Face
from perception.proportions import CHEEKS, EYES

from .watching import Floats

Picture = npt.NDArray[np.uint8]
Seen = Sequence[tuple[Face, Picture]]
# Between the brows, and where the nose leaves the face: a frame's bridge crosses what is between them.
BETWEEN, NOSE = 9, 195
STRIP, BRIDGED = (48, 9), 20.0  # pixels that the strip is brought to; how much darker, of 255, a bridge is
IRIS = (0.1, 0.19)  # of an eye's length: the ring that is iris and not pupil
WHITE, DARK = 165.0, 28.0  # of 255: what is brighter is no iris, what is darker is pupil or lashes
SAME = 20.0  # CIELAB: still of one colour with the clothes
BELOW = 0.5  # of the face's height: how far below the chin shoulders are measured
SLIM, BROAD, FULL = 2.05, 3.0, 0.5  # shoulders in widths of the face; a full face's width


def glasses(seen: Seen) -> bool:
    """Whether a frame's bridge crosses the nose between the eyes."""
    found = [score for face, picture in seen if (score := _bridge(face, picture)) is not None]
    return len(found) > 0 and float(np.median(found)) > BRIDGED


def _bridge(face: Face, picture: Picture) -> float | None:
    """How much darker than above and below the darkest line across the nose's root is."""
    top, low = face.points[BETWEEN], face.points[NOSE]
    tall = float(np.linalg.norm(low - top))
    if tall < 8:
        return None
    across = np.array([-(low - top)[1], (low - top)[0]]) / tall
    half = 0.07 * float(np.linalg.norm(face.points[EYES[1][0]] - face.points[EYES[0][0]]))
    corners = np.array([top - across * half, top + across * half, low - across * half], np.float32)
    flat = np.array([[0, 0], [STRIP[1], 0], [0, STRIP[0]]], np.float32)
    strip = cv2.warpAffine(picture, cv2.getAffineTransform(corners, flat), STRIP[::-1])
    line = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY).astype(np.float32).max(axis=1)  # dark from side to side
    around = 12
    dips = [
        min(line[max(0, at - around) : at].max(), line[at + 1 : at + 1 + around].max()) - line[at]
        for at in range(4, len(line) - 4)
    ]
    return float(max(dips))


def irises(seen: Seen) -> Floats | None:
    """The colour of the eyes (3,) sRGB to 255; None where they are too small or shut."""
    colours = [_iris(face, picture, eye) for face, picture in seen for eye in EYES]
    known = [colour for colour in colours if colour is not None]
    return np.median(known, axis=0).astype(np.float32) if len(known) >= 2 else None


def _iris(face: Face, picture: Picture, eye: tuple[int, int, int, int]) -> Floats | None:
    outer, inner, upper, lower = (face.points[point] for point in eye)
    length = float(np.linalg.norm(inner - outer))
    if length < 12 or np.linalg.norm(upper - lower) < 0.18 * length:
        return None
    middle, reach = (outer + inner + upper + lower) / 4, int(0.25 * length) + 2
    left, top = (int(edge) - reach for edge in middle)
    part = picture[max(0, top) : top + 2 * reach + 1, max(0, left) : left + 2 * reach + 1].astype(np.float32)
    y, x = np.mgrid[0 : part.shape[0], 0 : part.shape[1]]
    far = np.hypot(x + max(0, left) - middle[0], y + max(0, top) - middle[1]) / length
    light = part.mean(axis=2)
    ring = part[(far > IRIS[0]) & (far < IRIS[1]) & (light < WHITE) & (light > DARK)]
    return np.median(ring, axis=0) if len(ring) >= 12 else None


def build(seen: Seen, top: Floats, fullness: float) -> str | None:
    """A build by the breadth of the shoulders in widths of the face; None where they are not seen whole."""
    found = [ratio for face, picture in seen if (ratio := _shoulders(face, picture, top)) is not None]
    if len(found) * 2 < len(seen) or not found:
        return None
    ratio = float(np.median(found))
    if ratio < SLIM:
        return "slim"
    if ratio < BROAD:
        return "round" if fullness > FULL else "average"
    return "round" if fullness > FULL else "strong"


def _shoulders(face: Face, picture: Picture, top: Floats) -> float | None:
    chin, brow = face.points[CHIN], face.points[10]
    tall = float(np.linalg.norm(brow - chin))
    row, middle = int(chin[1] + BELOW * tall), int(chin[0])
    if row >= picture.shape[0] or not 0 < middle < picture.shape[1]:
        return None
    both = np.concatenate([picture[row].astype(np.float32), top[None]]) / 255
    lab = cv2.cvtColor(both[None], cv2.COLOR_RGB2LAB)[0]
    other = np.flatnonzero(cv2.blur(np.linalg.norm(lab[:-1] - lab[-1], axis=1)[None], (5, 1))[0] > SAME)
    left, right = other[other < middle], other[other > middle]
    if not len(left) or not len(right):
        return None  # the clothes go on beyond the picture
    wide = float(np.linalg.norm(face.points[CHEEKS[1]] - face.points[CHEEKS[0]]))
    return float(right[0] - left[-1]) / (wide + 1e-6)
