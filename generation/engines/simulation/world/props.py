"""Things that take part: registered builders of props, each a body with solids and looks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..screenplay import Prop
from .scene import BOUNCY, BOX, CAPSULE, CYLINDER, ELLIPSOID, FIRM, SPHERE, Contactness, Scene, turn
from .shapes.mesh import Mesh, superellipsoid, tube

Place = tuple[float, float, float]
Builder = Callable[[Scene, Prop, Place, float], None]
PROPS: dict[str, Builder] = {}

BALL_RADIUS, BALL_MASS = 0.12, 0.62
RIM_HEIGHT, RIM_RADIUS = 3.05, 0.23
BOARD_FACE = RIM_RADIUS + 0.15
PADDLEBOARD = (1.6, 0.42, 0.075)
DECK_HEIGHT, WHEEL_RADIUS = 0.105, 0.036


def prop(kind: str) -> Callable[[Builder], Builder]:
    """Register the builder of a kind of prop."""

    def register(builder: Builder) -> Builder:
        PROPS[kind] = builder
        return builder

    return register


@prop("basketball")
def basketball(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """A size-7 ball, free, bouncing back to about three quarters of its height."""
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
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


@prop("hoop")
def hoop(scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """Regulation hoop, its rim's centre above `place`, backboard towards +x; net seen, not felt."""
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    steel = scene.material("steel", "metal", "#3b4048", roughness=0.35)
    orange = scene.material("rim", "metal_painted", "#e0451a", roughness=0.3)
    pane = scene.material("backboard", "board", "#eef1f4", roughness=0.15)
    line = scene.material("board_line", "board_line", "#d8352b", roughness=0.4)
    x, z = BOARD_FACE, RIM_HEIGHT + 0.4
    scene.solid(
        body,
        BOX,
        (0.02, 0.9, 0.53),
        name=f"{item.name}_board",
        material=pane,
        position=(x + 0.02, 0, z),
        touch=Contactness((0.5, 0.005, 0.0005), FIRM.solref),
    )
    scene.visual(
        body,
        superellipsoid((0.02, 0.9, 0.53), roundness=0.1, rows=16, columns=24),
        pane,
        mesh="board",
        name=f"{item.name}_pane",
        position=(x + 0.02, 0, z),
    )
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
    a = np.linspace(0, 2 * np.pi, 29)
    ring = np.stack([RIM_RADIUS * np.cos(a), RIM_RADIUS * np.sin(a), RIM_HEIGHT + 0 * a], 1)
    for i in range(28):
        scene.solid(
            body,
            CAPSULE,
            (0.011,),
            name=f"{item.name}_rim{i}",
            material=orange,
            ends=[*ring[i], *ring[i + 1]],
        )
    scene.visual(body, tube(ring, 0.012), orange, mesh="rim", name=f"{item.name}_rim")
    scene.visual(body, BOX, orange, size=(0.08, 0.05, 0.012), position=(x - 0.075, 0, RIM_HEIGHT))
    scene.visual(body, BOX, orange, size=(0.008, 0.08, 0.07), position=(x - 0.008, 0, RIM_HEIGHT + 0.03))
    scene.visual(
        body,
        _net(),
        scene.material("net", "net", "#f4f4f0", roughness=0.9),
        mesh="net",
        name=f"{item.name}_net",
    )
    for ends, radius in (
        ([x + 1.5, 0, 0, x + 1.5, 0, 3.1], 0.1),
        ([x + 1.5, 0, 3.1, x + 0.06, 0, z + 0.15], 0.055),
        ([x + 1.5, 0, 2.7, x + 0.06, 0, z - 0.25], 0.045),
    ):
        path = np.linspace(ends[:3], ends[3:], 4)
        scene.visual(
            body,
            tube(path, radius, columns=18),
            steel,
            mesh=f"pole{radius}",
            name=f"{item.name}_pole{radius}",
        )
    scene.solid(
        body,
        CAPSULE,
        (0.1,),
        name=f"{item.name}_pole_solid",
        material=steel,
        ends=[x + 1.5, 0, 0.1, x + 1.5, 0, 3.0],
    )


def _net() -> Mesh:
    from .shapes.mesh import joined

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


@prop("paddleboard")
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
        touch=Contactness((1.3, 0.02, 0.002)),
    )
    s = np.linspace(-1, 1, 40)
    outline = np.clip(1 - np.abs(s) ** 3.2, 0, 1) ** 0.55
    angle = np.linspace(-np.pi, np.pi, 28)
    rocker = 0.16 * np.clip(s - 0.25, 0, 1) ** 2
    from .shapes.mesh import grid

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


def _outward(mesh: Mesh) -> Mesh:
    """The mesh with its triangles turned so that its volume is positive."""
    a, b, c = (mesh.vertices[mesh.faces[:, i]] for i in range(3))
    if float(np.einsum("ij,ij->", a, np.cross(b, c))) < 0:
        return Mesh(mesh.vertices, mesh.faces[:, ::-1].copy(), mesh.uv)
    return mesh


@prop("skateboard")
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
    from .shapes.mesh import grid

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
    for end, side in ((e, s_) for e in (-1, 1) for s_ in (-1, 1)):
        wheel = scene.body(
            f"{item.name}_wheel{'fb'[end < 0]}{'lr'[side < 0]}",
            (end * 0.27, side * 0.085, WHEEL_RADIUS - DECK_HEIGHT),
            parent=body,
        )
        scene.hinge_free(wheel, f"{wheel.name}_axle", (0, 1, 0), damping=0.0006)
        scene.solid(
            wheel,
            CYLINDER,
            (WHEEL_RADIUS, 0.02),
            name=f"{wheel.name}_solid",
            material=tyre,
            mass=0.12,
            quaternion=turn(roll=90),
            touch=Contactness((1.0, 0.005, 0.0002), (0.006, 0.7)),
        )
        scene.visual(
            wheel,
            superellipsoid((WHEEL_RADIUS, WHEEL_RADIUS, 0.022), roundness=0.35),
            tyre,
            mesh="wheel",
            quaternion=turn(roll=90),
            name=f"{wheel.name}_tyre",
        )
        scene.visual(wheel, CYLINDER, truck, size=(0.012, 0.024), quaternion=turn(roll=90))
    for end in (-1, 1):
        scene.visual(
            body,
            CYLINDER,
            truck,
            size=(0.012, 0.075),
            position=(end * 0.27, 0, WHEEL_RADIUS - DECK_HEIGHT),
            quaternion=turn(roll=90),
        )
        scene.visual(body, ELLIPSOID, truck, size=(0.05, 0.035, 0.035), position=(end * 0.27, 0, -0.035))
