"""What beds are made of: wide air, slow swelling, birds, crickets, gulls, cars that pass, drops, murmurs.

Levels are root mean square, full scale 1. Each function adds to a bed (samples, 2) or answers mono samples.
"""

from __future__ import annotations

import numpy as np

from .noise import SAMPLE_RATE, Samples, band, coloured, decay, drift
from .water import bubble


def air(
    samples: int, low: float, high: float, tilt: float, level: float, rng: np.random.Generator
) -> Samples:
    """Wide, soft noise; half of it is common to both ears."""
    noise = coloured(samples, band(low, high, tilt), rng, 3)
    return level * (0.7 * noise[:, :1] + 0.714 * noise[:, 1:])


def swelling(samples: int, rate: float, depth: float, rng: np.random.Generator) -> Samples:
    """A slow gain around 1, (samples, 1), `depth` in decibels."""
    return np.asarray(10 ** (depth * drift(samples, rate, rng) / 20))[:, None]


def add(sound: Samples, start: int, part: Samples, pan: float) -> None:
    """Add a mono part at a sample, `pan` from -1 (left) to 1 (right)."""
    if start < 0:
        part, start = part[-start:], 0
    end = min(len(sound), start + len(part))
    if end > start:
        angle = (pan + 1) * np.pi / 4
        sound[start:end] += part[: end - start, None] * np.array([np.cos(angle), np.sin(angle)])


def pass_by(sound: Samples, when: float, level: float, rng: np.random.Generator) -> None:
    """A car on a parallel street: a soft rise and fall that crosses from one side to the other."""
    samples = len(sound)
    time = np.arange(samples) / SAMPLE_RATE - when
    near = 1 / (1 + (time / rng.uniform(0.7, 1.3)) ** 2)
    side = np.clip(time / 2.0, -1, 1) * rng.choice([-1, 1])
    tyres = coloured(samples, band(220, 1500, -4), rng)[:, 0] * near**1.4
    engine = coloured(samples, band(50, 160), rng)[:, 0] * near
    angle = (0.7 * side + 1) * np.pi / 4
    sound += level * (tyres + 0.8 * engine)[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)


def birds(sound: Samples, per_second: float, level: float, rng: np.random.Generator) -> None:
    """Phrases of chirps; each bird keeps its pitch, its place and its manner."""
    seconds = len(sound) / SAMPLE_RATE
    for _ in range(max(1, round(per_second * 2))):
        pitch, pan, far = rng.uniform(2600, 5600), rng.uniform(-0.95, 0.95), rng.uniform(0.25, 1.0)
        bend, length, gap = rng.uniform(-0.35, 0.45), rng.uniform(0.045, 0.13), rng.uniform(0.07, 0.16)
        start = rng.uniform(-0.5, 2.5)
        while start < seconds:
            for number in range(int(rng.integers(2, 7))):
                note = chirp(pitch * rng.normal(1, 0.03), bend, length * rng.uniform(0.8, 1.2))
                add(sound, int((start + number * (length + gap)) * SAMPLE_RATE), level * far * note, pan)
            start += rng.uniform(1.4, 4.2) / max(0.4, per_second)


def chirp(pitch: float, bend: float, seconds: float) -> Samples:
    """One note of a bird; `bend` is how far its pitch goes."""
    count = int(seconds * SAMPLE_RATE)
    way = np.linspace(0, 1, count)
    frequency = pitch * (1 + bend * way * way + 0.04 * np.sin(2 * np.pi * 3 * way))
    tone = np.sin(2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE)
    return np.asarray(tone * np.sin(np.pi * way) ** 1.5)


def gull(rng: np.random.Generator) -> Samples:
    """Three far cries of a gull."""
    cries = []
    for _ in range(3):
        count = int(rng.uniform(0.28, 0.42) * SAMPLE_RATE)
        way = np.linspace(0, 1, count)
        pitch = rng.uniform(1050, 1200) * (1 + 0.28 * np.sin(np.pi * way**0.6)) * (1 - 0.2 * way)
        phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
        cries += [(np.sin(phase) + 0.5 * np.sin(2 * phase)) * np.sin(np.pi * way) ** 0.8]
        cries += [np.zeros(int(rng.uniform(0.1, 0.2) * SAMPLE_RATE))]
    return np.concatenate(cries)


def crickets(sound: Samples, level: float, rng: np.random.Generator) -> None:
    """Four crickets that saw in phrases."""
    time = np.arange(len(sound)) / SAMPLE_RATE
    for _ in range(4):
        pitch, pan, far = rng.uniform(4100, 4900), rng.uniform(-0.95, 0.95), rng.uniform(0.2, 0.8)
        pulses = np.clip(np.sin(2 * np.pi * rng.uniform(24, 30) * time), 0, 1) ** 2
        phrase = np.clip(np.sin(2 * np.pi * rng.uniform(1.6, 2.6) * time + rng.uniform(0, 6)) * 3 + 0.6, 0, 1)
        add(sound, 0, level * far * 0.6 * np.sin(2 * np.pi * pitch * time) * pulses * phrase, pan)


def steady_tone(samples: int, pitches: dict[float, float], level: float, rng: np.random.Generator) -> Samples:
    """A hum of sines (hertz → strength), (samples, 1)."""
    time = np.arange(samples) / SAMPLE_RATE
    tones = sum(
        part * np.sin(2 * np.pi * pitch * time + rng.uniform(0, 6)) for pitch, part in pitches.items()
    )
    return np.asarray(level * tones)[:, None]


