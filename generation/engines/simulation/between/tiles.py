"""Rectangles to render: few, and around everything that a frame lacks."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
TILE = 16
MARGIN = 8  # pixels around what is needed: the denoiser looks at them
SPECKS = 2  # needed pixels of a tile that nobody would miss
# Measured shares of a whole frame: what a box costs by itself, by its area, and by what it lets through.
EACH, EMPTY, FULL = 0.014, 0.14, 0.95
AROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * MARGIN - 1, 2 * MARGIN - 1))


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from (left, top) up to, not including, (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Pixels inside."""
        return (self.right - self.left) * (self.bottom - self.top)

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def boxes(need: Mask) -> list[Box]:
    """Boxes that cover the needed pixels with a margin; few, for each costs something by itself."""
    height, width = need.shape
    rows, columns = -(-height // TILE), -(-width // TILE)
    padded = np.zeros((rows * TILE, columns * TILE), np.uint8)
    padded[:height, :width] = need
    counts = padded.reshape(rows, TILE, columns, TILE).sum((1, 3), dtype=np.int32)
    wanted = (counts > SPECKS).astype(np.uint8)
    many, _, stats, _ = cv2.connectedComponentsWithStats(wanted, connectivity=8)
    found = [
        Box(
            max(0, int(left) * TILE - MARGIN),
            max(0, int(top) * TILE - MARGIN),
            min(width, int(left + wide) * TILE + MARGIN),
            min(height, int(top + high) * TILE + MARGIN),
        )
        for left, top, wide, high, _ in stats[1:many]
    ]
    return _merged(found, width * height)


def let_through(need: Mask) -> Mask:
    """What has to be rendered so that the needed pixels come out right: they and a margin."""
    return np.asarray(cv2.dilate(need.astype(np.uint8), AROUND) > 0)


def cost(found: list[Box], through: Mask) -> float:
    """What rendering these boxes costs, as a share of a whole frame."""
    lit = sum(int(through[box.top : box.bottom, box.left : box.right].sum()) for box in found)
    area = sum(box.area for box in found)
    return (EMPTY * area + (FULL - EMPTY) * lit) / through.size + EACH * len(found)


def _merged(found: list[Box], pixels: int) -> list[Box]:
    """Join boxes while one around two costs no more than both."""
    found = sorted(found, key=lambda box: (box.top, box.left))
    alone = EACH / EMPTY * pixels
    joined = True
    while joined:
        joined = False
        for first in range(len(found)):
            for second in range(len(found) - 1, first, -1):
                whole = found[first].joined(found[second])
                if whole.area <= found[first].area + found[second].area + alone:
                    found[first] = whole
                    del found[second]
                    joined = True
    return found


def laid(picture: npt.NDArray[np.uint8], need: Mask, box: Box, patch: npt.NDArray[np.uint8]) -> None:
    """Lay a rendered patch into a picture: whole where it is needed, fading out over the margin."""
    part = np.s_[box.top : box.bottom, box.left : box.right]
    inner = cv2.dilate(need[part].astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(inner, (0, 0), 2.0), inner)[..., None]
    old = picture[part].astype(np.float32)
    picture[part] = np.clip(old + (patch.astype(np.float32) - old) * share + 0.5, 0, 255).astype(np.uint8)
