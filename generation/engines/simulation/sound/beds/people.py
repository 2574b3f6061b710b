"""Where people gather and work: farms, roads, roofs, markets, playgrounds, pools, stadiums."""

from __future__ import annotations

import numpy as np

from ..air import add, air, birds, chinks, crickets, drops, murmur, pass_by, swelling, thuds
from ..ambience import Hour, bed
from ..noise import SAMPLE_RATE, Samples, db
from .outdoors import city, park


@bed("farm", level=-36)
def farm(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Wheat in the wind, sparrows, hens and a cow far away."""
    from ..calls import voice_of

    sound = park(samples, hour, rng)
    if hour.birds > 0.3:
        for kind, many in (("chicken", 0.35), ("cow", 0.08), ("sheep", 0.08)):
            for _ in range(rng.poisson(many * samples / SAMPLE_RATE)):
                call = voice_of(kind)(1.2, rng)
                add(sound, int(rng.uniform(0, samples)), db(-48) * call, rng.uniform(-0.9, 0.9))
    return sound


@bed("road", level=-35)
def road(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Open fields and wind; now and then a car passes."""
    sound = air(samples, 60, 600, -5, db(-45) * hour.windy, rng) * swelling(samples, 0.4, 3.0, rng)
    sound += air(samples, 1200, 6000, -5, db(-54) * hour.windy, rng) * swelling(samples, 0.7, 4.0, rng)
    birds(sound, 0.6 * hour.birds, db(-46), rng)
    if hour.night:
        crickets(sound, db(-47), rng)
    pass_by(sound, rng.uniform(-1, samples / SAMPLE_RATE + 1), db(-42), rng)
    return sound


@bed("rooftop", level=-36)
def rooftop(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """The town far below, and more wind than in the street."""
    wind = air(samples, 60, 500, -5, db(-44) * hour.windy, rng) * swelling(samples, 0.5, 4.0, rng)
    return np.asarray(0.6 * city(samples, hour, rng) + wind)


@bed("street_market", level=-30)
def street_market(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Many people who talk and bargain, crates that are put down."""
    sound = 0.5 * city(samples, hour, rng) + murmur(samples, 12, db(-36), rng)
    thuds(sound, 1.0, 120, 900, db(-44), rng)
    chinks(sound, 0.4, db(-50), rng)
    return np.asarray(sound)


@bed("playground", level=-34)
def playground(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A park with children at play: far, bright calls."""
    sound = park(samples, hour, rng)
    if not hour.night:
        sound += murmur(samples, 3, db(-50), rng)
        for _ in range(rng.poisson(samples / SAMPLE_RATE * 0.8)):
            add(sound, int(rng.uniform(0, samples)), db(-48) * _shout(rng), rng.uniform(-0.9, 0.9))
    return np.asarray(sound)


def _shout(rng: np.random.Generator) -> Samples:
    """A child's far shout of joy: a gliding, sung vowel."""
    count = int(rng.uniform(0.25, 0.6) * SAMPLE_RATE)
    way = np.linspace(0, 1, count)
    pitch = rng.uniform(420, 620) * (1 + 0.35 * np.sin(np.pi * way))
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    tone = np.sin(phase) + 0.7 * np.sin(2 * phase) + 0.35 * np.sin(3 * phase) + 0.1 * np.sin(4 * phase)
    return np.asarray(0.5 * tone * np.sin(np.pi * way))


@bed("pool", level=-34)
def pool(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Water that laps at tiles, a pump, a few voices in the sun."""
    sound = air(samples, 200, 3500, -4, db(-49), rng) * swelling(samples, 0.8, 2.0, rng)
    drops(sound, 14.0, db(-46), rng)
    birds(sound, 0.4 * hour.birds, db(-48), rng)
    if hour.night:
        crickets(sound, db(-48), rng)
    return sound


@bed("stadium", level=-26)
def stadium(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """Tens of thousands: a roar that swells and ebbs, voices on top of it."""
    sound = air(samples, 250, 1900, -3, db(-31), rng) * swelling(samples, 0.5, 2.2, rng)
    sound += air(samples, 1900, 6000, -5, db(-44), rng) * swelling(samples, 0.8, 3.0, rng)
    return np.asarray(sound + murmur(samples, 12, db(-36), rng))
