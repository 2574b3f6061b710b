"""Woods, shores, mountains, deserts, snow, caves."""

from __future__ import annotations

import numpy as np

from ..air import add, air, birds, crickets, drops, gull, insects, swelling, thuds
from ..ambience import Hour, bed
from ..noise import SAMPLE_RATE, Samples, band, coloured, db
from .outdoors import sea


@bed("forest", "woods", level=-35)
def forest(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """High leaves in the wind, birds near and far, a woodpecker; crickets by night."""
    sound = air(samples, 60, 500, -5, db(-50) * hour.windy, rng) * swelling(samples, 0.3, 3.0, rng)
    sound += air(samples, 900, 6000, -4, db(-47) * hour.windy, rng) * swelling(samples, 0.5, 4.0, rng)
    birds(sound, 2.0 * hour.birds, db(-40), rng)
    if hour.night:
        crickets(sound, db(-45), rng)
    elif rng.random() < 0.5:
        start, pan = rng.uniform(0.3, max(0.4, samples / SAMPLE_RATE - 1.0)), rng.uniform(-0.9, 0.9)
        for number in range(9):
            thuds_at = int((start + number * 0.055) * SAMPLE_RATE)
            tap = coloured(1400, band(700, 2600), rng)[:, 0] * np.exp(-np.arange(1400) / 240)
            add(sound, thuds_at, db(-46) * tap, pan)
    return sound


@bed("jungle", "rainforest", level=-32)
def jungle(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Insects without end, shrill birds, a waterfall behind the leaves."""
    sound = air(samples, 250, 5000, -4, db(-45), rng) * swelling(samples, 0.4, 1.0, rng)
    insects(sound, 5, 3800, 7200, db(-48), rng)
    birds(sound, 2.6 * max(hour.birds, 0.15), db(-41), rng)
    drops(sound, 1.0, db(-50), rng)
    return sound


@bed("mountain", "mountains", "alps", level=-37)
def mountain(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Wind over a wide meadow, a brook, cow bells far down."""
    sound = air(samples, 70, 600, -5, db(-44) * hour.windy, rng) * swelling(samples, 0.4, 4.0, rng)
    sound += air(samples, 600, 3000, -5, db(-54), rng) * swelling(samples, 0.7, 3.0, rng)
    drops(sound, 9.0, db(-58), rng)
    birds(sound, 0.5 * hour.birds, db(-47), rng)
    for _ in range(rng.poisson(samples / SAMPLE_RATE * 0.9)):
        length, pitch = int(0.5 * SAMPLE_RATE), rng.uniform(620, 980)
        time = np.arange(length) / SAMPLE_RATE
        ring = sum(
            np.sin(2 * np.pi * pitch * ratio * time) * np.exp(-time * ratio * 9) for ratio in (1, 1.5, 2.74)
        )
        add(sound, int(rng.uniform(0, samples)), db(-55) * ring, rng.uniform(-0.9, 0.9))
    return sound


@bed("beach", "coast", "shore", level=-31)
def beach(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Waves that break and run up the sand, gulls by day."""
    sound = 0.5 * sea(samples, hour, rng)
    wash = coloured(samples, band(300, 7000, -3), rng, 2)
    rumble = coloured(samples, band(50, 400), rng, 2)
    start = rng.uniform(-3.0, 0.0)
    while start < samples / SAMPLE_RATE:
        time = np.arange(samples) / SAMPLE_RATE - start
        size = rng.uniform(0.5, 1.0)
        run = np.where(time < 1.4, np.exp((time - 1.4) / 0.45), np.exp(-(time - 1.4) / 1.5)) * size
        fall = np.exp(-(((time - 1.3) / 0.5) ** 2)) * size
        sound += db(-33) * wash * run[:, None] + db(-36) * rumble * fall[:, None]
        start += rng.uniform(4.5, 7.5)
    if hour.birds:
        add(sound, int(rng.uniform(0.1, 0.7) * samples), db(-48) * gull(rng), rng.choice([-0.7, 0.7]))
    return sound


@bed("lake", level=-38)
def lake(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Still water: a light breeze, little bubbles at the bank, birds or crickets."""
    sound = air(samples, 80, 900, -5, db(-48) * hour.windy, rng) * swelling(samples, 0.5, 3.0, rng)
    drops(sound, 3.0, db(-50), rng)
    birds(sound, 0.8 * hour.birds, db(-46), rng)
    if hour.night:
        crickets(sound, db(-48), rng)
    return sound


@bed("harbour", level=-34)
def harbour(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Water under planks, ropes that knock at masts, gulls."""
    sound = 0.4 * sea(samples, hour, rng)
    drops(sound, 5.0, db(-48), rng)
    thuds(sound, 0.6, 90, 420, db(-42), rng)
    for _ in range(rng.poisson(samples / SAMPLE_RATE * 1.3)):
        time = np.arange(int(0.3 * SAMPLE_RATE)) / SAMPLE_RATE
        clink = np.sin(2 * np.pi * rng.uniform(1700, 2300) * time) * np.exp(-time * 22)
        add(sound, int(rng.uniform(0, samples)), db(-51) * clink, rng.uniform(-0.8, 0.8))
    if hour.birds:
        add(sound, int(rng.uniform(0.1, 0.7) * samples), db(-46) * gull(rng), rng.choice([-0.7, 0.7]))
    return sound


@bed("desert", level=-39)
def desert(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Dry wind over sand: low and wide, with a hiss that comes and goes."""
    sound = air(samples, 50, 350, -4, db(-43) * hour.windy, rng) * swelling(samples, 0.4, 4.0, rng)
    sound = sound + air(samples, 2500, 10_000, -3, db(-58) * hour.windy, rng) * swelling(
        samples, 0.6, 6.0, rng
    )
    if hour.night:
        crickets(sound, db(-44), rng)
    return sound


@bed("snow_field", "snow", "arctic", level=-40)
def snow_field(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Snow takes the echo away: soft low wind, nothing bright."""
    sound = air(samples, 60, 420, -5, db(-45) * hour.windy, rng) * swelling(samples, 0.35, 3.5, rng)
    return sound + air(samples, 420, 900, -6, db(-54) * hour.windy, rng) * swelling(samples, 0.5, 5.0, rng)


@bed("cave", level=-40, indoor=True)
def cave(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """A low breath of air, and drops that echo."""
    sound: Samples = air(samples, 40, 260, -4, db(-46), rng) * swelling(samples, 0.3, 2.0, rng)
    wet = np.zeros((samples, 2))
    drops(wet, 1.6, db(-36), rng)
    for delay, gain in ((0.09, 0.4), (0.17, 0.3), (0.31, 0.22), (0.46, 0.14), (0.68, 0.08)):
        shift = int(delay * SAMPLE_RATE)
        if shift < samples:
            sound[shift:] += gain * wet[:-shift, ::-1]
    return np.asarray(sound + wet)


@bed("underwater", level=-33, indoor=True)
def underwater(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """Everything is dull: a deep rumble, bubbles that rise, clicking shrimp far away."""
    sound: Samples = air(samples, 30, 240, -5, db(-40), rng) * swelling(samples, 0.5, 3.0, rng)
    sound += air(samples, 240, 700, -8, db(-50), rng) * swelling(samples, 0.8, 3.0, rng)
    start = rng.uniform(0, 1)
    while start < samples / SAMPLE_RATE:
        group = np.zeros((int(1.2 * SAMPLE_RATE), 2))
        drops(group, float(rng.uniform(8, 22)), db(-44), rng)
        end = min(samples, int(start * SAMPLE_RATE) + len(group))
        sound[int(start * SAMPLE_RATE) : end] += group[: end - int(start * SAMPLE_RATE)]
        start += rng.uniform(1.2, 3.0)
    return sound


@bed("clouds", level=-37)
def clouds(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """High up: nothing but wind."""
    sound = air(samples, 80, 700, -4, db(-42) * hour.windy, rng) * swelling(samples, 0.5, 3.5, rng)
    return sound + air(samples, 700, 4000, -5, db(-54), rng) * swelling(samples, 0.8, 4.0, rng)


@bed("moon", "space", level=-46, indoor=True)
def moon(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:  # noqa: ARG001
    """No air outside: what is heard is the inside of a suit, breath and a small fan."""
    sound = air(samples, 150, 1800, -5, db(-60), rng)
    breath = coloured(samples, band(350, 2400, -3), rng)[:, 0]
    start = rng.uniform(0, 0.8)
    while start < samples / SAMPLE_RATE:
        time = np.arange(samples) / SAMPLE_RATE - start
        draw = np.clip(np.sin(np.pi * time / 1.3), 0, 1) * ((time > 0) & (time < 1.3))
        blow = np.clip(np.sin(np.pi * (time - 1.5) / 1.6), 0, 1) * ((time > 1.5) & (time < 3.1))
        sound += db(-50) * (breath * (0.7 * draw + blow))[:, None]
        start += rng.uniform(3.8, 4.6)
    return sound


@bed("mars", level=-41)
def mars(samples: int, hour: Hour, rng: np.random.Generator) -> Samples:
    """Thin wind under the breath of a suit."""
    wind = air(samples, 40, 200, -5, db(-44), rng) * swelling(samples, 0.4, 4.0, rng)
    return np.asarray(wind + 0.8 * moon(samples, hour, rng))
