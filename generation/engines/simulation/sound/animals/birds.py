"""Birds: songs, caws, cries, hoots, coos."""

from __future__ import annotations

import numpy as np

from ..air import chirp, gull
from ..calls import voice
from ..noise import Samples
from ..throat import Throat, said, uttered

_CROW = Throat(((1100, 1.0), (1800, 0.9), (3200, 0.4)), 0.3, 0.25, 0.7, 0.05)
_OWL = Throat(((380, 1.0), (760, 0.15)), 2.2, 0.04, 0.0, 0.006)
_HAWK = Throat(((2400, 1.0), (4200, 0.6)), 0.7, 0.25, 0.3, 0.02)


@voice("bird", "canary", "flamingo")
def bird(seconds: float, rng: np.random.Generator) -> Samples:
    """A phrase of chirps with a trill in it."""
    parts, start, pitch = [], 0.0, rng.uniform(2900, 4200)
    for number in range(4):
        parts.append((start, chirp(pitch * rng.choice([1, 1.19, 1.33]), rng.uniform(-0.3, 0.4), 0.11)))
        start += rng.uniform(0.14, 0.22)
        if number == 2:
            for _ in range(8):
                parts.append((start, 0.8 * chirp(pitch * 1.25, -0.2, 0.04)))
                start += 0.052
    return said(parts, seconds)


@voice("crow", "raven")
def crow(seconds: float, rng: np.random.Generator) -> Samples:
    """Caw, caw."""
    parts = []
    for number in range(3):
        curve = ((0, 420), (0.3, 500), (1, 390))
        parts.append(
            (0.5 * number, uttered(_CROW, curve, ((0, 0), (0.15, 1), (0.7, 0.8), (1, 0)), 0.34, rng))
        )
    return said(parts, seconds)


@voice("hawk", "phoenix")
def hawk(seconds: float, rng: np.random.Generator) -> Samples:
    """A scream that falls, hoarse at its end."""
    length = min(seconds, 1.2)
    curve = ((0, 2100), (0.12, 2900), (0.5, 2600), (1, 1800))
    return said([(0.0, uttered(_HAWK, curve, ((0, 0), (0.1, 1), (0.5, 0.8), (1, 0)), length, rng))], seconds)


@voice("owl")
def owl(seconds: float, rng: np.random.Generator) -> Samples:
    """Hoo … hoo-hoo."""
    parts = []
    for start, length in ((0.0, 0.42), (0.75, 0.18), (1.0, 0.55)):
        curve = ((0, 330), (0.3, 385), (1, 350))
        parts.append((start, uttered(_OWL, curve, ((0, 0), (0.3, 1), (0.7, 0.9), (1, 0)), length, rng)))
    return said(parts, seconds)


@voice("dove")
def dove(seconds: float, rng: np.random.Generator) -> Samples:
    """A coo with a roll in it."""
    throat = Throat(((480, 1.0), (900, 0.2)), 1.8, 0.06, 0.2, 0.01, (24.0, 0.03))
    parts = [
        (start, uttered(throat, ((0, 400), (0.4, 500), (1, 420)), ((0, 0), (0.4, 1), (1, 0)), 0.34, rng))
        for start in (0.0, 0.5, 0.95)
    ]
    return said(parts, seconds)


@voice("gull")
def gull_cry(seconds: float, rng: np.random.Generator) -> Samples:
    """Three cries of a gull."""
    return said([(0.0, 0.6 * gull(rng))], seconds)
