"""Dogs, cats, and the animals of a farm."""

from __future__ import annotations

import numpy as np

from ..calls import voice
from ..noise import Samples
from ..throat import Throat, said, uttered

_DOG = Throat(((650, 1.0), (1350, 0.9), (2700, 0.4)), 0.6, 0.22, 0.35, 0.03)
_CAT = Throat(((900, 0.8), (1700, 1.0), (3200, 0.5)), 0.75, 0.04, 0.0, 0.008)
_HORSE = Throat(((900, 1.0), (1900, 0.8), (3300, 0.5)), 0.6, 0.12, 0.25, 0.03, (11.0, 0.09))
_COW = Throat(((280, 1.0), (640, 0.8), (1300, 0.25)), 0.8, 0.06, 0.15, 0.012)
_PIG = Throat(((420, 1.0), (950, 0.7), (2100, 0.4)), 0.5, 0.45, 0.8, 0.08)
_SHEEP = Throat(((750, 1.0), (1500, 0.8), (2600, 0.3)), 0.6, 0.08, 0.1, 0.02, (8.5, 0.05))
_COCK = Throat(((1100, 1.0), (2300, 0.9), (3600, 0.5)), 0.65, 0.06, 0.12, 0.012)
_DUCK = Throat(((1100, 1.0), (1750, 0.9), (3100, 0.45)), 0.35, 0.12, 0.5, 0.03)


@voice("dog", "corgi")
def dog(seconds: float, rng: np.random.Generator) -> Samples:
    """Two barks: short, rough, up and down at once."""
    pitch = rng.uniform(320, 460)
    curve = ((0, pitch * 0.8), (0.3, pitch * 1.25), (1, pitch * 0.7))
    parts = []
    for start in (0.0, rng.uniform(0.3, 0.4)):
        loud = ((0, 0), (0.08, 1), (0.45, 0.8), (1, 0))
        parts.append((start, uttered(_DOG, curve, loud, rng.uniform(0.15, 0.2), rng)))
    return said(parts, seconds)


@voice("cat")
def cat(seconds: float, rng: np.random.Generator) -> Samples:
    """A meow: from a closed mouth up into an open vowel and slowly down."""
    pitch, length = rng.uniform(520, 680), min(seconds, rng.uniform(0.7, 0.95))
    curve = ((0, pitch * 0.8), (0.25, pitch * 1.25), (0.55, pitch * 1.15), (1, pitch * 0.72))
    loud = ((0, 0), (0.15, 0.5), (0.35, 1), (0.7, 0.6), (1, 0))
    return said([(0.0, uttered(_CAT, curve, loud, length, rng))], seconds)


@voice("horse")
def horse(seconds: float, rng: np.random.Generator) -> Samples:
    """A neigh: high and trembling, falling in steps, then a snort."""
    length = min(seconds, rng.uniform(1.3, 1.6))
    pitch = rng.uniform(700, 900)
    curve = ((0, pitch * 0.7), (0.15, pitch * 1.3), (0.5, pitch), (0.8, pitch * 0.6), (1, pitch * 0.35))
    loud = ((0, 0), (0.1, 0.9), (0.5, 1), (0.85, 0.6), (1, 0))
    snort = Throat(((500, 1.0), (1400, 0.6)), 0.3, 0.8, 0.9, 0.1)
    after = uttered(snort, ((0, 34), (1, 24)), ((0, 0), (0.1, 0.5), (1, 0)), 0.4, rng)
    return said([(0.0, uttered(_HORSE, curve, loud, length, rng)), (length + 0.08, 0.5 * after)], seconds)


@voice("donkey")
def donkey(seconds: float, rng: np.random.Generator) -> Samples:
    """Hee-haw: in, high and hoarse; out, low and rough."""
    throat = Throat(((600, 1.0), (1300, 0.9), (2500, 0.4)), 0.4, 0.2, 0.6, 0.04)
    parts, start = [], 0.0
    while start < seconds - 0.5:
        hee = uttered(throat, ((0, 480), (0.5, 620), (1, 560)), ((0, 0), (0.2, 0.6), (1, 0.1)), 0.34, rng)
        haw = uttered(
            throat, ((0, 260), (0.3, 240), (1, 190)), ((0, 0), (0.1, 1), (0.7, 0.8), (1, 0)), 0.5, rng
        )
        parts += [(start, hee), (start + 0.38, haw)]
        start += 0.98
    return said(parts, seconds)


