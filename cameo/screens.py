"""Whether a face is seen on a screen or a print that is held before the camera: by the frame around it.

A rectangle of long straight edges that stays where it is and runs all around the head, below the chin, too,
where a body should be. A screen that fills the whole picture has no frame; that is for other checks.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from perception.landmarks import CHIN

from .watching import Watched

Lines = npt.NDArray[np.float64]
LOOKS, LEAST = 12, 0.75  # frames that are laid over each other; of the face's width, the shortest edge
SLANT, GAP = 0.12, 0.35  # how far an edge leans; of the face's width, how far corners may be apart


def framed(seen: Watched) -> float | None:
    """How many of a frame's four sides, 0 to 1, run around the head; None where no face is seen alone."""
    alone = np.flatnonzero(seen.alone)
    if not len(alone):
        return None
    chosen = alone[:: max(1, len(alone) // LOOKS)]
    grey = [cv2.cvtColor(seen.pictures[k], cv2.COLOR_RGB2GRAY) for k in chosen]
    still = np.median(np.stack(grey), axis=0).astype(np.uint8)
    points = np.median(np.stack([seen.faces[k][0].points for k in chosen]), axis=0)
    left, top = points.min(axis=0)
    right, _low = points.max(axis=0)
    wide, chin = float(right - left), float(points[CHIN, 1])
    if wide < 12:
        return None
    flat, steep = _edges(still, LEAST * wide)
    over = [row for row in flat if row[1] < top and row[0] < left + wide / 2 < row[2]]
    under = [row for row in flat if row[1] > chin and row[0] < left + wide / 2 < row[2]]
    before = [row for row in steep if row[0] < left and row[1] < chin and row[3] > top]
    after = [row for row in steep if row[0] > right and row[1] < chin and row[3] > top]
    sides = sum(bool(found) for found in (over, under, before, after))
    if sides == 4 and not _close(under, before, after, GAP * wide):
        return 0.75
    return sides / 4


def _edges(still: npt.NDArray[np.uint8], least: float) -> tuple[list[Lines], list[Lines]]:
    """Long edges (left, top, right, bottom of each) that lie and that stand."""
    edges = cv2.Canny(cv2.GaussianBlur(still, (0, 0), 1.0), 40, 110)
    found = cv2.HoughLinesP(edges, 1, np.pi / 360, 40, minLineLength=least, maxLineGap=0.12 * least)
    flat: list[Lines] = []
    steep: list[Lines] = []
    for x0, y0, x1, y1 in (row.ravel().astype(float) for row in (found if found is not None else [])):
        box = np.array([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)])
        across, down = box[2] - box[0], box[3] - box[1]
        if down <= SLANT * across:
            flat.append(box)
        elif across <= SLANT * down:
            steep.append(box)
    return flat, steep


def _close(under: list[Lines], before: list[Lines], after: list[Lines], gap: float) -> bool:
    """Whether some lower edge ends near where edges of both sides end: a corner at either hand."""
    return any(
        any(abs(low[0] - one[0]) < gap and abs(low[1] - one[3]) < gap for one in before)
        and any(abs(low[2] - one[2]) < gap and abs(low[1] - one[3]) < gap for one in after)
        for low in under
    )
