"""Four-legged animals by their proportions: one rig, a row of `beasts.toml` for each species.

Built like the corgi: a trunk with a free root, four legs of three hinges, a
head on its neck, a tail. Every length is a part of the height of the back
unless it says metres; colours are sRGB.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from ...screenplay import Actor
from ..scene import CAPSULE, SPHERE, Scene, turn
from . import BODIES, BodyKind

Ears = Literal["pointed", "round", "floppy", "long", "wide", "none"]
Tail = Literal["bushy", "thin", "stub", "plume", "tuft", "none", "heavy", "brush", "curl"]
Horns = Literal["none", "cow", "goat", "antlers", "knobs", "unicorn", "nose"]


@dataclass(frozen=True, slots=True)
class Beast:
    """A species. `back` metres is the height of its back; the rest as parts of it.

    `length` and `girth` of the trunk, `neck` its length and `rise` its angle in degrees, `head` its radius,
    `snout` length and width in heads, `leg` the radius of the legs, `speeds` walking and running in m/s,
    `low` the height of the hips where it is not a walker's, `eye` the size of the eyes; `goggles` puts them
    on top.
    """

    back: float
    length: float
    girth: float
    neck: float
    rise: float
    head: float
    snout: tuple[float, float]
    leg: float
    coat: str
    belly: str
    mass: float
    speeds: tuple[float, float]
    ears: Ears = "pointed"
    tail: Tail = "thin"
    horns: Horns = "none"
    mane: str = ""
    socks: str = ""
    nose: str = "#1c1413"
    patches: str = ""
    stripes: str = ""
    trunk: bool = False
    tusks: bool = False
    wool: bool = False
    mask: str = ""
    smile: bool = True
    low: float = 0.0
    skin: str = "fur"
    shell: str = ""
    spines: str = ""
    quills: str = ""
    wings: str = ""
    humps: int = 0
    eye: float = 1.0
    goggles: bool = False
    gait: str = "walk"


SPECIES = TypeAdapter(dict[str, Beast]).validate_python(
    tomllib.loads((Path(__file__).parent / "beasts.toml").read_text("utf-8"))
)
_HINGES = {
    "neck": ((0, 1, 0), (-60, 100), 0.3),
    "gaze": ((0, 0, 1), (-60, 60), 0.3),
    "roll": ((1, 0, 0), (-30, 30), 0.3),
    "tail": ((0, 0, 1), (-60, 60), 0.01),
}
LEGS = ("fl", "fr", "bl", "br")
JOINTS = (*_HINGES, *(f"{joint}_{leg}" for leg in LEGS for joint in ("hip", "side", "knee")))
EARS = {"pointed": 1.4, "long": 2.5, "round": 1.05}  # how high above the skull's middle, in heads
HORNS = {"cow": 1.6, "goat": 1.9, "antlers": 3.1, "knobs": 1.7, "unicorn": 2.7, "nose": 1.4}
WINGS = ("flap_l", "fold_l", "flap_r", "fold_r")


def add_beast(
    beast: Beast, scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0
) -> None:
    """Add a standing animal whose paws touch `position`."""
    from ..shapes.beast import dress

    name, b = actor.name, beast.back * actor.scale
    x, y, z = position
    root = scene.body(name, (x, y, z + hips(beast) * b), quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    fur = scene.material(f"{name}_coat", "fur", actor.color or beast.coat, roughness=0.85)
    half, girth = beast.length * b / 2, beast.girth * b
    mass = beast.mass * actor.scale**3
    ends = [-(half - girth), 0, girth * 0.5, half - girth, 0, girth * 0.5]
    scene.solid(
        root, CAPSULE, (girth,), name=f"{name}_trunk", material=fur, mass=0.6 * mass, ends=ends, kind=2
    )
    head = scene.body(f"{name}_head", (half - 0.7 * girth, 0, girth * 0.8), parent=root)
    tail = scene.body(f"{name}_tail", (-half + 0.1 * girth, 0, girth), parent=root)
    for part, joints in ((head, ("neck", "gaze", "roll")), (tail, ("tail",))):
        for joint in joints:
            axis, reach, damping = _HINGES[joint]
            scene.hinge(part, f"{name}_{joint}", axis, reach, damping=damping)
    scene.solid(head, SPHERE, (beast.head * b,), name=f"{name}_skull_solid", material=fur, mass=0.1 * mass,
                position=crown(beast, b), kind=2)  # fmt: skip
    scene.solid(tail, SPHERE, (0.03 * b,), name=f"{name}_tail_solid", material=fur, mass=0.01 * mass, kind=0,
                meets=0)  # fmt: skip
    parts: dict[str, Any] = {"trunk": root, "head": head, "tail": tail}
    for leg in LEGS:
        parts |= _leg(scene, root, name, leg, beast, b, mass, fur)
    if beast.wings:
        for side, sign in (("l", 1), ("r", -1)):
            wing = scene.body(
                f"{name}_wing_{side}", (0.35 * half, sign * 0.6 * girth, 1.2 * girth), parent=root
            )
            scene.hinge(wing, f"{name}_flap_{side}", (sign, 0, 0), (-80, 80), damping=0.2)
            scene.hinge(wing, f"{name}_fold_{side}", (0, 0, sign), (-40, 90), damping=0.2)
            scene.solid(wing, SPHERE, (0.1 * girth,), name=f"{name}_wing_{side}_solid", material=fur,
                        mass=0.01 * mass, kind=0, meets=0)  # fmt: skip
            parts[f"wing_{side}"] = wing
    dress(scene, actor, beast, b, parts)


def hips(beast: Beast) -> float:
    """The height of the hips as a part of the back's: the trunk's middle lies half its girth above them."""
    return beast.low or 1.0 - 1.5 * beast.girth


def crown(beast: Beast, b: float) -> tuple[float, float, float]:
    """Where the skull's middle is in the head's frame, metres."""
    from math import cos, radians, sin

    return beast.neck * b * cos(radians(beast.rise)), 0.0, beast.neck * b * sin(radians(beast.rise))


def _leg(
    scene: Scene, root: Any, name: str, leg: str, beast: Beast, b: float, mass: float, fur: str
) -> dict[str, Any]:
    front, left = leg[0] == "f", leg[1] == "l"
    half, girth, radius = beast.length * b / 2, beast.girth * b, beast.leg * b
    paw, tall = radius * 1.05, hips(beast) * b
    upper_length = lower_length = (tall - paw) / 2
    x = (half - girth * 0.95) if front else -(half - girth * 0.85)
    y = (1 if left else -1) * max(girth * 0.62, radius * 1.2)
    upper = scene.body(f"{name}_upper_{leg}", (x, y, 0), parent=root)
    scene.hinge(upper, f"{name}_hip_{leg}", (0, -1, 0), (-120, 120), damping=0.3)
    scene.hinge(upper, f"{name}_side_{leg}", (1, 0, 0), (-45, 45), damping=0.3)
    ends = [0, 0, 0, 0, 0, -upper_length]
    scene.solid(upper, CAPSULE, (radius,), name=f"{name}_upper_{leg}_solid", material=fur, mass=0.05 * mass,
                ends=ends, kind=2)  # fmt: skip
    lower = scene.body(f"{name}_lower_{leg}", (0, 0, -upper_length), parent=upper)
    scene.hinge(lower, f"{name}_knee_{leg}", (0, 1, 0), (-5, 178), damping=0.2)
    scene.solid(lower, SPHERE, (paw,), name=f"{name}_paw_{leg}", material=fur, mass=0.02 * mass,
                position=(0, 0, -lower_length), kind=2)  # fmt: skip
    return {f"upper_{leg}": upper, f"lower_{leg}": lower}


def _kind(beast: Beast) -> BodyKind:
    b = beast.back
    reach = crown(beast, b)
    head = EARS.get(beast.ears, 0.95) if beast.horns == "none" else HORNS[beast.horns]
    high = (hips(beast) + 0.8 * beast.girth + head * beast.head) * b + reach[2]
    tail = {"brush": 1.2, "curl": 0.9}.get(beast.tail, 0.0)
    high = max(
        high,
        (hips(beast) + beast.girth + tail) * b,
        (hips(beast) + (1.9 if beast.shell or beast.quills else 1.6) * beast.girth) * b,
    )
    long = beast.length * b + reach[0] + beast.snout[0] * beast.head * b
    long += (
        {"heavy": 1.0, "bushy": 0.4, "plume": 0.3, "thin": 0.5, "curl": 0.6, "brush": 0.65}.get(
            beast.tail, 0.0
        )
        * b
        * (beast.length if beast.tail == "heavy" else 1.0)
    )
    seat = (0.0, 0.0, beast.girth * 1.55 * b) if b > 0.9 else None
    return BodyKind(
        partial(add_beast, beast), "quadruped", high, long, 2.2 * beast.girth * b, *beast.speeds,
        (*JOINTS, *WINGS) if beast.wings else JOINTS, seat, "land",
        f"{beast.gait} {'flies' * bool(beast.wings)}",
    )  # fmt: skip


for _name, _beast in SPECIES.items():
    BODIES[_name] = _kind(_beast)
