"""Raw material of sound: decibels, coloured noise of any length, slow drifts; chance is passed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

SAMPLE_RATE = 48_000
Samples = npt.NDArray[Any]


def db(decibels: float) -> float:
    """A level in decibels as a factor of amplitude."""
    return float(10 ** (decibels / 20))


def coloured(
    samples: int, response: Callable[[Samples], Samples], rng: np.random.Generator, channels: int = 1
) -> Samples:
    """Gaussian noise (samples, channels) of unit root mean square with the given magnitude response.

    `response` maps frequencies in hertz to magnitudes. The noise never repeats within its length.
    """
    size = max(64, samples)
    frequencies = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    shape = response(np.maximum(frequencies, 1.0))
    shape[0] = 0.0
    spectrum = np.fft.rfft(rng.standard_normal((size, channels)), axis=0) * shape[:, None]
    noise = np.fft.irfft(spectrum, size, axis=0)[:samples]
    level = np.sqrt(np.mean(np.square(noise))) or 1.0
    return np.asarray(noise / level)


def band(low: float, high: float, tilt: float = 0.0) -> Callable[[Samples], Samples]:
    """A response that passes `low` to `high` hertz with soft edges, tilted by `tilt` decibels an octave."""

    def response(frequency: Samples) -> Samples:
        rise = 1 / (1 + (low / frequency) ** 4)
        fall = 1 / (1 + (frequency / high) ** 4)
        middle = np.sqrt(low * high)
        return np.asarray(np.sqrt(rise * fall) * (frequency / middle) ** (tilt / 6.02))

    return response


def drift(samples: int, rate: float, rng: np.random.Generator) -> Samples:
    """A smooth random curve of about unit deviation, at most 2.5, that changes `rate` times a second."""
    from scipy.interpolate import CubicSpline

    knots = max(4, int(np.ceil(samples / SAMPLE_RATE * rate)) + 3)
    values = np.clip(rng.standard_normal(knots), -2, 2)
    curve = CubicSpline(np.arange(knots), values)
    start = rng.random()
    return np.asarray(np.clip(curve(start + np.arange(samples) / SAMPLE_RATE * rate), -2.5, 2.5))


def decay(samples: int, seconds: float) -> Samples:
    """exp(-t / seconds) at each sample."""
    return np.asarray(np.exp(-np.arange(samples) / (seconds * SAMPLE_RATE)))
