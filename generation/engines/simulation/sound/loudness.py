"""Levels: integrated loudness and true peak (ITU-R BS.1770-5), a limiter, a mix brought to its loudness."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly, sosfilt

from .noise import SAMPLE_RATE, Samples, db

# BS.1770's two stages at 48 kHz: the head's shelf, then the high pass.
_K = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
SILENCE = -70.0


def integrated(sound: Samples) -> float:
    """Gated loudness of (n, channels) samples in LUFS; -70 for silence."""
    weighted = sosfilt(_K, sound, axis=0)
    block, step = int(0.4 * SAMPLE_RATE), int(0.1 * SAMPLE_RATE)
    if len(sound) < block:
        block = step = max(1, len(sound))
    squares = np.concatenate([[0.0], np.cumsum(np.sum(np.square(weighted), axis=1))])
    starts = np.arange(0, len(sound) - block + 1, step)
    power = (squares[starts + block] - squares[starts]) / block
    loud = power[_lufs(power) > SILENCE]
    if not len(loud):
        return SILENCE
    loud = loud[_lufs(loud) > _lufs(loud.mean()) - 10]
    return float(_lufs(loud.mean()))


def _lufs(power: Samples) -> Samples:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def true_peak(sound: Samples) -> float:
    """The highest level between the samples, four times oversampled, in dBTP."""
    peak = float(np.abs(resample_poly(sound, 4, 1, axis=0)).max()) if len(sound) else 0.0
    return 20 * float(np.log10(max(peak, 1e-6)))


def limited(sound: Samples, ceiling: float) -> Samples:
    """The same sound with no true peak above `ceiling` dBTP; the gain moves smoothly, both ears together."""
    top = db(ceiling)
    for _ in range(3):
        fine = np.abs(resample_poly(sound, 4, 1, axis=0)).max(axis=1)
        peaks = fine[: 4 * len(sound)].reshape(-1, 4).max(axis=1)
        peaks = maximum_filter1d(peaks, 3)
        if peaks.max(initial=0.0) <= top * 1.0005:
            break
        need = np.minimum(1.0, top * 0.9995 / np.maximum(peaks, 1e-9))
        width = 2 * int(0.004 * SAMPLE_RATE) + 1
        gain = uniform_filter1d(minimum_filter1d(need, width), width, mode="nearest")
        sound = sound * gain[:, None]
    return sound


def pressed(sound: Samples, strength: float) -> Samples:
    """The same sound, denser: what is quieter than its loudest moments is lifted, begins stay where they are.

    `strength` 0 leaves it, 1 would make all moments alike; what lies 45 dB under the loudest is left alone.
    """
    power = uniform_filter1d(np.square(sound).mean(axis=1), int(0.03 * SAMPLE_RATE), mode="nearest")
    level = np.sqrt(maximum_filter1d(power, int(0.03 * SAMPLE_RATE)))
    top = float(level.max(initial=0.0))
    if top < 1e-6:
        return sound
    lift = (top / np.maximum(level, top * db(-30))) ** strength
    lift = 1 + (lift - 1) * np.clip(20 * np.log10(np.maximum(level, 1e-9) / top) / 15 + 3, 0, 1)
    return np.asarray(sound * uniform_filter1d(lift, int(0.02 * SAMPLE_RATE), mode="nearest")[:, None])


def brought(sound: Samples, target: float, ceiling: float, most_limiting: float) -> tuple[Samples, float]:
    """The sound at `target` LUFS under `ceiling` dBTP, and the gain in decibels.

    The limiter takes at most `most_limiting` decibels off a peak; few, short blows that are too quiet even
    so are made denser step by step. What is silent stays silent.
    """
    best, gain = sound, 0.0
    for strength in (0.0, 0.25, 0.45, 0.6):
        dense = pressed(sound, strength) if strength else sound
        if (now := integrated(dense)) <= SILENCE:
            return sound, 0.0
        most = ceiling + most_limiting - true_peak(dense)
        gain = 0.0
        for _ in range(7):
            gain = min(gain + 1.3 * (target - now), most)
            best = limited(dense * db(gain), ceiling)
            now = integrated(best)
            if abs(now - target) < 0.3:
                return best, gain
            if gain == most:
                break
        if abs(now - target) < 0.8:
            break
    return best, gain
