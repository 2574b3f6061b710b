"""What all creatures share: their own paints, shapes on bodies, round eyes with two lights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..scene import ELLIPSOID, Scene, turn
from .mesh import Mesh

Triple = tuple[float, float, float]
Floats = npt.NDArray[np.float64]


class Creature:
    """The paints of one creature and the hands that put shapes on its bodies (`parts`: body name -> body)."""

    def __init__(self, scene: Scene, name: str, parts: Mapping[str, Any]) -> None:
        self.scene, self.name, self.parts = scene, name, parts
        self.dark = self.paint("dark", "#120d0b", family="eye", roughness=0.15)
        self.glint = scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)

    def paint(self, label: str, colour: str, *, family: str = "fur", roughness: float = 0.8) -> str:
        """A material of this creature's own."""
        return self.scene.material(f"{self.name}_{label}", family, colour, roughness=roughness)

    def put(self, part: str, mesh: Mesh, colour: str, label: str) -> None:
        """A mesh in the frame of a body."""
        name = f"{self.name}_{label}"
        self.scene.visual(self.parts[part], mesh, colour, mesh=name, name=name)

    def ball(self, part: str, at: Any, size: Triple, colour: str, label: str, *, yaw: float = 0.0) -> None:
        """An ellipsoid in the frame of a body."""
        self.scene.visual(self.parts[part], ELLIPSOID, colour, name=f"{self.name}_{label}", size=size,
                          position=tuple(at), quaternion=turn(yaw=yaw))  # fmt: skip

    def eyes(self, part: str, middle: Any, s: float, *, at: Triple = (0.72, 0.5, 0.26), size: float = 1.0,
             white: str = "") -> None:  # fmt: skip
        """Two eyes on a head of radius `s` around `middle`; `at` is the left one's place in heads."""
        for label, side in (("l", 1), ("r", -1)):
            spot = np.asarray(middle) + np.array([at[0], side * at[1], at[2]]) * s
            out = np.array([at[0], side * at[1], 0.3 * at[2]])
            out /= np.linalg.norm(out)
            up, along = np.array([0, 0, 1.0]), np.array([-out[1], out[0], 0.0])
            yaw, r = float(np.degrees(np.arctan2(out[1], out[0]))), 0.21 * s * size
            if white:
                self.ball(part, spot - 0.25 * r * out, (0.9 * r, 1.5 * r, 1.55 * r), white, f"white_{label}",
                          yaw=yaw)  # fmt: skip
            self.ball(part, spot, (0.75 * r, 0.9 * r, 1.05 * r), self.dark, f"eye_{label}", yaw=yaw)
            light = spot + (0.62 * out + 0.4 * up - side * 0.1 * along) * r
            self.ball(part, light, (0.18 * r, 0.3 * r, 0.32 * r), self.glint, f"glint_{label}", yaw=yaw)
            low = spot + (0.66 * out - 0.32 * up + side * 0.22 * along) * r
            self.ball(part, low, (0.1 * r, 0.14 * r, 0.15 * r), self.glint, f"glint_low_{label}", yaw=yaw)


def squeezed(mesh: Mesh, factors: Triple, offset: Any) -> Mesh:
    """A mesh scaled, then moved."""
    return mesh.scaled(factors).moved(offset)
