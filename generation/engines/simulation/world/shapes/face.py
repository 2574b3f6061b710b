"""Faces: a soft skull, big eyes with lids and lashes, brows, a nose, and a mouth with lips, teeth and tongue.

What moves is built at rest here and placed by `features`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...expression import NEUTRAL
from ...screenplay import Appearance
from ..scene import BOX, CAPSULE, ELLIPSOID, Scene, Vector, rgb, turn
from . import features
from .hair import hair
from .mesh import Mesh, loft, tube
from .sculpting import NUMERIC, PLAIN, Sculpt

Triple = tuple[float, float, float]


def sculpt(
    scene: Scene, name: str, head: Any, paint: Mapping[str, str], look: Appearance, scale: float
) -> None:
    """Put the face and the hair of `name` on the body `head`; `paint` has its skin and hair."""
    face = _Face(scene, name, head, paint, look, scale)
    face.skull()
    face.mouth()
    for side, sign in (("l", 1), ("r", -1)):
        face.eye(side, sign, look.eyes)
        face.brow(side, sign)
        if look.glasses:
            face.lens(side, sign)
    for label, mesh in hair(look).items():
        face.put(label, face.shape.hair(mesh), paint["hair"])


def lip_colour(skin: str) -> str:
    """A lip's `#rrggbb` on that skin: deeper and redder than it."""
    red, green, blue = (channel * share for channel, share in zip(rgb(skin), (0.80, 0.50, 0.52), strict=True))
    return "#" + "".join(f"{round(255 * max(channel, floor)):02x}" for channel, floor in
                         ((red, 0.42), (green, 0.14), (blue, 0.14)))  # fmt: skip


