"""A photographer's studio, for whatever no other set fits."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import PLANE, Contactness, Scene
from ..shapes.mesh import Mesh, grid
from . import scenery

GRIPPY = Contactness((1.0, 0.01, 0.001))


@scenery(
    "studio",
    "neutral",
    "room",
    "indoor",
    indoor=True,
    surface="backdrop",
    mood="studio",
    room=((-3.0, -5.5, 0.2), (9.0, 5.5, 4.5)),
)
def studio(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A seamless backdrop that curves from the floor into the wall."""
    del shot, rng
    paper = scene.material("backdrop", "backdrop", "#c9b8a4", roughness=0.95)
    scene.solid(scene.ground, PLANE, (0, 0, 1), name="floor", material=paper, touch=GRIPPY)
    turn = np.linspace(0, np.pi / 2, 14)
    profile = [
        (12.0, 0.0),
        (6.0, 0.0),
        *((-2.2 - 1.2 * np.sin(a), 1.2 - 1.2 * np.cos(a)) for a in turn),
        (-3.4, 9.0),
    ]
    points = np.array([[[x, y, z] for y in (-14.0, 14.0)] for x, z in profile])
    front = grid(points)
    behind = front.vertices + np.array([-0.02, 0, -0.02])
    both = Mesh(
        np.concatenate([front.vertices, behind]),
        np.concatenate([front.faces[:, ::-1], front.faces + len(behind)]).astype(np.int32),
        np.concatenate([front.uv, front.uv]),
    )
    scene.visual(scene.ground, both, paper, mesh="backdrop", name="floor_seen")
