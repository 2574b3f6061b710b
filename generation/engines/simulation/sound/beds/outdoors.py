"""Parks, streets and open water."""

from __future__ import annotations

import numpy as np

from ..air import add, air, birds, crickets, gull, pass_by, swelling
from ..ambience import Hour, bed
from ..noise import SAMPLE_RATE, Samples, band, coloured, db


@bed("park", "field", "garden", "meadow", level=-35)
def park(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Leaves in the wind, a far town, birds by day and crickets by night."""
    sound = air(samples, 50, 300, -5, db(-50), rng) * swelling(samples, 0.3, 2.0, rng)
    sound += air(samples, 1100, 7000, -4, db(-50) * hour.windy, rng) * swelling(samples, 0.7, 4.5, rng)
    sound += air(samples, 120, 700, -6, db(-50) * hour.windy, rng) * swelling(samples, 0.5, 3.0, rng)
    if hour.night:
        crickets(sound, db(-46), rng)
    birds(sound, 1.5 * hour.birds, db(-42), rng)
    return sound


@bed("city", "street", "tokyo", "town_square", level=-33)
def city(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """A street: distant traffic, a car that passes, air, a few sparrows by day."""
    level = db(-4) if hour.night else 1.0
    sound = air(samples, 40, 320, -4, db(-41) * level, rng) * swelling(samples, 0.35, 2.0, rng)
    sound += air(samples, 320, 1900, -6, db(-49) * level, rng) * swelling(samples, 0.6, 2.0, rng)
    sound += air(samples, 2200, 9000, -5, db(-64), rng) * swelling(samples, 0.7, 2.0, rng)
    when = rng.uniform(-2.0, 3.0)
    while when < samples / SAMPLE_RATE + 2:
        pass_by(sound, when, db(-40) * level * rng.uniform(0.5, 1.0), rng)
        when += rng.uniform(3.5, 8.0)
    birds(sound, 0.35 * hour.birds, db(-50), rng)
    return sound


@bed("sea", "ocean", level=-31)
def sea(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Open water: wind with gusts, swell that comes and goes, fizz on its crests, a distant gull by day."""
    wind = air(samples, 60, 420, -4, db(-41) * hour.windy, rng) * swelling(samples, 0.5, 3.2, rng)
    breeze = air(samples, 500, 2600, -6, db(-52) * hour.windy, rng) * swelling(samples, 0.8, 3.5, rng)
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
    if hour.birds and rng.random() < 0.6:
        add(sound, int(rng.uniform(0.1, 0.8) * samples), db(-46) * gull(rng), rng.choice([-0.8, 0.8]))
    return sound
