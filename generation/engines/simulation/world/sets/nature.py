"""What grows and lies about outdoors: trees, palms, bushes, rocks, grass, mountains, clouds."""

from __future__ import annotations

import numpy as np

from ..shapes.mesh import Mesh, grid, joined, lathe, superellipsoid, tube
from .kit import Floats, Kit
from .paint import mottled

FOREST_GREENS = ("#3f6b2f", "#55803a", "#6d9447", "#2f5a33")


def lump(
    rng: np.random.Generator, radii: tuple[float, float, float], *, rough: float = 0.18, rows: int = 12
) -> Mesh:
    """An uneven ball: a stone, a bush, a crown."""
    ball = superellipsoid(radii, rows=rows, columns=rows * 3 // 2)
    unit = ball.vertices / np.asarray(radii)
    bumps = np.zeros(len(unit))
    for _ in range(6):
        way = rng.normal(size=3) * 2.6
        bumps += np.sin(unit @ way + rng.uniform(0, 6.3))
    return Mesh(ball.vertices * (1 + rough * bumps / 2.4)[:, None], ball.faces, ball.uv * [3, 2])


def rock(rng: np.random.Generator, size: float = 1.0) -> Mesh:
    """A stone with a flat foot."""
    mesh = lump(rng, (size, size * rng.uniform(0.7, 1.0), size * rng.uniform(0.5, 0.8)), rough=0.22)
    flat = mesh.vertices.copy()
    flat[:, 2] = np.maximum(flat[:, 2], -0.15 * size)
    return Mesh(flat, mesh.faces, mesh.uv)


def leaves(kit: Kit, number: int = 0, colours: tuple[str, ...] = FOREST_GREENS) -> str:
    """A leafy material in one of several greens."""
    colour = colours[number % len(colours)]
    dark = "#" + "".join(f"{int(int(colour[k : k + 2], 16) * 0.55):02x}" for k in (1, 3, 5))
    picture = (
        mottled(kit.rng, dark, colour, grain=0.55, octaves=6)
        if f"leaf{colour}" not in kit.scene.families
        else None
    )
    return kit.material(f"leaf{colour}", "foliage", colour, roughness=0.9, picture=picture, repeat=(2, 2))


def bark(kit: Kit, colour: str = "#6b4d36") -> str:
    """A trunk's material."""
    return kit.material(f"bark{colour}", "bark", colour, roughness=0.95)


def crown(rng: np.random.Generator, many: int = 11) -> Mesh:
    """A broad tree's crown, about a metre in radius."""
    lumps = []
    for _ in range(many):
        way = rng.normal(size=3) * [0.6, 0.6, 0.42]
        size = rng.uniform(0.36, 0.62)
        lumps.append(lump(rng, (size, size, size * 0.8), rows=9).moved(way.tolist()))
    return joined(lumps)


def trees(
    kit: Kit,
    places: list[tuple[float, float]],
    *,
    low: float = 1.2,
    high: float = 2.2,
    colours: tuple[str, ...] = FOREST_GREENS,
    prefix: str = "tree",
    kinds: int = 4,
    trunk: float = 2.0,
) -> None:
    """Broad trees of `kinds` different shapes, scaled between `low` and `high`."""
    rng = kit.rng
    shapes = []
    for k in range(min(kinds, len(places))):
        size = low + (high - low) * (k + 0.5) / kinds
        bend = rng.normal(0, 0.06, (3, 2))
        path = np.array([[0, 0, -0.1], [*bend[0], trunk * 0.4], [*bend[1], trunk * 0.75], [*bend[2], trunk]])
        stem = tube(path * size, np.array([0.19, 0.14, 0.12, 0.08]) * size, columns=9)
        forks = [
            tube(
                np.array([[0, 0, trunk * 0.7], [np.cos(a) * 0.5, np.sin(a) * 0.5, trunk * 1.15]]) * size,
                0.05 * size,
                columns=6,
            )
            for a in rng.uniform(0, 6.3, 3)
        ]
        shapes.append(
            (joined([stem, *forks]), crown(rng).scaled((size,) * 3).moved((0, 0, (trunk + 0.45) * size)))
        )
    for number, (x, y) in enumerate(places):
        stem, top = shapes[number % len(shapes)]
        kind, yaw = number % len(shapes), float(rng.uniform(0, 360))
        kit.mesh(bark(kit), f"{prefix}_stem{kind}", stem, (x, y, 0), yaw=yaw)
        kit.mesh(leaves(kit, kind + number // 3, colours), f"{prefix}_crown{kind}", top, (x, y, 0), yaw=yaw)


def pine(rng: np.random.Generator, height: float) -> Mesh:
    """A conifer's green: skirts of branches, each narrower than the one below."""
    parts, layers = [], 6
    for k in range(layers):
        low = height * (0.16 + 0.8 * k / layers)
        wide = height * 0.21 * (1 - 0.82 * k / layers)
        tall = height * 0.26 * (1 - 0.4 * k / layers)
        skirt = lathe(
            [(0.02, low + tall * 0.1), (wide, low), (wide * 0.5, low + tall * 0.4), (0.01, low + tall)],
            columns=17,
        )
        points = skirt.vertices.copy()
        angle = np.arctan2(points[:, 1], points[:, 0])
        sharp = 1 + 0.16 * np.cos(angle * 8 + k)
        points[:, :2] *= sharp[:, None]
        points[:, 2] -= (
            0.04 * height * np.cos(angle * 8 + k) * (np.hypot(points[:, 0], points[:, 1]) > wide * 0.8)
        )
        parts.append(Mesh(points, skirt.faces, skirt.uv * [6, 2]).turned("z", float(rng.uniform(0, 90))))
    return joined(parts)


def pines(
    kit: Kit, places: list[tuple[float, float]], *, low: float = 5.0, high: float = 11.0, prefix: str = "pine"
) -> None:
    """Conifers between `low` and `high` metres tall."""
    greens = ("#2f5a38", "#3b6840", "#27502f")
    kinds = [low + (high - low) * share for share in (0.05, 0.35, 0.65, 1.0)]
    shapes = [pine(kit.rng, height) for height in kinds]
    for number, (x, y) in enumerate(places):
        kind, yaw = number % 4, float(kit.rng.uniform(0, 360))
        stem = tube(np.array([[0, 0, -0.1], [0, 0, kinds[kind] * 0.5]]), 0.022 * kinds[kind], columns=8)
        kit.mesh(bark(kit, "#5a4030"), f"{prefix}_stem{kind}", stem, (x, y, 0))
        kit.mesh(leaves(kit, number, greens), f"{prefix}{kind}", shapes[kind], (x, y, 0), yaw=yaw)


def frond(length: float, wide: float, droop: float, rise: float = 0.32) -> Mesh:
    """A palm leaf along +x that bends down, slightly folded, seen from both sides."""
    along = np.linspace(0, 1, 9)
    across = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    a, c = np.meshgrid(along, across, indexing="ij")
    width = wide * np.sin(np.pi * (0.08 + 0.92 * a) ** 0.7)
    jag = 1 - 0.22 * (np.arange(9)[:, None] % 2) * np.abs(c)
    x = length * a * (1 - 0.15 * a)
    z = length * (rise * a - droop * a * a) - 0.35 * np.abs(c) * width
    top = grid(np.stack([x, c * width * jag, z], -1))
    under = Mesh(top.vertices - [0, 0, 0.012], top.faces[:, ::-1].copy(), top.uv)
    return joined([top, under])


def fan_of_leaves(
    rng: np.random.Generator, many: int, length: float, wide: float, droop: float = 0.75, rise: float = 0.32
) -> Mesh:
    """Fronds all round a point."""
    parts = []
    for k in range(many):
        leaf = frond(
            length * rng.uniform(0.8, 1.1),
            wide,
            droop * rng.uniform(0.7, 1.25),
            rise * rng.uniform(0.85, 1.15),
        )
        parts.append(leaf.turned("z", 360 * k / many + float(rng.uniform(-14, 14))))
    return joined(parts)


def palms(kit: Kit, places: list[tuple[float, float]], *, height: float = 5.5, prefix: str = "palm") -> None:
    """Palms that lean a little, with coconuts."""
    rng = kit.rng
    nut = kit.material("coconut", "wood", "#5d4128", roughness=0.7)
    for kind in range(min(3, len(places))):
        tall, lean = height * rng.uniform(0.8, 1.15), rng.uniform(0.3, 1.1)
        s = np.linspace(0, 1, 9)
        path = np.stack([lean * s**2, 0.15 * np.sin(s * 3), tall * s - 0.1], 1)
        ring = 0.15 - 0.06 * s + 0.012 * (np.arange(9) % 2)
        stem, tip = tube(path, ring, columns=10), path[-1]
        top = fan_of_leaves(rng, 13, 2.3, 0.36).moved(tip.tolist())
        for number in range(kind, len(places), 3):
            x, y = places[number]
            yaw = float(rng.uniform(0, 360))
            kit.mesh(bark(kit, "#8a6f52"), f"{prefix}_stem{kind}", stem, (x, y, 0), yaw=yaw)
            kit.mesh(leaves(kit, number, ("#5c8f3a", "#4d7f36")), f"{prefix}{kind}", top, (x, y, 0), yaw=yaw)
            nuts = joined(
                [
                    superellipsoid((0.13, 0.13, 0.15), rows=8, columns=10).moved(
                        (tip + [0.16 * np.cos(a), 0.16 * np.sin(a), -0.14]).tolist()
                    )
                    for a in (0.4, 2.2, 4.4)
                ]
            )
            kit.mesh(nut, f"{prefix}_nuts{kind}", nuts, (x, y, 0), yaw=yaw)


def bushes(
    kit: Kit,
    places: list[tuple[float, float]],
    *,
    size: float = 0.6,
    colours: tuple[str, ...] = FOREST_GREENS,
    prefix: str = "bush",
) -> None:
    """Low round bushes."""
    kinds = [crown(kit.rng, 6).scaled((size, size, size * 0.75)) for _ in range(3)]
    for number, (x, y) in enumerate(places):
        yaw = float(kit.rng.uniform(0, 360))
        kit.mesh(
            leaves(kit, number, colours),
            f"{prefix}{number % 3}",
            kinds[number % 3],
            (x, y, size * 0.25),
            yaw=yaw,
        )


def rocks(
    kit: Kit,
    places: list[tuple[float, float]],
    material: str,
    *,
    low: float = 0.2,
    high: float = 0.9,
    prefix: str = "rock",
) -> None:
    """Stones of five shapes."""
    sizes = np.geomspace(low, high, 5)
    shapes = [rock(kit.rng, float(size)) for size in sizes]
    for number, (x, y) in enumerate(places):
        kind = number % 5
        kit.mesh(material, f"{prefix}{kind}", shapes[kind], (x, y, 0.0), yaw=float(kit.rng.uniform(0, 360)))


def tufts(
    kit: Kit,
    places: list[tuple[float, float]],
    material: str,
    *,
    height: float = 0.3,
    blades: int = 9,
    name: str = "tufts",
) -> None:
    """Grass in tufts, all in one mesh."""
    rng, count = kit.rng, len(places) * blades
    root = np.repeat(np.array([[x, y, 0.0] for x, y in places]).reshape(-1, 3), blades, 0)
    root[:, :2] += rng.normal(0, height * 0.25, (count, 2))
    angle = rng.uniform(0, 6.3, count)
    side = np.stack([np.cos(angle), np.sin(angle), 0 * angle], 1) * 0.035 * height / 0.3
    tall = height * rng.uniform(0.5, 1.15, count)
    tip = root + np.stack([*(rng.normal(0, 0.3, (2, count)) * tall), tall], 1)
    points = np.stack([root - side, root + side, tip], 1).reshape(-1, 3)
    first = np.arange(0, 3 * count, 3)[:, None]
    faces = np.concatenate([first + [0, 1, 2], first + [0, 2, 1]]).astype(np.int32)
    kit.mesh(material, name, Mesh(points, faces, np.zeros((len(points), 2))))


def mountain(
    rng: np.random.Generator,
    radius: float,
    height: float,
    *,
    ridges: int = 7,
    rows: int = 22,
    columns: int = 64,
) -> Mesh:
    """A rugged peak on the plane z = 0."""
    out = np.linspace(0, 1, rows)[:, None]
    angle = np.linspace(-np.pi, np.pi, columns)[None]
    shape = sum(rng.uniform(0.04, 0.13) * np.cos(k * angle + rng.uniform(0, 6.3)) for k in range(1, 5))
    ridge = np.abs(np.sin(angle * ridges / 2 + rng.uniform(0, 6.3) + 1.5 * out)) * (1 - out) * out * 1.3
    r = radius * (1 - out) * (1 + shape)
    fine = sum(
        0.5**k * np.sin((3 + 5 * k) * angle + rng.uniform(0, 6.3)) * np.sin(7 * k * out + rng.uniform(0, 6.3))
        for k in range(1, 5)
    )
    z = height * (out**1.25 - 0.34 * ridge + 0.06 * fine * np.sin(np.pi * out))
    mesh = grid(np.stack([r * np.cos(angle), r * np.sin(angle), np.maximum(z, -1)], -1))
    return Mesh(
        mesh.vertices,
        mesh.faces,
        np.stack([mesh.uv[:, 0] * 6, np.clip(mesh.vertices[:, 2] / height, 0, 1)], 1),
    )


def cloud(rng: np.random.Generator, size: float) -> Mesh:
    """A heap of white, flat below."""
    parts = []
    for _ in range(9):
        x, y = rng.normal(0, 0.55, 2)
        r = rng.uniform(0.28, 0.62) * (1.1 - 0.35 * min(1.5, float(np.hypot(x, y))))
        ball = lump(rng, (r, r, r * 0.85), rough=0.07, rows=12)
        parts.append(ball.moved((x, y, r * 0.35)))
    mesh: Mesh = joined(parts)
    points: Floats = mesh.vertices.copy()
    points[:, 2] = np.maximum(points[:, 2], -0.05)
    return Mesh(points * size, mesh.faces, mesh.uv)
