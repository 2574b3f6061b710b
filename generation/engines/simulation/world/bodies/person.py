"""An actuated human body: 23 hinges, a free root, masses after Winter's segment table.

Signs of the joints, in degrees: arms and thighs forward +, elbows and knees
bend +, toes up +, waist and neck forward +. Lengths are of a 1.75 m adult and
scale with age.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...screenplay import Actor, Appearance
from ..scene import BOX, CAPSULE, SPHERE, Contactness, Scene
from . import body as register

THIGH, SHIN, SOLE = 0.40, 0.41, 0.075
SOLES = Contactness((1.1, 0.02, 0.002), solref=(0.0045, 1.0), priority=1, solimp=(0.97, 0.998, 0.002, 0.5, 2))
ANKLE = 0.12  # kg·m² that an ankle's motor turns: a light foot would whip through the deck between two steps
UPPER_ARM, FOREARM = 0.26, 0.24
HIP_DROP = 0.06
STANDING = HIP_DROP + THIGH + SHIN + SOLE
MASS = 66.0
AGE_SCALE = {"child": 0.72, "teen": 0.92, "adult": 1.0, "old": 0.97}

# joint -> (axis of the left side, reach in degrees, damping N·m·s/rad, strongest torque N·m)
_PAIRED = {
    "shoulder": ((0, -1, 0), (-170, 200), 1.0, 140.0),
    "spread": ((1, 0, 0), (-40, 175), 1.0, 120.0),
    "roll": ((0, 0, 1), (-90, 90), 0.4, 60.0),
    "elbow": ((0, -1, 0), (-2, 150), 0.6, 90.0),
    "wrist": ((0, -1, 0), (-85, 85), 0.2, 20.0),
    "hip": ((0, -1, 0), (-60, 140), 2.0, 420.0),
    "straddle": ((1, 0, 0), (-30, 60), 2.0, 300.0),
    "turnout": ((0, 0, 1), (-40, 45), 1.5, 150.0),
    "knee": ((0, 1, 0), (-2, 155), 2.0, 480.0),
    "ankle": ((0, -1, 0), (-60, 50), 1.0, 300.0),
    "tilt": ((1, 0, 0), (-25, 25), 1.0, 120.0),
}
_SINGLE = {
    "waist": ((0, 1, 0), (-40, 95), 3.0, 350.0),
    "lean": ((1, 0, 0), (-30, 30), 3.0, 300.0),
    "twist": ((0, 0, 1), (-60, 60), 3.0, 200.0),
    "neck": ((0, 1, 0), (-55, 55), 0.6, 50.0),
    "gaze": ((0, 0, 1), (-75, 75), 0.6, 40.0),
}
JOINTS = (*_SINGLE, *(f"{name}_{side}" for name in _PAIRED for side in ("l", "r")))


@dataclass(frozen=True, slots=True)
class Body:
    """Where things are on a person that was added to a scene; names of bodies and geoms."""

    name: str
    scale: float

    @property
    def root(self) -> str:
        """The body that carries the free joint."""
        return self.name

    @property
    def feet(self) -> tuple[str, str]:
        """The solid geoms of the soles."""
        return f"{self.name}_sole_l", f"{self.name}_sole_r"

    def hand(self, side: str) -> str:
        """The body of a hand, `side` is "l" or "r"."""
        return f"{self.name}_hand_{side}"


def scale_of(appearance: Appearance | None) -> float:
    """Body size relative to an adult."""
    return AGE_SCALE[appearance.age if appearance else "adult"]


@register("person", rig="person", height=1.75, length=0.4, width=0.55, walk=1.25, run=3.0, joints=JOINTS)
def add_person(scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0) -> Body:
    """Add a standing person whose soles touch `position` (metres), facing +x turned by `yaw` degrees."""
    from ..scene import turn
    from ..shapes.person import dress

    body = Body(actor.name, scale_of(actor.appearance))
    k, name = body.scale, actor.name
    x, y, z = position
    root = scene.body(name, (x, y, z + STANDING * k), quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    skin = scene.material(f"{name}_body", "body", "#c08060")
    parts = {"pelvis": root}
    _solid(scene, root, name, "hips", CAPSULE, (0.1 * k,), 11 * k**3, (0, -0.06 * k, 0, 0, 0.06 * k, 0), skin)
    torso = _joint(scene, root, name, "torso", (0, 0, 0.06 * k), ("waist", "lean", "twist"))
    _solid(
        scene, torso, name, "chest", CAPSULE, (0.115 * k,), 24 * k**3, (0, 0, 0.1 * k, 0, 0, 0.36 * k), skin
    )
    head = _joint(scene, torso, name, "head", (0.0, 0, 0.50 * k), ("neck", "gaze"))
    _solid(scene, head, name, "skull", SPHERE, (0.15 * k,), 5 * k**3, None, skin, (0.01 * k, 0, 0.17 * k))
    parts |= {"torso": torso, "head": head}
    for side, sign in (("l", 1), ("r", -1)):
        parts |= _arm(scene, torso, name, side, sign, k, skin)
        parts |= _leg(scene, root, name, side, sign, k, skin)
    for joint in JOINTS:
        row = _SINGLE.get(joint) or _PAIRED[joint[:-2]]
        scene.motor(f"{name}_{joint}", row[3] * k**3)
    dress(scene, actor, parts, k)
    return body


def _arm(scene: Scene, torso: Any, name: str, side: str, sign: int, k: float, skin: str) -> dict[str, Any]:
    shoulder = (0, sign * 0.205 * k, 0.40 * k)
    upper = _joint(scene, torso, name, f"upper_{side}", shoulder, ("shoulder", "spread", "roll"), sign)
    _solid(
        scene,
        upper,
        name,
        f"upper_{side}",
        CAPSULE,
        (0.05 * k,),
        2 * k**3,
        (0, 0, 0, 0, 0, -UPPER_ARM * k),
        skin,
    )
    fore = _joint(scene, upper, name, f"fore_{side}", (0, 0, -UPPER_ARM * k), ("elbow",), sign)
    _solid(
        scene,
        fore,
        name,
        f"fore_{side}",
        CAPSULE,
        (0.04 * k,),
        1.3 * k**3,
        (0, 0, 0, 0, 0, -FOREARM * k),
        skin,
    )
    hand = _joint(scene, fore, name, f"hand_{side}", (0, 0, -FOREARM * k), ("wrist",), sign)
    # Hands hold by forces (`physics.skills`), so they collide with nothing.
    scene.solid(
        hand,
        SPHERE,
        (0.05 * k,),
        name=f"{name}_hand_{side}_solid",
        material=skin,
        mass=0.5 * k**3,
        position=(0, 0, -0.06 * k),
        kind=0,
        meets=0,
    )
    return {f"upper_{side}": upper, f"fore_{side}": fore, f"hand_{side}": hand}


def _leg(scene: Scene, root: Any, name: str, side: str, sign: int, k: float, skin: str) -> dict[str, Any]:
    hip = (0, sign * 0.095 * k, -HIP_DROP * k)
    thigh = _joint(scene, root, name, f"thigh_{side}", hip, ("hip", "straddle", "turnout"), sign)
    _solid(
        scene,
        thigh,
        name,
        f"thigh_{side}",
        CAPSULE,
        (0.07 * k,),
        6.5 * k**3,
        (0, 0, 0, 0, 0, -THIGH * k),
        skin,
    )
    shin = _joint(scene, thigh, name, f"shin_{side}", (0, 0, -THIGH * k), ("knee",), sign)
    _solid(
        scene,
        shin,
        name,
        f"shin_{side}",
        CAPSULE,
        (0.05 * k,),
        3 * k**3,
        (0, 0, 0, 0, 0, -SHIN * k + 0.05),
        skin,
    )
    foot = _joint(scene, shin, name, f"foot_{side}", (0, 0, -SHIN * k), ("ankle", "tilt"), sign)
    scene.solid(
        foot,
        BOX,
        (0.125 * k, 0.045 * k, 0.03 * k),
        name=f"{name}_sole_{side}",
        material=skin,
        mass=1.0 * k**3,
        position=(0.045 * k, 0, (0.03 - SOLE) * k),
        touch=SOLES,
        kind=2,
        meets=1,
    )
    return {f"thigh_{side}": thigh, f"shin_{side}": shin, f"foot_{side}": foot}


def _joint(
    scene: Scene,
    parent: Any,
    name: str,
    part: str,
    position: tuple[float, float, float],
    joints: tuple[str, ...],
    sign: int = 0,
) -> Any:
    """A child body with its hinges; sideways axes are mirrored on the right (`sign` -1)."""
    body = scene.body(f"{name}_{part}", position, parent=parent)
    for joint in joints:
        axis, reach, damping, _ = _PAIRED[joint] if sign else _SINGLE[joint]
        mirrored = (axis[0] * sign, axis[1], axis[2] * sign) if sign else axis
        full = f"{name}_{joint}_{'l' if sign > 0 else 'r'}" if sign else f"{name}_{joint}"
        heavy = ANKLE if joint in {"ankle", "tilt"} else 0.01
        scene.hinge(body, full, mirrored, reach, damping=damping, armature=heavy)
    return body


def _solid(
    scene: Scene,
    body: Any,
    name: str,
    part: str,
    shape: int,
    size: tuple[float, ...],
    mass: float,
    ends: tuple[float, ...] | None,
    material: str,
    position: tuple[float, float, float] = (0, 0, 0),
) -> None:
    scene.solid(
        body,
        shape,
        size,
        name=f"{name}_{part}_solid",
        material=material,
        mass=mass,
        ends=ends,
        position=position,
        kind=2,
        meets=1,
    )
