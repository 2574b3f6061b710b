"""Mouths that speak: one rule for both renderers.

A person's face has an ellipsoid geom `<actor>_mouth`, the dark inside of the
mouth, which at rest hides behind the smile. Openness makes it tall and lowers
it like a jaw, rounding makes it narrow and brings it forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mujoco
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from .take import Take

Floats = npt.NDArray[np.float64]
TALL, WIDE, FORWARD = 7.0, 0.42, 0.35


@dataclass(frozen=True, slots=True)
class Mouth:
    """One speaker's mouth: its geom and the half axes (3,) in metres that it has when closed."""

    actor: str
    geom: int
    closed: Floats


def mouths(model: mujoco.MjModel, take: Take) -> tuple[Mouth, ...]:
    """The mouths of `model` that move in `take`; read before anything reshapes them."""
    found = []
    for actor in sorted(take.mouth):
        geom = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM, f"{actor}_mouth")
        if geom >= 0:
            found.append(Mouth(actor, geom, np.array(model.geom_size[geom], float)))
    return tuple(found)


def shape(mouth: Mouth, take: Take, frame: int) -> tuple[Floats, float]:
    """(half axes (3,), metres that the centre sinks along the head's z) of a mouth at `frame`."""
    openness, rounding = (float(value) for value in take.mouth[mouth.actor][frame])
    depth, width, height = mouth.closed
    tall = height * (1 + (TALL - 1) * openness)
    axes = np.array([depth * (1 + FORWARD * rounding), width * (1 - WIDE * rounding), tall])
    return axes, float(0.75 * (tall - height))


def shape_mouths(
    model: mujoco.MjModel, data: mujoco.MjData, found: tuple[Mouth, ...], take: Take, frame: int
) -> None:
    """Set the mouths' geoms for `frame`; `data`'s kinematics must be those of that frame."""
    for mouth in found:
        axes, sunk = shape(mouth, take, frame)
        model.geom_size[mouth.geom] = axes
        data.geom_xpos[mouth.geom] -= data.geom_xmat[mouth.geom].reshape(3, 3)[:, 2] * sunk
