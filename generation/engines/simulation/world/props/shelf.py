"""Everyday things, each described by its parts in the `*.toml` files beside this module.

A part is a shape with measures in metres, a place and a paint. Shapes: `soft`
(a box with soft edges, half sizes `r`), `ball` (half axes `r`), `rod` (a round
bar of radius `r` from `a` to `b`), `can` (radius `r`, height `h`, standing at
`at`), `lathe` (a `profile` of radius and height pairs), `ring` (a ring of
radius `ring` about z, as thick as `r`), `bend` (a round bar of radius `r`
smoothly through `points`), `flat` (an `outline` of (y, z) corners, `h` thick
along x), `wheel` (radius `r`, width `h`, an axle along y; thin ones have
spokes). `both` shows a part again at the other side (y mirrored), `around` so
many times about the z axis. A paint is "main", which `item.color` and
`item.material` change, or "#rrggbb family".
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ...screenplay import Prop
from ..scene import BOUNCY, BOX, FIRM, SPHERE, Scene, turn
from ..shapes.mesh import Mesh, lathe, prism, ring, spline, superellipsoid, tube
from . import PROPS, Place, PropKind

Row = Mapping[str, Any]
# Families and roughnesses that a named material gives the main part.
MATERIALS = {
    "wood": ("wood", "#a9753f", 0.55),
    "metal": ("metal", "#b9bdc4", 0.3),
    "gold": ("metal", "#e2b23c", 0.22),
    "glass": ("glass_lamp", "#cfe6ee", 0.1),
    "stone": ("stone", "#a7a59f", 0.85),
    "ice": ("plastic", "#cfeaf6", 0.1),
    "plastic": ("plastic", "#d8433b", 0.3),
}


class _Maker:
    """Puts one thing together; lengths grow with the item's scale."""

    def __init__(self, scene: Scene, item: Prop, row: Row, body: Any) -> None:
        self.scene, self.item, self.row, self.body, self.k = scene, item, row, body, item.scale
        self.wheels = 0
        self.low, self.high = np.full(3, np.inf), np.full(3, -np.inf)  # what the parts fill, metres

    def paint(self, text: str) -> str:
        """The material of a paint."""
        if text == "main":
            family, colour, rough = self.row.get("family", "plastic"), self.row["color"], 0.45
            if self.item.material in MATERIALS:
                family, colour, rough = MATERIALS[self.item.material]
            name = f"{self.item.name}_main"
            return self.scene.material(name, family, self.item.color or colour, roughness=rough)
        colour, _, family = text.partition(" ")
        family = family or "plastic"
        return self.scene.material(f"paint_{family}_{colour[1:]}", family, colour, roughness=0.45)

    def part(self, number: int, part: Row) -> None:
        """One part, seen."""
        if part["s"] == "wheel":
            return self.wheel(part)
        mesh = self.shape(part)
        for axis, degrees in zip("xyz", part.get("turn", (0, 0, 0)), strict=True):
            if degrees:
                mesh = mesh.turned(axis, degrees)
        key = f"{self.row['kind']}_{number}_{self.k:g}"
        paint = self.paint(part.get("p", "main"))
        for count, (place, yaw) in enumerate(_places(part)):
            at, name = place * self.k, f"{self.item.name}_{number}{f'm{count}' if count else ''}"
            facing = turn(yaw=yaw)
            self.scene.visual(self.body, mesh, paint, mesh=key, name=name, position=at, quaternion=facing)
            self._grow(mesh.turned("z", yaw).moved(at).vertices)
        return None

    def _grow(self, points: Any) -> None:
        self.low, self.high = np.minimum(self.low, points.min(0)), np.maximum(self.high, points.max(0))

    def shape(self, part: Row) -> Mesh:
        """The mesh of a part, at the origin."""
        k = self.k
        match part["s"]:
            case "soft":
                mesh = superellipsoid(
                    [v * k for v in part["r"]], roundness=part.get("q", 0.3), rows=18, columns=28
                )
            case "ball":
                mesh = superellipsoid([v * k for v in part["r"]], rows=18, columns=28)
            case "rod":
                path = np.linspace(np.array(part["a"], float), np.array(part["b"], float), 6) * k
                mesh = tube(path, part["r"] * k, columns=14)
            case "can":
                r, h = part["r"] * k, part["h"] * k
                mesh = lathe(
                    [(0.0, 0.0), (r * 0.96, 0.0), (r, h * 0.04), (r, h * 0.96), (r * 0.96, h), (0.0, h)]
                )
            case "ring":
                mesh = ring(part["ring"] * k, part["r"] * k)
            case "bend":
                mesh = tube(spline(np.array(part["points"], float) * k), part["r"] * k)
            case "flat":
                mesh = prism(np.array(part["outline"], float) * k, part["h"] * k)
            case _:
                mesh = lathe([(r * k, z * k) for r, z in part["profile"]])
        return mesh

    def wheel(self, part: Row) -> None:
        """A wheel on its own axle."""
        x, y, _ = part["at"]
        r, w, k = part["r"] * self.k, part["h"] * self.k, self.k
        for mirror in (1, -1) if part.get("both") else (1,):
            name = f"{self.item.name}_wheel_{self.wheels}"
            self.wheels += 1
            body = self.scene.body(name, (x * k, y * k * mirror, r), parent=self.body)
            self.scene.hinge_free(body, f"{name}_axle", (0, 1, 0), damping=0.01)
            self._tyre(body, name, r, w)
            self.scene.solid(
                body,
                SPHERE,
                (r * 0.5,),
                name=f"{name}_solid",
                material=self.paint("#26262a rubber"),
                mass=1.0,
                kind=0,
                meets=0,
            )

    def _tyre(self, body: Any, name: str, r: float, w: float) -> None:
        """What is seen of a wheel: a tyre with a hub, or a hoop on spokes where it is thin."""
        tyre, hub, spoke = (self.paint(p) for p in ("#26262a rubber", "#c9ccd2 metal", "#8d9198 metal"))
        key, across, see = f"{self.row['kind']}_tyre{r:.3f}", turn(roll=90), self.scene.visual
        self._grow(np.array([[-r, -w / 2, -r], [r, w / 2, r]]) + body.pos)
        if w < 0.2 * r:
            see(body, ring(r - w / 2, w / 2), tyre, mesh=key, name=f"{name}_tyre", quaternion=across)
            rim = ring(r - w * 1.1, w * 0.3)
            see(body, rim, hub, mesh=f"{key}_rim", name=f"{name}_hub", quaternion=across)
            for number in range(5):
                size, lean = (r - w, w * 0.05, w * 0.08), turn(pitch=36 * number)
                see(body, BOX, spoke, size=size, name=f"{name}_spoke{number}", quaternion=lean)
            return
        side = ((0.9, -1 / 2), (1.0, -1 / 3), (1.0, 1 / 3), (0.9, 1 / 2))
        profile = [(0.0, -w / 2), *((r * a, w * b) for a, b in side), (0.0, w / 2)]
        see(body, lathe(profile), tyre, mesh=key, name=f"{name}_tyre", quaternion=across)
        inner = [(0.0, -w * 0.53), (r * 0.55, -w * 0.53), (r * 0.55, w * 0.53), (0.0, w * 0.53)]
        see(body, lathe(inner), hub, mesh=f"{key}_hub", name=f"{name}_hub", quaternion=across)
        see(body, BOX, spoke, size=(r * 0.5, w * 0.54, r * 0.06), name=f"{name}_spoke")


