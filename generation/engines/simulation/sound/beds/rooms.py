"""Rooms and halls."""

from __future__ import annotations

import numpy as np

from ..air import add, air, chinks, clicks, murmur, pass_by, steady_tone, swelling, thuds
from ..ambience import Hour, bed
from ..noise import SAMPLE_RATE, Samples, band, coloured, db, decay


@bed("gym", "court", level=-42, indoor=True)
def gym(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A large quiet hall: air handling far away, a faint hum of lamps, now and then the building itself."""
    sound = air(samples, 70, 1400, -5, db(-53), rng) * swelling(samples, 0.4, 1.0, rng)
    sound += air(samples, 2500, 9000, -4, db(-69), rng)
    time = np.arange(samples) / SAMPLE_RATE
    for part, pitch in ((1.0, 100.0), (0.45, 200.0), (0.17, 400.0)):
        sound += db(-68) * part * np.sin(2 * np.pi * pitch * time + rng.uniform(0, 6))[:, None]
    for _ in range(rng.poisson(samples / SAMPLE_RATE / 7)):
        length = int(0.5 * SAMPLE_RATE)
        thud = coloured(length, band(50, 180), rng)[:, 0] * decay(length, 0.09)
        thud *= np.minimum(np.arange(length) / 700, 1)
        add(sound, int(rng.uniform(0, samples)), db(-47) * thud, rng.uniform(-1, 1))
    return sound


@bed("studio", "room", "bedroom", level=-48, indoor=True)
def studio(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """The air of a quiet room."""
    return air(samples, 60, 1200, -6, db(-60), rng) + air(samples, 2000, 9000, -3, db(-74), rng)


@bed("living_room", "library", level=-45, indoor=True)
def living_room(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A quiet room with a clock that ticks and the street far outside."""
    sound = studio(samples, hour, rng)
    sound += air(samples, 60, 300, -5, db(-54), rng) * swelling(samples, 0.3, 2.0, rng)
    length = int(0.03 * SAMPLE_RATE)
    for number in range(int(samples / SAMPLE_RATE) + 2):
        tick = coloured(length, band(1500 + 400 * (number % 2), 5200), rng)[:, 0] * decay(length, 0.004)
        add(sound, int((number + 0.37) * SAMPLE_RATE), db(-46) * tick, 0.45)
    return sound


@bed("kitchen", level=-43, indoor=True)
def kitchen(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A fridge that hums, a pot that simmers."""
    sound = studio(samples, hour, rng)
    sound += steady_tone(samples, {50: 0.6, 100: 1.0, 150: 0.4, 200: 0.3, 300: 0.1}, db(-55), rng)
    sound += air(samples, 300, 2600, -4, db(-58), rng) * swelling(samples, 2.0, 2.5, rng)
    chinks(sound, 0.12, db(-52), rng)
    return sound


@bed("classroom", "office", level=-40, indoor=True)
def office(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Air conditioning, somebody who types, voices behind a wall."""
    sound = studio(samples, hour, rng) + air(samples, 90, 1600, -5, db(-52), rng)
    clicks(sound, 5.0, db(-47), rng)
    talk = murmur(samples, 3, db(-58), rng)
    thuds(sound, 0.25, 90, 500, db(-50), rng)
    return sound + talk


@bed("restaurant", "cafe", "bar", level=-31, indoor=True)
def restaurant(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Guests who talk, cups and cutlery."""
    sound = studio(samples, hour, rng) + murmur(samples, 10, db(-38), rng)
    chinks(sound, 1.6, db(-46), rng)
    thuds(sound, 0.4, 90, 600, db(-48), rng)
    return sound


@bed("theatre", level=-42, indoor=True)
def theatre(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A full house that holds its breath: a wide hush, a seat that creaks, somebody who stirs."""
    sound = air(samples, 80, 1800, -5, db(-52), rng) + air(samples, 1800, 9000, -4, db(-62), rng)
    thuds(sound, 0.5, 150, 900, db(-50), rng)
    return sound + murmur(samples, 3, db(-62), rng)


@bed("castle", level=-42, indoor=True)
def castle(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A hall of stone: a draught that moans, torches that crackle."""
    sound = air(samples, 60, 400, -5, db(-50), rng) * swelling(samples, 0.4, 3.5, rng)
    sound += air(samples, 420, 560, 0, db(-58) * hour.windy, rng) * swelling(samples, 0.5, 5.0, rng)
    sound += air(samples, 1500, 6000, -4, db(-62), rng) * swelling(samples, 5.0, 2.5, rng)
    clicks(sound, 9.0, db(-44), rng)
    return sound


@bed("space_station", level=-36, indoor=True)
def space_station(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """Fans and pumps that never stop, now and then a soft tone of some machine."""
    sound = air(samples, 60, 900, -4, db(-44), rng) + air(samples, 900, 6000, -5, db(-56), rng)
    sound += steady_tone(samples, {58: 1.0, 116: 0.7, 174: 0.25, 466: 0.12, 932: 0.05}, db(-48), rng)
    when = rng.uniform(0.5, 2.5)
    while when < samples / SAMPLE_RATE:
        length = int(0.16 * SAMPLE_RATE)
        time = np.arange(length) / SAMPLE_RATE
        tone = np.sin(2 * np.pi * rng.choice([1175.0, 1397.0, 1760.0]) * time) * np.hanning(length)
        add(sound, int(when * SAMPLE_RATE), db(-56) * tone, rng.uniform(-0.8, 0.8))
        when += rng.uniform(2.0, 5.0)
    return sound


@bed("train_station", level=-32)
def train_station(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A hall with people, an idling engine, a train that rolls by far away."""
    sound = air(samples, 50, 700, -4, db(-45), rng) * swelling(samples, 0.4, 2.0, rng)
    sound += murmur(samples, 2 if hour.night else 7, db(-46 if hour.night else -41), rng)
    sound += steady_tone(samples, {47: 1.0, 94: 0.8, 141: 0.3}, db(-50), rng) * swelling(samples, 6, 1.0, rng)
    pass_by(sound, rng.uniform(0, samples / SAMPLE_RATE), db(-40), rng)
    thuds(sound, 1.2, 200, 1400, db(-52), rng)
    return sound
