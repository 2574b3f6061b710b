"""One small clip from loaded weights, with the time of every step: a warm-up, and what `bench` compares."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from . import outcome
from .manifest import Recipe
from .order import Order
from .warm import Loaded

PROMPT = "A red ball rolls over a wooden table."


def order(loaded: Loaded, steps: int = 2, cells: tuple[int, int] = (6, 4)) -> Order:
    """A clip of few frames, `cells` (across, down) of the family's grid."""
    grid = loaded.family.grid
    width, height = (cell * grid.space for cell in cells)
    recipe = Recipe(weights="trial", steps=steps, max_sequence=64)
    frames = grid.frames(0.7, 24.0)
    return Order(PROMPT, recipe, width, height, frames, 24.0, seed=1)


def run(loaded: Loaded, steps: int = 2) -> list[str]:
    """Make the clip; answers lines for a person. Raises what the engine raises."""
    asked = order(loaded, steps)
    times = [time.monotonic()]

    def on_step(_step: int, _steps: int, estimate: Callable[[], Any]) -> None:
        estimate()
        times.append(time.monotonic())

    latents = loaded.family.denoise(loaded.pipe, asked, on_step)
    outcome.check_latents(latents)
    denoised = time.monotonic()
    clip = loaded.family.decode(loaded.pipe, latents, asked)
    passed = [after - before for before, after in pairwise(times)]
    return [
        f"{asked.width}x{asked.height}, {asked.frames} frames, {steps} steps",
        f"steps: {', '.join(f'{seconds:.2f} s' for seconds in passed)}",
        f"decoded in {time.monotonic() - denoised:.2f} s: {clip.frames.shape}",
    ]
