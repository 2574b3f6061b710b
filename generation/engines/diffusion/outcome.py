"""Looks at what a model made before anybody else does: numbers, light, movement, sound.

A model that overflows gives NaN, which encoders turn into noise or black; a
broken load gives one flat colour. None of it may leave as a film.
"""

from __future__ import annotations

import numpy as np

from ..errors import RenderFailed
from .order import Clip, Latents

FLAT = 1.5  # standard deviation of a whole film, of 255
DARK = 3.0
SILENT = 1e-5


class OutputUnusable(RenderFailed):
    """The model computed something that is no film."""

    code = "output_unusable"
    retryable = False  # the same seed would give the same again


def check_latents(latents: Latents) -> None:
    """Raise `OutputUnusable` when numbers are not numbers."""
    import torch

    for what, tensor in (("picture", latents.video), ("sound", latents.sound)):
        if tensor is not None and not bool(torch.isfinite(tensor).all()):
            raise OutputUnusable(f"The model computed no numbers for the {what} (NaN or infinite).")


def check(clip: Clip, *, hears: bool) -> dict[str, float]:
    """What was measured of a clip; raises `OutputUnusable` for black or flat frames and for silence."""
    sample = clip.frames[:: max(1, len(clip.frames) // 16)].astype(np.float32)
    light, spread = float(sample.mean()), float(sample.std())
    if light < DARK:
        raise OutputUnusable("The model's frames are black.")
    if spread < FLAT:
        raise OutputUnusable("The model's frames are one flat colour.")
    facts = {"light": round(light, 2), "contrast": round(spread, 2)}
    if clip.sound is not None:
        if not np.isfinite(clip.sound).all():
            raise OutputUnusable("The model's sound holds no numbers (NaN or infinite).")
        level = float(np.sqrt(np.mean(np.square(clip.sound, dtype=np.float64)))) if clip.sound.size else 0.0
        facts["level"] = round(level, 6)
        if hears and level < SILENT:
            raise OutputUnusable("The model's sound is silence.")
    elif hears:
        raise OutputUnusable("The model gave no sound with its pictures.")
    return facts
