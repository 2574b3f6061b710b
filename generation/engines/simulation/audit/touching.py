"""Where the solids of a take touch: rebuilt from the exported shapes and posed frame by frame.

MuJoCo serves as a library of shapes here: bodies are put where the take says, and nothing is ever stepped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import mujoco

from .evidence import Evidence, Floats

NEAR = 0.004
SHAPES = {
    "plane": mujoco.mjtGeom.mjGEOM_PLANE,
    "sphere": mujoco.mjtGeom.mjGEOM_SPHERE,
    "capsule": mujoco.mjtGeom.mjGEOM_CAPSULE,
    "ellipsoid": mujoco.mjtGeom.mjGEOM_ELLIPSOID,
    "cylinder": mujoco.mjtGeom.mjGEOM_CYLINDER,
    "box": mujoco.mjtGeom.mjGEOM_BOX,
}


@dataclass(frozen=True, slots=True)
class Touch:
    """Two solids of different trees that are at most `NEAR` apart: `gap` in metres, negative inside."""

    geoms: tuple[str, str]
    roots: tuple[str, str]
    bodies: tuple[int, int]
    gap: float
    place: Floats
    normal: Floats


class Replica:
    """The solids of a take, to be posed; `touches` and `lowest` speak of one frame."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        spec = mujoco.MjSpec()
        spec.compiler.degree = False
        bodies = {0: spec.worldbody}
        self.rows = [g for g in evidence.solids if g["type"] in SHAPES]
        self.places = [evidence.index[geom["body"]] for geom in self.rows]
        self.posed = sorted({place for place in self.places if place})
        for place in self.posed:
            body = spec.worldbody.add_body(name=f"b{place}", mass=1.0, inertia=[1, 1, 1])
            body.explicitinertial = True
            body.add_freejoint()
            bodies[place] = body
        for geom, place in zip(self.rows, self.places, strict=True):
            bodies[place].add_geom(
                type=SHAPES[geom["type"]], size=(geom["size"] + [0, 0, 0])[:3], pos=geom["position"],
                quat=geom["quaternion"], contype=geom["kind"], conaffinity=geom["meets"], margin=NEAR,
            )  # fmt: skip
        self.model: Any = spec.compile()
        self.data = mujoco.MjData(self.model)
        order = [mujoco.mj_name2id(self.model, mujoco.mjtObj.mjOBJ_BODY, f"b{p}") for p in self.posed]
        self.slots = [int(self.model.jnt_qposadr[self.model.body_jntadr[body]]) for body in order]
        self.order = self._order(bodies, order)

    def _order(self, bodies: dict[int, Any], compiled: list[int]) -> list[int]:
        """For each geom of the compiled model, its row; geoms keep their order within a body."""
        ids = {0: 0} | dict(zip(self.posed, compiled, strict=True))
        found: list[int] = [0] * len(self.rows)
        for place in bodies:
            start = int(self.model.body_geomadr[ids[place]])
            own = [row for row, at in enumerate(self.places) if at == place]
            for offset, row in enumerate(own):
                found[start + offset] = row
        return found

    def pose(self, frame: int) -> None:
        """Put every body where the take has it."""
        take = self.evidence.take
        for place, slot in zip(self.posed, self.slots, strict=True):
            self.data.qpos[slot : slot + 3] = take.xpos[frame, place]
            self.data.qpos[slot + 3 : slot + 7] = take.xquat[frame, place]
        mujoco.mj_kinematics(self.model, self.data)

    def touches(self, frame: int) -> list[Touch]:
        """What touches at a frame, between trees; the place is in the middle of the gap."""
        self.pose(frame)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_collision(self.model, self.data)
        found = []
        for contact in self.data.contact:
            rows = [self.order[int(geom)] for geom in contact.geom]
            names = [self.rows[row]["name"] for row in rows]
            roots = [self.evidence.root_of[name] for name in names]
            if roots[0] != roots[1]:
                found.append(
                    Touch(
                        (names[0], names[1]), (roots[0], roots[1]),
                        (self.places[rows[0]], self.places[rows[1]]),
                        float(contact.dist), contact.pos.copy(), contact.frame[:3].copy(),
                    )
                )  # fmt: skip
        return found

    def dry(self, root: str, frame: int) -> bool:
        """Whether every solid of a tree is clear of the water at the frame posed last."""
        own = [i for i, row in enumerate(self.order) if self.evidence.root_of[self.rows[row]["name"]] == root]
        places = self.data.geom_xpos[own]
        level = self.evidence.water(places, frame)
        if level is None:
            return True
        # A sphere around each solid: cautious for long ones.
        return bool((places[:, 2] - self.model.geom_rbound[own] > level).all())
