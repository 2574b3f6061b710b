"""What a place sounds like when nothing happens: registered by the names of sets.

Each bed is drawn for its whole length from the seed, so it never loops. Levels
are root mean square, full scale 1, before the mix is brought to its loudness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .noise import SAMPLE_RATE, Samples, band, coloured, db, decay, drift


@dataclass(frozen=True, slots=True)
class Hour:
    """When: `time_of_day` and `weather` in the screenplay's words."""

    time_of_day: str = "day"
    weather: str = "clear"

    @property
    def windy(self) -> float:
        """Strength of the wind, 1 on an ordinary day."""
        return {"windy": 2.2, "rain": 1.3, "fog": 0.4, "snow": 0.6}.get(self.weather, 1.0)

    @property
    def night(self) -> bool:
        """Whether birds sleep and crickets do not."""
        return self.time_of_day == "night"


Bed = Callable[[int, Hour, np.random.Generator], Samples]
BEDS: dict[str, Bed] = {}


def bed(*names: str) -> Callable[[Bed], Bed]:
    """Register the bed of one or several sets; a bed answers (samples, 2)."""

    def register(make: Bed) -> Bed:
        for name in names:
            BEDS[name] = make
        return make

    return register


def ambience(place: str, samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """The bed of the set `place`, (samples, 2); a place without one has the studio's quiet air."""
    make = BEDS.get(place, BEDS["studio"])
    sound = make(samples, hour, rng)
    if place not in INDOORS and hour.weather == "rain":
        sound = sound + _rain(samples, rng)
    return sound


INDOORS = frozenset({"gym", "studio", "room", "court"})


def _air(
    samples: int, low: float, high: float, tilt: float, level: float, rng: np.random.Generator
) -> Samples:
    """Wide, soft noise; half of it is common to both ears."""
    noise = coloured(samples, band(low, high, tilt), rng, 3)
    return level * (0.7 * noise[:, :1] + 0.714 * noise[:, 1:])


def _swelling(samples: int, rate: float, depth: float, rng: np.random.Generator) -> Samples:
    """A slow gain around 1, (samples, 1), `depth` in decibels."""
    return np.asarray(10 ** (depth * drift(samples, rate, rng) / 20))[:, None]


def _add(sound: Samples, start: int, part: Samples, pan: float) -> None:
    """Add a mono part at a sample, `pan` from -1 (left) to 1 (right)."""
    if start < 0:
        part, start = part[-start:], 0
    end = min(len(sound), start + len(part))
    if end > start:
        angle = (pan + 1) * np.pi / 4
        sound[start:end] += part[: end - start, None] * np.array([np.cos(angle), np.sin(angle)])


@bed("gym", "court")
def gym(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A large quiet hall: air handling far away, a faint hum of lamps, now and then the building itself."""
    sound = _air(samples, 70, 1400, -5, db(-53), rng) * _swelling(samples, 0.4, 1.0, rng)
    sound += _air(samples, 2500, 9000, -4, db(-69), rng)
    time = np.arange(samples) / SAMPLE_RATE
    for part, pitch in ((1.0, 100.0), (0.45, 200.0), (0.17, 400.0)):
        sound += db(-68) * part * np.sin(2 * np.pi * pitch * time + rng.uniform(0, 6))[:, None]
    for _ in range(rng.poisson(samples / SAMPLE_RATE / 7)):
        length = int(0.5 * SAMPLE_RATE)
        thud = coloured(length, band(50, 180), rng)[:, 0] * decay(length, 0.09)
        thud *= np.minimum(np.arange(length) / 700, 1)
        _add(sound, int(rng.uniform(0, samples)), db(-47) * thud, rng.uniform(-1, 1))
    return sound


@bed("studio", "room")
def studio(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """The air of a quiet room."""
    return _air(samples, 60, 1200, -6, db(-60), rng) + _air(samples, 2000, 9000, -3, db(-74), rng)


@bed("sea", "ocean", "beach", "lake")
def sea(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Open water: wind with gusts, swell that comes and goes, fizz on its crests, a distant gull by day."""
    wind = _air(samples, 60, 420, -4, db(-41) * hour.windy, rng) * _swelling(samples, 0.5, 3.2, rng)
    breeze = _air(samples, 500, 2600, -6, db(-52) * hour.windy, rng) * _swelling(samples, 0.8, 3.5, rng)
    sound = wind + breeze
    wash, fizz = (
        coloured(samples, band(140, 1600, -4), rng, 2),
        coloured(samples, band(1600, 9000, -4), rng, 2),
    )
    crest = rng.uniform(-2.5, 0.5)
    while crest < samples / SAMPLE_RATE + 2:
        time = np.arange(samples) / SAMPLE_RATE - crest
        size, pan = rng.uniform(0.45, 1.0), rng.uniform(-0.6, 0.6)
        swell = np.where(time < 0, np.exp(time / 0.75), np.exp(-time / 1.3)) * size
        hiss = np.where(time < 0.15, np.exp((time - 0.15) / 0.4), np.exp(-(time - 0.15) / 0.85)) * size
        sides = np.array([1 - 0.35 * pan, 1 + 0.35 * pan])
        sound += (db(-35) * wash * swell[:, None] + db(-44) * fizz * hiss[:, None]) * sides
        crest += rng.uniform(2.2, 4.6)
    if not hour.night and rng.random() < 0.6:
        _add(sound, int(rng.uniform(0.1, 0.8) * samples), db(-46) * _gull(rng), rng.choice([-0.8, 0.8]))
    return sound


@bed("city", "street", "tokyo")
def city(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A street: distant traffic, a car that passes, air, a few sparrows by day."""
    level = db(-4) if hour.night else 1.0
    sound = _air(samples, 40, 320, -4, db(-41) * level, rng) * _swelling(samples, 0.35, 2.0, rng)
    sound += _air(samples, 320, 1900, -6, db(-49) * level, rng) * _swelling(samples, 0.6, 2.0, rng)
    sound += _air(samples, 2200, 9000, -5, db(-64), rng) * _swelling(samples, 0.7, 2.0, rng)
    when = rng.uniform(-2.0, 3.0)
    while when < samples / SAMPLE_RATE + 2:
        _pass_by(sound, when, db(-40) * level * rng.uniform(0.5, 1.0), rng)
        when += rng.uniform(3.5, 8.0)
    if not hour.night:
        _birds(sound, 0.35, db(-50), rng)
    return sound


@bed("park", "field", "garden", "meadow", "forest")
def park(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Leaves in the wind, a far town, birds by day and crickets by night."""
    sound = _air(samples, 50, 300, -5, db(-50), rng) * _swelling(samples, 0.3, 2.0, rng)
    sound += _air(samples, 1100, 7000, -4, db(-50) * hour.windy, rng) * _swelling(samples, 0.7, 4.5, rng)
    sound += _air(samples, 120, 700, -6, db(-50) * hour.windy, rng) * _swelling(samples, 0.5, 3.0, rng)
    if hour.night:
        _crickets(sound, db(-46), rng)
    else:
        _birds(sound, 1.5, db(-42), rng)
    return sound


def _pass_by(sound: Samples, when: float, level: float, rng: np.random.Generator) -> None:
    """A car on a parallel street: a soft rise and fall that crosses from one side to the other."""
    samples = len(sound)
    time = np.arange(samples) / SAMPLE_RATE - when
    near = 1 / (1 + (time / rng.uniform(0.7, 1.3)) ** 2)
    side = np.clip(time / 2.0, -1, 1) * rng.choice([-1, 1])
    tyres = coloured(samples, band(220, 1500, -4), rng)[:, 0] * near**1.4
    engine = coloured(samples, band(50, 160), rng)[:, 0] * near
    angle = (0.7 * side + 1) * np.pi / 4
    sound += level * (tyres + 0.8 * engine)[:, None] * np.stack([np.cos(angle), np.sin(angle)], 1)


def _birds(sound: Samples, per_second: float, level: float, rng: np.random.Generator) -> None:
    """Phrases of chirps; each bird keeps its pitch, its place and its manner."""
    seconds = len(sound) / SAMPLE_RATE
    for _ in range(max(1, round(per_second * 2))):
        pitch, pan, far = rng.uniform(2600, 5600), rng.uniform(-0.95, 0.95), rng.uniform(0.25, 1.0)
        bend, length, gap = rng.uniform(-0.35, 0.45), rng.uniform(0.045, 0.13), rng.uniform(0.07, 0.16)
        start = rng.uniform(-0.5, 2.5)
        while start < seconds:
            for number in range(int(rng.integers(2, 7))):
                note = _chirp(pitch * rng.normal(1, 0.03), bend, length * rng.uniform(0.8, 1.2))
                _add(sound, int((start + number * (length + gap)) * SAMPLE_RATE), level * far * note, pan)
            start += rng.uniform(1.4, 4.2) / max(0.4, per_second)


def _chirp(pitch: float, bend: float, seconds: float) -> Samples:
    count = int(seconds * SAMPLE_RATE)
    way = np.linspace(0, 1, count)
    frequency = pitch * (1 + bend * way * way + 0.04 * np.sin(2 * np.pi * 3 * way))
    tone = np.sin(2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE)
    return np.asarray(tone * np.sin(np.pi * way) ** 1.5)


def _gull(rng: np.random.Generator) -> Samples:
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


def _crickets(sound: Samples, level: float, rng: np.random.Generator) -> None:
    time = np.arange(len(sound)) / SAMPLE_RATE
    for _ in range(4):
        pitch, pan, far = rng.uniform(4100, 4900), rng.uniform(-0.95, 0.95), rng.uniform(0.2, 0.8)
        pulses = np.clip(np.sin(2 * np.pi * rng.uniform(24, 30) * time), 0, 1) ** 2
        phrase = np.clip(np.sin(2 * np.pi * rng.uniform(1.6, 2.6) * time + rng.uniform(0, 6)) * 3 + 0.6, 0, 1)
        _add(sound, 0, level * far * 0.6 * np.sin(2 * np.pi * pitch * time) * pulses * phrase, pan)


def _rain(samples: int, rng: np.random.Generator) -> Samples:
    """Steady rain with single drops near by."""
    sound = _air(samples, 700, 11_000, -3, db(-38), rng) * _swelling(samples, 0.5, 1.2, rng)
    for _ in range(int(samples / SAMPLE_RATE * 30)):
        count = int(0.02 * SAMPLE_RATE)
        drop = coloured(count, band(1200, 8000), rng)[:, 0] * decay(count, 0.003)
        _add(sound, int(rng.uniform(0, samples)), db(-44) * rng.uniform(0.2, 1) * drop, rng.uniform(-1, 1))
    return sound
