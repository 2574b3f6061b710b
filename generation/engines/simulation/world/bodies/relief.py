"""Characters of somebody's own: a pet or a thing as a soft relief, cut out of its owner's film."""

from __future__ import annotations

import numpy as np

from ....errors import BadRequest
from ...screenplay import Actor
from ..props.toy import volume
from ..scene import BOX, SPHERE, Scene, turn
from ..shapes.relief import relief
from . import body as register

DENSITY = 180.0  # kg/m³ of what cushions are filled with
WIDTH, LENGTH = 0.9, 0.4
KIND = "relief"


@register(KIND, rig="relief", height=1.0, length=LENGTH, width=WIDTH, walk=0.9, run=2.4, joints=())
def add_relief(scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0) -> None:
    """Add the character whose picture `scene.likenesses` has; `actor.scale` is its height in metres."""
    content = scene.likenesses.get(actor.likeness)
    if content is None:
        raise BadRequest(f"The picture of {actor.label} is not there.")
    made = relief(content)
    name, tall = actor.name, actor.scale
    mesh = made.mesh.scaled((tall,) * 3)
    root = scene.body(name, position, quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    paint = scene.material(f"{name}_print", "plush", "#ffffff", roughness=0.8, picture=made.picture)
    scene.visual(root, mesh, paint, mesh=f"{name}_relief", name=f"{name}_relief")
    low, high = mesh.vertices.min(0), mesh.vertices.max(0)
    half = np.maximum((high - low) / 2, 0.01)
    mass = max(DENSITY * volume(mesh), 0.05)
    scene.solid(
        root, BOX, half, name=f"{name}_solid", material=paint, mass=0.95 * mass, position=(low + high) / 2
    )
    head = scene.body(f"{name}_head", (0.0, 0.0, 0.72 * tall), parent=root)
    scene.solid(
        head, SPHERE, (0.1 * tall,), name=f"{name}_skull_solid", material=paint, mass=0.05 * mass, kind=0,
        meets=0,
    )  # fmt: skip
