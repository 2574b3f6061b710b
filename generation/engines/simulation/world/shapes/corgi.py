"""How the corgi looks: long golden back, white chest and socks, big ears, stub tail, a smile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...screenplay import Actor
from ..scene import ELLIPSOID, Scene, turn
from .mesh import Mesh, ellipsoid, joined, limb, loft, superellipsoid, tube

Triple = tuple[float, float, float]
SKULL, SKULL_AT = (0.118, 0.122, 0.108), (0.045, 0.0, 0.07)


def dress(scene: Scene, actor: Actor, parts: Mapping[str, Any]) -> None:
    """Hang fur, face and paws on the bodies of `bodies.corgi`."""
    coat = _Coat(scene, actor.name, parts)
    coat.trunk()
    for leg in ("fl", "fr", "bl", "br"):
        coat.leg(leg, front=leg[0] == "f")
    coat.head()
    coat.mouth()
    for side, sign in (("l", 1), ("r", -1)):
        coat.eye(side, sign)
        coat.ear(side, sign)


class _Coat:
    """The paints of one dog and the hands that put shapes on its bodies."""

    def __init__(self, scene: Scene, name: str, parts: Mapping[str, Any]) -> None:
        self.scene, self.name, self.parts = scene, name, parts
        self.gold = scene.material("corgi_gold", "fur", "#d08a3e", roughness=0.85)
        self.white = scene.material("corgi_white", "fur", "#f6efe4", roughness=0.85)
        self.pink = scene.material("corgi_pink", "fur", "#e8908a", roughness=0.6)
        self.black = scene.material("corgi_black", "eye", "#120d0b", roughness=0.15)
        self.glint = scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
        self.tongue = scene.material("corgi_tongue", "lips", "#ef7f86", roughness=0.35)
        self.inside = scene.material("mouth_inside", "mouth", "#3a0d10", roughness=0.6)

    def put(self, part: str, mesh: Mesh, colour: str, label: str) -> None:
        """A mesh in the frame of a body."""
        name = f"{self.name}_{label}"
        self.scene.visual(self.parts[part], mesh, colour, mesh=name, name=name)

    def ball(self, label: str, at: Triple, size: Triple, colour: str, *, yaw: float = 0) -> None:
        """An ellipsoid on the head."""
        self.scene.visual(
            self.parts["head"],
            ELLIPSOID,
            colour,
            name=f"{self.name}_{label}",
            size=size,
            position=at,
            quaternion=turn(yaw=yaw),
        )

    def trunk(self) -> None:
        """Barrel, rump, chest, belly, ruff and tail."""
        barrel = superellipsoid((0.30, 0.135, 0.125), roundness=0.8, rows=28, columns=44)
        self.put("trunk", barrel.moved((-0.005, 0, 0.095)), self.gold, "barrel")
        self.put("trunk", ellipsoid(0.125, 0.142, 0.13).moved((-0.2, 0, 0.1)), self.gold, "rump")
        self.put(
            "trunk", ellipsoid(0.14, 0.128, 0.15, detail=26).moved((0.19, 0, 0.105)), self.white, "chest"
        )
        self.put("trunk", ellipsoid(0.24, 0.11, 0.06).moved((0.0, 0, 0.02)), self.white, "belly")
        self.put("trunk", ellipsoid(0.05, 0.075, 0.07).moved((-0.3, 0, 0.1)), self.white, "bottom_fluff")
        ruff = loft(
            [
                (0.1, 0.08, 0.085, 0.2),
                (0.17, 0.1, 0.105, 0.215),
                (0.24, 0.09, 0.092, 0.235),
                (0.27, 0.02, 0.02, 0.24),
            ]
        )
        self.put("trunk", ruff, self.white, "ruff")
        self.put("tail", ellipsoid(0.05, 0.035, 0.035).moved((-0.025, 0, 0.015)), self.gold, "tail")

    def leg(self, leg: str, *, front: bool) -> None:
        """Thigh or shoulder, and a white sock with its paw."""
        upper = limb(0.095, 0.056 if front else 0.075, 0.04)
        self.put(f"upper_{leg}", upper, self.white if front else self.gold, f"upper_{leg}")
        paw = superellipsoid((0.052, 0.042, 0.026), roundness=0.8).moved((0.016, 0, -0.087))
        self.put(f"lower_{leg}", joined([limb(0.07, 0.0435, 0.036), paw]), self.white, f"sock_{leg}")

    def head(self) -> None:
        """Skull with its blaze, cheeks, snout and nose."""
        self.put("head", ellipsoid(*SKULL, detail=28).moved(SKULL_AT), self.gold, "skull")
        blaze = ellipsoid(SKULL[0] + 0.003, 0.036, SKULL[2] + 0.003, detail=28)
        self.put("head", blaze.moved(SKULL_AT), self.white, "blaze")
        self.put("head", ellipsoid(0.078, 0.112, 0.07).moved((0.066, 0, 0.016)), self.white, "cheeks")
        snout = superellipsoid((0.085, 0.058, 0.048), roundness=0.92)
        self.put("head", snout.moved((0.155, 0, 0.028)), self.white, "snout")
        self.ball("nose", (0.232, 0, 0.052), (0.022, 0.03, 0.021), self.black)

    def mouth(self) -> None:
        """An open smile: dark inside, jaw, tongue over the lip, and corners that turn up."""
        jaw = superellipsoid((0.062, 0.04, 0.014), roundness=0.9).turned("y", 16)
        self.put("head", jaw.moved((0.138, 0, -0.03)), self.white, "jaw")
        self.ball("mouth_back", (0.135, 0, -0.012), (0.062, 0.036, 0.016), self.inside)
        tongue = superellipsoid((0.052, 0.025, 0.008), roundness=0.85).turned("y", 26)
        self.put("head", tongue.moved((0.172, 0, -0.026)), self.tongue, "tongue")
        s = np.linspace(0, 1, 12)
        for side, sign in (("l", 1), ("r", -1)):
            path = np.stack([0.218 - 0.118 * s, sign * (0.02 + 0.047 * s**0.6), -0.012 + 0.034 * s**1.8], 1)
            self.put("head", tube(path, 0.0042 * (1.1 - 0.45 * s)), self.black, f"smile_{side}")

    def eye(self, side: str, sign: int) -> None:
        """A dark round eye with two lights in it, and a raised brow."""
        self.ball(
            f"eye_{side}", (0.136, sign * 0.06, 0.096), (0.018, 0.024, 0.029), self.black, yaw=sign * 28
        )
        at = (0.1505, sign * 0.062, 0.107)
        self.ball(f"glint_{side}", at, (0.004, 0.0065, 0.0075), self.glint, yaw=sign * 28)
        low = (0.1515, sign * 0.069, 0.086)
        self.ball(f"glint_low_{side}", low, (0.002, 0.003, 0.0035), self.glint, yaw=sign * 28)
        self.ball(
            f"brow_{side}", (0.121, sign * 0.05, 0.142), (0.016, 0.015, 0.009), self.white, yaw=sign * 20
        )

    def ear(self, side: str, sign: int) -> None:
        """A tall ear, pink inside."""
        outer = [
            (-0.01, 0.02, 0.05, 0),
            (0.03, 0.024, 0.056, 0),
            (0.08, 0.02, 0.042, 0),
            (0.125, 0.013, 0.022, 0),
            (0.145, 0.004, 0.005, 0),
        ]
        inner = [
            (0.005, 0.008, 0.03, 0.016),
            (0.035, 0.01, 0.038, 0.017),
            (0.08, 0.008, 0.026, 0.0145),
            (0.112, 0.002, 0.008, 0.01),
        ]
        for label, sections, colour in (("ear", outer, self.gold), ("ear_inner", inner, self.pink)):
            mesh = loft(sections, roundness=1.0).turned("x", -sign * 14)
            self.put(f"ear_{side}", mesh, colour, f"{label}_{side}")
