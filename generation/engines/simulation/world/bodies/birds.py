"""Animals on two legs by their proportions: birds, and who else hops or stalks on hind legs.

One rig, a row of `birds.toml` for each species: a trunk along its spine, a
head on its neck, a tail, two wings (or arms) that flap and fold, two legs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from ...screenplay import Actor
from ..scene import CAPSULE, SPHERE, Scene, turn
from . import BODIES, BodyKind

Floats = npt.NDArray[np.float64]
FOOT = 0.05  # radius of a foot, parts of the leg's length and of the trunk


@dataclass(frozen=True, slots=True)
class Bird:
    """A species. `body` metres is the trunk's length, the other lengths are parts of it.

    `pitch` is how upright the trunk is and `rise` the neck, degrees; `beak` length and width in heads.
    """

    body: float
    plump: float
    pitch: float
    leg: float
    neck: float
    rise: float
    head: float
    beak: tuple[float, float]
    wing: float
    tail: float
    coat: str
    belly: str
    feathers: str
    bill_colour: str
    feet: str
    mass: float
    speeds: tuple[float, float]
    bill: Literal["cone", "flat", "hook", "snout"] = "cone"
    tip: str = ""
    hood: str = ""
    tail_colour: str = ""
    cheek: str = ""
    comb: str = ""
    iris: str = ""
    spines: str = ""
    tufts: bool = False
    ears: bool = False
    arms: bool = False
    thick: bool = False
    swims: bool = False
    flies: bool = True
    gait: str = "walk"


class Frame:
    """Where things are on a bird of a size: metres in the trunk's frame, whose origin are the hips."""

    def __init__(self, bird: Bird, scale: float) -> None:
        b = bird.body * scale
        p = np.radians(bird.pitch)
        self.b, self.long, self.wide = b, b / 2, bird.plump * b
        self.spine = np.array([np.cos(p), 0.0, np.sin(p)])
        self.foot = FOOT * b * (0.5 + bird.leg)
        self.hip = bird.leg * b + self.foot
        high = float(np.hypot(self.long * np.sin(p), self.wide * np.cos(p)))
        self.middle = np.array([0.0, 0.0, 0.85 * high]) + 0.1 * self.long * self.spine * [1, 0, 0]
        self.neck = self.middle + 0.7 * self.long * self.spine
        self.tail = self.middle - 0.88 * self.long * self.spine
        above = np.array([-np.sin(p), 0.0, np.cos(p)])
        self.shoulder = self.middle + 0.42 * self.long * self.spine + 0.25 * self.wide * above
        r = np.radians(bird.rise)
        self.crown = (bird.neck * b + 0.5 * bird.head * b) * np.array([np.cos(r), 0.0, np.sin(r)])
        self.size = bird.head * b


_HINGES = {
    "neck": ((0, 1, 0), (-95, 110), 0.05),
    "gaze": ((0, 0, 1), (-80, 80), 0.05),
    "roll": ((1, 0, 0), (-30, 30), 0.05),
    "wag": ((0, 0, 1), (-40, 40), 0.02),
    "tail": ((0, 1, 0), (-50, 50), 0.02),
}
SIDES = ("l", "r")
JOINTS = (*_HINGES, *(f"{j}_{s}" for s in SIDES for j in ("flap", "fold", "hip", "side", "knee", "foot")))


