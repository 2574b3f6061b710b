"""A frame put together from two rendered ones before and after it, and the pixels for which that will not do.

A pixel is taken over where its point is seen in a rendered frame, judged by depth, and where the two rendered
frames agree about its colour: a shadow that crosses a floor, a reflection, a light that changes make them
disagree, and then nobody knows what lies between. Everything else has to be rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from .carry import Carry, Sea

if TYPE_CHECKING:
    from ..viewfinder import Facts

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
NEAR = np.float32(0.012)  # how far, as a share of the depth, two points of one surface may lie apart
JUMP = np.float32(0.03)  # a step in depth, as a share of it, that makes an edge
CROSS = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
AGREE = np.float32(12.0)  # 8-bit levels of the most different channel, smoothed over 3x3 pixels
ROUND = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
WIDE = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))


@dataclass(frozen=True, slots=True)
class Known:
    """A frame that was rendered: its facts, its picture (H, W, 3), and where its edges in depth are."""

    facts: Facts
    picture: Pixels
    low: Floats
    high: Floats
    edge: Mask

    @classmethod
    def of(cls, facts: Facts, picture: Pixels) -> Known:
        """What is known of a rendered frame."""
        low, high = _around(facts.depth)
        return cls(facts, picture, low, high, _edges(low, high))


@dataclass(frozen=True, slots=True)
class Between:
    """A frame that was not rendered: `picture` (H, W, 3) and the pixels `need` (H, W) it lacks."""

    picture: Pixels
    need: Mask

    @property
    def missing(self) -> float:
        """The share of its pixels that it lacks."""
        return float(self.need.mean())


def between(
    facts: Facts, before: Known, after: Known, *, drops: bool = False, sea: Sea | None = None
) -> Between:
    """The frame of `facts`, carried over from the frames `before` and `after` it.

    With `drops`, what has no pose (spray) is always missing. Deterministic.
    """
    carry = Carry(facts, drops=drops, sea=sea)
    edge = _edges(*_around(facts.depth))
    first, seen_first = _taken(carry, before, edge)
    second, seen_second = _taken(carry, after, edge)
    share = (facts.index - before.facts.index) / (after.facts.index - before.facts.index)
    both = seen_first & seen_second
    weight = np.where(both, np.float32(share), np.where(seen_second, np.float32(1), np.float32(0)))[..., None]
    mixed = first + (second - first) * weight
    unseen = ~(seen_first | seen_second) | carry.lost
    bad = unseen | (both & (_apart(first, second) > AGREE))
    need = _solid(bad)
    return Between(_filled(mixed, unseen & ~need), need)


def _apart(one: Floats, other: Floats) -> Floats:
    """(H, W) how far two pictures are apart, in levels; what lies within a pixel's shift is not."""
    found = np.zeros(one.shape[:2], np.float32)
    for a, b in ((one, other), (other, one)):
        low, high = cv2.erode(b, CROSS), cv2.dilate(b, CROSS)
        found = np.maximum(found, np.maximum(a - high, low - a).max(-1))
    return np.asarray(cv2.blur(found, (3, 3)))


def _solid(bad: Mask) -> Mask:
    """What is bad over more than a pixel or two, with its rim: thin lines are the pixels' own rims."""
    core = cv2.morphologyEx(bad.astype(np.uint8), cv2.MORPH_OPEN, ROUND)
    return np.asarray(cv2.dilate(core, WIDE) > 0)


def _filled(colours: Floats, holes: Mask) -> Pixels:
    """The picture with thin holes closed by what is around them."""
    whole = np.clip(colours + 0.5, 0, 255).astype(np.uint8)
    if not holes.any():
        return whole
    known = (~holes).astype(np.float32)
    weight = cv2.GaussianBlur(known, (7, 7), 1.2)[..., None]
    near = cv2.GaussianBlur(colours * known[..., None], (7, 7), 1.2) / np.maximum(weight, 1e-4)
    whole[holes] = np.clip(near[holes] + 0.5, 0, 255).astype(np.uint8)
    return whole


def _around(depth: Floats) -> tuple[Floats, Floats]:
    """The least and the greatest depth within a pixel of each."""
    return np.asarray(cv2.erode(depth, CROSS), np.float32), np.asarray(cv2.dilate(depth, CROSS), np.float32)


def _edges(low: Floats, high: Floats) -> Mask:
    return np.asarray(high - low > JUMP * low)


def _taken(carry: Carry, known: Known, edge: Mask) -> tuple[Floats, Mask]:
    """The colours (H, W, 3) that a rendered frame gives to the pixels of another, and where it may."""
    column, row, depth = carry.to(known.facts)
    height, width = depth.shape
    colour = cv2.remap(known.picture, column, row, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inside = (column >= 0) & (row >= 0) & (column <= width - 1) & (row <= height - 1)
    least = cv2.remap(known.low, column, row, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    most = cv2.remap(known.high, column, row, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    slack = NEAR * depth
    sky = carry.here.segmentation == -1
    same = np.where(sky, most > 1000, (depth > least - slack) & (depth < most + slack))
    there = cv2.remap(
        known.edge.view(np.uint8), column, row, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
    ).astype(bool)
    # At an edge a pixel holds a part of what is behind: good only for a pixel at the same edge.
    return colour.astype(np.float32), inside & same & (~there | edge)
