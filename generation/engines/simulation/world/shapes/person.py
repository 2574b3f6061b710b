"""How people look: vinyl-toy figures with big eyes, sculpted from smooth meshes.

`dress` hangs visible parts on the bodies of a skeleton (`bodies.person`); it adds
no mass and no joints. The mouth is a geom of its own, named `<actor>_mouth`,
which the renderers scale while the person speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...screenplay import Actor, Appearance
from ..scene import ELLIPSOID, Scene, turn
from .mesh import Mesh, ellipsoid, joined, limb, loft, superellipsoid, tube

BUILD = {"slim": 0.9, "average": 1.0, "strong": 1.08, "round": 1.22}


def dress(scene: Scene, actor: Actor, parts: Mapping[str, Any], k: float) -> None:
    """Give the skeleton's `parts` (body name -> body) their looks; `k` scales all lengths."""
    look = actor.appearance or Appearance()
    name, wide = actor.name, BUILD[look.build]
    paint = {
        "skin": scene.material(f"{name}_skin", "skin", look.skin, roughness=0.5),
        "top": scene.material(
            f"{name}_top",
            "skin" if look.bare_chest else "cloth",
            look.skin if look.bare_chest else look.top,
            roughness=0.85,
        ),
        "bottom": scene.material(f"{name}_bottom", "cloth", look.bottom, roughness=0.85),
        "shoe": scene.material(
            f"{name}_shoe",
            "skin" if look.bare_chest else "plastic",
            look.skin if look.bare_chest else look.shoes,
            roughness=0.45,
        ),
        "hair": scene.material(f"{name}_hair", "hair", look.hair, roughness=0.5),
    }

    def put(part: str, mesh: Mesh, paint_name: str, label: str) -> None:
        scene.visual(
            parts[part],
            mesh.scaled((k, k, k)),
            paint[paint_name],
            mesh=f"{name}_{label}",
            name=f"{name}_{label}",
        )

    _trunk(put, wide, look)
    for side, sign in (("l", 1), ("r", -1)):
        _arm(put, side, sign, wide, look)
        _leg(put, side, wide, look)
    _head(scene, actor, parts["head"], paint, look, k)


def _trunk(put: Any, wide: float, look: Appearance) -> None:
    put(
        "torso",
        loft(
            [
                (-0.06, 0.02, 0.02, 0),
                (-0.05, 0.108 * wide, 0.142 * wide, 0),
                (0.05, 0.112 * wide, 0.146 * wide, 0),
                (0.18, 0.118 * wide, 0.158, 0.004),
                (0.30, 0.118, 0.186, 0.0),
                (0.385, 0.1, 0.198, -0.005),
                (0.435, 0.08, 0.16, -0.008),
                (0.465, 0.055, 0.085, -0.008),
                (0.475, 0.01, 0.02, -0.008),
            ]
        ),
        "top",
        "shirt",
    )
    put("torso", limb(0.12, 0.058, 0.062).moved((-0.004, 0, 0.545)), "skin", "neck_skin")
    if not look.bare_chest:
        collar = np.linspace(0, 2 * np.pi, 28)
        ring = np.stack(
            [0.062 * np.cos(collar) - 0.006, 0.074 * np.sin(collar), 0.462 - 0.012 * np.cos(collar)], 1
        )
        put("torso", tube(ring, 0.013), "top", "collar")
    put(
        "pelvis",
        loft(
            [
                (-0.15, 0.03, 0.03, 0),
                (-0.14, 0.085 * wide, 0.12 * wide, 0),
                (-0.07, 0.112 * wide, 0.152 * wide, 0),
                (0.0, 0.114 * wide, 0.15 * wide, 0),
                (0.055, 0.112 * wide, 0.145 * wide, 0),
                (0.06, 0.03, 0.03, 0),
            ]
        ),
        "bottom",
        "shorts",
    )


