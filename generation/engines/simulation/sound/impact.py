"""A blow between two things: a short push excites the modes of both, and their surfaces scrape.

The push is a half sine whose length follows Hertz's law of impact (harder and
faster is shorter), so a gentle touch is dull and a hard one bright. Sound
begins on the contact's very sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import butter, sosfilt

from .materials import Sounding
from .noise import SAMPLE_RATE, Samples, decay

_SOFTEST_PUSH, _HARDEST_PUSH = 0.011, 0.0004
FAINTEST = 0.004


@dataclass(frozen=True, slots=True)
class Blow:
    """What strikes what: impulse in N·s, speed in m/s."""

    one: Sounding
    other: Sounding
    impulse: float
    speed: float

    @property
    def push(self) -> float:
        """Length of the push in seconds."""
        stiff = min(self.one.hardness, self.other.hardness) * 0.75 + 0.25 * max(
            self.one.hardness, self.other.hardness
        )
        slow = max(0.2, self.speed) ** -0.2  # Hertz: contact time goes with speed to the minus one fifth
        return float(_SOFTEST_PUSH * (_HARDEST_PUSH / _SOFTEST_PUSH) ** stiff * slow)

    @property
    def strength(self) -> float:
        """Amplitude of the blow: its energy, compressed as ears do; a firm dribble is about 1."""
        energy = 0.5 * max(0.0, self.impulse) * max(0.0, self.speed)
        return float(min(1.8, (energy / 12.0) ** 0.42))


def synthesise(blow: Blow, rng: np.random.Generator) -> Samples:
    """The sound of a blow, mono; its first audible sample is the first one. Empty when too faint to hear."""
    if blow.strength < FAINTEST:
        return np.zeros(0)
    total = max(len_of(blow.one), len_of(blow.other), 0.06)
    sound = np.zeros(int(total * SAMPLE_RATE))
    for thing in (blow.one, blow.other):
        _ring(sound, thing, blow.push, rng)
    _scrape(sound, blow, rng)
    tail = min(len(sound), int(0.01 * SAMPLE_RATE))
    sound[-tail:] *= np.linspace(1, 0, tail)
    return sound * blow.strength


def len_of(thing: Sounding) -> float:
    """Seconds until the slowest mode has fallen by 60 dB."""
    return 6.9 * max(seconds for _, seconds, _ in thing.modes)


def _ring(sound: Samples, thing: Sounding, push: float, rng: np.random.Generator) -> None:
    place = rng.uniform(0.55, 1.0, len(thing.modes))  # where it was struck: each blow a little different
    bend = rng.normal(1.0, thing.spread)
    for (frequency, seconds, strength), near in zip(thing.modes, place, strict=True):
        f = frequency * bend * rng.normal(1.0, thing.spread / 4)
        count = min(len(sound), int(6.9 * seconds * SAMPLE_RATE))
        level = thing.level * strength * near * _pushed(f, push)
        if level < 1e-4:
            continue
        time = np.arange(count) / SAMPLE_RATE
        sound[:count] += level * np.sin(2 * np.pi * f * time) * decay(count, seconds)


def _pushed(frequency: float, push: float) -> float:
    """How much of a half-sine push of that length is left at a frequency (1 at 0 Hz)."""
    x = 2 * frequency * push
    if abs(x - 1) < 1e-3:
        return float(np.pi / 4)
    return float(abs(np.cos(np.pi * x / 2) / (1 - x * x)) * 0.9 + 0.1 / (1 + x * x))


def _scrape(sound: Samples, blow: Blow, rng: np.random.Generator) -> None:
    """The surfaces' own rustle: noise as bright as the push is short."""
    noise = 0.5 * (blow.one.noise + blow.other.noise)
    bright = float(np.clip(0.55 / blow.push, 250, 12_000))
    count = min(len(sound), int((0.012 + 6 * blow.push) * SAMPLE_RATE))
    hiss = sosfilt(butter(1, bright, "lowpass", fs=SAMPLE_RATE, output="sos"), rng.standard_normal(count))
    hiss /= np.sqrt(np.mean(np.square(hiss))) + 1e-9
    sound[:count] += 0.8 * noise * hiss * decay(count, 0.002 + 1.5 * blow.push)
