"""How the corgi looks: long golden back, white chest and socks, big ears, stub tail, a tongue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...screenplay import Actor
from ..scene import ELLIPSOID, Scene, turn
from .mesh import Mesh, ellipsoid, joined, limb, loft, superellipsoid


def dress(scene: Scene, actor: Actor, parts: Mapping[str, Any]) -> None:
    """Hang fur, face and paws on the bodies of `bodies.corgi`."""
    name = actor.name
    gold = scene.material("corgi_gold", "fur", "#d08a3e", roughness=0.85)
    white = scene.material("corgi_white", "fur", "#f6efe4", roughness=0.85)
    pink = scene.material("corgi_pink", "fur", "#e8908a", roughness=0.6)
    black = scene.material("corgi_black", "eye", "#120d0b", roughness=0.15)
    glint = scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
    tongue = scene.material("corgi_tongue", "lips", "#ef7f86", roughness=0.35)

    def put(part: str, mesh: Mesh, colour: str, label: str) -> None:
        scene.visual(parts[part], mesh, colour, mesh=f"{name}_{label}", name=f"{name}_{label}")

    def ball(
        label: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        colour: str,
        *,
        yaw: float = 0,
        pitch: float = 0,
    ) -> None:
        scene.visual(
            parts["head"],
            ELLIPSOID,
            colour,
            name=f"{name}_{label}",
            size=size,
            position=at,
            quaternion=turn(yaw=yaw, pitch=pitch),
        )

    put(
        "trunk",
        superellipsoid((0.30, 0.135, 0.125), roundness=0.8, rows=28, columns=44).moved((-0.005, 0, 0.095)),
        gold,
        "barrel",
    )
    put("trunk", ellipsoid(0.125, 0.142, 0.13).moved((-0.2, 0, 0.1)), gold, "rump")
    put("trunk", ellipsoid(0.14, 0.128, 0.15, detail=26).moved((0.19, 0, 0.105)), white, "chest")
    put("trunk", ellipsoid(0.24, 0.11, 0.06).moved((0.0, 0, 0.02)), white, "belly")
    put("trunk", ellipsoid(0.05, 0.075, 0.07).moved((-0.3, 0, 0.1)), white, "bottom_fluff")
    put(
        "trunk",
        loft(
            [
                (0.1, 0.08, 0.085, 0.2),
                (0.17, 0.1, 0.105, 0.215),
                (0.24, 0.09, 0.092, 0.235),
                (0.27, 0.02, 0.02, 0.24),
            ]
        ),
        white,
        "ruff",
    )
    put("tail", ellipsoid(0.05, 0.035, 0.035).moved((-0.025, 0, 0.015)), gold, "tail")
    for leg in ("fl", "fr", "bl", "br"):
        front = leg[0] == "f"
        put(
            f"upper_{leg}",
            limb(0.095, 0.056 if front else 0.075, 0.04),
            white if front else gold,
            f"upper_{leg}",
        )
        sock = joined(
            [
                limb(0.07, 0.04, 0.034),
                superellipsoid((0.052, 0.042, 0.026), roundness=0.8).moved((0.016, 0, -0.087)),
            ]
        )
        put(f"lower_{leg}", sock, white, f"sock_{leg}")
    put("head", ellipsoid(0.118, 0.122, 0.108, detail=28).moved((0.045, 0, 0.07)), gold, "skull")
    put("head", ellipsoid(0.075, 0.108, 0.072).moved((0.065, 0, 0.018)), white, "cheeks")
    put("head", superellipsoid((0.085, 0.056, 0.047), roundness=0.9).moved((0.158, 0, 0.026)), white, "snout")
    put("head", ellipsoid(0.055, 0.026, 0.1).turned("y", 30).moved((0.112, 0, 0.105)), white, "blaze")
    put(
        "head",
        superellipsoid((0.06, 0.038, 0.014), roundness=0.9).turned("y", 12).moved((0.145, 0, -0.022)),
        white,
        "jaw",
    )
    put(
        "head",
        superellipsoid((0.052, 0.024, 0.007), roundness=0.8).turned("y", 22).moved((0.165, 0, -0.017)),
        tongue,
        "tongue",
    )
    ball("nose", (0.238, 0, 0.046), (0.022, 0.03, 0.021), black)
    for side, sign in (("l", 1), ("r", -1)):
        ball(f"eye_{side}", (0.133, sign * 0.06, 0.092), (0.017, 0.022, 0.026), black, yaw=sign * 28)
        ball(f"glint_{side}", (0.149, sign * 0.0625, 0.101), (0.0042, 0.006, 0.007), glint, yaw=sign * 28)
        ball(f"brow_{side}", (0.122, sign * 0.052, 0.132), (0.018, 0.017, 0.01), white, yaw=sign * 20)
        ear = loft(
            [
                (-0.01, 0.02, 0.05, 0),
                (0.03, 0.024, 0.056, 0),
                (0.08, 0.02, 0.042, 0),
                (0.125, 0.013, 0.022, 0),
                (0.145, 0.004, 0.005, 0),
            ],
            roundness=1.0,
        )
        inner = loft(
            [
                (0.005, 0.008, 0.03, 0.016),
                (0.035, 0.01, 0.038, 0.017),
                (0.08, 0.008, 0.026, 0.0145),
                (0.112, 0.002, 0.008, 0.01),
            ],
            roundness=1.0,
        )
        for label, mesh, colour in (("ear", ear, gold), ("ear_inner", inner, pink)):
            put(f"ear_{side}", mesh.turned("x", -sign * 14), colour, f"{label}_{side}")