def _places(part: Row) -> list[tuple[Any, float]]:
    """Where a part is seen: places (3,) and degrees about z."""
    x, y, z = part.get("at", (0, 0, 0))
    if turns := part.get("around", 0):
        angles = [360.0 * number / turns for number in range(turns)]
        return [(np.array([*_turned(x, y, np.radians(a)), z]), a) for a in angles]
    sides = (1, -1) if part.get("both") else (1,)
    return [(np.array([x, y * side, z], float), 0.0) for side in sides]


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    return x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)


def build(row: Row, scene: Scene, item: Prop, place: Place, yaw: float) -> None:
    """Add a thing of the shelf; its foot's middle stands at `place`."""
    body = scene.body(item.name, place, quat=list(turn(yaw=yaw)))
    free = row.get("free", True)
    if free:
        body.add_freejoint(name=f"{item.name}_root")
    maker = _Maker(scene, item, row, body)
    main = maker.paint("main")
    for number, part in enumerate(row["parts"]):
        maker.part(number, part)
    mass, name = row["mass"] * item.scale**3, f"{item.name}_solid"
    if row.get("round"):
        r = row["size"][2] * item.scale / 2
        touch = BOUNCY if row.get("bouncy") else FIRM
        scene.solid(body, SPHERE, (r,), name=name, material=main, mass=mass, position=(0, 0, r), touch=touch)
        return
    low, high = maker.low, maker.high
    low[2] = 0.0
    if "foot" in row:  # what it stands on is narrower than what it carries
        low[:2], high[:2] = (side * np.array(row["foot"]) * item.scale / 2 for side in (-1, 1))
    half, middle = (high - low) / 2, (high + low) / 2
    scene.solid(body, BOX, half, name=name, material=main, mass=mass, position=middle)


def _register() -> None:
    rows: dict[str, dict[str, Any]] = {}
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        rows |= tomllib.loads(file.read_text("utf-8"))
    for kind, row in rows.items():
        row["kind"] = kind
        PROPS[kind] = PropKind(
            partial(build, row),
            tuple(row["size"]),
            free=row.get("free", True),
            top=row.get("top"),
            seat=tuple(row["seat"]) if "seat" in row else None,
            grip=tuple(row["grip"]) if "grip" in row else None,
            wheels=row.get("wheels", 0.0),
            floats=row.get("floats", False),
        )


_register()
