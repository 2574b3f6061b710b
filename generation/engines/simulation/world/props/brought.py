"""Things that people brought as GLB files: seen as they are, touched as their convex hull."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import mujoco

from ... import own
from ...screenplay import Prop
from ..scene import FIRM, SOLID, Scene, turn
from ..shapes import gltf
from . import Place, PropKind


@lru_cache(maxsize=32)
def _model(file: Path) -> gltf.Model:
    return gltf.read(file.read_bytes())


def kind_of(name: str) -> PropKind | None:
    """The kind of thing of that name, if somebody brought it."""
    thing = own.find(name)
    if thing is None:
        return None
    model = _model(thing.file)
    k = thing.longest / max(model.size)
    x, y, z = (side * k for side in model.size)
    return PropKind(partial(build, thing), (x, y, z), top=z, grip=(0.0, 0.0, z / 2))


def build(thing: own.Own, scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """Add a thing that was brought; its foot's middle stands at `place`."""
    model = _model(thing.file)
    k = thing.longest / max(model.size) * item.scale
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    paint = ""
    for number, part in enumerate(model.parts):
        family = "metal" if part.metallic > 0.5 else "plastic"
        colour = item.color if item.color and part.picture is None else part.colour
        paint = scene.material(
            f"{item.name}_{number}", family, colour, roughness=part.roughness, picture=part.picture
        )
        key = f"{thing.kind}_{number}_{k:g}"
        scene.visual(body, part.mesh.scaled((k, k, k)), paint, mesh=key, name=f"{item.name}_{number}")
    hull = scene.visual(body, model.hull().scaled((k, k, k)), paint, mesh=f"{thing.kind}_hull_{k:g}")
    _harden(hull, item.name, thing.mass * item.scale**3)


def _harden(geom: Any, name: str, mass: float) -> None:
    """Make a hull what collides and weighs, and is not seen."""
    geom.name, geom.mass, geom.group = f"{name}_solid", mass, SOLID
    geom.contype, geom.conaffinity, geom.condim = 1, 1, FIRM.condim
    geom.friction, geom.solref = list(FIRM.friction), list(FIRM.solref)
    assert geom.type == mujoco.mjtGeom.mjGEOM_MESH  # noqa: S101