@voice("cow")
def cow(seconds: float, rng: np.random.Generator) -> Samples:
    """A moo: low and long, opening and closing."""
    pitch, length = rng.uniform(115, 145), min(seconds, rng.uniform(1.4, 1.9))
    curve = ((0, pitch * 0.8), (0.2, pitch), (0.6, pitch * 1.12), (1, pitch * 0.75))
    return said([(0.0, uttered(_COW, curve, ((0, 0), (0.2, 0.7), (0.6, 1), (1, 0)), length, rng))], seconds)


@voice("pig")
def pig(seconds: float, rng: np.random.Generator) -> Samples:
    """A few grunts, the last one a squeal."""
    parts, start = [], 0.0
    for _ in range(3):
        grunt = uttered(_PIG, ((0, 62), (0.5, 85), (1, 55)), ((0, 0), (0.2, 1), (1, 0)), 0.22, rng)
        parts.append((start, grunt))
        start += rng.uniform(0.26, 0.34)
    squeal = Throat(((1300, 1.0), (2600, 0.8)), 0.5, 0.1, 0.3, 0.03)
    high = ((0, 620), (0.3, 1050), (1, 700))
    parts.append((start, 0.6 * uttered(squeal, high, ((0, 0), (0.2, 1), (1, 0)), 0.4, rng)))
    return said(parts, seconds)


@voice("sheep", "goat", "deer")
def sheep(seconds: float, rng: np.random.Generator) -> Samples:
    """A bleat: one vowel that trembles eight times a second."""
    pitch, length = rng.uniform(330, 430), min(seconds, rng.uniform(0.8, 1.1))
    curve = ((0, pitch * 0.9), (0.2, pitch * 1.05), (1, pitch * 0.88))
    shaken = ((0, 0), *((k / 16, 1.0 if k % 2 else 0.45) for k in range(1, 15)), (1, 0))
    return said([(0.0, uttered(_SHEEP, curve, shaken, length, rng))], seconds)


@voice("rooster")
def rooster(seconds: float, rng: np.random.Generator) -> Samples:
    """Cock-a-doodle-doo: four notes, the last one long and falling."""
    notes = ((0.0, 0.2, 620, 700), (0.26, 0.14, 760, 780), (0.44, 0.22, 900, 980), (0.72, 0.85, 960, 560))
    parts = [
        (start, uttered(_COCK, ((0, a * 0.85), (0.3, a), (0.7, b), (1, b * 0.8)), _SWELL, length, rng))
        for start, length, a, b in notes
    ]
    return said(parts, seconds)


_SWELL = ((0, 0), (0.2, 0.9), (0.6, 1), (1, 0))


@voice("chicken")
def chicken(seconds: float, rng: np.random.Generator) -> Samples:
    """Clucks, and a cackle that rises at the end."""
    parts, start = [], 0.0
    for number in range(5):
        pitch = rng.uniform(430, 500) * (1.5 if number == 4 else 1)
        length = 0.3 if number == 4 else 0.08
        loud = ((0, 0), (0.15, 1), (1, 0))
        parts.append(
            (start, uttered(_COCK, ((0, pitch), (0.4, pitch * 1.25), (1, pitch * 0.9)), loud, length, rng))
        )
        start += rng.uniform(0.15, 0.25)
    return said(parts, seconds)


@voice("duck")
def duck(seconds: float, rng: np.random.Generator) -> Samples:
    """Quacks: nasal, each a little lower and quieter."""
    parts, start = [], 0.0
    for number in range(4):
        pitch = 300 * 0.96**number * rng.uniform(0.97, 1.03)
        loud = ((0, 0), (0.1, 0.9**number), (0.6, 0.7 * 0.9**number), (1, 0))
        part = uttered(_DUCK, ((0, pitch * 1.1), (1, pitch * 0.82)), loud, 0.17, rng)
        parts.append((start, 0.9**number * part))
        start += rng.uniform(0.23, 0.29)
    return said(parts, seconds)


@voice("goose")
def goose(seconds: float, rng: np.random.Generator) -> Samples:
    """Honks that break upwards."""
    parts = []
    for start in (0.0, 0.42):
        curve = ((0, 330), (0.3, 360), (0.4, 560), (1, 500))
        parts.append((start, uttered(_DUCK, curve, ((0, 0), (0.1, 0.8), (0.5, 1), (1, 0)), 0.32, rng)))
    return said(parts, seconds)


@voice("camel", "giraffe")
def camel(seconds: float, rng: np.random.Generator) -> Samples:
    """A gurgling groan."""
    throat = Throat(((350, 1.0), (800, 0.6), (1700, 0.25)), 0.6, 0.2, 0.7, 0.06, (6.0, 0.06))
    length = min(seconds, 1.3)
    curve = ((0, 95), (0.4, 140), (1, 80))
    return said([(0.0, uttered(throat, curve, ((0, 0), (0.3, 1), (1, 0)), length, rng))], seconds)
