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
from ..scene import Scene
from .costumes import Wardrobe, put_on
from .face import sculpt
from .mesh import Mesh, joined, limb, loft, superellipsoid, tube

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
    sculpt(scene, name, parts["head"], paint, look, k)
    put_on(Wardrobe(scene, name, parts, k, wide, look), look.costume)


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
        if look.sleeves == "long":
            put(f"upper_{side}", limb(0.26, 0.066 * wide, 0.056), "top", f"long_sleeve_{side}")
            put(f"fore_{side}", limb(0.225, 0.056, 0.047), "top", f"cuff_{side}")
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
    hem = (-0.255, -0.25, -0.1) if look.legs == "short" else (-0.41, -0.4, -0.2)
    knee = 0.104 if look.legs == "short" else 0.083
    shorts = loft(
        [
            (hem[0], 0.06, 0.06, 0),
            (hem[1], knee * wide, 0.96 * knee * wide, 0),
            (hem[2], 0.106 * wide, 0.1 * wide, 0),
            (0.0, 0.1 * wide, 0.096 * wide, 0),
            (0.06, 0.082 * wide, 0.08 * wide, 0),
            (0.1, 0.02, 0.02, 0),
        ],
        roundness=1.0,
    )
    put(f"thigh_{side}", shorts, "bottom", f"short_{side}")
    if look.legs == "long":
        put(f"shin_{side}", limb(0.37, 0.08, 0.065, bulge=0.004), "bottom", f"trouser_leg_{side}")
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
