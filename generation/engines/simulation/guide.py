"""A take as a guide for other engines: its depth as a control film, its sound, its spoken lines.

The take is simulated and heard as always; only nothing is photographed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..base import Caption, Progress, RenderRequest
from .engine import Shoot

NEAR, FAR = 2.0, 98.0  # percentiles of inverse depth that become black and white


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """`depth` is (T, H, W, 3) uint8, near is bright; `sound` a 48 kHz WAV; `spoken` tells whether lines are
    in it.
    """

    depth: npt.NDArray[np.uint8]
    sound: Path
    captions: Sequence[Caption]
    report: dict[str, Any]

    @property
    def spoken(self) -> bool:
        """Whether somebody speaks."""
        return bool(self.captions)


def guide(
    request: RenderRequest,
    size: tuple[int, int],
    rate: float,
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> Guide:
    """The guide of one shot, its depth of `size` (width, height) at `rate` frames a second.

    Raises what the simulation raises: `BadRequest`, `Interrupted`.
    """
    from .viewfinder import render_frames

    shoot = Shoot(request, on_progress, should_stop)
    world, take, track, report = shoot.rehearse()
    wanted = _picked(take.frames, take.fps, rate)
    inverse = np.zeros((len(wanted), size[1], size[0]), np.float32)
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(wanted):
        rows.setdefault(number, []).append(row)
    for frame in render_frames(world, take, *size, should_stop=should_stop):
        for row in rows.get(frame.index, ()):
            inverse[row] = 1.0 / np.maximum(frame.depth, 0.05)
    return Guide(_grey(inverse), request.workdir / "sound.wav", track.captions, report)


def _picked(frames: int, fps: float, rate: float) -> list[int]:
    """The frames of a take that are nearest to those of a film at `rate`."""
    count = max(1, round(frames * rate / fps))
    return [min(frames - 1, round(number * fps / rate)) for number in range(count)]


def _grey(inverse: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Inverse depth as grey frames on one scale for the whole shot, so that nothing flickers."""
    low, high = np.percentile(inverse, [NEAR, FAR])
    level = np.clip((inverse - low) / max(float(high - low), 1e-6), 0, 1)
    return np.repeat(np.round(level * 255).astype(np.uint8)[..., None], 3, axis=-1)
