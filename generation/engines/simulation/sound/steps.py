"""Footsteps: grains that are pressed, snow that creaks, leaves that rustle, water that is trodden."""

from __future__ import annotations

import numpy as np
from scipy.signal import butter, sosfilt

from .noise import SAMPLE_RATE, Samples, band, coloured, decay
from .water import splash

# What gives way under a foot: low and high in hertz, grains a step, length in seconds, strength of the press.
_GROUNDS = {
    "sand": (700.0, 4500.0, 90, 0.16, 0.8),
    "dust": (150.0, 900.0, 30, 0.15, 0.6),
    "snow": (400.0, 2400.0, 130, 0.2, 1.2),
    "soil": (350.0, 4500.0, 40, 0.13, 0.8),
    "gravel": (1200.0, 9000.0, 45, 0.17, 1.4),
    "grass": (1500.0, 8000.0, 50, 0.14, 0.7),
    "foliage": (1800.0, 10_000.0, 70, 0.18, 1.0),
    "carpet": (250.0, 1500.0, 20, 0.09, 0.4),
}
FEET = ("_sole", "_foot", "_paw", "_hoof", "_toe")
WET = frozenset({"water", "puddle"})


def is_foot(geom: str) -> bool:
    """Whether a geom is what somebody walks on."""
    return any(part in geom for part in FEET)


def ground_of(material: str, family: str) -> str | None:
    """The ground by its look family or its material's name, when it gives way under a foot; else None."""
    if family in _GROUNDS or family in WET:
        return family
    return next((name for name in (*_GROUNDS, *WET) if name in material), None)


def step(ground: str, strength: float, rng: np.random.Generator) -> Samples:
    """One step on a ground that gives way, `strength` about 1; it begins with the first sample; mono."""
    if ground in WET:
        return np.asarray(0.7 * strength * splash(4.0 * strength, 0.08, rng))
    low, high, grains, seconds, press = _GROUNDS[ground]
    count = int((seconds + 0.1) * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    rolled = np.minimum(
        1, np.exp(-time / 0.02) + 0.7 * np.exp(-(((time - 0.6 * seconds) / (0.3 * seconds)) ** 2))
    )
    hiss = coloured(count, band(low, high, -3), rng)[:, 0]
    sound = 0.16 * press * hiss * rolled * np.exp(-np.clip(time - seconds, 0, 1) / 0.02)
    for _ in range(grains):
        length = int(rng.uniform(0.0015, 0.006) * SAMPLE_RATE)
        start = int(rng.beta(1.3, 2.0) * seconds * SAMPLE_RATE)
        grain = rng.standard_normal(length) * np.hanning(length)
        sound[start : start + length] += 0.3 * press * rng.uniform(0.1, 1) ** 2 * grain
    edges = [low * 0.8, high]
    sound = sosfilt(butter(2, edges, "bandpass", fs=SAMPLE_RATE, output="sos"), sound)
    thud = np.sin(2 * np.pi * 75 * time) * decay(count, 0.03)
    return np.asarray(strength * (sound + 0.22 * thud))


def rustle(rng: np.random.Generator) -> Samples:
    """Clothes that move with a step: soft, without a beginning that could be told; mono."""
    count = int(rng.uniform(0.16, 0.26) * SAMPLE_RATE)
    return np.asarray(0.007 * coloured(count, band(900, 5200, -3), rng)[:, 0] * np.hanning(count))
