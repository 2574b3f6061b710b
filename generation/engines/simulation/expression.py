"""The channels of a face: what of it moves, in the terms of animators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expression:
    """One moment of a face.

    `lift` of the brows (-1 to 1) and their `tilt` (-1 the inner ends down, 1 up); `lids` 0 closed, 1 open,
    1.4 wide; `squint` of the lower lids (0 to 1); `smile` of the mouth's corners (-1 to 1), its `jaw` (0
    closed to 1 open), `pucker` (0 to 1) and `skew` (-1 to 1, the left corner up); the eyes' `yaw` (left +)
    and `pitch` (up +) in radians.
    """

    lift: float = 0.0
    tilt: float = 0.0
    lids: float = 1.0
    squint: float = 0.0
    smile: float = 0.25
    jaw: float = 0.0
    pucker: float = 0.0
    skew: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0

    @classmethod
    def of(cls, row: Iterable[float]) -> Self:
        """The expression of one row of a take's `face_<actor>`, (10,)."""
        return cls(*(float(value) for value in row))

    def row(self) -> Floats:
        """The channels as numbers, (10,), in the order of `CHANNELS`."""
        return np.array(astuple(self))


CHANNELS = tuple(field.name for field in fields(Expression))
NEUTRAL = Expression()
EMOTIONS = ("joy", "sadness", "anger", "fear", "surprise", "disgust")