def drops(sound: Samples, per_second: float, level: float, rng: np.random.Generator) -> None:
    """Drops that fall into a puddle: a tick and a bubble each."""
    for _ in range(max(1, rng.poisson(per_second * len(sound) / SAMPLE_RATE))):
        drop = bubble(float(rng.uniform(0.0014, 0.0042)), rng)
        add(sound, int(rng.uniform(0, len(sound))), level * rng.uniform(0.3, 1) * drop, rng.uniform(-1, 1))


def thuds(
    sound: Samples, per_second: float, low: float, high: float, level: float, rng: np.random.Generator
) -> None:
    """Dull, far knocks between two frequencies."""
    for _ in range(rng.poisson(per_second * len(sound) / SAMPLE_RATE)):
        length = int(0.4 * SAMPLE_RATE)
        thud = coloured(length, band(low, high), rng)[:, 0] * decay(length, rng.uniform(0.03, 0.1))
        thud *= np.minimum(np.arange(length) / 500, 1)
        add(sound, int(rng.uniform(0, len(sound))), level * rng.uniform(0.3, 1) * thud, rng.uniform(-1, 1))


def clicks(sound: Samples, per_second: float, level: float, rng: np.random.Generator) -> None:
    """Crackles of a fire, keys of a keyboard: very short bright ticks in little groups."""
    for _ in range(rng.poisson(per_second * len(sound) / SAMPLE_RATE)):
        length = int(0.02 * SAMPLE_RATE)
        tick = coloured(length, band(rng.uniform(900, 2000), 8000), rng)[:, 0] * decay(length, 0.0025)
        add(
            sound,
            int(rng.uniform(0, len(sound))),
            level * rng.uniform(0.1, 1) ** 2 * tick,
            rng.uniform(-1, 1),
        )


def chinks(sound: Samples, per_second: float, level: float, rng: np.random.Generator) -> None:
    """Cups, plates and cutlery far off."""
    for _ in range(rng.poisson(per_second * len(sound) / SAMPLE_RATE)):
        length = int(0.22 * SAMPLE_RATE)
        time, pitch = np.arange(length) / SAMPLE_RATE, rng.uniform(2300, 4200)
        ring = sum(
            np.sin(2 * np.pi * pitch * ratio * time) * decay(length, 0.05 / ratio)
            for ratio in (1, 1.83, 2.71)
        )
        add(sound, int(rng.uniform(0, len(sound))), level * rng.uniform(0.2, 1) * ring, rng.uniform(-1, 1))


def murmur(samples: int, people: int, level: float, rng: np.random.Generator) -> Samples:
    """Many people who talk at once, too far to be understood, (samples, 2).

    Each is a buzz with moving formants in syllables of its own pace.
    """
    sound = np.zeros((samples, 2))
    time = np.arange(samples) / SAMPLE_RATE
    for _ in range(people):
        pitch = rng.choice([rng.uniform(95, 145), rng.uniform(170, 240)])
        curve = pitch * (1 + 0.09 * drift(samples, 2.5, rng))
        phase = np.cumsum(curve) / SAMPLE_RATE
        buzz = 2 * (phase % 1) - 1 + 0.2 * rng.standard_normal(samples)
        syllables = np.clip(
            np.sin(2 * np.pi * rng.uniform(3.2, 5.2) * time + 2 * drift(samples, 2, rng)), 0, 1
        )
        talks = np.clip(1.5 * drift(samples, 0.45, rng) + 0.7, 0, 1)
        add(sound, 0, mouthed(buzz, rng) * syllables * talks, rng.uniform(-0.95, 0.95))
    return np.asarray(level * sound / (np.sqrt(np.mean(np.square(sound))) + 1e-9))


def mouthed(buzz: Samples, rng: np.random.Generator) -> Samples:
    """A buzz heard through vowels that change: a cross-fade of two mouths."""
    from scipy.signal import butter, sosfilt

    def mouth(first: float, second: float) -> Samples:
        found = np.zeros(len(buzz))
        for centre, gain in ((first, 1.0), (second, 0.5)):
            edges = [centre * 0.85, centre * 1.18]
            found += gain * sosfilt(butter(1, edges, "bandpass", fs=SAMPLE_RATE, output="sos"), buzz)
        return found

    way = 0.5 + 0.5 * np.sin(3 * drift(len(buzz), 3.0, rng))
    return np.asarray(way * mouth(700, 1200) + (1 - way) * mouth(400, 1900))


def insects(
    sound: Samples, many: int, low: float, high: float, level: float, rng: np.random.Generator
) -> None:
    """Cicadas: thin bands of noise, trembling, that swell and stop."""
    samples = len(sound)
    time = np.arange(samples) / SAMPLE_RATE
    for _ in range(many):
        centre = rng.uniform(low, high)
        hiss = coloured(samples, band(centre * 0.96, centre * 1.04), rng)[:, 0]
        tremble = 0.6 + 0.4 * np.sin(2 * np.pi * rng.uniform(18, 45) * time)
        swell = np.clip(0.6 + 0.6 * drift(samples, 0.5, rng), 0, 1)
        add(sound, 0, level * rng.uniform(0.4, 1) * hiss * tremble * swell, rng.uniform(-0.95, 0.95))
