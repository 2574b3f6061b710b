"""What a video costs: seconds, times size, times what the model takes.

One credit is about one second of 854x480 by a model of weight 1. Only what is
rendered counts: shots that are taken over as they were cost nothing.
"""

from __future__ import annotations

import math

from ..engines.catalog import Model
from ..made import NOTHING, Made

BASE_PIXELS = 854 * 480
LEAST_SIZE = 0.5


def of(model: Model, size: tuple[int, int], seconds: float) -> int:
    """Credits of `seconds` of `size` (width, height) by `model`; nothing costs nothing."""
    if seconds <= 0:
        return 0
    weight = max(LEAST_SIZE, size[0] * size[1] / BASE_PIXELS)
    return max(1, math.ceil(seconds * weight * model.credits - 1e-6))


def of_brief(model: Model, size: tuple[int, int], seconds: float, made: Made = NOTHING) -> int:
    """Credits of one video of a brief, without the shots that it takes over."""
    return of(model, size, seconds - sum(shot.seconds for shot in made.shots.values()))


def of_pixels(model: Model, frame_pixels: float, fps: int) -> float:
    """Credits, not rounded, of rendered pixels of frames: what measured attempts are counted in."""
    return frame_pixels / fps / BASE_PIXELS * model.credits
