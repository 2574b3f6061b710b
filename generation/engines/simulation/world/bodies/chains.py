"""Animals without legs: a head that leads and a chain of hinges behind it that bends in waves.

A row of `chains.toml` for each species: fish and sharks bend sideways, dolphins
and whales up and down, snakes lie on the floor. The root is the head's end of
the chain; the body lies behind it along -x.
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

AFLOAT = 0.9  # metres above the floor at which those who live in water are shown


@dataclass(frozen=True, slots=True)
class Chain:
    """A species. `long` metres from snout to tail, `wide` and `high` half extents as parts of it.

    `joints` bend behind the head; `rolls` bends up and down instead of sideways; `eye` its size.
    """

    long: float
    wide: float
    high: float
    joints: int
    coat: str
    belly: str
    fins: str
    mass: float
    speeds: tuple[float, float]
    shape: Literal["fish", "shark", "dolphin", "whale", "snake"] = "fish"
    bands: str = ""
    rolls: bool = False
    teeth: bool = False
    home: str = "water"
    eye: float = 1.0

    @property
    def front(self) -> float:
        """The part of the length that is the stiff head and chest."""
        return 0.07 if self.shape == "snake" else 0.46


def joint_names(chain: Chain) -> tuple[str, ...]:
    """Its joints from the head backwards, then the fins of the sides."""
    bends = tuple(f"bend_{n}" for n in range(chain.joints))
    return ("neck", "gaze", *bends) if chain.shape == "snake" else (*bends, "fin_l", "fin_r")


def add_chain(
    chain: Chain, scene: Scene, actor: Actor, position: tuple[float, float, float], *, yaw: float = 0.0
) -> None:
    """Add one: a snake lies at `position`, the others float `AFLOAT` above it."""
    from ..shapes.chain import dress

    name, k = actor.name, actor.scale
    long, wide, high = chain.long * k, chain.wide * chain.long * k, chain.high * chain.long * k
    mass, (x, y, z) = chain.mass * k**3, position
    ground = chain.shape == "snake"
    root = scene.body(
        name, (x, y, z + (high if ground else max(AFLOAT, 1.3 * high))), quat=list(turn(yaw=yaw))
    )
    root.add_freejoint(name=f"{name}_root")
    coat = scene.material(f"{name}_coat", "skin", actor.color or chain.coat, roughness=0.5)
    front = chain.front * long
    head = scene.body(f"{name}_head", (0, 0, 0), parent=root)
    scene.solid(root, SPHERE, (0.8 * min(wide, high),), name=f"{name}_trunk", material=coat, mass=0.4 * mass)
    scene.solid(head, SPHERE, (0.8 * min(wide, high),), name=f"{name}_skull_solid", material=coat,
                mass=0.1 * mass, position=(0.4 * front, 0, 0), kind=0, meets=0)  # fmt: skip
    if ground:
        scene.hinge(head, f"{name}_neck", (0, 1, 0), (-80, 60), damping=0.05)
        scene.hinge(head, f"{name}_gaze", (0, 0, 1), (-60, 60), damping=0.05)
    parts: dict[str, Any] = {"trunk": root, "head": head}
    step, last = (1 - chain.front) * long / chain.joints, root
    for n in range(chain.joints):
        at = (-0.5 * front if n == 0 and not ground else (0.0 if n == 0 else -step), 0, 0)
        last = scene.body(f"{name}_part_{n}", at, parent=last)
        axis = (0, 1, 0) if chain.rolls else (0, 0, 1)
        scene.hinge(last, f"{name}_bend_{n}", axis, (-75, 75), damping=0.05)
        scene.solid(last, CAPSULE, (0.5 * min(wide, high),), name=f"{name}_part_{n}_solid", material=coat,
                    mass=0.5 * mass / chain.joints, ends=[0, 0, 0, -step, 0, 0])  # fmt: skip
        parts[f"part_{n}"] = last
    if not ground:
        for side, sign in (("l", 1), ("r", -1)):
            fin = scene.body(
                f"{name}_fin_{side}", (0.05 * long, sign * 0.8 * wide, -0.35 * high), parent=root
            )
            scene.hinge(fin, f"{name}_fin_{side}", (sign, 0, 0), (-70, 70), damping=0.05)
            scene.solid(fin, SPHERE, (0.1 * wide,), name=f"{name}_fin_{side}_solid", material=coat,
                        mass=0.01 * mass, kind=0, meets=0)  # fmt: skip
            parts[f"fin_{side}"] = fin
    dress(scene, actor, chain, (long, wide, high), parts)


def _kind(chain: Chain) -> BodyKind:
    snake = chain.shape == "snake"
    raised = chain.high * chain.long * snake  # a snake's head stands up and forward
    long = chain.long + 6 * raised
    high = (
        2 * chain.high * chain.long
        + (0 if chain.shape == "whale" else 0.7 * chain.high * chain.long)
        + 4 * raised
    )
    return BodyKind(
        partial(add_chain, chain), "snake" if snake else "fish", high, long,
        2 * chain.wide * long * (1 if snake else 1.5), *chain.speeds, joint_names(chain), None, chain.home,
    )  # fmt: skip


SPECIES = TypeAdapter(dict[str, Chain]).validate_python(
    tomllib.loads((Path(__file__).parent / "chains.toml").read_text("utf-8"))
)
for _name, _chain in SPECIES.items():
    BODIES[_name] = _kind(_chain)
