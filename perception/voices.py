"""What a voice sounds like, in numbers: its pitch, and its timbre, the mean power of bands on the mel scale.

Mono sound between -1 and 1 at `RATE`. Neither knows whose voice it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 16_000
BANDS, LOWEST, HIGHEST = 20, 100.0, 6000.0  # of the timbre, from and to hertz
PITCHES = (70.0, 400.0)
WINDOW = 512
FEWEST = 5  # stretches with a pitch; fewer are no voice
Floats = npt.NDArray[np.float64]
Sound = npt.NDArray[np.floating[Any]]


def pitch(sound: Sound) -> float | None:
    """The middle pitch of a voice in hertz; None where too little has any."""
    found = [one for one in map(_pitch, _voiced(sound)) if one]
    return float(np.median(found)) if len(found) >= FEWEST else None


def timbre(sound: Sound) -> Floats:
    """The mean of the logarithm of each band's power (BANDS,) where it is loud, less their mean; or empty."""
    if len(sound) < RATE:
        return np.zeros(0)
    parts = np.lib.stride_tricks.sliding_window_view(sound.astype(float), WINDOW)[:: WINDOW // 2]
    power = np.abs(np.fft.rfft(parts * np.hanning(WINDOW), axis=1)) ** 2
    loud = power.sum(axis=1)
    power = power[loud > np.percentile(loud, 60)]
    if not len(power):
        return np.zeros(0)
    spectrum = np.log(power @ _filters().T + 1e-9).mean(axis=0)
    return np.asarray(spectrum - spectrum.mean())


def middles() -> Floats:
    """The middle frequency in hertz of each band of the timbre (BANDS,)."""
    return _edges()[1:-1]


def _voiced(sound: Sound) -> list[Sound]:
    """Stretches of 40 ms that are louder than most."""
    size = RATE // 25
    parts = [sound[start : start + size] for start in range(0, len(sound) - size, size // 2)]
    if not parts:
        return []
    levels = np.asarray([float(np.sqrt(np.mean(part**2))) for part in parts])
    least = max(0.005, float(np.percentile(levels, 70)))
    return [part for part, level in zip(parts, levels, strict=True) if level >= least]


def _pitch(part: Sound) -> float | None:
    """The pitch of a stretch by its autocorrelation; None where it has none."""
    part = part - part.mean()
    full = np.correlate(part, part, "full")[len(part) - 1 :]
    if full[0] <= 0:
        return None
    full = full / full[0]
    low, high = int(RATE / PITCHES[1]), int(RATE / PITCHES[0])
    lag = low + int(np.argmax(full[low:high]))
    return RATE / lag if full[lag] > 0.4 else None


def _filters() -> Floats:
    """Triangles (BANDS, WINDOW // 2 + 1) on the mel scale."""
    edges, hertz = _edges(), np.fft.rfftfreq(WINDOW, 1 / RATE)
    up = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.clip(np.minimum(up, down), 0, None))


def _edges() -> Floats:
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (LOWEST, HIGHEST))
    return np.asarray(700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1))
