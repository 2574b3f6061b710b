"""A dog's panting."""

from __future__ import annotations

import numpy as np
from scipy.signal import butter, sosfilt

from .noise import SAMPLE_RATE, Samples, band, coloured

PANT_LEVEL = 0.03
_IN, _OUT = ((900, 0.5), (2300, 1.0), (3900, 0.6)), ((620, 1.0), (1350, 0.8), (2700, 0.35))


def _formants(noise: Samples, peaks: tuple[tuple[int, float], ...]) -> Samples:
    sound = np.zeros_like(noise)
    for centre, level in peaks:
        sos = butter(1, [centre * 0.82, centre * 1.22], "bandpass", fs=SAMPLE_RATE, output="sos")
        sound += level * sosfilt(sos, noise)
    return sound


def panting(samples: int, rng: np.random.Generator) -> Samples:
    """Three to four breaths a second, in and out, in phrases with little rests; mono."""
    air = coloured(samples, band(250, 7000, -3), rng)[:, 0]
    draw, blow = _formants(air, _IN), _formants(air, _OUT)
    sound, place = np.zeros(samples), int(rng.uniform(0.1, 0.4) * SAMPLE_RATE)
    left = int(rng.integers(9, 16))
    while place < samples:
        length = int(rng.normal(0.135, 0.008) * SAMPLE_RATE)
        for source, level in ((blow, 1.0), (draw, 0.62)):
            end = min(samples, place + length)
            if end <= place:
                break
            shape = np.sin(np.linspace(0, np.pi, length)) ** 1.6
            sound[place:end] += level * rng.uniform(0.8, 1.1) * (source[place:end] * shape[: end - place])
            place += int(length * 1.04)
        left -= 1
        if left == 0:
            place += int(rng.uniform(0.35, 0.7) * SAMPLE_RATE)
            left = int(rng.integers(7, 14))
    return PANT_LEVEL * sound
