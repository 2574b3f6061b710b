"""The sea's surface: a sum of gravity waves, one formula for physics and both renderers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
GRAVITY = 9.81
DENSITY = 1025.0


@dataclass(frozen=True)
class Water:
    """Deep-water waves: rows of (amplitude m, wavelength m, heading rad, phase rad).

    Each wave keeps the dispersion relation w² = g k of linear theory (Airy 1845). `since` is for how many
    seconds the water was seen before, in shots that this one goes on from; its ripples have drifted as long.
    """

    waves: tuple[tuple[float, float, float, float], ...]
    level: float = 0.0
    since: float = 0.0

    @classmethod
    def calm(cls, rng: np.random.Generator, *, height: float = 0.07) -> Water:
        """A moderate swell with ripples; `height` is the amplitude of the longest wave in metres."""
        lengths = (9.0, 5.2, 3.1, 1.8, 1.05, 0.62)
        waves = tuple(
            (
                float(height * (length / lengths[0]) ** 1.15),
                float(length * rng.uniform(0.9, 1.1)),
                float(rng.normal(0.4, 0.5)),
                float(rng.uniform(0, 2 * np.pi)),
            )
            for length in lengths
        )
        return cls(waves)

    def height(self, x: Floats | float, y: Floats | float, t: float) -> Floats:
        """Height of the surface above z = 0 at (x, y), metres, time in seconds."""
        return self.motion(x, y, t)[0]

    def motion(self, x: Floats | float, y: Floats | float, t: float) -> tuple[Floats, Floats]:
        """(height m, vertical speed m/s) of the surface at (x, y)."""
        x, y = np.asarray(x, float), np.asarray(y, float)
        amplitude, length, heading, phase = np.array(self.waves).T
        k = 2 * np.pi / length
        w = np.sqrt(GRAVITY * k)
        along = x[..., None] * (k * np.cos(heading)) + y[..., None] * (k * np.sin(heading)) + (phase - w * t)
        return self.level + np.sin(along) @ amplitude, -np.cos(along) @ (amplitude * w)

    def to_json(self) -> dict[str, Any]:
        """Plain data for the take."""
        return {"level": self.level, "since": self.since, "waves": [list(wave) for wave in self.waves]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Water:
        """The water of `to_json`."""
        waves = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in data["waves"])
        return cls(waves, float(data["level"]), float(data.get("since", 0.0)))
