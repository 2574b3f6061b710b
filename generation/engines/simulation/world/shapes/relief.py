"""Soft reliefs from pictures: a cut-out blown up like a cushion, its picture on the front and on the back.

The outline swells towards its middle by a circular profile over the distance to the edge (after the
inflation of "Teddy", Igarashi et al. 1999). Texture coordinates are those of the picture; colours go on
beyond the outline, so that no background shows at the rim.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy.ndimage import distance_transform_edt
from scipy.spatial import Delaunay

from ....errors import BadRequest
from .mesh import Mesh
from .sawn import outlines

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
LONGEST, MARGIN = 512, 8  # pixels of the picture's longer side, clear ones around it
SPACING = 9.0  # pixels between the points inside
DEEP, REACH = 0.13, 0.24  # half the thickness and how far in it is reached, as parts of the height
RIM = 0.012  # half the thickness at the very edge
OPAQUE = 128
SOLID = 250  # from here on a colour is the picture's own


@dataclass(frozen=True, slots=True)
class Relief:
    """A cushion of height 1: its mesh stands on z = 0 and faces +x; `picture` (H, W, 3) lies on it."""

    mesh: Mesh
    picture: Picture

    @property
    def width(self) -> float:
        """Its extent from left to right, as a part of its height."""
        return float(np.ptp(self.mesh.vertices[:, 1]))


def relief(content: bytes) -> Relief:
    """The cushion of a PNG with an alpha channel; `BadRequest` when nothing is to be seen in it."""
    drawn = _drawn(content)
    inside = np.asarray((drawn[:, :, 3] >= OPAQUE) * 255, np.uint8)
    rings = [ring for part in outlines(inside) for ring in part]
    if not rings:
        raise BadRequest("There is nothing to be seen in the picture of a character.")
    points, ends = _points(rings, inside)
    triangles = _triangles(points, inside)
    height = float(np.ptp(points[:, 1]))
    depth = _depth(points, inside, ends, height)
    flat = np.column_stack([np.zeros(len(points)), points])
    front, back = flat + [1, 0, 0] * depth[:, None], flat - [1, 0, 0] * depth[:, None]
    vertices = np.concatenate([front, back])
    faces = np.concatenate([triangles, triangles[:, ::-1] + len(points), _rim(triangles, len(points))])
    uv = np.tile(points / np.asarray(inside.shape[::-1], float), (2, 1))
    low, high = vertices.min(0), vertices.max(0)
    whole = Mesh(vertices, faces.astype(np.int32), uv).moved((0, -(low[1] + high[1]) / 2, -low[2]))
    return Relief(whole.scaled((1 / height,) * 3), _spread(drawn))


def _drawn(content: bytes) -> Picture:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            opened.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
            drawn = np.asarray(opened.convert("RGBA"), np.uint8)
    except (OSError, ValueError, SyntaxError) as error:
        raise BadRequest("The picture of a character cannot be read.") from error
    return np.pad(drawn, ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0)))


def _points(rings: list[Floats], inside: Picture) -> tuple[Floats, list[int]]:
    """The points (n, 2) of all rings, evenly spaced, then those within; where each ring ends."""
    spaced = [_evenly(ring) for ring in rings]
    distance = cv2.distanceTransform(inside, cv2.DIST_L2, 5)
    rows = np.arange(SPACING / 2, inside.shape[0], SPACING * 0.87)
    grid = [
        (x, y)
        for number, y in enumerate(rows)
        for x in np.arange(SPACING / 2 * (1 + number % 2), inside.shape[1], SPACING)
        if distance[int(y), int(x)] > 0.6 * SPACING
    ]
    within = np.asarray(grid, float).reshape(-1, 2)
    within[:, 1] = inside.shape[0] - within[:, 1]
    return np.concatenate([*spaced, within]), list(np.cumsum([len(ring) for ring in spaced]))


def _evenly(ring: Floats) -> Floats:
    """The closed ring with points two thirds of `SPACING` apart."""
    closed = np.vstack([ring, ring[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    count = max(8, round(along[-1] / (SPACING * 0.67)))
    at = np.linspace(0, along[-1], count, endpoint=False)
    return np.stack([np.interp(at, along, closed[:, axis]) for axis in (0, 1)], 1)


def _triangles(points: Floats, inside: Picture) -> npt.NDArray[np.int32]:
    """The triangles whose middle lies inside, counter-clockwise."""
    found = Delaunay(points).simplices.astype(np.int32)
    corners = points[found]
    middle = corners.mean(axis=1)
    height, width = inside.shape
    rows = np.clip(height - middle[:, 1], 0, height - 1).astype(int)
    columns = np.clip(middle[:, 0], 0, width - 1).astype(int)
    area = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    found = np.where((area < 0)[:, None], found[:, ::-1], found)
    kept: npt.NDArray[np.int32] = found[(inside[rows, columns] > 0) & (np.abs(area) > 1e-3)]
    return kept


def _depth(points: Floats, inside: Picture, ends: list[int], height: float) -> Floats:
    """Half the thickness at each point: a quarter of a circle from the rim on."""
    soft = cv2.GaussianBlur(cv2.distanceTransform(inside, cv2.DIST_L2, 5), (0, 0), 2.0)
    rows = np.clip(inside.shape[0] - points[:, 1], 0, inside.shape[0] - 1).astype(int)
    columns = np.clip(points[:, 0], 0, inside.shape[1] - 1).astype(int)
    far = np.clip(soft[rows, columns] / (REACH * height), 0, 1)
    depth = RIM * height + (DEEP - RIM) * height * np.sqrt(1 - (1 - far) ** 2)
    depth[: ends[-1]] = RIM * height
    return np.asarray(depth)


def _rim(triangles: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.int32]:
    """The strip between front and back along every edge that only one triangle has."""
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    _, first, times = np.unique(np.sort(edges, axis=1), axis=0, return_index=True, return_counts=True)
    a, b = edges[first[times == 1]].T
    strip = np.concatenate([np.stack([a, a + count, b], 1), np.stack([b, a + count, b + count], 1)])
    return np.asarray(strip, np.int32)


def _spread(drawn: Picture) -> Picture:
    """Colours (H, W, 3) that go on beyond the outline."""
    clear = drawn[:, :, 3] < SOLID
    if clear.all():
        return np.ascontiguousarray(drawn[:, :, :3])
    rows, columns = distance_transform_edt(clear, return_distances=False, return_indices=True)
    return np.asarray(drawn[rows, columns, :3], np.uint8)
