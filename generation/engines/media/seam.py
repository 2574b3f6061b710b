"""The seam where a film that somebody sent goes on in a rendered shot.

Nobody knows the world of a sent film, so the shot after it shows another one, made after its last frame.
Without a cut the film's own movement runs on for a moment, slower and slower, and melts into the shot; its
sound runs on backwards and fades likewise. Lengths stay what they are. Plain arrays in and out.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from .colour import Rgb

SECONDS = 0.75
SLOWER = 0.88  # what is left of the film's speed after each frame
FLOW_SIDE = 320  # pixels of the longer side on which movement is measured
Sound = npt.NDArray[np.float32]


def shares(count: int) -> list[float]:
    """How much of the new shot each of `count` frames shows: rising from nearly none, without a corner."""
    steps = (np.arange(count) + 1.0) / (count + 1.0)
    return [float(share) for share in steps * steps * (3.0 - 2.0 * steps)]


def melted(before: Rgb, last: Rgb, pictures: Iterator[Rgb], count: int) -> Iterator[Rgb]:
    """The pictures of a shot, the first `count` of them melting out of a film that ended with two frames."""
    flow = _flow(before, last)
    away, speed = 0.0, 1.0
    for share in shares(count):
        picture = next(pictures, None)
        if picture is None:
            return
        away, speed = away + speed, speed * SLOWER
        yield cv2.addWeighted(_moved(last, flow, away), 1.0 - share, picture, share, 0.0).astype(np.uint8)
    yield from pictures


def _flow(before: Rgb, last: Rgb) -> npt.NDArray[np.float32]:
    """Where each point of `last` came from, in its pixels a frame (Farnebäck 2003)."""
    height, width = last.shape[:2]
    scale = min(1.0, FLOW_SIDE / max(width, height))
    size = max(16, round(width * scale)), max(16, round(height * scale))
    grey = [cv2.resize(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), size) for one in (last, before)]
    still = np.zeros((size[1], size[0], 2), np.float32)
    found = cv2.calcOpticalFlowFarneback(grey[0], grey[1], still, 0.5, 4, 21, 3, 7, 1.5, 0)
    large = cv2.resize(found, (width, height)) * np.array([width / size[0], height / size[1]], np.float32)
    return np.asarray(large, np.float32)


def _moved(last: Rgb, flow: npt.NDArray[np.float32], away: float) -> Rgb:
    """`last` after `away` more frames of its movement."""
    height, width = last.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    where = x + flow[..., 0] * away, y + flow[..., 1] * away
    return np.asarray(cv2.remap(last, *where, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def heard(film: Sound, shot: Sound, count: int) -> Sound:
    """The sound of a shot, (samples, 2), whose first `count` samples fade in over the film's."""
    count = min(count, len(film), len(shot))
    turn = (np.arange(count, dtype=np.float32)[:, None] + 0.5) / max(1, count) * np.float32(np.pi / 2)
    found = shot.copy()
    found[:count] = found[:count] * np.sin(turn) + film[::-1][:count] * np.cos(turn)
    return np.clip(found, -1.0, 1.0)