def add_bird(
    bird: Bird, scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0
) -> None:
    """Add a standing bird whose feet touch `position`."""
    from ..shapes.bird import dress

    name, at = actor.name, Frame(bird, actor.scale)
    mass = bird.mass * actor.scale**3
    x, y, z = position
    root = scene.body(name, (x, y, z + at.hip), quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    coat = scene.material(f"{name}_coat", "fur", actor.color or bird.coat, roughness=0.85)
    core = max(at.long - at.wide, 0.01) * at.spine
    ends = [*(at.middle - core), *(at.middle + core)]
    scene.solid(
        root, CAPSULE, (at.wide,), name=f"{name}_trunk", material=coat, mass=0.7 * mass, ends=ends, kind=2
    )
    head, tail = (
        scene.body(f"{name}_{p}", w, parent=root) for p, w in (("head", at.neck), ("tail", at.tail))
    )
    for part, joints in ((head, ("neck", "gaze", "roll")), (tail, ("wag", "tail"))):
        for joint in joints:
            axis, reach, damping = _HINGES[joint]
            scene.hinge(part, f"{name}_{joint}", axis, reach, damping=damping)
    scene.solid(head, SPHERE, (at.size,), name=f"{name}_skull_solid", material=coat, mass=0.1 * mass,
                position=at.crown, kind=2)  # fmt: skip
    scene.solid(tail, SPHERE, (0.2 * at.wide,), name=f"{name}_tail_solid", material=coat, mass=0.02 * mass,
                kind=0, meets=0)  # fmt: skip
    parts: dict[str, Any] = {"trunk": root, "head": head, "tail": tail}
    for side, sign in (("l", 1), ("r", -1)):
        parts |= _wing(scene, root, name, side, sign, bird, at, coat, mass)
        parts |= _leg(scene, root, name, side, sign, at, coat, mass)
    dress(scene, actor, bird, at, parts)


def _wing(scene: Scene, root: Any, name: str, side: str, sign: int, bird: Bird, at: Frame, coat: str,
          mass: float) -> dict[str, Any]:  # fmt: skip
    place = at.shoulder + [0, sign * 0.8 * at.wide, 0]
    wing = scene.body(f"{name}_wing_{side}", place, parent=root, quat=list(turn(pitch=-bird.pitch)))
    scene.hinge(wing, f"{name}_flap_{side}", (sign, 0, 0), (-100, 100), damping=0.05)
    scene.hinge(wing, f"{name}_fold_{side}", (0, 0, sign), (-60, 170), damping=0.05)
    scene.solid(wing, SPHERE, (0.15 * at.wide,), name=f"{name}_wing_{side}_solid", material=coat,
                mass=0.03 * mass, position=(0, sign * 0.2 * at.wide, 0), kind=0, meets=0)  # fmt: skip
    return {f"wing_{side}": wing}


def _leg(scene: Scene, root: Any, name: str, side: str, sign: int, at: Frame, coat: str,
         mass: float) -> dict[str, Any]:  # fmt: skip
    half = (at.hip - at.foot) / 2
    upper = scene.body(f"{name}_upper_{side}", (0, sign * 0.5 * at.wide, 0), parent=root)
    scene.hinge(upper, f"{name}_hip_{side}", (0, -1, 0), (-135, 135), damping=0.1)
    scene.hinge(upper, f"{name}_side_{side}", (1, 0, 0), (-45, 45), damping=0.1)
    scene.solid(upper, CAPSULE, (0.5 * at.foot,), name=f"{name}_upper_{side}_solid", material=coat,
                mass=0.02 * mass, ends=[0, 0, 0, 0, 0, -half], kind=2)  # fmt: skip
    lower = scene.body(f"{name}_lower_{side}", (0, 0, -half), parent=upper)
    scene.hinge(lower, f"{name}_knee_{side}", (0, 1, 0), (-175, 5), damping=0.1)
    scene.solid(lower, SPHERE, (at.foot,), name=f"{name}_paw_{side}", material=coat, mass=0.02 * mass,
                position=(0, 0, -half), kind=2)  # fmt: skip
    foot = scene.body(f"{name}_toes_{side}", (0, 0, -half), parent=lower)
    scene.hinge(foot, f"{name}_foot_{side}", (0, 1, 0), (-175, 175), damping=0.05, armature=0.001)
    scene.solid(foot, SPHERE, (0.4 * at.foot,), name=f"{name}_toes_{side}_solid", material=coat,
                mass=0.005 * mass, kind=0, meets=0)  # fmt: skip
    return {f"upper_{side}": upper, f"lower_{side}": lower, f"toes_{side}": foot}


def _kind(bird: Bird) -> BodyKind:
    at = Frame(bird, 1.0)
    top = float(at.hip + at.neck[2] + at.crown[2]) + at.size * (2.0 if bird.ears else 1.0)
    front = float(at.neck[0] + at.crown[0]) + at.size * (0.8 + bird.beak[0])
    back = float(at.tail[0]) - at.b * (0.9 * bird.tail if bird.pitch < 70 else 0.5 * bird.wing)
    if not bird.arms and bird.wing > 1:
        back = min(back, float(at.shoulder[0]) - 0.95 * bird.wing * at.b)  # folded wings reach past the tail
    high = max(top, float(at.hip + at.middle[2]) + at.wide)
    return BodyKind(
        partial(add_bird, bird), "bird", high, front - back, 2.3 * at.wide, *bird.speeds, JOINTS,
        None, "land", f"{bird.gait} {'swims' * bird.swims} {'flies' * bird.flies}",
    )  # fmt: skip


SPECIES = TypeAdapter(dict[str, Bird]).validate_python(
    tomllib.loads((Path(__file__).parent / "birds.toml").read_text("utf-8"))
)
for _name, _bird in SPECIES.items():
    BODIES[_name] = _kind(_bird)
