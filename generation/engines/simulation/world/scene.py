"""A world under construction: a thin, typed layer over MuJoCo's model editor.

Two kinds of geoms exist. *Visual* ones (group 1) are seen, weigh nothing and
touch nothing; *solid* ones (group 4) are never seen, carry the mass and
collide. A material belongs to a *family* ("skin", "wood_floor", ...) that the
renderers and the sound know how to treat.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from .shapes.mesh import Mesh

VISUAL, SOLID = 1, 4
BOX = mujoco.mjtGeom.mjGEOM_BOX
SPHERE = mujoco.mjtGeom.mjGEOM_SPHERE
CAPSULE = mujoco.mjtGeom.mjGEOM_CAPSULE
CYLINDER = mujoco.mjtGeom.mjGEOM_CYLINDER
ELLIPSOID = mujoco.mjtGeom.mjGEOM_ELLIPSOID
PLANE = mujoco.mjtGeom.mjGEOM_PLANE

# How much of its own colour a family shines with by itself, for the fast renderer.
GLOW = {
    "lamp": 0.85,
    "flame": 0.9,
    "screen": 0.7,
    "window": 0.25,
    "window_lit": 0.6,
    "sign_lit": 0.55,
    "planet": 0.6,
    "facade_lit": 0.3,
    "cloud": 0.12,
    "glow": 0.7,
    "lamp_shade": 0.7,
    "crystal": 0.65,
}

Vector = Sequence[float] | npt.NDArray[np.float64]


def rgb(colour: str) -> tuple[float, float, float]:
    """`#rrggbb` as three sRGB components between 0 and 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def turn(*, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> npt.NDArray[np.float64]:
    """The quaternion (w, x, y, z) of yaw about z, then pitch about y, then roll about x, in degrees."""
    quaternion = np.zeros(4)
    mujoco.mju_euler2Quat(quaternion, np.radians([yaw, pitch, roll]), "zyx")
    return quaternion


@dataclass(frozen=True, slots=True)
class Contactness:
    """How a solid touches: friction (slide, spin, roll), bounce and give (MuJoCo's `solref`, `solimp`)."""

    friction: tuple[float, float, float] = (0.9, 0.01, 0.001)
    solref: tuple[float, float] = (0.01, 1.0)
    priority: int = 0
    condim: int = 4
    solimp: tuple[float, float, float, float, float] = (0.9, 0.95, 0.001, 0.5, 2)


FIRM = Contactness()
LIMIT = (0.006, 1.0, 0.95, 0.998, 0.02, 0.5, 2)  # how a joint's end gives: MuJoCo's `solref` and `solimp`
BOUNCY = Contactness((0.7, 0.005, 0.0005), (-36000.0, -30.0), priority=2)


class Scene:
    """Collects bodies, meshes and materials; `compile` makes the model.

    `solved` tells a set that a skill plays the shot (its marks are exact); a set that stands elsewhere for
    it says so in `room`, the box the camera stays in, and in `sun_azimuth` (radians). `likenesses` are the
    pictures of those who look like somebody.
    """

    def __init__(self, timestep: float = 0.002) -> None:
        self.spec = mujoco.MjSpec()
        self.families: dict[str, str] = {}
        self.solved = False
        self.room: tuple[tuple[float, float, float], tuple[float, float, float]] | None = None
        self.sun_azimuth: float | None = None
        self.likenesses: Mapping[str, bytes] = {}
        self._meshes: set[str] = set()
        spec = self.spec
        spec.compiler.inertiagrouprange = [3, 5]
        spec.compiler.degree = False
        spec.option.timestep = timestep
        spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
        spec.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
        spec.memory = 64 * 1024 * 1024
        spec.visual.global_.offwidth = 2048
        spec.visual.global_.offheight = 2048
        spec.visual.quality.shadowsize = 4096
        spec.visual.quality.offsamples = 4
        spec.visual.map.znear = 0.002
        spec.visual.map.zfar = 12.0
        spec.stat.extent = 10.0
        spec.stat.center = [0.0, 0.0, 1.0]

    @property
    def ground(self) -> Any:
        """The body that never moves."""
        return self.spec.worldbody

    def sky(self) -> None:
        """A plain sky and a sun; renderers with better ones replace both."""
        self.spec.add_texture(
            name="sky",
            type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
            builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
            rgb1=[0.35, 0.55, 0.85],
            rgb2=[0.85, 0.92, 1.0],
            width=512,
            height=3072,
        )
        self.ground.add_light(
            name="sun",
            type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL,
            pos=[4, -6, 10],
            dir=[-0.45, 0.55, -0.8],
            diffuse=[0.8, 0.76, 0.7],
            ambient=[0.28, 0.29, 0.31],
            specular=[0.3, 0.3, 0.3],
            castshadow=True,
        )

    def material(
        self,
        name: str,
        family: str,
        colour: str,
        *,
        roughness: float = 0.6,
        alpha: float = 1.0,
        picture: npt.NDArray[np.uint8] | None = None,
        repeat: tuple[float, float] = (1.0, 1.0),
    ) -> str:
        """Register a material once; the first colour given to a name stays.

        `picture` (H, W, 3) is painted on it, `repeat` times across a mesh or per 2 m of a plane.
        """
        if name not in self.families:
            self.families[name] = family
            shine = 1.0 - roughness
            material = self.spec.add_material(
                name=name,
                rgba=[*(rgb(colour) if picture is None else (1, 1, 1)), alpha],
                roughness=roughness,
                specular=0.15 + 0.6 * shine,
                shininess=0.1 + 0.7 * shine,
                emission=GLOW.get(family, 0.0),
            )
            if picture is not None:
                height, width, _ = picture.shape
                texture = self.spec.add_texture(
                    name=name, type=mujoco.mjtTexture.mjTEXTURE_2D, width=width, height=height, nchannel=3
                )
                texture.data = np.ascontiguousarray(picture[::-1]).tobytes()
                material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = name
                material.texrepeat = list(repeat)
        return name

    def body(self, name: str, position: Vector = (0, 0, 0), *, parent: Any = None, **kw: Any) -> Any:
        """A new body at `position` in its parent's frame (metres)."""
        return (parent or self.ground).add_body(name=name, pos=list(position), **kw)

    def visual(
        self,
        body: Any,
        shape: Mesh | int,
        material: str,
        *,
        name: str = "",
        size: Vector = (),
        position: Vector = (0, 0, 0),
        quaternion: Vector = (1, 0, 0, 0),
        mesh: str = "",
    ) -> Any:
        """Something seen. `shape` is a Mesh (stored once under `mesh`) or a primitive with `size`."""
        kw: dict[str, Any] = {"pos": list(position), "quat": list(quaternion), "material": material}
        kw |= {"group": VISUAL, "contype": 0, "conaffinity": 0}
        if name:
            kw["name"] = name
        if isinstance(shape, Mesh):
            return body.add_geom(
                type=mujoco.mjtGeom.mjGEOM_MESH,
                meshname=self._store(mesh or f"m{len(self._meshes)}", shape),
                **kw,
            )
        return body.add_geom(type=shape, size=_three(size), **kw)

    def solid(
        self,
        body: Any,
        shape: int,
        size: Vector,
        *,
        name: str,
        material: str,
        mass: float = 0.0,
        position: Vector = (0, 0, 0),
        quaternion: Vector = (1, 0, 0, 0),
        ends: Sequence[float] | None = None,
        touch: Contactness = FIRM,
        kind: int = 1,
        meets: int = 1,
    ) -> Any:
        """Something that weighs and collides; `ends` gives a capsule by its two end points.

        `kind` and `meets` are MuJoCo's contype and conaffinity: two solids touch when one's kind
        shares a bit with what the other meets.
        """
        kw: dict[str, Any] = {"pos": list(position), "quat": list(quaternion)}
        if ends is not None:
            kw = {"fromto": list(ends)}
        return body.add_geom(
            name=name,
            type=shape,
            size=_three(size),
            mass=mass,
            material=material,
            group=SOLID,
            rgba=[0.5, 0.5, 0.5, 0.0],
            friction=list(touch.friction),
            solref=list(touch.solref),
            solimp=list(touch.solimp),
            priority=touch.priority,
            condim=touch.condim,
            contype=kind,
            conaffinity=meets,
            **kw,
        )

    def hinge(
        self,
        body: Any,
        name: str,
        axis: Vector,
        reach: tuple[float, float],
        *,
        damping: float,
        armature: float = 0.01,
    ) -> None:
        """A hinge at the body's origin; `reach` in degrees."""
        body.add_joint(
            name=name,
            type=mujoco.mjtJoint.mjJNT_HINGE,
            axis=list(axis),
            range=list(np.radians(reach)),
            limited=True,
            damping=[damping, 0, 0],
            armature=armature,
            solref_limit=list(LIMIT[:2]),
            solimp_limit=list(LIMIT[2:]),
        )

    def hinge_free(self, body: Any, name: str, axis: Vector, *, damping: float) -> None:
        """A hinge without limits, such as a wheel's axle."""
        body.add_joint(
            name=name,
            type=mujoco.mjtJoint.mjJNT_HINGE,
            axis=list(axis),
            damping=[damping, 0, 0],
            armature=0.0001,
        )

    def motor(self, joint: str, limit: float) -> None:
        """A motor of the joint's name; its control is the torque in N·m, at most `limit`."""
        actuator = self.spec.add_actuator(
            name=joint,
            target=joint,
            trntype=mujoco.mjtTrn.mjTRN_JOINT,
            forcelimited=True,
            forcerange=[-limit, limit],
        )
        actuator.set_to_motor()

    def servo(self, joint: str, stiffness: float, limit: float) -> None:
        """A position actuator of the joint's name: stiffness in N·m/rad, bounded torque in N·m."""
        actuator = self.spec.add_actuator(
            name=joint,
            target=joint,
            trntype=mujoco.mjtTrn.mjTRN_JOINT,
            forcelimited=True,
            forcerange=[-limit, limit],
        )
        actuator.set_to_position(kp=stiffness, dampratio=0.9)

    def compile(self) -> Any:
        """The finished `mujoco.MjModel`."""
        return self.spec.compile()

    def _store(self, name: str, mesh: Mesh) -> str:
        if name not in self._meshes:
            self._meshes.add(name)
            uv = mesh.uv.copy()
            self.spec.add_mesh(
                name=name,
                uservert=mesh.vertices.ravel(),
                userface=mesh.faces.ravel(),
                usertexcoord=uv.ravel(),
                userfacetexcoord=mesh.faces.ravel(),
                inertia=mujoco.mjtMeshInertia.mjMESH_INERTIA_SHELL,
                smoothnormal=True,
            )
        return name


def _three(size: Vector) -> list[float]:
    return [*map(float, size), 0.0, 0.0, 0.0][:3]
