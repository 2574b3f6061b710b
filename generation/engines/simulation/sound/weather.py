"""What weather sounds like over a place: rain on its ground, gusts of wind, thunder after its lightning."""

from __future__ import annotations

import numpy as np

from ..weather import lightning
from .air import add, air, swelling
from .ambience import Hour
from .noise import SAMPLE_RATE, Samples, band, coloured, db, decay, drift

# What rain falls on: corner frequencies of its patter in hertz, how much of it are single drops, its level.
_GROUNDS = {
    "soft": (500.0, 5000.0, 0.5, 0.8),
    "hard": (900.0, 11_000.0, 1.0, 1.0),
    "metal": (1400.0, 9000.0, 1.8, 1.0),
    "wood": (500.0, 7000.0, 1.4, 0.95),
    "water": (1500.0, 13_000.0, 0.7, 1.1),
}
_OF_SURFACE = {
    **dict.fromkeys(("grass", "soil", "sand", "snow", "rubber", "cloud", "dust", "carpet"), "soft"),
    **dict.fromkeys(("plank", "wood_floor"), "wood"),
    "metal_floor": "metal",
    "": "water",
}
THUNDER_DELAY = 0.7
_SNOWED = 2200.0


def weathered(sound: Samples, hour: Hour, rng: np.random.Generator) -> Samples:
    """The air (n, 2) of a place outdoors with its weather."""
    samples = len(sound)
    if hour.weather in ("rain", "storm"):
        sound = sound + (1.5 if hour.weather == "storm" else 1.0) * rain(samples, hour.surface, rng)
    if hour.weather in ("windy", "storm"):
        sound = sound + wind(samples, rng)
    if hour.weather == "storm":
        sound = sound + thunder(samples, hour.seed, rng)
    if hour.weather == "snow":
        sound = _muffled(sound)
    return np.asarray(sound)


def rain(samples: int, surface: str, rng: np.random.Generator) -> Samples:
    """Steady rain on a ground of that look family, with single drops near by."""
    low, high, patter, strength = _GROUNDS[_OF_SURFACE.get(surface, "hard")]
    sound = air(samples, low, high, -3, db(-38), rng) * swelling(samples, 0.5, 1.2, rng)
    for _ in range(int(samples / SAMPLE_RATE * 45 * patter)):
        count = int(0.02 * SAMPLE_RATE)
        drop = coloured(count, band(low * 1.6, high * 0.8), rng)[:, 0] * decay(count, 0.003)
        add(sound, int(rng.uniform(0, samples)), db(-44) * rng.uniform(0.2, 1) * drop, rng.uniform(-1, 1))
    return np.asarray(strength * sound)


def wind(samples: int, rng: np.random.Generator) -> Samples:
    """Gusts: noise that grows brighter as it grows louder, and a whistle at their height."""
    gust = np.clip(0.5 + 0.45 * drift(samples, 0.55, rng), 0.05, 1.6)[:, None]
    sound = air(samples, 60, 350, -4, db(-36), rng) * gust
    sound += air(samples, 350, 1400, -5, db(-41), rng) * gust**2
    sound += air(samples, 1400, 5000, -5, db(-50), rng) * gust**3
    time, pitch = np.arange(samples) / SAMPLE_RATE, 520 + 130 * gust[:, 0]
    whistle = np.sin(2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE + 0.4 * np.sin(9 * time))
    return np.asarray(sound + db(-54) * (whistle * gust[:, 0] ** 4)[:, None] * np.array([0.8, 0.5]))


def thunder(samples: int, seed: int, rng: np.random.Generator) -> Samples:
    """A crack and a long roll after every flash that the picture shows."""
    sound = np.zeros((samples, 2))
    flashes = [t for t in np.arange(0, samples / SAMPLE_RATE, 0.02) if lightning(seed, float(t)) > 0.7]
    last = -9.0
    for time in flashes:
        if time - last > 1.0:
            add(
                sound, int((time + THUNDER_DELAY) * SAMPLE_RATE), db(-19) * _clap(rng), rng.uniform(-0.5, 0.5)
            )
        last = time
    return sound


def _clap(rng: np.random.Generator) -> Samples:
    length = int(4.5 * SAMPLE_RATE)
    time = np.arange(length) / SAMPLE_RATE
    roll = coloured(length, band(25, 160), rng)[:, 0] * np.exp(-time / 1.5)
    roll *= np.clip(1 + 0.5 * drift(length, 5.0, rng), 0.1, 2) * np.minimum(time / 0.06, 1)
    crack = coloured(length, band(200, 3000, -4), rng)[:, 0] * np.exp(-time / 0.22)
    crack *= np.clip(1 + 0.8 * drift(length, 30.0, rng), 0, 2) * np.minimum(time / 0.01, 1)
    return np.asarray(roll + 0.5 * crack)


def _muffled(sound: Samples) -> Samples:
    """Fresh snow swallows what is bright."""
    from scipy.signal import butter, sosfilt

    return np.asarray(sosfilt(butter(1, _SNOWED, "lowpass", fs=SAMPLE_RATE, output="sos"), sound, axis=0))