class _Face:
    def __init__(
        self, scene: Scene, name: str, head: Any, paint: Mapping[str, str], look: Appearance, scale: float
    ) -> None:
        self.scene, self.name, self.head, self.paint, self.scale = scene, name, head, paint, scale
        self.shape = Sculpt.of(look.face)
        self.rest = {label: self.shape.placed(label, at) for label, at in features.placed(NEUTRAL).items()}
        self.skin = look.skin
        if self.shape != PLAIN:
            scene.spec.add_numeric(name=f"{name}{NUMERIC}", data=self.shape.numbers())

    def ball(self, label: str, at: Triple, size: Triple, colour: str, yaw: float = 0) -> None:
        """An ellipsoid in the head's frame."""
        self.scene.visual(
            self.head,
            ELLIPSOID,
            colour,
            name=f"{self.name}_{label}",
            size=[self.scale * half for half in size],
            position=[self.scale * part for part in at],
            quaternion=turn(yaw=yaw),
        )

    def put(self, label: str, mesh: Mesh, colour: str) -> None:
        """A mesh in the head's frame."""
        name, whole = f"{self.name}_{label}", mesh.scaled((self.scale,) * 3)
        self.scene.visual(self.head, whole, colour, mesh=name, name=name)

    def moving(self, label: str, shape: int | Mesh, colour: str, size: Vector = ()) -> None:
        """Something that expressions move: placed by `features`, here as a face at rest has it."""
        name = f"{self.name}_{label}"
        place = [self.scale * part for part in self.rest[label][0]]
        if isinstance(shape, Mesh):
            whole = shape.scaled((self.scale,) * 3)
            self.scene.visual(self.head, whole, colour, mesh=name, name=name, position=place)
        else:
            sizes = [self.scale * half for half in size]
            self.scene.visual(self.head, shape, colour, name=name, size=sizes, position=place)

    def skull(self) -> None:
        """The head with its ears and nose."""
        self.put("skull", loft(self.shape.skull(), roundness=0.96), self.paint["skin"])
        for side, sign in (("l", 1), ("r", -1)):
            self.ball(f"ear_{side}", self.shape.ear(sign), (0.03, 0.018, 0.04), self.paint["skin"])
        self.ball("nose", *self.shape.nose(), self.paint["skin"])

    def eye(self, side: str, sign: int, colour: str) -> None:
        """White, iris, pupil, a light in it, the lids above and below, and the lashes."""
        white = self.scene.material("eye_white", "eye", "#f6f5f2", roughness=0.1)
        dark = self.scene.material("eye_dark", "eye", "#0d0908", roughness=0.05)
        glint = self.scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
        iris = self.scene.material(f"{self.name}_iris", "eye", colour, roughness=0.15)
        yaw, (x, y, z) = sign * features.EYE_TURN, self.shape.eye(sign)
        wide, broad, tall = (self.shape.eyes * half for half in features.EYE_AXES)
        self.ball(f"eye_{side}", (x, y, z), (wide, broad, tall), white, yaw)
        self.moving(f"iris_{side}", ELLIPSOID, iris, features.IRIS_AXES)
        self.moving(f"pupil_{side}", ELLIPSOID, dark, features.PUPIL_AXES)
        self.moving(f"glint_{side}", ELLIPSOID, glint, features.GLINT_AXES)
        self.moving(f"lid_{side}", ELLIPSOID, self.paint["skin"], features.LID_AXES)
        self.moving(f"under_{side}", ELLIPSOID, self.paint["skin"], features.UNDER_AXES)
        s = np.linspace(-1, 1, 11)
        lashes = np.stack([-0.02 * s * s, 0.036 * s, -0.012 * s * s], 1)
        self.moving(f"lash_{side}", tube(lashes, 0.0032 * (1.1 - 0.5 * s * s)), dark)

    def brow(self, side: str, sign: int) -> None:
        """A brow, thick in its middle."""
        s = np.linspace(-1, 1, 9)
        inward = -0.016 * np.abs(s + sign * 0.25) ** 1.5
        path = np.stack([inward, 0.037 * s, 0.012 * (1 - s * s)], 1)
        self.moving(f"brow_{side}", tube(path, 0.0085 * (1 - 0.35 * np.abs(s))), self.paint["hair"])

    def mouth(self) -> None:
        """Lips of short pieces, and behind them the dark of the mouth with teeth and a tongue."""
        lips = self.scene.material(f"{self.name}_lips", "lips", lip_colour(self.skin), roughness=0.45)
        dark = self.scene.material("mouth_inside", "mouth", "#3a0d10", roughness=0.6)
        white = self.scene.material("teeth", "eye", "#f4f1ea", roughness=0.2)
        tongue = self.scene.material("tongue", "lips", "#c9535c", roughness=0.4)
        for number in range(2 * features.SEGMENTS):
            self.moving(f"lip_{number}", CAPSULE, lips, (features.LIP, features.SEGMENT))
        for number in range(features.SEGMENTS):
            self.moving(f"dark_{number}", BOX, dark, features.PANE)
        for number in features.TOOTHED:
            self.moving(f"teeth_{number}", BOX, white, features.PANE)
        self.moving("tongue", ELLIPSOID, tongue, features.TONGUE_AXES)

    def lens(self, side: str, sign: int) -> None:
        """One rim of a pair of glasses."""
        frame = self.scene.material("glasses", "plastic", "#1c1c22", roughness=0.3)
        turn_ = np.linspace(0, 2 * np.pi, 26)
        loop = np.stack(
            [
                np.full(26, 0.162),
                1.05 * self.shape.eye(sign)[1] + 0.052 * np.cos(turn_),
                0.2 + 0.05 * np.sin(turn_),
            ],
            1,
        )
        self.put(f"rim_{side}", tube(loop, 0.005), frame)
        out = 1.05 * sign * abs(self.shape.eye(sign)[1])
        ear = self.shape.ear(sign)
        arm = np.array(
            [[0.16, out + sign * 0.05, 0.206], [0.1, ear[1] * 0.95, 0.212], [ear[0], ear[1], 0.205]]
        )
        self.put(f"temple_{side}", tube(arm, 0.004), frame)
        if sign > 0:
            between = np.linspace(-1, 1, 7)
            bridge = np.stack(
                [0.166 + 0.004 * (1 - between**2), (out - 0.05) * between, 0.208 + 0.008 * (1 - between**2)],
                1,
            )
            self.put("bridge", tube(bridge, 0.005), frame)
