"""Quiet places for whatever no other set fits: a park and a photographer's studio."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from .. import textures
from ..scene import BOX, PLANE, Contactness, Scene
from ..shapes.mesh import Mesh, grid, tube
from . import scenery

GRIPPY = Contactness((1.0, 0.01, 0.001))


@scenery("park", "field", "garden", sun_azimuth=-0.8)
def park(scene: Scene, shot: Shot, rng: np.random.Generator) -> None:
    """A lawn with a path, trees, a bench and soft hills."""
    del shot
    from .city import _crown
    from .sea import _hill

    green = scene.material(
        "grass", "grass", "#5f8f40", roughness=0.95, picture=textures.grass(rng), repeat=(60, 60)
    )
    scene.solid(scene.ground, PLANE, (0, 0, 1), name="floor", material=green, touch=GRIPPY)
    scene.visual(scene.ground, PLANE, green, size=(140, 140, 1), name="floor_seen")
    bark = scene.material("bark", "bark", "#6b4d36", roughness=0.95)
    leaves = [
        scene.material(f"leaves{k}", "foliage", c, roughness=0.9)
        for k, c in enumerate(("#5d8c3a", "#4f7f38", "#79a64a"))
    ]
    trunk = tube(np.array([[0, 0, 0], [0.04, 0, 0.9], [0, 0.05, 2.0]], float), 0.13)
    for k in range(22):
        angle, away = rng.uniform(-1.9, 1.9) + np.pi, rng.uniform(6.5, 26)
        x, y = away * np.cos(angle), away * np.sin(angle)
        size = rng.uniform(1.2, 2.2)
        scene.visual(scene.ground, trunk.scaled((size,) * 3), bark, mesh=f"trunk{k}", position=(x, y, 0))
        scene.visual(
            scene.ground,
            _crown(rng).scaled((size,) * 3),
            leaves[k % 3],
            mesh=f"crown{k}",
            position=(x, y, 2.5 * size),
        )
    hill = scene.material("hills", "hill", "#5e8450", roughness=0.95)
    for k, bearing in enumerate((150, 180, 205, 235)):
        angle = np.radians(bearing)
        at = (95 * np.cos(angle), 95 * np.sin(angle), -1.5)
        scene.visual(scene.ground, _hill(rng, 45, rng.uniform(7, 13)).moved(at), hill, mesh=f"hill{k}")
    _path(scene)
    _bench(scene, (-2.6, 2.3))


def _path(scene: Scene) -> None:
    sand = scene.material("path", "pavement", "#cdbb95", roughness=0.95)
    along = np.linspace(-30, 30, 40)
    bend = -1.9 + 0.9 * np.sin(along / 6)
    edge = np.stack([np.stack([bend + w, along, 0.004 + 0 * along], 1) for w in (-0.7, 0.7)])
    low = edge - [0, 0, 0.003]
    top = grid(edge)
    flat = (
        top.faces[:, ::-1] if np.cross(edge[0, 1] - edge[0, 0], edge[1, 0] - edge[0, 0])[2] < 0 else top.faces
    )
    scene.visual(
        scene.ground,
        Mesh(
            np.concatenate([edge.reshape(-1, 3), low.reshape(-1, 3)]),
            np.concatenate([flat, flat[:, ::-1] + edge.shape[0] * edge.shape[1]]).astype(np.int32),
            np.concatenate([top.uv, top.uv]),
        ),
        sand,
        mesh="path",
    )


def _bench(scene: Scene, place: tuple[float, float]) -> None:
    wood = scene.material("bench", "wood", "#a9753f", roughness=0.6)
    iron = scene.material("iron", "metal_painted", "#2f3a3a", roughness=0.45)
    x, y = place
    for k in range(4):
        scene.visual(scene.ground, BOX, wood, size=(0.045, 0.8, 0.018), position=(x + 0.11 * k, y, 0.45))
    for k in range(3):
        scene.visual(
            scene.ground, BOX, wood, size=(0.018, 0.8, 0.045), position=(x - 0.08, y, 0.58 + 0.12 * k)
        )
    for side in (-0.65, 0.65):
        scene.visual(scene.ground, BOX, iron, size=(0.2, 0.03, 0.22), position=(x + 0.14, y + side, 0.22))


@scenery("studio", "neutral", "room", "indoor", indoor=True, room=((-3.0, -5.5, 0.2), (9.0, 5.5, 4.5)))
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
