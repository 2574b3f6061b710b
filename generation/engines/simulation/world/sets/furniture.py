"""What stands in rooms: walls with windows, tables, chairs, sofas, shelves, lamps, plants, pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from .kit import Kit, Point
from .nature import fan_of_leaves, leaves
from .paint import Picture, books, painting

OUTSIDE = {"day": "#cfe6f7", "dawn": "#f6cfae", "sunset": "#f2a468", "night": "#16203c"}
BACK, SIDE, FRONT = -4.2, 6.4, 11.0


def walls(
    kit: Kit,
    wall: str,
    ceiling: str = "",
    *,
    height: float = 3.2,
    back: float = BACK,
    side: float = SIDE,
    front: float = FRONT,
    skirting: str = "",
) -> None:
    """A back wall and two side walls that stop balls, a ceiling, no wall on the camera's side."""
    long = front - back
    kit.box(wall, (0.2, 2 * side + 0.4, height), (back - 0.1, 0, 0), solid=True)
    for sign in (-1, 1):
        kit.box(wall, (long, 0.2, height), (back + long / 2, sign * (side + 0.1), 0), solid=True)
        if skirting:
            kit.box(skirting, (long, 0.03, 0.12), (back + long / 2, sign * (side - 0.015), 0))
    if skirting:
        kit.box(skirting, (0.03, 2 * side, 0.12), (back + 0.015, 0, 0))
    if ceiling:
        kit.roof(ceiling, (long, 2 * side + 0.4), (back + long / 2, 0, height))


def window(
    kit: Kit,
    at: Point,
    size: tuple[float, float],
    *,
    facing: str = "x",
    panes: int = 2,
    frame: str = "",
    view: Picture | None = None,
) -> None:
    """A window in a wall: `at` is its lower edge's centre on the wall, `facing` the axis it looks along."""
    colour = OUTSIDE[kit.shot.time_of_day]
    name = f"view_{kit.shot.time_of_day}" + ("_painted" if view is not None else "")
    glass = kit.material(
        name, "window_lit" if not kit.night else "window", colour, roughness=0.2, picture=view
    )
    frame = frame or kit.material("window_frame", "paint", "#f4f1ea", roughness=0.5)
    wide, tall = size
    x, y, z = at

    def bar(material: str, across: float, high: float, deep: float, shift: float, lift: float) -> None:
        if facing == "x":
            kit.box(material, (deep, across, high), (x, y + shift, z + lift))
        else:
            kit.box(material, (across, deep, high), (x + shift, y, z + lift))

    if view is not None and facing == "x":
        kit.mesh(glass, f"pane{wide:.1f}", panel(wide, tall), (x + 0.03, y, z))
    else:
        bar(glass, wide, tall, 0.05, 0, 0)
    for shift in np.linspace(-wide / 2, wide / 2, panes + 1):
        bar(frame, 0.08, tall + 0.1, 0.12, float(shift), -0.05)
    for lift in (-0.06, tall * 0.55, tall - 0.02):
        bar(frame, wide + 0.1, 0.07, 0.12, 0, lift)
    bar(frame, wide + 0.3, 0.05, 0.3, 0, -0.1)


