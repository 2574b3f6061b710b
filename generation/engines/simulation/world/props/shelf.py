"""Everyday things, each described by its parts in `shelf.toml`.

A part is a shape with measures in metres, a place and a paint. Shapes: `soft`
(a box with soft edges, half sizes `r`), `ball` (half axes `r`), `rod` (a round
bar of radius `r` from `a` to `b`), `can` (radius `r`, height `h`, standing at
`at`), `lathe` (a `profile` of radius and height pairs), `wheel` (radius `r`,
width `h`, an axle along y). A paint is "main", which `item.color` and
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
from ..shapes.mesh import Mesh, lathe, superellipsoid, tube
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
        x, y, z = part.get("at", (0, 0, 0))
        key = f"{self.row['kind']}_{number}_{self.k:g}"
        paint = self.paint(part.get("p", "main"))
        for mirror in (1, -1) if part.get("both") else (1,):
            at = (x * self.k, y * self.k * mirror, z * self.k)
            name = f"{self.item.name}_{number}{'m' if mirror < 0 else ''}"
            self.scene.visual(self.body, mesh, paint, mesh=key, name=name, position=at)
        return None

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
            profile = [
                (0.0, -w / 2),
                (r * 0.9, -w / 2),
                (r, -w / 3),
                (r, w / 3),
                (r * 0.9, w / 2),
                (0.0, w / 2),
            ]
            tyre, hub = self.paint("#26262a rubber"), self.paint("#c9ccd2 metal")
            quarter = turn(roll=90)
            key = f"{self.row['kind']}_tyre{r:.3f}"
            self.scene.visual(body, lathe(profile), tyre, mesh=key, name=f"{name}_tyre", quaternion=quarter)
            inner = [(0.0, -w * 0.53), (r * 0.55, -w * 0.53), (r * 0.55, w * 0.53), (0.0, w * 0.53)]
            self.scene.visual(
                body, lathe(inner), hub, mesh=f"{key}_hub", name=f"{name}_hub", quaternion=quarter
            )
            spoke = self.paint("#8d9198 metal")
            self.scene.visual(body, BOX, spoke, size=(r * 0.5, w * 0.54, r * 0.06), name=f"{name}_spoke")
            self.scene.solid(
                body, SPHERE, (r * 0.5,), name=f"{name}_solid", material=tyre, mass=1.0, kind=0, meets=0
            )


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
    x, y, z = (value * item.scale for value in row["size"])
    mass = row["mass"] * item.scale**3
    if row.get("round"):
        touch = BOUNCY if row.get("bouncy") else FIRM
        scene.solid(body, SPHERE, (z / 2,), name=f"{item.name}_solid", material=main, mass=mass,
                    position=(0, 0, z / 2), touch=touch)  # fmt: skip
    else:
        scene.solid(body, BOX, (x / 2, y / 2, z / 2), name=f"{item.name}_solid", material=main, mass=mass,
                    position=(0, 0, z / 2))  # fmt: skip


def _register() -> None:
    rows = tomllib.loads((Path(__file__).parent / "shelf.toml").read_text("utf-8"))
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
