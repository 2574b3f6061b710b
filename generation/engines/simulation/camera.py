"""The camera's track: where it stands, what it looks at and how long its lens is, frame by frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .world import World

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Track:
    """`position` and `target` (F, 3) metres, `fov` (F,) vertical degrees, `subject` the body in focus."""

    position: Floats
    target: Floats
    fov: Floats
    subject: str


def film(world: World, times: Floats, xpos: Floats, facts: Mapping[str, Any], fps: int) -> Track:
    """The track of a shot from its camera plan and what was recorded."""
    cast = world.shot.cast
    subject = cast[0] if cast else "world"
    body = world.model.body(subject).id
    path = xpos[:, body] + [0, 0, 0.2]
    position = path + np.array([3.2, -3.0, 0.5])
    return Track(position, path, np.full(len(times), 35.0), subject)
