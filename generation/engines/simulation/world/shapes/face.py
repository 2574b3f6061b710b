"""Faces: a soft skull, big eyes with lids, brows, a nose, a smile, and a mouth that can open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...screenplay import Appearance
from ..scene import ELLIPSOID, Scene, turn
from .hair import hair
from .mesh import Mesh, loft, tube

Triple = tuple[float, float, float]


def sculpt(
    scene: Scene, name: str, head: Any, paint: Mapping[str, str], look: Appearance, scale: float
) -> None:
    """Put the face and the hair of `name` on the body `head`; `paint` has its skin and hair."""
    face = _Face(scene, name, head, paint, scale)
    face.skull()
    face.mouth()
    for side, sign in (("l", 1), ("r", -1)):
        face.eye(side, sign, look.eyes)
        face.brow(side, sign)
        if look.glasses:
            face.lens(side, sign)
    for label, mesh in hair(look).items():
        face.put(label, mesh, paint["hair"])


class _Face:
    def __init__(self, scene: Scene, name: str, head: Any, paint: Mapping[str, str], scale: float) -> None:
        self.scene, self.name, self.head, self.paint, self.scale = scene, name, head, paint, scale

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

    def skull(self) -> None:
        """The head with its ears and nose."""
        skull = loft(
            [
                (0.02, 0.01, 0.01, 0.03),
                (0.028, 0.05, 0.055, 0.03),
                (0.06, 0.1, 0.105, 0.022),
                (0.12, 0.138, 0.142, 0.01),
                (0.19, 0.152, 0.158, 0.0),
                (0.26, 0.142, 0.148, -0.004),
                (0.31, 0.105, 0.11, -0.006),
                (0.338, 0.05, 0.052, -0.008),
                (0.345, 0.005, 0.005, -0.008),
            ],
            roundness=0.96,
        )
        self.put("skull", skull, self.paint["skin"])
        for side, sign in (("l", 1), ("r", -1)):
            self.ball(f"ear_{side}", (-0.005, sign * 0.158, 0.185), (0.03, 0.018, 0.04), self.paint["skin"])
        self.ball("nose", (0.156, 0, 0.155), (0.022, 0.024, 0.02), self.paint["skin"])

    def eye(self, side: str, sign: int, colour: str) -> None:
        """White, iris, pupil, a light in it, and the lid above."""
        white = self.scene.material("eye_white", "eye", "#f6f5f2", roughness=0.1)
        dark = self.scene.material("eye_dark", "eye", "#0d0908", roughness=0.05)
        glint = self.scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
        iris = self.scene.material(f"{self.name}_iris", "eye", colour, roughness=0.15)
        y, yaw = sign * 0.06, sign * 20.0
        out = sign * 0.0645
        self.ball(f"eye_{side}", (0.118, y, 0.2), (0.032, 0.040, 0.047), white, yaw)
        self.ball(f"iris_{side}", (0.141, sign * 0.0635, 0.199), (0.0125, 0.025, 0.029), iris, yaw)
        self.ball(f"pupil_{side}", (0.1485, out, 0.199), (0.0075, 0.014, 0.017), dark, yaw)
        self.ball(f"glint_{side}", (0.1535, out + 0.008, 0.209), (0.003, 0.0052, 0.0062), glint, yaw)
        self.ball(f"lid_{side}", (0.1135, y, 0.2155), (0.034, 0.0425, 0.040), self.paint["skin"], yaw)

    def brow(self, side: str, sign: int) -> None:
        """A brow, thick in its middle."""
        s = np.linspace(-1, 1, 9)
        inward = 0.142 - 0.016 * np.abs(s + sign * 0.25) ** 1.5
        path = np.stack([inward, sign * 0.06 + 0.037 * s, 0.268 + 0.012 * (1 - s * s)], 1)
        self.put(f"brow_{side}", tube(path, 0.0085 * (1 - 0.35 * np.abs(s))), self.paint["hair"])

    def mouth(self) -> None:
        """The smile, and behind it the dark of a mouth that the renderers open."""
        lips = self.scene.material(f"{self.name}_lips", "lips", "#8c3a34", roughness=0.45)
        dark = self.scene.material("mouth_inside", "mouth", "#3a0d10", roughness=0.6)
        s = np.linspace(-1, 1, 13)
        smile = np.stack([0.1435 - 0.03 * s * s, 0.052 * s, 0.088 + 0.02 * s * s], 1)
        self.put("smile", tube(smile, 0.0065 * (1.15 - 0.5 * s * s)), lips)
        self.ball("mouth", (0.139, 0, 0.09), (0.014, 0.032, 0.004), dark)

    def lens(self, side: str, sign: int) -> None:
        """One rim of a pair of glasses."""
        frame = self.scene.material("glasses", "plastic", "#1c1c22", roughness=0.3)
        turn_ = np.linspace(0, 2 * np.pi, 26)
        loop = np.stack(
            [np.full(26, 0.162), sign * 0.063 + 0.052 * np.cos(turn_), 0.2 + 0.05 * np.sin(turn_)], 1
        )
        self.put(f"rim_{side}", tube(loop, 0.005), frame)
