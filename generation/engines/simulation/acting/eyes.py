"""Eyes: when they blink, and where they look.

Blinks come every few seconds (Bentivoglio et al. 1997 measured 17 a minute at rest) and last some 150 ms.
Eyes jump to what matters and hold it, with small jumps of their own (saccades and fixations).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
EVERY_SECONDS, BLINK_SECONDS = 3.5, 0.17
YAW, PITCH = 0.48, 0.30  # how far eyes turn in the head, radians
WANDER = (0.055, 0.03)


def blinks(times: Floats, rng: np.random.Generator) -> Floats:
    """(F,) how far the lids are closed by blinking, 0 to 1."""
    closed = np.zeros(len(times))
    at = float(rng.uniform(0.4, 2.6))
    while len(times) and at < float(times[-1]) + BLINK_SECONDS:
        u = (times - at) / BLINK_SECONDS
        closed = np.maximum(closed, np.clip(1.35 * (1 - np.abs(2 * u - 0.8) / 0.9), 0, 1))
        at += max(0.9, float(rng.gamma(4.0, EVERY_SECONDS / 4.0)))
    return closed


def gaze(head: Floats, turn: Floats, target: Floats) -> tuple[Floats, Floats]:
    """How eyes at `head` (F, 3) turn that look at `target` (F, 3): (yaw, pitch), each (F,) radians.

    `turn` (F, 3, 3) are the head's axes in the world.
    """
    away = np.einsum("fij,fi->fj", turn, target - head)
    yaw = np.arctan2(away[:, 1], np.maximum(away[:, 0], 1e-3))
    pitch = np.arctan2(away[:, 2], np.hypot(away[:, 0], away[:, 1]) + 1e-6)
    return np.clip(yaw, -YAW, YAW), np.clip(pitch, -PITCH, PITCH)


def wandering(times: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Small jumps around what is looked at: (yaw, pitch), each (F,) radians."""
    yaw, pitch = np.zeros(len(times)), np.zeros(len(times))
    at = 0.0
    while len(times) and at <= float(times[-1]):
        later = times >= at
        yaw[later], pitch[later] = rng.normal(0, WANDER[0]), rng.normal(0, WANDER[1])
        at += float(rng.uniform(0.5, 2.0))
    return yaw, pitch