def panel(wide: float, tall: float) -> Mesh:
    """An upright picture that faces +x, its bottom's centre at the origin, seen from both sides."""
    sheet = grid(
        np.array([[[0, -wide / 2, 0], [0, wide / 2, 0]], [[0, -wide / 2, tall], [0, wide / 2, tall]]])
    )
    back = Mesh(sheet.vertices - [0.01, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)
    return joined([sheet, back])


def curtains(kit: Kit, at: Point, wide: float, tall: float, colour: str) -> None:
    """Two curtains beside a window in the back wall."""
    cloth = kit.material(f"curtain{colour}", "cloth", colour, roughness=0.95)
    y = np.linspace(-0.3, 0.3, 36)
    folds = 0.05 * np.cos(y * 52)
    low, high = np.stack([folds, y, 0 * y], 1), np.stack([folds * 0.7, y * 0.85, 0 * y + tall], 1)
    sheet = grid(np.stack([low, high]))
    both = joined([sheet, Mesh(sheet.vertices - [0.012, 0, 0], sheet.faces[:, ::-1].copy(), sheet.uv)])
    for side in (-1, 1):
        kit.mesh(cloth, f"curtain{tall:.1f}", both, (at[0] + 0.16, at[1] + side * (wide / 2 + 0.2), at[2]))
    rod = kit.material("rod", "metal", "#b5935a", roughness=0.3)
    kit.post(rod, 0.02, wide + 1.2, (at[0] + 0.16, at[1], at[2] + tall - wide / 2 - 0.58), roll=90)


def hung(kit: Kit, name: str, at: Point, size: tuple[float, float], picture: Picture | None = None) -> None:
    """A picture on the back wall."""
    art = kit.material(
        f"art_{name}",
        "canvas",
        "#ffffff",
        roughness=0.7,
        picture=painting(kit.rng) if picture is None else picture,
    )
    frame = kit.material("art_frame", "wood", "#4b3524", roughness=0.5)
    kit.box(frame, (0.04, size[0] + 0.1, size[1] + 0.1), (at[0] + 0.02, at[1], at[2] - 0.05))
    kit.mesh(art, f"art_{name}", panel(*size), (at[0] + 0.05, at[1], at[2]))


def table(kit: Kit, material: str, at: Point, size: Point, *, leg: str = "") -> None:
    """A table with four legs; `size` is length, width, height."""
    x, y, z = at
    kit.box(material, (size[0], size[1], 0.05), (x, y, z + size[2] - 0.05))
    for sx in (-1, 1):
        for sy in (-1, 1):
            place = (x + sx * (size[0] / 2 - 0.06), y + sy * (size[1] / 2 - 0.06), z)
            kit.box(leg or material, (0.06, 0.06, size[2] - 0.05), place)


def chair(
    kit: Kit, material: str, at: Point, *, yaw: float = 0.0, seat: str = "", name: str = "chair"
) -> None:
    """A chair that faces +x at yaw 0: one mesh and a seat."""
    bar = [_block((0.04, 0.04, 0.45), (sx * 0.19, sy * 0.19, 0)) for sx in (-1, 1) for sy in (-1, 1)]
    bar += [_block((0.04, 0.04, 0.5), (-0.19, sy * 0.19, 0.45)) for sy in (-1, 1)]
    bar += [_block((0.03, 0.4, 0.09), (-0.19, 0, z)) for z in (0.84, 0.68)]
    kit.mesh(material, name, joined(bar), at, yaw=yaw)
    kit.mesh(seat or material, f"{name}_seat", _block((0.44, 0.44, 0.05), (0, 0, 0.43)), at, yaw=yaw)


def _block(size: Point, at: Point) -> Mesh:
    """A box of whole extents on `at`, with hard edges (every face has its own corners)."""
    sheets = []
    half = np.asarray(size) / 2
    for axis in range(3):
        for sign in (-1, 1):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            corners = np.zeros((2, 2, 3))
            corners[..., axis] = sign * half[axis]
            corners[..., u] = np.array([[-1, 1], [-1, 1]]) * half[u] * sign
            corners[..., v] = np.array([[-1, -1], [1, 1]]) * half[v]
            sheets.append(grid(corners))
    return joined(sheets).moved((at[0], at[1], at[2] + half[2]))


def blocks(parts: Sequence[tuple[Point, Point]]) -> Mesh:
    """Many boxes (size, place of the bottom's centre) as one mesh."""
    return joined([_block(size, at) for size, at in parts])


def sofa(kit: Kit, cloth: str, at: Point, *, wide: float = 2.2, yaw: float = 0.0, pillow: str = "") -> None:
    """A sofa that faces +x at yaw 0."""
    inner = kit.frame(f"sofa{kit.scene.spec.bodies.__len__()}", at, yaw)
    base = superellipsoid((0.45, wide / 2, 0.17), roundness=0.25, rows=12, columns=24)
    inner.mesh(cloth, f"sofa_base{wide}", base, (0, 0, 0.27))
    back = superellipsoid((0.14, wide / 2, 0.38), roundness=0.3, rows=12, columns=24)
    inner.mesh(cloth, f"sofa_back{wide}", back, (-0.4, 0, 0.55), pitch=-10)
    arm = superellipsoid((0.46, 0.13, 0.28), roundness=0.3, rows=12, columns=20)
    for side in (-1, 1):
        inner.mesh(cloth, "sofa_arm", arm, (0, side * (wide / 2), 0.4))
    many = max(1, round(wide / 0.8))
    for k in range(many):
        y = (k - (many - 1) / 2) * (wide - 0.3) / many
        cushion = superellipsoid((0.38, (wide - 0.34) / many / 2, 0.1), roundness=0.35, rows=10, columns=20)
        inner.mesh(cloth, f"sofa_cushion{wide}", cushion, (0.05, y, 0.47))
    if pillow:
        soft = superellipsoid((0.09, 0.24, 0.24), roundness=0.5, rows=12, columns=20)
        for side in (-1, 1):
            inner.mesh(pillow, "pillow", soft, (-0.18, side * (wide / 2 - 0.4), 0.72), pitch=-18)


def bookcase(
    kit: Kit,
    at: Point,
    *,
    wide: float = 1.6,
    tall: float = 2.2,
    yaw: float = 0.0,
    number: int = 0,
    shelves: int = 6,
) -> None:
    """A case full of books whose front faces +x at yaw 0."""
    wood = kit.material("case", "wood", "#6b4529", roughness=0.5)
    name = f"books{number % 3}_{shelves}"
    spines = kit.material(
        name,
        "books",
        "#ffffff",
        roughness=0.8,
        picture=books(kit.rng, shelves) if name not in kit.scene.families else None,
    )
    inner = kit.frame(f"case{len(kit.scene.spec.bodies)}", at, yaw)
    inner.box(wood, (0.32, wide + 0.1, tall + 0.1), (-0.03, 0, 0))
    inner.mesh(spines, f"spines{wide:.2f}_{tall:.2f}", panel(wide, tall - 0.05), (0.14, 0, 0.06))
    for z in np.linspace(0.03, tall, shelves + 1):
        inner.box(wood, (0.36, wide + 0.1, 0.035), (0.0, 0, float(z)))
    for side in (-1, 1):
        inner.box(wood, (0.36, 0.05, tall + 0.1), (0.0, side * (wide / 2 + 0.03), 0))


def floor_lamp(kit: Kit, at: Point, *, height: float = 1.7) -> None:
    """A standing lamp with a shade that shines."""
    metal, shade = (
        kit.material("lamp_foot", "metal", "#8d7a55", roughness=0.3),
        kit.material("lamp_shade", "lamp_shade", "#ffe2b0", roughness=0.8),
    )
    kit.post(metal, 0.16, 0.03, at)
    kit.post(metal, 0.018, height - 0.2, at)
    kit.mesh(
        shade, "shade", lathe([(0.24, 0), (0.15, 0.32)], columns=24), (at[0], at[1], at[2] + height - 0.34)
    )
    kit.ball(
        kit.material("bulb", "lamp", "#fff0cc"), (0.07, 0.07, 0.09), (at[0], at[1], at[2] + height - 0.18)
    )


def pendant(kit: Kit, at: Point, drop: float, *, colour: str = "#f0e3c8", radius: float = 0.24) -> None:
    """A lamp that hangs `drop` metres below `at`."""
    x, y, z = at
    cord = kit.material("cord", "rubber", "#26262a", roughness=0.8)
    shade, bulb = (
        kit.material(f"pendant{colour}", "metal_painted", colour, roughness=0.4),
        kit.material("bulb", "lamp", "#fff0cc"),
    )
    kit.post(cord, 0.008, drop, (x, y, z - drop))
    kit.mesh(
        shade,
        f"pendant{radius}",
        lathe([(radius, 0), (radius * 0.92, 0.07), (radius * 0.35, 0.24), (0.03, 0.3)], columns=28),
        (x, y, z - drop - 0.28),
    )
    kit.ball(bulb, (0.08, 0.08, 0.08), (x, y, z - drop - 0.24))


def plant(kit: Kit, at: Point, *, height: float = 1.1) -> None:
    """A leafy plant in a pot."""
    pot = kit.material("pot", "clay", "#b5653f", roughness=0.8)
    kit.mesh(
        pot, "pot", lathe([(0.001, 0), (0.15, 0.0), (0.21, 0.34), (0.17, 0.34), (0.001, 0.3)], columns=24), at
    )
    top = fan_of_leaves(kit.rng, 13, height * 0.75, 0.11, 0.75, 1.25)
    kit.mesh(leaves(kit, 0, ("#3f8a45", "#4f9a50")), f"houseplant{height}", top, (at[0], at[1], at[2] + 0.3))


def rug(kit: Kit, at: Point, size: tuple[float, float], colour: str, border: str) -> None:
    """A thin rug with a border; low enough to walk on."""
    kit.box(kit.material(f"rug{border}", "carpet", border, roughness=1.0), (*size, 0.006), at)
    kit.box(
        kit.material(f"rug{colour}", "carpet", colour, roughness=1.0),
        (size[0] - 0.3, size[1] - 0.3, 0.009),
        at,
    )


def vase(kit: Kit, at: Point, colour: str, height: float = 0.3) -> None:
    """A glazed vase."""
    profile = [(0.001, 0), (0.22, 0.0), (0.38, 0.35), (0.2, 0.8), (0.26, 1.0)]
    shape = lathe([(r * height, z * height) for r, z in profile], columns=24)
    kit.mesh(kit.material(f"glaze{colour}", "ceramic", colour, roughness=0.2), f"vase{height}", shape, at)


def cable(points: Sequence[Point], radius: float = 0.02) -> Mesh:
    """A thin round bar along points."""
    return tube(np.asarray(points, float), radius, columns=8)
