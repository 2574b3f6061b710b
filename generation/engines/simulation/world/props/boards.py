"""Boards to ride on: a paddleboard that floats and a skateboard that rolls and steers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...screenplay import Prop
from ..scene import BOX, CYLINDER, ELLIPSOID, SPHERE, Contactness, Scene, turn
from ..shapes.mesh import Mesh, grid, lathe, superellipsoid
from . import Place, prop

HARD = (0.985, 0.999, 0.001, 0.5, 2)  # a deck that hardly gives under a leap
PADDLEBOARD = (1.6, 0.42, 0.075)
DECK_HEIGHT, WHEEL_RADIUS = 0.105, 0.036
WHEELBASE = 0.54
# A wheel from its inner to its outer side: parts of its radius, metres along its axle.
TREAD = (
    (0.3, -0.02),
    (0.82, -0.0225),
    (0.95, -0.019),
    (1.0, -0.012),
    (1.0, 0.012),
    (0.95, 0.019),
    (0.82, 0.0225),
    (0.3, 0.02),
)


@prop("paddleboard", size=(3.2, 0.84, 0.15), top=0.15, floats=True)
def paddleboard(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """A stand-up board that floats by the water's push (see `physics.buoyancy`)."""
    length, width, thick = PADDLEBOARD
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    shell = scene.material(f"{item.name}_shell", "plastic", item.color or "#f5793b", roughness=0.3)
    pad = scene.material("deck_pad", "foam", "#2c3640", roughness=0.9)
    stripe = scene.material("stripe", "plastic", "#fbf3e4", roughness=0.35)
    scene.solid(
        body,
        BOX,
        (length * 0.96, width * 0.9, thick * 0.8),
        name=f"{item.name}_solid",
        material=pad,
        mass=13.0,
        touch=Contactness((1.3, 0.02, 0.002), (0.0042, 1.0), priority=2, solimp=HARD),
    )
    s = np.linspace(-1, 1, 40)
    outline = np.clip(1 - np.abs(s) ** 3.2, 0, 1) ** 0.55
    angle = np.linspace(-np.pi, np.pi, 28)
    rocker = 0.16 * np.clip(s - 0.25, 0, 1) ** 2
    points = np.stack(
        [
            np.repeat((s * length)[:, None], 28, 1),
            np.maximum(outline, 1e-3)[:, None]
            * width
            * np.sign(np.cos(angle))
            * np.abs(np.cos(angle)) ** 0.7,
            rocker[:, None]
            + np.maximum(outline, 0.02)[:, None] ** 0.4
            * thick
            * np.sign(np.sin(angle))
            * np.abs(np.sin(angle)) ** 0.55,
        ],
        -1,
    )
    scene.visual(body, _outward(grid(points)), shell, mesh="paddleboard", name=f"{item.name}_shell")
    scene.visual(
        body,
        superellipsoid((0.95, 0.3, 0.008), roundness=0.3),
        pad,
        mesh="pad",
        name=f"{item.name}_pad",
        position=(-0.15, 0, thick * 0.93),
    )
    scene.visual(
        body,
        superellipsoid((0.1, 0.33, 0.006), roundness=0.3),
        stripe,
        mesh="stripe",
        name=f"{item.name}_stripe",
        position=(0.95, 0, thick * 0.99),
    )


