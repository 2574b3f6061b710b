"""How the butterfly, the bee and the octopus look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ...screenplay import Actor
from ..scene import Scene
from .creature import Creature
from .mesh import ellipsoid, joined, tube

if TYPE_CHECKING:
    from ..bodies.tiny import Tiny


def dress(scene: Scene, actor: Actor, tiny: Tiny, s: float, parts: Mapping[str, Any]) -> None:
    """Hang looks on the bodies of `bodies.tiny`; `s` is the trunk's length in metres."""
    look = Creature(scene, actor.name, parts)
    family = "skin" if tiny.arms else "fur"
    butterfly = tiny.wings != tiny.coat and tiny.speeds[0] < 0.8
    coat = look.paint("coat", tiny.coat if butterfly else actor.color or tiny.coat, family=family)
    second = look.paint("second", tiny.second, family=family)
    if tiny.arms:
        _octopus(look, s, coat, second)
        return
    wings = look.paint(
        "wings", (actor.color if butterfly else None) or tiny.wings, family="cloth", roughness=0.6
    )
    _body(look, s, coat, second, striped=not butterfly)
    for side, sign in (("l", 1), ("r", -1)):
        _wing(look, s, side, sign, (wings, second, coat), butterfly=butterfly)
        u = np.linspace(0, 1, 8)
        feeler = s * np.stack([0.15 + 0.3 * u, sign * (0.1 + 0.14 * u), 0.14 + 0.34 * u**0.8], 1)
        knob = ellipsoid(0.045 * s, 0.045 * s, 0.045 * s, detail=8).moved(feeler[-1])
        look.put("head", joined([tube(feeler, 0.016 * s, columns=6), knob]), look.dark, f"feeler_{side}")


def _body(look: Creature, s: float, coat: str, second: str, *, striped: bool) -> None:
    """A round bee with stripes, or the butterfly's slender trunk; a head with eyes and a smile."""
    thick = 0.34 if striped else 0.13
    look.put(
        "trunk", ellipsoid(0.5 * s, thick * s, thick * s, detail=24).moved((-0.06 * s, 0, 0)), coat, "egg"
    )
    if striped:
        for n, x in enumerate((-0.38, -0.16, 0.06)):
            r = thick * np.sqrt(max(1 - ((x + 0.06) / 0.5) ** 2, 0.0)) * 1.0
            ring = np.linspace(0, 2 * np.pi, 30)
            path = s * np.stack([x + 0 * ring, r * np.cos(ring), r * np.sin(ring)], 1)
            look.put("trunk", tube(path, 0.055 * s), second, f"stripe_{n}")
        sting = tube(np.array([[-0.52, 0, 0], [-0.66, 0, 0]]) * s, np.array([0.05, 0.008]) * s, columns=8)
        look.put("trunk", sting, second, "sting")
    r = (0.29 if striped else 0.21) * s
    look.put("head", ellipsoid(r, r, r).moved((0.02 * s, 0, 0.02 * s)), coat, "skull")
    white = look.paint("white", "#fbfaf6", family="eye", roughness=0.25)
    look.eyes("head", (0.02 * s, 0, 0.03 * s), r, at=(0.72, 0.5, 0.2), size=1.3, white=white)
    u = np.linspace(-1, 1, 12)
    smile = r * np.stack([0.98 - 0.14 * u**2, 0.34 * u, -0.34 + 0.16 * u**2], 1)
    lips = look.paint("smile", "#8e3f3a", family="lips")
    look.put("head", tube(smile, 0.05 * r, columns=6), lips, "smile")


def _wing(
    look: Creature, s: float, side: str, sign: int, paints: tuple[str, str, str], *, butterfly: bool
) -> None:
    """Two lobes with an edge and spots, or a bee's small clear pair."""
    wings, spots, edge = paints
    part, thin = f"flap_{side}", 0.018 * s
    if not butterfly:
        fore = (
            ellipsoid(0.2 * s, 0.36 * s, thin)
            .turned("z", -sign * 18)
            .moved((-0.02 * s, sign * 0.36 * s, 0.04 * s))
        )
        hind = (
            ellipsoid(0.14 * s, 0.24 * s, thin)
            .turned("z", sign * 24)
            .moved((-0.22 * s, sign * 0.24 * s, 0.02 * s))
        )
        look.put(part, joined([fore, hind]), wings, f"wing_{side}")
        return
    lobes = ((0.4, 0.62, -28, 0.26, 0.6), (0.32, 0.44, 30, -0.34, 0.42))
    for label, grow, thick, paint in (("edge", 0.055, 0.7, edge), ("wing", 0.0, 1.0, wings)):
        both = [
            ellipsoid((x + grow) * s, (y + grow) * s, thin * thick)
            .turned("z", sign * turn)
            .moved((at * s, sign * out * s, 0))
            for x, y, turn, at, out in lobes
        ]
        look.put(part, joined(both), paint, f"{label}_{side}")
    dots = [
        ellipsoid(r * s, r * s, thin * 1.3, detail=12).moved((x * s, sign * y * s, 0))
        for r, x, y in ((0.13, 0.38, 0.82), (0.09, 0.12, 0.62), (0.12, -0.42, 0.58))
    ]
    look.put(part, joined(dots), spots, f"dots_{side}")


def _octopus(look: Creature, s: float, coat: str, second: str) -> None:
    """A high soft head, big eyes, a smile, arms that thin out with suckers below."""
    dome = joined([
        ellipsoid(0.5 * s, 0.5 * s, 0.56 * s, detail=28).moved((-0.06 * s, 0, 0.36 * s)),
        ellipsoid(0.4 * s, 0.42 * s, 0.4 * s, detail=24).moved((0.02 * s, 0, -0.14 * s)),
    ])  # fmt: skip
    look.put("head", dome, coat, "dome")
    white = look.paint("white", "#fbfaf6", family="eye", roughness=0.25)
    look.eyes("head", (-0.02 * s, 0, 0.1 * s), 0.46 * s, at=(0.86, 0.46, 0.12), size=1.15, white=white)
    u = np.linspace(-1, 1, 14)
    smile = s * np.stack([0.425 - 0.05 * u**2, 0.15 * u, -0.12 + 0.07 * u**2], 1)
    look.put("head", tube(smile, 0.017 * s, columns=6), look.dark, "smile")
    for side in (1, -1):
        look.ball("head", (0.33 * s, side * 0.26 * s, -0.04 * s), (0.04 * s, 0.07 * s, 0.045 * s), second,
                  f"blush_{side}", yaw=side * 36)  # fmt: skip
    for arm in range(8):
        for link in range(4):
            radii = s * np.interp(np.linspace(link, link + 1, 5), [0, 4], [0.15, 0.035])
            path = np.linspace([0, 0, 0], [0.32 * s, 0, 0], 5)
            look.put(f"arm_{arm}_{link}", tube(path, radii, columns=14), coat, f"arm_{arm}_{link}")
            under = tube(path - [0, 0, 0.3 * radii[2]], radii * 0.82, columns=10)
            look.put(f"arm_{arm}_{link}", under, second, f"under_{arm}_{link}")
