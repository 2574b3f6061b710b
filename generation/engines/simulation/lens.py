"""The lens of a style: a take filmed by another camera at the same places and times.

What happens stays as it is, pose by pose; only where the camera stands, what it
looks at and how wide its angle is are changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

if TYPE_CHECKING:
    from .grade.styles import Glass
    from .take import Take
    from .world.sets import Room

Floats = npt.NDArray[np.float64]
WIDEST = 82.0
LOWEST = 0.12
TREMBLE_SECONDS = 0.16


def through(take: Take, glass: Glass, room: Room, seed: int) -> Take:
    """The same take seen through `glass`; the camera stays in `room` (low, high corners in metres)."""
    back = _room_behind(take, glass.longer, room)
    place = take.camera_target + (take.camera_position - take.camera_target) * back
    half = np.tan(np.radians(take.camera_fov) / 2) / back * glass.wider
    fov = np.minimum(np.degrees(2 * np.arctan(half)), np.maximum(take.camera_fov, WIDEST))
    target = take.camera_target
    if glass.shake and take.frames > 1:
        away = np.linalg.norm(target - place, axis=1, keepdims=True)
        target = target + _tremble(take, seed) * away * np.radians(glass.shake)
    return replace(take, camera_position=place, camera_target=target, camera_fov=fov)


def _room_behind(take: Take, longer: float, room: Room) -> float:
    """How many times as far the camera may stand, from 1 to `longer`, without leaving its room."""
    if longer <= 1:
        return 1.0
    low, high = (np.array(corner) for corner in room)
    low = np.maximum(low, (-np.inf, -np.inf, LOWEST))
    line = take.camera_position - take.camera_target
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(line > 0, (high - take.camera_target) / line, (low - take.camera_target) / line)
    reach = np.where(np.isfinite(reach), reach, np.inf)
    return float(np.clip(reach.min(), 1.0, longer))


def _tremble(take: Take, seed: int) -> Floats:
    """A hand's small motions (F, 3), of about one unit."""
    noise = np.random.default_rng([seed, 419]).normal(0, 1, (take.frames, 3))
    smooth = gaussian_filter1d(noise, TREMBLE_SECONDS * take.fps, axis=0, mode="nearest")
    return np.asarray(smooth / max(float(smooth.std()), 1e-6))