@prop("skateboard", size=(0.84, 0.22, 0.13), top=0.12, wheels=WHEEL_RADIUS)
def skateboard(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """A board on four wheels that turn on hinges."""
    x, y, z = place
    body = scene.body(item.name, (x, y, z + DECK_HEIGHT), quat=list(turn(yaw=yaw)))
    body.add_freejoint(name=f"{item.name}_root")
    wood = scene.material(f"{item.name}_deck", "plastic", item.color or "#1f6fd0", roughness=0.4)
    grip = scene.material("grip_tape", "foam", "#2a2d33", roughness=0.95)
    truck = scene.material("truck", "metal", "#b9bec6", roughness=0.3)
    tyre = scene.material(f"{item.name}_wheel", "urethane", "#f0d53a", roughness=0.4)
    scene.solid(
        body,
        BOX,
        (0.42, 0.11, 0.012),
        name=f"{item.name}_solid",
        material=grip,
        mass=2.4,
        touch=Contactness((1.4, 0.02, 0.002)),
    )
    s = np.linspace(-1, 1, 30)
    kick = 0.07 * np.clip(np.abs(s) - 0.66, 0, 1) ** 1.6 * 3.2
    angle = np.linspace(-np.pi, np.pi, 24)
    outline = np.clip(1 - np.abs(s) ** 6, 0, 1) ** 0.5
    points = np.stack(
        [
            np.repeat((s * 0.46)[:, None], 24, 1),
            np.maximum(outline, 1e-3)[:, None]
            * 0.125
            * np.sign(np.cos(angle))
            * np.abs(np.cos(angle)) ** 0.5,
            kick[:, None]
            + np.maximum(outline, 0.05)[:, None]
            * 0.012
            * np.sign(np.sin(angle))
            * np.abs(np.sin(angle)) ** 0.5,
        ],
        -1,
    )
    scene.visual(body, _outward(grid(points)), wood, mesh="deck", name=f"{item.name}_deck")
    scene.visual(
        body,
        superellipsoid((0.3, 0.1, 0.002), roundness=0.4),
        grip,
        mesh="grip",
        name=f"{item.name}_grip",
        position=(0, 0, 0.0125),
    )
    for end, where in ((1, "f"), (-1, "b")):
        _axle(scene, body, item.name, end, where, tyre, truck)


def _axle(scene: Scene, body: Any, name: str, end: int, where: str, tyre: str, metal: str) -> None:
    """A truck that steers about its kingpin and carries two wheels on their own bearings."""
    at = (end * WHEELBASE / 2, 0, WHEEL_RADIUS - DECK_HEIGHT)
    axle = scene.body(f"{name}_truck_{where}", at, parent=body)
    scene.hinge(axle, f"{name}_steer_{where}", (0, 0, 1), (-12, 12), damping=0.3)
    scene.servo(f"{name}_steer_{where}", 60.0, 30.0)
    scene.solid(
        axle, ELLIPSOID, (0.04, 0.03, 0.03), name=f"{name}_hanger_{where}", material=metal, mass=0.3,
        position=(0, 0, 0.03), kind=0, meets=0,
    )  # fmt: skip
    scene.visual(axle, CYLINDER, metal, size=(0.012, 0.075), quaternion=turn(roll=90))
    scene.visual(axle, ELLIPSOID, metal, size=(0.05, 0.035, 0.035), position=(0, 0, 0.034))
    for side, y in (("l", 0.085), ("r", -0.085)):
        wheel = scene.body(f"{name}_wheel_{where}{side}", (0, y, 0), parent=axle)
        scene.hinge_free(wheel, f"{wheel.name}_axle", (0, 1, 0), damping=0.00005)
        # A ball rolls like a wheel with a rounded tread: one clean contact, free to steer.
        scene.solid(
            wheel, SPHERE, (WHEEL_RADIUS,), name=f"{wheel.name}_solid", material=tyre, mass=0.12,
            touch=Contactness((1.0, 0.002, 0.0001), (0.006, 0.7), condim=3),
        )  # fmt: skip
        tread = lathe([(r * WHEEL_RADIUS, z) for r, z in TREAD], columns=40)
        scene.visual(wheel, tread, tyre, mesh="wheel", quaternion=turn(roll=90), name=f"{wheel.name}_tyre")
        scene.visual(wheel, CYLINDER, metal, size=(0.012, 0.024), quaternion=turn(roll=90))
        for k in range(3):
            spot = (0.02 * np.cos(k * 2.094), 0.0215 * np.sign(y), 0.02 * np.sin(k * 2.094))
            scene.visual(wheel, SPHERE, metal, size=(0.006,), position=spot)


def _outward(mesh: Mesh) -> Mesh:
    """The mesh with its triangles turned so that its volume is positive."""
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    if float(np.einsum("ij,ij->", a, np.cross(b, c))) < 0:
        return Mesh(mesh.vertices, mesh.faces[:, ::-1].copy(), mesh.uv)
    return mesh
