"""What people sound like without words: laughter, applause, sobs, gasps, snores, singing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .noise import SAMPLE_RATE, Samples, band, coloured, decay
from .throat import Throat, said, uttered

Sound = Callable[[float, float, np.random.Generator], Samples]
PEOPLE: dict[str, Sound] = {}
PITCHES = {"low": 115.0, "mid": 175.0, "high": 250.0}
_RISE_FALL = ((0, 0), (0.2, 1), (0.6, 0.8), (1, 0))
_AH = Throat(((750, 1.0), (1200, 0.7), (2600, 0.25)), 1.0, 0.12, 0.0, 0.012)
_LA = Throat(((700, 1.0), (1150, 0.7), (2700, 0.3)), 1.0, 0.05, 0.0, 0.005, (5.5, 0.012), 0.12)


def deed(*actions: str) -> Callable[[Sound], Sound]:
    """Register what an action sounds like: (seconds, pitch of the voice in hertz, rng) -> mono samples."""

    def register(make: Sound) -> Sound:
        for action in actions:
            PEOPLE[action] = make
        return make

    return register


@deed("laugh")
def laugh(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:
    """Ha-ha-ha: quick, falling, each with a breath before it."""
    parts, start, number = [], 0.0, 0
    while start < min(seconds, 2.4) - 0.15:
        now = pitch * 1.7 * 0.95 ** (number % 6) * rng.uniform(0.96, 1.04)
        loud = 0.9 ** (number % 6)
        curve = ((0, now), (0.3, now * 1.12), (1, now * 0.8))
        parts.append((start, loud * uttered(_AH, curve, _RISE_FALL, 0.12, rng)))
        number += 1
        start += rng.uniform(0.16, 0.2) + (0.35 if number % 6 == 0 else 0)
    return said(parts, seconds)


@deed("cry")
def cry(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:
    """Sobs: a drawn breath, a trembling fall."""
    parts, start = [], 0.0
    throat = Throat(((600, 1.0), (1100, 0.6), (2500, 0.2)), 1.0, 0.25, 0.05, 0.02, (7.0, 0.04))
    while start < seconds - 0.4:
        curve = ((0, pitch * 1.9), (0.3, pitch * 2.1), (1, pitch * 1.3))
        parts.append((start, uttered(throat, curve, _RISE_FALL, rng.uniform(0.4, 0.6), rng)))
        start += rng.uniform(0.7, 1.0)
    return said(parts, seconds)


@deed("be_surprised", "be_scared")
def gasp(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A breath drawn in at once."""
    throat = Throat(((1100, 1.0), (2200, 0.9), (3600, 0.5)), 1.0, 1.0, 0.0, 0.02)
    loud = ((0, 0), (0.6, 0.8), (0.85, 1), (1, 0))
    return said([(0.0, 0.7 * uttered(throat, ((0, 200), (1, 260)), loud, 0.38, rng))], seconds)


@deed("sleep")
def snore(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """In with a rattle, out with a sigh."""
    rattle = Throat(((280, 1.0), (700, 0.6), (1500, 0.2)), 0.6, 0.5, 0.9, 0.05)
    sigh = Throat(((500, 1.0), (1500, 0.4)), 1.0, 1.0)
    parts, start = [], 0.2
    while start < seconds - 0.8:
        parts.append((start, 0.5 * uttered(rattle, ((0, 42), (1, 55)), ((0, 0), (0.7, 1), (1, 0)), 1.0, rng)))
        parts.append((start + 1.2, 0.25 * uttered(sigh, ((0, 90), (1, 80)), _RISE_FALL, 1.0, rng)))
        start += 2.7
    return said(parts, seconds)


@deed("cheer", "star_jump")
def cheer(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:
    """A shout of joy: woo-hoo."""
    curve = ((0, pitch * 1.6), (0.35, pitch * 2.5), (0.7, pitch * 2.2), (1, pitch * 1.5))
    throat = Throat(((450, 1.0), (900, 0.8), (2400, 0.25)), 0.9, 0.1, 0.08, 0.012)
    parts = [
        (0.0, uttered(throat, curve, _RISE_FALL, 0.5, rng)),
        (0.5, uttered(_AH, curve, _RISE_FALL, 0.6, rng)),
    ]
    return said(parts, seconds)


@deed("clap", "high_five", "shake_hands")
def clap(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """Two hands, about four times a second."""
    return said([(when, _hands(rng)) for when in np.arange(0, seconds - 0.1, 0.26)], seconds)


def _hands(rng: np.random.Generator) -> Samples:
    count = int(0.09 * SAMPLE_RATE)
    centre = rng.uniform(900, 1600)
    return np.asarray(0.3 * coloured(count, band(centre * 0.7, centre * 2), rng)[:, 0] * decay(count, 0.009))


def applause(seconds: float, people: int, rng: np.random.Generator) -> Samples:
    """Many people who clap, each at a pace of their own, and cheer a little; mono."""
    count = int(seconds * SAMPLE_RATE)
    sound = np.zeros(count)
    hands = [_hands(rng) for _ in range(12)]
    for _ in range(people):
        when, pace = rng.uniform(0, 0.5), rng.uniform(0.2, 0.32)
        while when < seconds - 0.1:
            part = hands[int(rng.integers(12))]
            start = int(when * SAMPLE_RATE)
            part = part[: count - start]
            sound[start : start + len(part)] += rng.uniform(0.3, 1) * part
            when += pace * rng.uniform(0.92, 1.08)
    return np.asarray(sound / (np.abs(sound).max() + 1e-9))


@deed("sing")
def sing(seconds: float, pitch: float, rng: np.random.Generator) -> Samples:
    """La la la: a little tune in a major key, one note a syllable, that ends on its first note."""
    steps = (0, 4, 7, 9, 7, 5, 4, 2, 0)
    held = max(0.25, min(0.5, seconds / len(steps)))
    parts = []
    for number, step in enumerate(steps):
        now = pitch * 1.3 * 2 ** (step / 12)
        length = held * (1.6 if number == len(steps) - 1 else 0.95)
        loud = ((0, 0.25), (0.12, 0.9), (0.5, 1), (0.85, 0.7), (1, 0))
        curve = ((0, now * 0.97), (0.12, now), (1, now))
        parts.append((number * held, uttered(_LA, curve, loud, length, rng)))
    return said([part for part in parts if part[0] < seconds - 0.15], seconds)