def _arm(put: Any, side: str, sign: int, wide: float, look: Appearance) -> None:
    put(f"upper_{side}", limb(0.26, 0.056 * wide, 0.044, bulge=0.006), "skin", f"upper_arm_{side}")
    if not look.bare_chest:
        sleeve = loft(
            [
                (-0.155, 0.045, 0.045, 0),
                (-0.15, 0.068 * wide, 0.068 * wide, 0),
                (-0.05, 0.07 * wide, 0.072, 0),
                (0.01, 0.072 * wide, 0.074, 0),
                (0.05, 0.05, 0.055, 0),
                (0.062, 0.01, 0.01, 0),
            ],
            roundness=1.0,
        )
        put(f"upper_{side}", sleeve, "top", f"sleeve_{side}")
    put(f"fore_{side}", limb(0.24, 0.046, 0.034, bulge=0.006), "skin", f"forearm_{side}")
    palm = superellipsoid((0.03, 0.042, 0.05), roundness=0.8).moved((0.004, 0, -0.055))
    fingers = superellipsoid((0.024, 0.04, 0.042), roundness=0.8).moved((0.014, 0, -0.105)).turned("y", -6)
    thumb = (
        limb(0.055, 0.017, 0.014)
        .turned("x", -sign * 28.0)
        .turned("y", -30)
        .moved((0.012, -sign * 0.03, -0.035))
    )
    put(f"hand_{side}", joined([palm, fingers, thumb]), "skin", f"hand_{side}")


def _leg(put: Any, side: str, wide: float, look: Appearance) -> None:
    put(f"thigh_{side}", limb(0.40, 0.088 * wide, 0.06, bulge=0.008), "skin", f"thigh_{side}")
    shorts = loft(
        [
            (-0.255, 0.06, 0.06, 0),
            (-0.25, 0.104 * wide, 0.1 * wide, 0),
            (-0.1, 0.106 * wide, 0.1 * wide, 0),
            (0.0, 0.1 * wide, 0.094 * wide, 0),
            (0.06, 0.05, 0.05, 0),
        ],
        roundness=1.0,
    )
    put(f"thigh_{side}", shorts, "bottom", f"short_{side}")
    put(f"shin_{side}", limb(0.40, 0.062, 0.043, bulge=0.012), "skin", f"shin_{side}")
    shoe = superellipsoid((0.135, 0.054, 0.045), roundness=0.6).moved((0.045, 0, -0.03))
    instep = superellipsoid((0.06, 0.046, 0.05), roundness=0.9).moved((0.0, 0, 0.0))
    put(f"foot_{side}", joined([shoe, instep]), "shoe", f"shoe_{side}")
    if not look.bare_chest:
        put(
            f"shin_{side}",
            loft(
                [
                    (-0.41, 0.05, 0.05, 0),
                    (-0.33, 0.05, 0.05, 0),
                    (-0.29, 0.052, 0.052, 0),
                    (-0.285, 0.03, 0.03, 0),
                ],
                roundness=1.0,
            ),
            "shoe",
            f"sock_{side}",
        )


def _head(
    scene: Scene, actor: Actor, head: Any, paint: Mapping[str, str], look: Appearance, k: float
) -> None:
    name = actor.name
    white = scene.material("eye_white", "eye", "#f6f5f2", roughness=0.1)
    dark = scene.material("eye_dark", "eye", "#0d0908", roughness=0.05)
    glint = scene.material("eye_glint", "glint", "#ffffff", roughness=0.2)
    iris = scene.material(f"{name}_iris", "eye", look.eyes, roughness=0.15)
    lips = scene.material(f"{name}_lips", "lips", "#8c3a34", roughness=0.45)

    def ball(
        label: str,
        at: tuple[float, float, float],
        size: tuple[float, float, float],
        colour: str,
        yaw: float = 0,
    ) -> None:
        scene.visual(
            head,
            ELLIPSOID,
            colour,
            name=f"{name}_{label}",
            size=[k * s for s in size],
            position=[k * a for a in at],
            quaternion=turn(yaw=yaw),
        )

    def put(label: str, mesh: Mesh, colour: str) -> None:
        scene.visual(head, mesh.scaled((k, k, k)), colour, mesh=f"{name}_{label}", name=f"{name}_{label}")

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
    put("skull", skull, paint["skin"])
    for side, sign in (("l", 1), ("r", -1)):
        y, yaw = sign * 0.06, sign * 20.0
        ball(f"eye_{side}", (0.118, y, 0.2), (0.032, 0.040, 0.047), white, yaw)
        ball(f"iris_{side}", (0.141, sign * 0.0635, 0.199), (0.0125, 0.025, 0.029), iris, yaw)
        ball(f"pupil_{side}", (0.1485, sign * 0.0645, 0.199), (0.0075, 0.014, 0.017), dark, yaw)
        ball(f"glint_{side}", (0.1535, sign * 0.0645 + 0.008, 0.209), (0.003, 0.0052, 0.0062), glint, yaw)
        ball(f"lid_{side}", (0.1135, y, 0.2155), (0.034, 0.0425, 0.040), paint["skin"], yaw)
        ball(f"ear_{side}", (-0.005, sign * 0.158, 0.185), (0.03, 0.018, 0.04), paint["skin"])
        s = np.linspace(-1, 1, 9)
        brow = np.stack(
            [0.142 - 0.016 * np.abs(s + sign * 0.25) ** 1.5, y + 0.037 * s, 0.268 + 0.012 * (1 - s * s)], 1
        )
        put(f"brow_{side}", tube(brow, 0.0085 * (1 - 0.35 * np.abs(s))), paint["hair"])
    ball("nose", (0.156, 0, 0.155), (0.022, 0.024, 0.02), paint["skin"])
    s = np.linspace(-1, 1, 13)
    smile = np.stack([0.1435 - 0.03 * s * s, 0.052 * s, 0.088 + 0.02 * s * s], 1)
    put("smile", tube(smile, 0.0065 * (1.15 - 0.5 * s * s)), lips)
    scene.visual(
        head,
        ELLIPSOID,
        scene.material("mouth_inside", "mouth", "#3a0d10", roughness=0.6),
        name=f"{name}_mouth",
        size=(0.014 * k, 0.032 * k, 0.004 * k),
        position=(0.139 * k, 0, 0.09 * k),
    )
    for label, mesh in _hair(look).items():
        put(label, mesh, paint["hair"])
    if look.glasses:
        rim = np.linspace(0, 2 * np.pi, 26)
        frame = scene.material("glasses", "plastic", "#1c1c22", roughness=0.3)
        for side, sign in (("l", 1), ("r", -1)):
            loop = np.stack(
                [0.162 - 0.0 * rim, sign * 0.063 + 0.052 * np.cos(rim), 0.2 + 0.05 * np.sin(rim)], 1
            )
            put(f"rim_{side}", tube(loop, 0.005), frame)


