"""A throat: a buzz along a curve of pitch, breath, and formants; what animals and people sound with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, sosfilt

from .noise import SAMPLE_RATE, Samples, drift

Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Throat:
    """`formants` (hertz, gain); `dark` the fall of the harmonics, `breath` the share of noise.

    `rough` is how much the pitch's half shakes the voice (a growl), `jitter` how unsteady the pitch is.
    """

    formants: tuple[tuple[float, float], ...]
    dark: float = 1.0
    breath: float = 0.05
    rough: float = 0.0
    jitter: float = 0.01
    vibrato: tuple[float, float] = (0.0, 0.0)
    width: float = 0.14


def along(curve: Curve, count: int) -> Samples:
    """A smooth curve through (way 0 to 1, value) with `count` samples."""
    from scipy.interpolate import PchipInterpolator

    way, values = zip(*curve, strict=True)
    return np.asarray(PchipInterpolator(way, values)(np.linspace(0, 1, count)))


def uttered(throat: Throat, pitch: Curve, loud: Curve, seconds: float, rng: np.random.Generator) -> Samples:
    """A sound of a throat: pitch in hertz and loudness 0 to 1 over its way; mono, peak 1."""
    count = max(64, int(seconds * SAMPLE_RATE))
    time = np.arange(count) / SAMPLE_RATE
    rate, depth = throat.vibrato
    wave = along(pitch, count) * (1 + depth * np.sin(2 * np.pi * rate * time))
    wave *= 1 + throat.jitter * drift(count, 28.0, rng)
    phase = 2 * np.pi * np.cumsum(wave) / SAMPLE_RATE
    buzz = np.zeros(count)
    top = int(np.clip(9000 / max(float(wave.min()), 30.0), 2, 60))
    for number in range(1, top + 1):
        audible = np.clip((12_000 - number * wave) / 3000, 0, 1)
        buzz += audible * np.sin(number * phase) / number**throat.dark
    buzz *= 1 + throat.rough * np.sin(phase / 2 + 3 * drift(count, 12.0, rng))
    buzz /= np.sqrt(np.mean(np.square(buzz))) + 1e-9
    air = rng.standard_normal(count) * (1 + throat.rough * np.sin(phase))
    source = (1 - throat.breath) * buzz + throat.breath * 1.6 * air
    sound = through(source, throat) * np.clip(along(loud, count), 0, None)
    edge = min(count // 4, int(0.004 * SAMPLE_RATE))
    sound[:edge] *= np.linspace(0, 1, edge)
    sound[count - edge :] *= np.linspace(1, 0, edge)
    return np.asarray(sound / (np.abs(sound).max() + 1e-9))


def through(source: Samples, throat: Throat) -> Samples:
    """A source through the formants."""
    sound = 0.06 * source
    for centre, gain in throat.formants:
        edges = [centre * (1 - throat.width), min(centre * (1 + throat.width), 22_000)]
        sound = sound + gain * sosfilt(butter(1, edges, "bandpass", fs=SAMPLE_RATE, output="sos"), source)
    return np.asarray(sound)


def said(parts: Sequence[tuple[float, Samples]], seconds: float) -> Samples:
    """Parts that begin at their seconds, in one track of `seconds`; what passes its end is faded."""
    count = int(seconds * SAMPLE_RATE)
    sound = np.zeros(count)
    for start, part in parts:
        first = int(start * SAMPLE_RATE)
        end = min(count, first + len(part))
        if 0 <= first < end:
            sound[first:end] += part[: end - first]
    fade = min(count, int(0.02 * SAMPLE_RATE))
    sound[count - fade :] *= np.linspace(1, 0, fade)
    return sound
