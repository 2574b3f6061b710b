"""The basketball and its hoop, by the rules' measures."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...screenplay import Prop
from ..scene import BOUNCY, BOX, CAPSULE, FIRM, SPHERE, Contactness, Scene, turn
from ..shapes.mesh import Mesh, joined, superellipsoid, tube
from . import Place, prop

BALL_RADIUS, BALL_MASS = 0.12, 0.62
RIM_HEIGHT, RIM_RADIUS = 3.05, 0.23
BOARD_FACE = RIM_RADIUS + 0.15
BOARD_HEIGHT = RIM_HEIGHT + 0.4


@prop("basketball", size=(0.24, 0.24, 0.24), grip=(0, 0, 0))
def basketball(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """A size-7 ball, free, bouncing back to about three quarters of its height."""
    middle = (place[0], place[1], place[2] + BALL_RADIUS)
    body = scene.body(item.name, middle, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    leather = scene.material(f"{item.name}_leather", "rubber", item.color or "#d0661f", roughness=0.7)
    seam = scene.material("seam", "rubber", "#231a16", roughness=0.8)
    scene.solid(
        body,
        SPHERE,
        (BALL_RADIUS,),
        name=f"{item.name}_solid",
        material=leather,
        mass=BALL_MASS,
        touch=BOUNCY,
    )
    scene.visual(
        body,
        superellipsoid((BALL_RADIUS,) * 3, rows=32, columns=48),
        leather,
        mesh="basketball",
        name=f"{item.name}_skin",
    )
    a = np.linspace(0, 2 * np.pi, 49)
    r = BALL_RADIUS * 1.0
    rings = [
        np.stack([r * np.cos(a), r * np.sin(a), 0 * a], 1),
        np.stack([r * np.cos(a), 0 * a, r * np.sin(a)], 1),
        *(
            np.stack(
                [r * (np.cos(a) * np.sqrt(1 - w * w)), s * w * r + 0 * a, r * np.sin(a) * np.sqrt(1 - w * w)],
                1,
            )
            for w in (0.55,)
            for s in (1, -1)
        ),
    ]
    for place_, ring in enumerate(rings):
        scene.visual(
            body, tube(ring, 0.0035, columns=6), seam, mesh=f"seam{place_}", name=f"{item.name}_seam{place_}"
        )


@prop("hoop", size=(2.1, 1.8, 4.0), free=False)
def hoop(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """Regulation hoop, its rim's centre above `place`, backboard towards +x; net seen, not felt."""
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    steel = scene.material("steel", "metal", "#3b4048", roughness=0.35)
    orange = scene.material("rim", "metal_painted", "#e0451a", roughness=0.3)
    pane = scene.material("backboard", "board", "#eef1f4", roughness=0.15)
    line = scene.material("board_line", "board_line", "#d8352b", roughness=0.4)
    _backboard(scene, body, item.name, pane, line)
    _rim(scene, body, item.name, orange)
    net = scene.material("net", "net", "#f4f4f0", roughness=0.9)
    scene.visual(body, _net(), net, mesh="net", name=f"{item.name}_net")
    _stand(scene, body, item.name, steel)


def _backboard(scene: Scene, body: Any, name: str, pane: str, line: str) -> None:
    x, z = BOARD_FACE, BOARD_HEIGHT
    touch = Contactness((0.5, 0.005, 0.0005), FIRM.solref)
    at, size = (x + 0.02, 0, z), (0.02, 0.9, 0.53)
    scene.solid(body, BOX, size, name=f"{name}_board", material=pane, position=at, touch=touch)
    glass = superellipsoid(size, roundness=0.1, rows=16, columns=24)
    scene.visual(body, glass, pane, mesh="board", name=f"{name}_pane", position=at)
    for y_, z_, w, h in (
        (0, 0.51, 0.9, 0.02),
        (0, -0.51, 0.9, 0.02),
        (0.88, 0, 0.02, 0.53),
        (-0.88, 0, 0.02, 0.53),
        (0, 0.1, 0.3, 0.022),
        (0, -0.33, 0.3, 0.022),
        (0.28, -0.115, 0.022, 0.235),
        (-0.28, -0.115, 0.022, 0.235),
    ):
        scene.visual(body, BOX, line, size=(0.003, w, h), position=(x - 0.001, y_, z + z_))


def _rim(scene: Scene, body: Any, name: str, orange: str) -> None:
    """A ring of short capsules that the ball feels, seen as one tube, and its bracket."""
    x = BOARD_FACE
    a = np.linspace(0, 2 * np.pi, 29)
    ring = np.stack([RIM_RADIUS * np.cos(a), RIM_RADIUS * np.sin(a), RIM_HEIGHT + 0 * a], 1)
    for i in range(28):
        ends = [*ring[i], *ring[i + 1]]
        scene.solid(body, CAPSULE, (0.011,), name=f"{name}_rim{i}", material=orange, ends=ends)
    scene.visual(body, tube(ring, 0.012), orange, mesh="rim", name=f"{name}_rim")
    scene.visual(body, BOX, orange, size=(0.08, 0.05, 0.012), position=(x - 0.075, 0, RIM_HEIGHT))
    scene.visual(body, BOX, orange, size=(0.008, 0.08, 0.07), position=(x - 0.008, 0, RIM_HEIGHT + 0.03))


def _stand(scene: Scene, body: Any, name: str, steel: str) -> None:
    x, z = BOARD_FACE, BOARD_HEIGHT
    for ends, radius in (
        ([x + 1.5, 0, 0, x + 1.5, 0, 3.1], 0.1),
        ([x + 1.5, 0, 3.1, x + 0.06, 0, z + 0.15], 0.055),
        ([x + 1.5, 0, 2.7, x + 0.06, 0, z - 0.25], 0.045),
    ):
        path = np.linspace(ends[:3], ends[3:], 4)
        pole = tube(path, radius, columns=18)
        scene.visual(body, pole, steel, mesh=f"pole{radius}", name=f"{name}_pole{radius}")
    post = [x + 1.5, 0, 0.1, x + 1.5, 0, 3.0]
    scene.solid(body, CAPSULE, (0.1,), name=f"{name}_pole_solid", material=steel, ends=post)


def _net() -> Mesh:
    cords = []
    down = np.linspace(0, 1, 9)
    radius = RIM_RADIUS - 0.012 - 0.105 * down**0.7 + 0.02 * down**4
    for k in range(12):
        for sign in (1, -1):
            angle = 2 * np.pi * k / 12 + sign * down * 1.15
            path = np.stack(
                [radius * np.cos(angle), radius * np.sin(angle), RIM_HEIGHT - 0.02 - 0.42 * down], 1
            )
            cords.append(tube(path, 0.005, columns=6))
    return joined(cords)
