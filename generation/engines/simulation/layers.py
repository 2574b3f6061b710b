"""Layers of a take: depth, segmentation and motion of every frame, as the viewfinder's camera sees them.

Motion is rigid: each point moves with its body, and the camera moves. Sea and lips do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from ..errors import BadRequest
from .take import LAYERS, Take

if TYPE_CHECKING:
    from .world import World

Floats = npt.NDArray[np.float64]
FARTHEST = 65.0
SKY, DROPS = 0, 65535


def export(
    world: World,
    take: Take,
    path: Path,
    names: Sequence[str] = (),
    size: tuple[int, int] = (854, 480),
    should_stop: Callable[[], bool] = lambda: False,
) -> None:
    """Write the take to a folder or zip, with the layers `names` at `size` (width, height) in pixels.

    Raises `BadRequest` for an unknown layer and `Interrupted` soon after `should_stop` answers True.
    """
    if unknown := sorted(set(names) - set(LAYERS)):
        raise BadRequest(f"A take has the layers {', '.join(LAYERS)}, not {', '.join(unknown)}.")
    take.save(path, drawn(world, take, names, size, should_stop) if names else None)


def drawn(
    world: World,
    take: Take,
    names: Sequence[str],
    size: tuple[int, int],
    should_stop: Callable[[], bool] = lambda: False,
) -> dict[str, npt.NDArray[Any]]:
    """The layers by their names; types and units are those of `Take.depth` and its neighbours."""
    from .viewfinder import render_frames

    width, height = size
    shape = (take.frames, height, width)
    found: dict[str, npt.NDArray[Any]] = {
        "depth": np.zeros(shape, np.uint16),
        "segmentation": np.zeros(shape, np.uint16),
        "motion": np.zeros((*shape, 2), np.float16),
    }
    wanted = {name: found[name] for name in names}
    flow = Flow(take, width, height)
    for frame in render_frames(world, take, width, height, should_stop=should_stop):
        parts = bodies(world.model, frame)
        if "depth" in wanted:
            near = np.where(frame.depth < FARTHEST, frame.depth, 0)
            wanted["depth"][frame.index] = np.round(1000 * near)
        if "segmentation" in wanted:
            wanted["segmentation"][frame.index] = parts
        if "motion" in wanted and frame.index + 1 < take.frames:
            wanted["motion"][frame.index] = flow.of(frame, parts)
    return wanted


def bodies(model: Any, frame: Looked) -> npt.NDArray[np.uint16]:
    """(H, W) the body of each pixel plus 1; a skin (the sea) belongs to the world, body 0."""
    ids = np.concatenate([model.geom_bodyid, np.zeros(model.nskin, int), [0]]) + 1
    known = np.clip(frame.segmentation, 0, len(ids) - 1)
    parts = np.where(frame.segmentation >= 0, ids[known], SKY)
    return np.where(frame.segmentation == -2, DROPS, parts).astype(np.uint16)


class Looked(Protocol):
    """What the motion of a frame is found from."""

    @property
    def index(self) -> int:
        """Its number in the take."""
        ...

    @property
    def depth(self) -> npt.NDArray[np.float32]:
        """(H, W) metres."""
        ...

    @property
    def segmentation(self) -> npt.NDArray[np.int32]:
        """(H, W) as `viewfinder.Facts` has it."""
        ...


class Flow:
    """Where each pixel goes from one frame to the next."""

    def __init__(self, take: Take, width: int, height: int) -> None:
        self.take = take
        self.outer, self.inner = take.extrinsics(), take.intrinsics(width, height)
        rows, columns = np.mgrid[0:height, 0:width] + 0.5
        self.pixels = np.stack([columns, rows], -1)

    def of(self, frame: Looked, parts: npt.NDArray[np.uint16]) -> npt.NDArray[np.float16]:
        """(H, W, 2) pixels right and down; 0 in the sky and for drops."""
        now, moved = frame.index, np.zeros((*parts.shape, 2), np.float16)
        depth = frame.depth.astype(float)
        for part in np.unique(parts):
            mask = parts == part
            if part in (SKY, DROPS):
                continue
            places = self._placed(now, self.pixels[mask], depth[mask])
            seen = self._seen(now + 1, self._carried(now, int(part) - 1, places))
            moved[mask] = seen - self.pixels[mask]
        return moved

    def _placed(self, frame: int, pixels: Floats, depth: Floats) -> Floats:
        """Points (n, 3) in the world of pixels (n, 2) at depths (n,)."""
        inner, outer = self.inner[frame], self.outer[frame]
        local = np.concatenate([(pixels - inner[:2, 2]) / inner[0, 0], np.ones((len(pixels), 1))], 1)
        points: Floats = (local * depth[:, None] - outer[:3, 3]) @ outer[:3, :3]
        return points

    def _carried(self, frame: int, body: int, places: Floats) -> Floats:
        """Points (n, 3) of a body, one frame later."""
        take = self.take
        first, second = (_matrix(take.xquat[at, body]) for at in (frame, frame + 1))
        return np.asarray(
            (places - take.xpos[frame, body]) @ (second @ first.T).T + take.xpos[frame + 1, body]
        )

    def _seen(self, frame: int, places: Floats) -> Floats:
        """Pixels (n, 2) of points (n, 3); those behind the camera stay at its middle."""
        outer, inner = self.outer[frame], self.inner[frame]
        local = places @ outer[:3, :3].T + outer[:3, 3]
        ahead = np.maximum(local[:, 2:], 1e-3)
        return np.asarray(local[:, :2] / ahead * inner[0, 0] + inner[:2, 2])


def _matrix(quaternion: Floats) -> Floats:
    w, x, y, z = quaternion
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
