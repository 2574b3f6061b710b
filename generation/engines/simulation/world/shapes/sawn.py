"""Flat shapes sawn out of a board: from a mask to a front, a back and rounded edges.

A shape lies in the plane of y (to the right) and z (up) and faces +x, towards
the camera; lengths are in pixels of its mask until it is scaled. Texture
coordinates are those of the mask, so that a picture of the same shape prints
on the front, and on the back as if it were seen through the board.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import mapbox_earcut
import numpy as np
import numpy.typing as npt

from .mesh import Mesh, joined

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.uint8]
CORNER = np.cos(np.radians(38))  # edges that turn more keep a hard corner
QUARTER = np.linspace(0, np.pi / 2, 4)
SMALLEST = 0.0006  # part of the mask's area below which a speck is left out
SMOOTHING, COARSE = 1.4, 0.35  # pixels: how far an outline is evened, how far it may be off
INWARD = 3.0  # pixels from the edge where the sides take their colour


@dataclass(frozen=True, slots=True)
class Board:
    """A sawn shape: `faces` (front and back), `sides` with rounded edges."""

    faces: Mesh
    sides: Mesh

    def whole(self) -> Mesh:
        """Both as one."""
        return joined([self.faces, self.sides])

    def placed(self, scale: float, offset: tuple[float, float, float]) -> Board:
        """Scaled by metres per pixel, then shifted by metres."""
        return Board(*(part.scaled((scale,) * 3).moved(offset) for part in (self.faces, self.sides)))


def saw(mask: Mask, thickness: float, edge: float) -> Board:
    """Saw the mask (H, W; what exceeds 127 is inside) out of a board; thickness and edge radius in pixels.

    The board's middle is x = 0, the mask's left edge y = 0 and its lower edge z = 0. ValueError for an
    empty mask.
    """
    height, width = mask.shape
    faces, sides = [], []
    for rings in outlines(mask):
        faces.append(_faces(rings, thickness / 2, (width, height)))
        sides += [_sides(ring, thickness / 2, edge, (width, height)) for ring in rings]
    if not faces:
        raise ValueError("nothing is left of the shape")
    return Board(joined(faces), joined(sides))


def outlines(mask: Mask) -> Iterator[list[Floats]]:
    """The rings (n, 2) of every part in pixels, y up: its outline counter-clockwise, then holes clockwise."""
    height = mask.shape[0]
    solid = (mask > 127).astype(np.uint8)
    contours, tree = cv2.findContours(
        np.pad(solid, 1), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE, offset=(-1, -1)
    )
    smallest = SMALLEST * mask.size
    parts: dict[int, list[Floats]] = {}
    for number, contour in enumerate(contours):
        parent = int(tree[0][number][3])
        if cv2.contourArea(contour) < (smallest if parent < 0 else smallest / 4) or len(contour) < 8:
            continue
        even = _evened(contour[:, 0].astype(np.float64))
        ring = cv2.approxPolyDP(even.astype(np.float32), COARSE, closed=True)[:, 0].astype(np.float64)
        if len(ring) < 3:
            continue
        ring = np.stack([ring[:, 0] + 0.5, height - 0.5 - ring[:, 1]], 1)
        if (_area(ring) > 0) != (parent < 0):
            ring = ring[::-1]
        parts.setdefault(number if parent < 0 else parent, []).append(ring)
    for rings in parts.values():
        rings.sort(key=_area, reverse=True)
        if _area(rings[0]) > 0:
            yield rings


def _evened(ring: Floats) -> Floats:
    """The ring without the steps of its pixels: a Gaussian along it."""
    reach = np.arange(-4, 5)
    weights = np.exp(-0.5 * (reach / SMOOTHING) ** 2)
    shifted = np.stack([np.roll(ring, -step, axis=0) for step in reach])
    return np.asarray(np.tensordot(weights / weights.sum(), shifted, 1))


def _area(ring: Floats) -> float:
    following = np.roll(ring, -1, axis=0)
    return float((ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1]).sum() / 2)


def _faces(rings: list[Floats], half: float, size: tuple[int, int]) -> Mesh:
    flat = np.concatenate(rings)
    ends = np.cumsum([len(ring) for ring in rings]).astype(np.uint32)
    triangles = mapbox_earcut.triangulate_float64(flat, ends).reshape(-1, 3).astype(np.int32)
    a, b, c = (flat[triangles[:, corner]] for corner in range(3))
    turned = np.cross(b - a, c - a) < 0
    triangles[turned] = triangles[turned][:, ::-1]
    front = np.column_stack([np.full(len(flat), half), flat]).astype(np.float64)
    uv = np.asarray(flat / size, np.float64)
    return joined(
        [Mesh(front, triangles, uv), Mesh(front * np.array((-1.0, 1.0, 1.0)), triangles[:, ::-1], uv)]
    )


def _sides(ring: Floats, half: float, edge: float, size: tuple[int, int]) -> Mesh:
    """The rim of a ring: it swells by `edge` between front and back, rounded at both."""
    along = np.roll(ring, -1, axis=0) - ring
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-12
    before = np.roll(along, 1, axis=0)
    outward = np.stack([along[:, 1] + before[:, 1], -along[:, 0] - before[:, 0]], 1) / 2
    lengths = np.linalg.norm(outward, axis=1, keepdims=True)
    outward /= np.maximum(lengths, 0.35) ** 2  # corners are mitred, sharp ones only so far
    soft = (along * before).sum(1) > CORNER
    count = len(ring)
    twice = np.concatenate([np.arange(count), np.flatnonzero(~soft)])  # hard corners have two vertices
    ends = np.arange(count)
    ends[~soft] = count + np.arange(int((~soft).sum()))
    profile = [(half - edge + edge * np.cos(a), edge * np.sin(a)) for a in QUARTER]
    profile += [(-x, out) for x, out in reversed(profile)]
    points, flat, shift = [], ring[twice], outward[twice]
    inner = np.clip(
        (flat - INWARD * shift / np.maximum(np.linalg.norm(shift, axis=1, keepdims=True), 1)) / size, 0, 1
    )
    for x, out in profile:
        points.append(np.column_stack([np.full(len(flat), x), flat + out * shift]))
    start, stop = np.arange(count), np.roll(ends, -1)
    faces = []
    for row in range(len(profile) - 1):
        near, far = row * len(flat), (row + 1) * len(flat)
        faces.append(np.stack([start + near, far + start, far + stop], 1))
        faces.append(np.stack([start + near, far + stop, near + stop], 1))
    uv = np.tile(inner, (len(profile), 1))
    return Mesh(np.concatenate(points), np.concatenate(faces).astype(np.int32), uv)
