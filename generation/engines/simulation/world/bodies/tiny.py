"""A butterfly, a bee, an octopus: a round trunk with wings that flap or arms that wave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ...screenplay import Actor
from ..scene import SPHERE, Scene, turn
from . import BODIES, BodyKind

ARMS, LINKS = 8, 4


@dataclass(frozen=True, slots=True)
class Tiny:
    """A species: `size` metres is the trunk's length, `aloft` how high it is above the floor."""

    size: float
    aloft: float
    coat: str
    second: str
    wings: str
    mass: float
    speeds: tuple[float, float]
    arms: bool = False


SPECIES = {
    "butterfly": Tiny(0.12, 1.0, "#3a2a2a", "#f6c33a", "#f08a24", 0.001, (0.7, 1.6)),
    "bee": Tiny(0.1, 1.0, "#f4bd2c", "#2a211c", "#e8f1f7", 0.001, (0.9, 2.0)),
    "octopus": Tiny(0.34, 0.75, "#d9577a", "#f3a9b8", "#d9577a", 6.0, (0.5, 1.2), arms=True),
}


def joint_names(tiny: Tiny) -> tuple[str, ...]:
    """The joints of its wings, or those of its arms from the first to the last, each outwards."""
    return (
        tuple(f"arm_{a}_{n}" for a in range(ARMS) for n in range(LINKS))
        if tiny.arms
        else ("flap_l", "flap_r")
    )


def add_tiny(
    tiny: Tiny, scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0
) -> None:
    """Add one that floats above `position`."""
    from ..shapes.tiny import dress

    name, s, mass = actor.name, tiny.size * actor.scale, tiny.mass * actor.scale**3
    x, y, z = position
    root = scene.body(name, (x, y, z + max(tiny.aloft, 1.6 * s * tiny.arms)), quat=list(turn(yaw=yaw)))
    root.add_freejoint(name=f"{name}_root")
    coat = scene.material(f"{name}_coat", "skin" if tiny.arms else "fur", actor.color or tiny.coat)
    scene.solid(root, SPHERE, (0.35 * s,), name=f"{name}_trunk", material=coat, mass=0.6 * mass)
    head = scene.body(f"{name}_head", (0.0 if tiny.arms else 0.45 * s, 0, 0), parent=root)
    scene.solid(head, SPHERE, (0.2 * s,), name=f"{name}_skull_solid", material=coat, mass=0.2 * mass, kind=0,
                meets=0)  # fmt: skip
    parts: dict[str, Any] = {"trunk": root, "head": head}
    for joint in joint_names(tiny):
        if tiny.arms:
            _, arm, link = joint.split("_")
            first, way = link == "0", 2 * np.pi * (int(arm) + 0.5) / ARMS
            at = (0.22 * s * np.cos(way), 0.22 * s * np.sin(way), -0.3 * s) if first else (0.32 * s, 0, 0)
            parent = root if first else parts[f"arm_{arm}_{int(link) - 1}"]
            heading = list(turn(yaw=float(np.degrees(way)), pitch=38)) if first else [1, 0, 0, 0]
            part = scene.body(f"{name}_{joint}", at, parent=parent, quat=heading)
            axis: tuple[float, float, float] = (0, 1, 0)
        else:
            sign = 1 if joint == "flap_l" else -1
            part = scene.body(f"{name}_{joint}", (0.1 * s, sign * 0.08 * s, 0.12 * s), parent=root)
            axis = (sign, 0, 0)
        scene.hinge(part, f"{name}_{joint}", axis, (-85, 85), damping=0.001, armature=0.0005)
        scene.solid(part, SPHERE, (0.05 * s,), name=f"{name}_{joint}_solid", material=coat, mass=0.01 * mass,
                    kind=0, meets=0)  # fmt: skip
        parts[joint] = part
    dress(scene, actor, tiny, s, parts)


for _name, _tiny in SPECIES.items():
    _wide = _tiny.size * (2.6 if _tiny.arms else 2.4 if _name == "butterfly" else 1.4)
    BODIES[_name] = BodyKind(
        partial(add_tiny, _tiny), "octopus" if _tiny.arms else "insect",
        _tiny.size * (1.9 if _tiny.arms else 0.8),
        _tiny.size * (2.5 if _tiny.arms else 1.5), _wide, *_tiny.speeds, joint_names(_tiny), None,
        "water" if _tiny.arms else "air",
    )  # fmt: skip
