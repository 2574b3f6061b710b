"""Spray: the drops that a take's splashes throw up, on ballistic paths, for both renderers.

Owns how many drops fly, where and when; nothing random but what the splash
itself seeds, so that the same take throws the same drops. Drops are pictures
of the splash's energy, not bodies: they push nothing.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .take import Splash, Take

Floats = npt.NDArray[np.float64]
GRAVITY = 9.81
DRAG = 0.55
LEAST_JOULES = 0.4
SMALLEST, LARGEST = 0.006, 0.034


@dataclass(frozen=True, slots=True)
class Spray:
    """All n drops of a take: `born` (n,) s, `start` (n, 3) m, `speed` (n, 3) m/s, `size` (n,) m radius."""

    born: Floats
    start: Floats
    speed: Floats
    size: Floats

    def at(self, time: float) -> Floats:
        """Drops in the air at `time`: (k, 4) position and radius in metres."""
        age = time - self.born
        flying = age > 0
        age = age[flying][:, None]
        slowed = (1 - np.exp(-DRAG * age)) / DRAG
        place = self.start[flying] + self.speed[flying] * slowed
        place[:, 2] -= 0.5 * GRAVITY * age[:, 0] ** 2
        radius = self.size[flying] * np.clip(1.15 - 0.35 * age[:, 0], 0.5, 1)
        high = place[:, 2] > self.start[flying][:, 2] - 0.12
        return np.asarray(np.concatenate([place, radius[:, None]], 1)[high])


def _drops(splash: Splash, number: int) -> tuple[Floats, Floats, Floats, Floats]:
    rng = np.random.default_rng([number, abs(round(splash.time * 1e4)), 5])
    count = int(np.clip(11 * splash.energy**0.42, 3, 190))
    angle = rng.uniform(-np.pi, np.pi, count)
    steep = np.radians(rng.triangular(28, 66, 88, count))
    fast = np.clip(1.15 * splash.energy**0.21, 0.7, 4.6) * rng.uniform(0.35, 1.1, count)
    flat = np.stack([np.cos(angle), np.sin(angle)], 1)
    start = np.empty((count, 3))
    start[:, :2] = splash.position[:2] + flat * splash.radius * rng.uniform(0.5, 1.15, (count, 1))
    start[:, 2] = splash.position[2]
    speed = np.concatenate([flat * (fast * np.cos(steep))[:, None], (fast * np.sin(steep))[:, None]], 1)
    size = SMALLEST + (LARGEST - SMALLEST) * rng.beta(1.2, 4.5, count) * np.clip(splash.energy / 60, 0.25, 1)
    return splash.time + rng.uniform(0, 0.06, count), start, speed, size


@functools.lru_cache(maxsize=4)
def _spray(splashes: tuple[Splash, ...]) -> Spray:
    seen = [splash for splash in splashes if splash.energy >= LEAST_JOULES]
    parts = [_drops(splash, number) for number, splash in enumerate(seen)]
    if not parts:
        return Spray(np.zeros(0), np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0))
    born, start, speed, size = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Spray(born, start, speed, size)


def spray(take: Take) -> Spray:
    """The drops of a take's splashes."""
    return _spray(take.splashes)


def foam(x: npt.NDArray[Any], y: npt.NDArray[Any], splashes: tuple[Splash, ...], time: float) -> Floats:
    """How white (0 to 1) the water is at points (x, y) from splashes up to `time`."""
    white = np.zeros(np.shape(x))
    for splash in splashes:
        age = time - splash.time
        if age <= 0 or splash.energy < 4:
            continue
        reach = splash.radius * 1.2 + 0.55 * np.sqrt(age)
        away = np.hypot(x - splash.position[0], y - splash.position[1]) / reach
        strength = min(1.0, np.sqrt(splash.energy / 160)) * np.exp(-age / 1.5)
        ring = np.exp(-(((away - 0.85) / 0.3) ** 2)) * min(1.0, age * 3)
        white = np.maximum(white, strength * np.maximum(ring, np.clip(1.25 - away, 0, 1)))
    return np.asarray(white)
