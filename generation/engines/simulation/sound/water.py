"""Water: splashes with their slap, crown, drops and bubbles; small waves lapping at a board.

A bubble of radius r rings at 3.26 / r hertz (Minnaert 1933, r in metres) and
rises in pitch as it nears the surface.
"""

from __future__ import annotations

import numpy as np

from .noise import SAMPLE_RATE, Samples, band, coloured, decay

MINNAERT = 3.26


def bubble(radius: float, rng: np.random.Generator) -> Samples:
    """One bubble of that radius in metres, unit level at its start."""
    frequency = MINNAERT / radius
    seconds = float(np.clip(26 / frequency, 0.008, 0.09))
    count = int(5 * seconds * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    rise = rng.uniform(0.02, 0.35) * frequency / seconds / 12
    phase = 2 * np.pi * (frequency * time + 0.5 * rise * time**2)
    return np.asarray(np.sin(phase) * decay(count, seconds) * np.minimum(time / 0.0012, 1))


def _place(sound: Samples, start: int, part: Samples) -> None:
    end = min(len(sound), start + len(part))
    if 0 <= start < end:
        sound[start:end] += part[: end - start]


def splash(energy: float, radius: float, rng: np.random.Generator) -> Samples:
    """A body that breaks the surface: energy in joules, radius in metres; 300 J are about unit level."""
    size = float(np.clip((energy / 300) ** 0.3, 0.12, 1.5))
    length = int((0.5 + 1.7 * size) * SAMPLE_RATE)
    sound = np.zeros(length)
    slap = coloured(length, band(180, 7000, -3), rng)[:, 0]
    sound += 0.55 * slap * decay(length, 0.028 + 0.02 * size) * _attack(length, 0.0006)
    crown = coloured(length, band(500, 6500, -2), rng)[:, 0]
    sound += 0.42 * size * crown * decay(length, 0.2 + 0.25 * size) * _attack(length, 0.035)
    depth = coloured(length, band(35, 240), rng)[:, 0]
    sound += 0.75 * size * depth * decay(length, 0.1 + 0.12 * size) * _attack(length, 0.004)
    for _ in range(int(26 + 70 * size)):
        start = int(rng.gamma(2.0, 0.16 + 0.12 * size) * SAMPLE_RATE)
        drop = bubble(float(rng.uniform(0.0011, 0.0075 + 0.006 * min(1.0, radius))), rng)
        _place(sound, start, 0.09 * rng.uniform(0.2, 1.0) ** 2 * drop)
    fade = int(0.12 * SAMPLE_RATE)
    sound[-fade:] *= np.linspace(1, 0, fade) ** 2
    return np.asarray(sound * size**0.8)


def lapping(samples: int, rng: np.random.Generator) -> Samples:
    """Small waves that slap and gurgle at something afloat, irregular; mono, at most about unit level."""
    sound = np.zeros(samples)
    start = rng.uniform(0.05, 0.5)
    while start < samples / SAMPLE_RATE:
        strength = rng.uniform(0.25, 1.0)
        length = int(rng.uniform(0.16, 0.42) * SAMPLE_RATE)
        centre = rng.uniform(380, 900)
        wash = coloured(length, band(centre * 0.5, centre * 2.6, -3), rng)[:, 0]
        shape = np.hanning(length) ** 1.4
        _place(sound, int(start * SAMPLE_RATE), 0.3 * strength * wash * shape)
        for _ in range(int(rng.integers(3, 10))):
            when = start + rng.uniform(0.02, length / SAMPLE_RATE)
            gurgle = bubble(float(rng.uniform(0.0028, 0.0085)), rng)
            _place(sound, int(when * SAMPLE_RATE), 0.28 * strength * rng.uniform(0.2, 1) * gurgle)
        start += rng.uniform(0.28, 0.95)
    return sound


def _attack(length: int, seconds: float) -> Samples:
    return np.minimum(np.arange(length) / (seconds * SAMPLE_RATE), 1.0)
