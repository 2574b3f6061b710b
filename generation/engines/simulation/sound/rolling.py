"""Wheels on a road: noise from the road's grain, brighter and louder the faster they roll."""

from __future__ import annotations

import numpy as np

from .noise import SAMPLE_RATE, Samples, band, coloured, drift

# A hard wheel on asphalt: from, to (hertz), level at 3 m/s, exponent with which the level grows with speed.
_BANDS = (
    (55.0, 160.0, 0.4, 1.2),
    (160.0, 520.0, 0.6, 1.5),
    (520.0, 1600.0, 0.5, 1.9),
    (1600.0, 4200.0, 0.3, 2.3),
    (4200.0, 9000.0, 0.12, 2.7),
)
REFERENCE_SPEED = 3.0
WHEEL_RADIUS = 0.036
_STILL = 0.05


def roll(speed: Samples, rng: np.random.Generator) -> Samples:
    """The sound of rolling at `speed` (m/s, one value a sample), mono, about unit level at 3 m/s."""
    samples = len(speed)
    moving = np.clip((speed - _STILL) / 0.3, 0, 1)
    relative = np.maximum(speed, 1e-3) / REFERENCE_SPEED
    grain = 1 + 0.18 * drift(samples, 9.0, rng) + 0.12 * drift(samples, 31.0, rng)
    turning = np.cumsum(speed) / SAMPLE_RATE / WHEEL_RADIUS
    sound = np.zeros(samples)
    for low, high, level, steep in _BANDS:
        noise = coloured(samples, band(low, high), rng)[:, 0]
        sound += level * noise * relative**steep
    wobble = 1 + 0.07 * np.sin(turning + rng.uniform(0, 6)) + 0.05 * np.sin(1.013 * turning)
    return np.asarray(np.tanh(sound * moving * grain * wobble * 0.8) / 0.8)
