"""What only some four-legged animals have: shells, spines, quills, humps, wings of skin, heavy tails."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from .mesh import Mesh, ellipsoid, joined, loft, superellipsoid, tube

if TYPE_CHECKING:
    from .beast import Coat

ROUND_TAILS = frozenset({"heavy", "brush", "curl"})


def round_tail(kind: str, b: float, half: float, girth: float, tall: float) -> Mesh:
    """A crocodile's and a dragon's heavy tail, a squirrel's brush, a monkey's curl; lengths in metres."""
    u = np.linspace(0, 1, 20)
    if kind == "heavy":
        drop = np.minimum(tall + 0.85 * girth, tall + girth) * (1 - (1 - u) ** 2)
        path = np.stack([0.4 * girth - 2.1 * half * u, 0 * u, -0.35 * girth - drop * 0.75], 1)
        return tube(path, girth * (0.8 * (1 - u) ** 1.15 + 0.05), columns=18)
    if kind == "brush":
        angle = 3.9 * u
        path = b * np.stack(
            [-0.42 * np.sin(angle * 0.8) - 0.08 * u, 1.15 * u + 0.1 * np.sin(angle), 0 * u], 1
        )
        brush = tube(path, b * (0.07 + 0.2 * np.sin(np.pi * np.clip(u * 0.95, 0, 1)) ** 0.8), columns=18)
        return brush.turned("x", 90)
    angle = np.pi * (0.5 + 1.9 * u)
    path = b * np.stack(
        [-0.55 * u - 0.2 * np.sin(angle) + 0.2, 0.75 * u**1.2 + 0.2 * np.cos(angle), 0 * u], 1
    )
    return tube(path - path[0], b * (0.05 - 0.015 * u), columns=12).turned("x", 90)


def extras(coat: Coat) -> None:
    """Everything of this module that a species has."""
    beast = coat.beast
    if beast.shell:
        _shell(coat)
    if beast.spines:
        _spines(coat)
    if beast.quills:
        _quills(coat)
    if beast.humps:
        g = coat.girth
        for n, x in enumerate(np.linspace(-0.3, 0.3, beast.humps) if beast.humps > 1 else (0.0,)):
            hump = ellipsoid(0.8 * g, 0.62 * g, 0.95 * g).moved((x * coat.half * 1.3, 0, 1.25 * g))
            coat.put("trunk", hump, coat.coat, f"hump_{n}")
    if beast.wings:
        for side, sign in (("l", 1), ("r", -1)):
            _wing(coat, side, sign)


def _shell(coat: Coat) -> None:
    """A dome of plates with a rim."""
    g, h = coat.girth, coat.half
    dark = coat.paint("shell", "plastic", coat.beast.shell, roughness=0.6)
    light = coat.paint("plates", "plastic", "#8fae5a", roughness=0.6)
    dome = superellipsoid((h * 1.02, g * 1.28, g * 1.25), roundness=0.95, rows=26, columns=40)
    coat.put("trunk", dome.moved((0, 0, 0.62 * g)), dark, "shell")
    rim = np.linspace(0, 2 * np.pi, 40)
    path = np.stack([h * 1.04 * np.cos(rim), g * 1.3 * np.sin(rim), 0.5 * g + 0 * rim], 1)
    coat.put("trunk", tube(path, 0.14 * g), light, "rim")
    plates = []
    for polar, count in ((0.0, 1), (0.62, 6), (1.12, 10)):
        for a in np.linspace(0, 2 * np.pi, count, endpoint=False):
            out = np.array([np.sin(polar) * np.cos(a), np.sin(polar) * np.sin(a), np.cos(polar)])
            plate = ellipsoid(0.3 * g, 0.3 * g, 0.1 * g, detail=10).turned("y", np.degrees(polar))
            plate = plate.turned("z", float(np.degrees(a)))
            plates.append(plate.moved(out * [h * 0.98, g * 1.24, g * 1.2] + [0, 0, 0.62 * g]))
    coat.put("trunk", joined(plates), light, "plates")


def _spines(coat: Coat) -> None:
    """A row of plates along the back."""
    g, h = coat.girth, coat.half
    paint = coat.paint("spines", coat.beast.skin, coat.beast.spines)
    row = []
    for u in np.linspace(-0.92, 0.9, 9):
        k = 0.75 + 0.35 * np.cos(u * 1.4)
        cone = loft([(-0.1, 0.3, 0.1, 0), (0.16, 0.2, 0.08, -0.03), (0.5, 0.02, 0.02, -0.12)])
        row.append(cone.scaled((g * k,) * 3).moved((u * h, 0, 0.5 * g + 0.98 * g * (1 - abs(u) ** 5) ** 0.4)))
    coat.put("trunk", joined(row), paint, "spines")


def _quills(coat: Coat) -> None:
    """A coat of quills that point up and back; face and belly stay free."""
    g, h = coat.girth, coat.half
    paint = coat.paint("quills", "fur", coat.beast.quills)
    core = ellipsoid(h * 1.08, g * 1.08, g * 1.08, detail=24).moved((-0.05 * h, 0, 0.62 * g))
    quills = [core]
    count = 260
    for n in range(count):
        high = 1 - 1.15 * (n + 0.5) / count
        a = n * 2.39996
        out = np.array([np.sqrt(1 - high**2) * np.cos(a), np.sqrt(1 - high**2) * np.sin(a), high])
        if out[0] > 0.86:
            continue
        base = out * [h * 1.04, g * 1.04, g * 1.04] + [-0.05 * h, 0, 0.62 * g]
        way = out * 0.8 + np.array([-0.5, 0, 0.1])
        tip = base + 0.42 * g * way / np.linalg.norm(way)
        quills.append(
            tube(np.array([base, (base + tip) / 2, tip]), g * np.array([0.06, 0.045, 0.006]), columns=5)
        )
    coat.put("trunk", joined(quills), paint, "quills")


def _wing(coat: Coat, side: str, sign: int) -> None:
    """An arm, three fingers and the skin between them."""
    long = 1.15 * coat.b
    skin = coat.paint("wing", "skin", coat.beast.wings)
    tips = [
        np.array([x, sign * y, 0.0]) * long
        for x, y in ((0.14, 0.98), (-0.32, 0.86), (-0.56, 0.52), (-0.5, 0.08))
    ]
    elbow = np.array([0.2, sign * 0.42, 0.02]) * long
    arm = np.array([[0, 0, 0], 0.5 * elbow, elbow, 0.5 * (elbow + tips[0]), tips[0]])
    bones = [tube(arm, 0.03 * long * np.array([1.3, 1.1, 1.0, 0.7, 0.3]), columns=10)]
    bones += [tube(np.linspace(elbow, tip, 4), 0.016 * long, columns=8) for tip in tips[1:3]]
    coat.put(f"wing_{side}", joined(bones), coat.coat, f"bones_{side}")
    edge = [tips[0]]
    for one, two in pairwise(tips):
        middle = 0.5 * (one + two)
        edge += [middle + 0.22 * (elbow * 0.6 - middle), two]
    outline = [np.zeros(3), 0.5 * elbow, elbow, *edge]
    top = np.array(outline)
    centre = np.array([-0.08, sign * 0.4, 0.0]) * long
    thick = 0.012 * long
    points = np.concatenate([[centre + [0, 0, thick]], top + [0, 0, 0.3 * thick], [centre - [0, 0, thick]]])
    n = len(top)
    faces = []
    for k in range(n):
        i, j = 1 + k, 1 + (k + 1) % n
        faces += [[0, j, i] if sign > 0 else [0, i, j], [n + 1, i, j] if sign > 0 else [n + 1, j, i]]
    sheet = Mesh(points, np.array(faces, np.int32), np.zeros((len(points), 2)))
    coat.put(f"wing_{side}", sheet, skin, f"skin_{side}")
