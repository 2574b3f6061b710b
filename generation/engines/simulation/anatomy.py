"""What a take says about its world, in plain data: bodies, joints, geoms, materials, skeletons.

Enough to rebuild masses and solid shapes without the simulator that made them. Lengths in metres, masses
in kilograms, inertias in kg·m², angles in radians; poses are those of a body in its parent, of a geom in
its body. The shapes of meshes are not told, only their half extents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np

if TYPE_CHECKING:
    from .world import World

DIGITS = 6
JOINTS = {0: "free", 1: "ball", 2: "slide", 3: "hinge"}
SOLID = 4


def describe(world: World) -> dict[str, Any]:
    """The facts of a world as JSON-able data; `docs/take.md` names every key."""
    model = world.model
    names = [model.body(body).name for body in range(model.nbody)]
    used = sorted({int(material) for material in model.geom_matid if material >= 0})
    return {
        "gravity": _row(model.opt.gravity),
        "stage": {
            "solved": world.solved,
            "deeds": [list(deed) for deed in world.dressed],
            "room": [_row(corner) for corner in world.room],
        },
        "bodies": [_body(model, body, names) for body in range(model.nbody)],
        "joints": [_joint(model, joint, names) for joint in range(model.njnt)],
        "geoms": [_geom(model, geom, names) for geom in range(model.ngeom)],
        "materials": {model.material(index).name: _material(world, index) for index in used},
        "actuators": [model.actuator(index).name for index in range(model.nu)],
        "skeletons": {
            actor: [names[body] for body in range(model.nbody) if _under(model, body, names.index(actor))]
            for actor in world.shot.cast
            if actor in names
        },
    }


def _under(model: Any, body: int, root: int) -> bool:
    """Whether a body hangs on `root`, or is it."""
    return int(model.body_rootid[body]) == root


def _body(model: Any, body: int, names: list[str]) -> dict[str, Any]:
    return {
        "name": names[body],
        "parent": names[int(model.body_parentid[body])] if body else None,
        "root": names[int(model.body_rootid[body])],
        "fixed": int(model.body_weldid[body]) == 0,
        "mass": round(float(model.body_mass[body]), DIGITS),
        "inertia": _row(model.body_inertia[body], 9),
        "centre": _row(model.body_ipos[body]),
        "principal": _row(model.body_iquat[body]),
        "position": _row(model.body_pos[body]),
        "quaternion": _row(model.body_quat[body]),
    }


def _joint(model: Any, joint: int, names: list[str]) -> dict[str, Any]:
    limited = bool(model.jnt_limited[joint])
    return {
        "name": model.joint(joint).name,
        "type": JOINTS[int(model.jnt_type[joint])],
        "body": names[int(model.jnt_bodyid[joint])],
        "axis": _row(model.jnt_axis[joint]),
        "range": _row(model.jnt_range[joint]) if limited else None,
        "qpos": int(model.jnt_qposadr[joint]),
        "qvel": int(model.jnt_dofadr[joint]),
    }


def _geom(model: Any, geom: int, names: list[str]) -> dict[str, Any]:
    kind = mujoco.mjtGeom(int(model.geom_type[geom]))
    mesh = kind == mujoco.mjtGeom.mjGEOM_MESH
    material = int(model.geom_matid[geom])
    return {
        "name": model.geom(geom).name,
        "body": names[int(model.geom_bodyid[geom])],
        "type": kind.name.removeprefix("mjGEOM_").lower(),
        "size": _row(model.geom_aabb[geom, 3:] if mesh else model.geom_size[geom]),
        "position": _row(model.geom_pos[geom]),
        "quaternion": _row(model.geom_quat[geom]),
        "material": model.material(material).name if material >= 0 else "",
        "solid": int(model.geom_group[geom]) == SOLID,
        "kind": int(model.geom_contype[geom]),
        "meets": int(model.geom_conaffinity[geom]),
        "friction": _row(model.geom_friction[geom]),
    }


def _material(world: World, index: int) -> dict[str, Any]:
    material = world.model.material(index)
    return {"family": world.materials.get(material.name, ""), "rgba": _row(material.rgba)}


def _row(values: Any, digits: int = DIGITS) -> list[float]:
    return [round(float(value), digits) for value in np.ravel(values)]
