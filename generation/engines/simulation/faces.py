"""Faces that live: one rule for both renderers.

A person's head carries the geoms that `world.shapes.face` has put there; this moves those that an expression
moves. What the take tells of a mouth that speaks opens it beyond its expression.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import mujoco
import numpy as np
import numpy.typing as npt

from .expression import NEUTRAL, Expression
from .world.shapes import features
from .world.shapes.sculpting import NUMERIC, PLAIN, Sculpt

if TYPE_CHECKING:
    from .take import Take

Floats = npt.NDArray[np.float64]
TALKING = 0.72  # how far the widest vowel opens a jaw


@dataclass(frozen=True, slots=True)
class Face:
    """One person's face: the body of the head, the geoms that move by label, its scale (1 of a grown person).

    `inner` tells for a geom where the compiler has put its mesh's own frame: a point (3,) and a matrix (3,
    3).
    """

    actor: str
    head: int
    geoms: dict[str, int]
    inner: dict[str, tuple[Floats, Floats]]
    scale: float
    shape: Sculpt = PLAIN


def faces(model: mujoco.MjModel) -> tuple[Face, ...]:
    """The faces of `model`, by the names of whose they are."""
    names = {model.geom(geom).name: geom for geom in range(model.ngeom)}
    actors = sorted(name.removesuffix("_lip_0") for name in names if name.endswith("_lip_0"))
    return tuple(_face(model, names, actor) for actor in actors)


def _face(model: mujoco.MjModel, names: dict[str, int], actor: str) -> Face:
    geoms = {label: names[f"{actor}_{label}"] for label in features.placed(NEUTRAL)}
    tongue = geoms["tongue"]
    scale = float(model.geom_size[tongue][1]) / features.TONGUE_AXES[1]
    inner = {label: _inner(model, geom) for label, geom in geoms.items()}
    return Face(actor, int(model.geom_bodyid[tongue]), geoms, inner, scale, _shape(model, actor))


def _shape(model: mujoco.MjModel, actor: str) -> Sculpt:
    """How its features differ from the figures' own; the model carries it."""
    number = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_NUMERIC, f"{actor}{NUMERIC}")
    if number < 0:
        return PLAIN
    start, count = int(model.numeric_adr[number]), int(model.numeric_size[number])
    return Sculpt.read(model.numeric_data[start : start + count])


def _inner(model: mujoco.MjModel, geom: int) -> tuple[Floats, Floats]:
    matrix = np.eye(3)
    if model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_MESH:
        return np.zeros(3), matrix
    mesh, flat = int(model.geom_dataid[geom]), np.zeros(9)
    mujoco.mju_quat2Mat(flat, model.mesh_quat[mesh])
    return np.array(model.mesh_pos[mesh]), flat.reshape(3, 3)


def expression(take: Take, actor: str, frame: int) -> Expression:
    """What a face shows at `frame`: its acting, and over it the mouth that speaks."""
    face = Expression.of(take.face[actor][frame]) if actor in take.face else NEUTRAL
    if actor not in take.mouth:
        return face
    openness, rounding = (float(value) for value in take.mouth[actor][frame])
    jaw = max(face.jaw * (1 - openness), TALKING * openness)
    return replace(face, jaw=jaw, pucker=max(face.pucker, rounding))


def pose_faces(data: mujoco.MjData, found: tuple[Face, ...], take: Take, frame: int) -> None:
    """Move the geoms of all faces; `data`'s kinematics must be those of `frame`."""
    for face in found:
        turn, place = data.xmat[face.head].reshape(3, 3), data.xpos[face.head]
        for label, at in features.placed(expression(take, face.actor, frame)).items():
            point, matrix = face.shape.placed(label, at)
            geom, (offset, own) = face.geoms[label], face.inner[label]
            data.geom_xpos[geom] = place + turn @ (face.scale * point + matrix @ offset)
            data.geom_xmat[geom] = (turn @ matrix @ own).ravel()
