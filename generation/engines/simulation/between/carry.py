"""Where each point of a picture is in another frame: exact, from the take's own poses and the depth.

Every thing of a scene is rigid (a card that is pressed flat is at least affine), so a pixel whose depth
and geom are known has one place in the world at any other frame, and one pixel there. Owns geometry only;
whether a pixel *looks* the same there is for `warp` to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from ..viewfinder import Facts
    from ..world.water import Water

Floats = npt.NDArray[np.float32]
Matrices = npt.NDArray[np.float64]
SKY, UNKNOWN = -1, -2


def lens(facts: Facts, width: int, height: int) -> tuple[Matrices, Matrices]:
    """(4, 4) from the world to (column, row, 1, inverse) times depth of a frame's camera, and its inverse.

    A point at pixel (u, v), whose centre lies at +0.5, and depth d is (u d, v d, d, 1).
    """
    eye = facts.eye
    assert eye is not None  # noqa: S101 (a viewfinder always tells it)
    turn = np.stack([eye.right, -eye.up, eye.forward]).astype(float)
    outer = np.eye(4)
    outer[:3, :3], outer[:3, 3] = turn, -turn @ eye.position.astype(float)
    focal = height / 2 / np.tan(eye.field / 2)
    inner = np.array([[focal, 0, width / 2, 0], [0, focal, height / 2, 0], [0, 0, 1, 0], [0, 0, 0, 1.0]])
    whole = inner @ outer
    return whole, np.linalg.inv(whole)


class Carry:
    """From the pixels of one frame to where they are in others."""

    def __init__(self, here: Facts, *, drops: bool = False, sea: Sea | None = None) -> None:
        self.here, self.sea = here, sea
        height, width = here.depth.shape
        self.size = width, height
        self.back = lens(here, width, height)[1]
        columns = np.arange(width, dtype=np.float32)[None] + np.float32(0.5)
        rows = np.arange(height, dtype=np.float32)[:, None] + np.float32(0.5)
        depth, sky = here.depth, here.segmentation == SKY
        self.wet = sea.of(here) if sea is not None else None
        self.local = np.stack(
            [columns * depth, rows * depth, depth, np.where(sky, np.float32(0), np.float32(1))], -1
        )
        # Geoms first, then what has no pose of its own: things that stand in the world, the sky.
        many = len(here.places)
        self.kind = np.where((here.segmentation >= 0) & (here.segmentation < many), here.segmentation, many)
        self.lost = (here.segmentation == UNKNOWN) & drops

    def to(self, there: Facts) -> tuple[Floats, Floats, Floats]:
        """(column, row, depth), each (H, W), of every pixel in frame `there`, as OpenCV counts them."""
        width, height = self.size
        view = lens(there, width, height)[0]
        moves = _full(there.places) @ np.linalg.inv(_full(self.here.places))
        every = np.concatenate([view @ moves @ self.back, (view @ self.back)[None]])[:, :3]
        table = every.astype(np.float32)[self.kind]
        seen = np.einsum("hwij,hwj->hwi", table, self.local)
        if self.sea is not None and self.wet is not None and self.wet.any():
            seen[self.wet] = self.sea.carried(self, there, view)
        depth = np.maximum(seen[..., 2], np.float32(1e-4))
        half = np.float32(0.5)
        return seen[..., 0] / depth - half, seen[..., 1] / depth - half, seen[..., 2]


class Sea:
    """The water's surface: its points keep their place on the map and rise and sink with the waves."""

    def __init__(self, geoms: list[int], height: Callable[[Floats, Floats, float], Floats]) -> None:
        self.geoms, self.height = geoms, height

    @classmethod
    def of_world(cls, water: Water, geoms: list[int]) -> Sea:
        """The sea of a world whose water is drawn by these geoms."""
        from ..viewfinder.sea import surface

        return cls(geoms, lambda x, y, time: surface(water, x, y, time)[0])

    def of(self, facts: Facts) -> npt.NDArray[np.bool_]:
        """(H, W) where a frame shows it."""
        return np.isin(facts.segmentation, self.geoms)

    def carried(self, carry: Carry, there: Facts, view: Matrices) -> Floats:
        """(n, 3) where the wet pixels of a frame are seen in another."""
        assert carry.wet is not None  # noqa: S101 (asked for by `Carry.to`)
        points = carry.local[carry.wet].astype(float) @ carry.back.T
        x, y = (np.ascontiguousarray(points[:, axis], np.float32) for axis in (0, 1))
        points[:, 2] += self.height(x, y, there.time) - self.height(x, y, carry.here.time)
        return np.asarray(points @ view[:3].T, np.float32)


def _full(places: Matrices) -> Matrices:
    """(n, 3, 4) as (n, 4, 4)."""
    whole = np.zeros((len(places), 4, 4))
    whole[:, :3], whole[:, 3, 3] = places, 1
    return whole