def _hair(look: Appearance) -> dict[str, Mesh]:
    """Hair pieces by label."""
    if look.hair_style == "bald":
        return {}
    cap = loft(
        [
            (0.20, 0.145, 0.163, -0.03),
            (0.25, 0.15, 0.166, -0.022),
            (0.30, 0.135, 0.148, -0.012),
            (0.345, 0.095, 0.1, -0.008),
            (0.37, 0.045, 0.05, -0.006),
            (0.376, 0.004, 0.004, -0.006),
        ],
        roundness=0.95,
    )
    back = ellipsoid(0.11, 0.155, 0.12).moved((-0.05, 0, 0.2))
    fringe = ellipsoid(0.05, 0.115, 0.04).turned("x", 8).moved((0.1, 0.02, 0.31))
    side_l = ellipsoid(0.045, 0.018, 0.055).moved((0.035, 0.152, 0.235))
    side_r = ellipsoid(0.045, 0.018, 0.055).moved((0.035, -0.152, 0.235))
    pieces = [cap, back, fringe, side_l, side_r]
    if look.hair_style == "long":
        pieces.append(
            loft(
                [
                    (-0.12, 0.03, 0.1, -0.1),
                    (-0.08, 0.06, 0.15, -0.09),
                    (0.05, 0.085, 0.168, -0.07),
                    (0.2, 0.12, 0.166, -0.045),
                    (0.26, 0.03, 0.05, -0.04),
                ]
            )
        )
    if look.hair_style == "bun":
        pieces.append(ellipsoid(0.06, 0.065, 0.06).moved((-0.1, 0, 0.36)))
    if look.hair_style == "curly":
        ring = np.linspace(0, 2 * np.pi, 13)[:-1]
        for row, (radius, z) in enumerate(((0.15, 0.24), (0.13, 0.31), (0.075, 0.36))):
            pieces += [
                ellipsoid(0.048, 0.048, 0.048, detail=12).moved(
                    (radius * np.cos(a) - 0.03, radius * np.sin(a), z)
                )
                for a in ring + row * 0.3
                if np.cos(a) < 0.55 or z > 0.28
            ]
    pieces_by_label = {"hair": joined(pieces)}
    if look.beard:
        pieces_by_label["beard"] = loft(
            [
                (0.0, 0.02, 0.03, 0.07),
                (0.02, 0.055, 0.075, 0.058),
                (0.06, 0.085, 0.108, 0.04),
                (0.1, 0.08, 0.13, 0.036),
                (0.12, 0.03, 0.1, 0.03),
            ]
        )
    return pieces_by_label
