"""An actuated corgi: four legs of three hinges, a head that looks around, ears and a tail that bob.

Faces +x. Lengths in metres; signs in degrees: legs forward +, knees bend +, head up -, tail sideways.
"""

from __future__ import annotations

from typing import Any

from ...screenplay import Actor
from ..scene import CAPSULE, SPHERE, Scene, turn
from . import body as register

LEG_UPPER, LEG_LOWER = 0.095, 0.085
PAW = 0.028
STANDING = LEG_UPPER + LEG_LOWER + PAW
LEGS = {"fl": (0.185, 0.085), "fr": (0.185, -0.085), "bl": (-0.19, 0.08), "br": (-0.19, -0.08)}
_HINGES = {
    "neck": ((0, 1, 0), (-45, 45), 0.3, 14.0, 8.0),
    "gaze": ((0, 0, 1), (-60, 60), 0.3, 14.0, 8.0),
    "roll": ((1, 0, 0), (-30, 30), 0.3, 14.0, 8.0),
    "tail": ((0, 0, 1), (-60, 60), 0.002, 1.2, 1.5),
    "ear_l": ((0, 1, 0), (-40, 40), 0.001, 0.25, 0.3),
    "ear_r": ((0, 1, 0), (-40, 40), 0.001, 0.25, 0.3),
}
JOINTS = (*_HINGES, *(f"{joint}_{leg}" for leg in LEGS for joint in ("hip", "side", "knee")))


@register("corgi", rig="corgi", height=0.66, length=0.8, width=0.3, walk=0.9, run=2.4, joints=JOINTS)
def add_corgi(scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0) -> None:
    """Add a standing corgi whose paws touch `position`."""
    from ..shapes.corgi import dress

    name = actor.name
    x, y, z = position
    root = scene.body(name, (x, y, z + STANDING), quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    fur = scene.material(f"{name}_body", "fur", "#c98036")
    scene.solid(
        root,
        CAPSULE,
        (0.105,),
        name=f"{name}_trunk",
        material=fur,
        mass=8.0,
        ends=[-0.16, 0, 0.09, 0.16, 0, 0.09],
        kind=2,
        meets=1,
    )
    parts: dict[str, Any] = {"trunk": root, **_head(scene, root, name, fur), **_tail(scene, root, name, fur)}
    for leg, (lx, ly) in LEGS.items():
        parts |= _leg(scene, root, name, leg, lx, ly, fur)
    for joint in JOINTS:
        row = _HINGES.get(joint)
        if row and joint.startswith(("ear", "tail")):
            scene.servo(f"{name}_{joint}", *row[3:5])
        else:
            scene.motor(f"{name}_{joint}", row[4] if row else 45.0)
    dress(scene, actor, parts)


def _head(scene: Scene, root: Any, name: str, fur: str) -> dict[str, Any]:
    head = scene.body(f"{name}_head", (0.24, 0, 0.19), parent=root)
    _hinges(scene, head, name, ("neck", "gaze", "roll"))
    skull: dict[str, Any] = {"name": f"{name}_skull_solid", "mass": 1.3, "position": (0.05, 0, 0.06)}
    scene.solid(head, SPHERE, (0.1,), material=fur, kind=2, **skull)
    parts = {"head": head}
    for side, sign in (("l", 1), ("r", -1)):
        at = (0.015, sign * 0.07, 0.135)
        ear = parts[f"ear_{side}"] = scene.body(f"{name}_ear_{side}", at, parent=head)
        _hinges(scene, ear, name, (f"ear_{side}",))
        tip: dict[str, Any] = {"name": f"{name}_ear_{side}_solid", "mass": 0.02, "position": (0, 0, 0.06)}
        scene.solid(ear, SPHERE, (0.02,), material=fur, kind=0, meets=0, **tip)
    return parts


def _tail(scene: Scene, root: Any, name: str, fur: str) -> dict[str, Any]:
    tail = scene.body(f"{name}_tail", (-0.29, 0, 0.15), parent=root)
    _hinges(scene, tail, name, ("tail",))
    stub: dict[str, Any] = {"name": f"{name}_tail_solid", "mass": 0.05, "position": (-0.03, 0, 0.01)}
    scene.solid(tail, SPHERE, (0.03,), material=fur, kind=0, meets=0, **stub)
    return {"tail": tail}


def _leg(scene: Scene, root: Any, name: str, leg: str, x: float, y: float, fur: str) -> dict[str, Any]:
    upper = scene.body(f"{name}_upper_{leg}", (x, y, 0), parent=root)
    scene.hinge(upper, f"{name}_hip_{leg}", (0, -1, 0), (-60, 60), damping=0.3)
    scene.hinge(upper, f"{name}_side_{leg}", (1, 0, 0), (-30, 30), damping=0.3)
    scene.solid(
        upper,
        CAPSULE,
        (0.03,),
        name=f"{name}_upper_{leg}_solid",
        material=fur,
        mass=0.35,
        ends=[0, 0, 0, 0, 0, -LEG_UPPER],
        kind=2,
    )
    lower = scene.body(f"{name}_lower_{leg}", (0, 0, -LEG_UPPER), parent=upper)
    scene.hinge(lower, f"{name}_knee_{leg}", (0, 1, 0), (-90, 90), damping=0.2)
    scene.solid(
        lower,
        SPHERE,
        (PAW,),
        name=f"{name}_paw_{leg}",
        material=fur,
        mass=0.2,
        position=(0, 0, -LEG_LOWER),
        kind=2,
    )
    return {f"upper_{leg}": upper, f"lower_{leg}": lower}


def _hinges(scene: Scene, body: Any, name: str, joints: tuple[str, ...]) -> None:
    for joint in joints:
        axis, reach, damping, _, _ = _HINGES[joint]
        light = 0.0006 if joint.startswith(("ear", "tail")) else 0.01
        scene.hinge(body, f"{name}_{joint}", axis, reach, damping=damping, armature=light)
