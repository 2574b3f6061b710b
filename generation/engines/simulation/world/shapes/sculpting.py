"""Faces like somebody's: how the sculpted features of a figure move and grow by a `FaceShape`.

Everything is relative: 0 leaves the figure's own proportions, ±1 is as far as a face may go and still be of
the same family of figures. One rule serves the builder of a head and the renderers that move it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from ...screenplay.model import FaceShape
from . import features
from .mesh import Mesh

Floats = npt.NDArray[np.float64]
Placement = tuple[Floats, Floats]
ROUND_EYES = ("eye", "iris", "pupil", "glint", "lid", "under", "lash")
MOUTHS = ("lip", "dark", "teeth", "tongue")
NUMERIC = "_shape"  # under an actor's name and this, a model carries the numbers


@dataclass(frozen=True, slots=True)
class Sculpt:
    """A `FaceShape` as plain numbers, in the order in which a model carries them."""

    width: float = 0.0
    jaw: float = 0.0
    eye_gap: float = 0.0
    eye_size: float = 0.0
    brow_height: float = 0.0
    brow_tilt: float = 0.0
    brow_weight: float = 0.0
    nose_width: float = 0.0
    nose_length: float = 0.0
    mouth_width: float = 0.0
    mouth_height: float = 0.0
    lips: float = 0.0

    @classmethod
    def of(cls, shape: FaceShape) -> Sculpt:
        """Of a screenplay's shape."""
        return cls(**shape.model_dump())

    @classmethod
    def read(cls, numbers: Sequence[float]) -> Sculpt:
        """Of what a model carries."""
        return cls(*(float(number) for number in numbers))

    def numbers(self) -> list[float]:
        """For a model to carry."""
        return list(astuple(self))

    @property
    def broad(self) -> float:
        """How much wider the head is."""
        return 1 + 0.13 * self.width

    def skull(self) -> tuple[tuple[float, float, float, float], ...]:
        """The skull's cross-sections."""
        rows = []
        for z, depth, wide, shift in features.SKULL:
            low = float(np.clip((0.19 - z) / 0.13, 0, 1))
            rows.append((z, depth, wide * self.broad * (1 + 0.24 * self.jaw * low), shift))
        return tuple(rows)

    def hair(self, mesh: Mesh) -> Mesh:
        """Hair and beard follow the head's width."""
        return mesh.scaled((1.0, self.broad, 1.0))

    def nose(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Where its ball is and its half axes."""
        long, wide = self.nose_length, self.nose_width
        place = (0.156 + 0.004 * long, 0.0, 0.155 - 0.012 * long)
        return place, (0.022 + 0.003 * long, 0.024 * (1 + 0.5 * wide), 0.02 * (1 + 0.5 * long))

    def ear(self, sign: int) -> tuple[float, float, float]:
        """Where an ear is."""
        return -0.005, sign * 0.158 * self.broad, 0.185

    def eye(self, sign: int) -> Floats:
        """Where the middle of an eye is."""
        y = features.EYE[1] * (1 + 0.2 * self.eye_gap)
        return np.array([self._out(features.EYE[0], features.EYE[1], y, features.EYE[2]), sign * y,
                         features.EYE[2]])  # fmt: skip

    @property
    def eyes(self) -> float:
        """How much larger eyes are."""
        return 1 + 0.24 * self.eye_size

    def placed(self, label: str, placement: Placement) -> Placement:
        """A feature that moves, where this face has it."""
        point, matrix = placement
        kind, sign = label.split("_")[0], 1 if label.endswith("_l") else -1
        if kind in ROUND_EYES:
            old = np.array([features.EYE[0], sign * features.EYE[1], features.EYE[2]])
            return self.eye(sign) + self.eyes * (point - old), self.eyes * matrix
        if kind == "brow":
            return self._brow(point, matrix, sign)
        return self._mouth(kind, point, matrix) if kind in MOUTHS else placement

    def _brow(self, point: Floats, matrix: Floats, sign: int) -> Placement:
        y = point[1] * (1 + 0.2 * self.eye_gap)
        z = point[2] + 0.016 * self.brow_height + 0.3 * features.EYE_AXES[2] * (self.eyes - 1)
        thick = np.diag([1.0, 1.0, 1 + 0.75 * self.brow_weight])
        c, s = np.cos(-sign * 0.3 * self.brow_tilt), np.sin(-sign * 0.3 * self.brow_tilt)
        roll = np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])
        return np.array([self._out(point[0], point[1], y, z), y, z]), roll @ matrix @ thick

    def _mouth(self, kind: str, point: Floats, matrix: Floats) -> Placement:
        wide = 1 + 0.34 * self.mouth_width
        y = point[1] * wide
        z = point[2] + 0.014 * self.mouth_height
        stretched = np.diag([1.0, wide, 1.0]) @ matrix
        if kind == "lip":
            stretched = stretched @ np.diag([1 + 0.7 * self.lips, 1 + 0.7 * self.lips, 1.0])
        return np.array([self._out(point[0], point[1], y, z), y, z]), stretched

    def _out(self, x: float, before: float, after: float, z: float) -> float:
        """How far forward something is that moved sideways over the skull."""
        here = features.skin(np.array([before, after / self.broad]), np.array([z, z]))
        return float(x + here[1] - here[0])


PLAIN = Sculpt()
