"""Smooth closed meshes from formulas: superellipsoids, lathes, lofts, tubes.

All lengths in metres, z up. A `Mesh` is vertices (n, 3), triangles (m, 3) that
wind counter-clockwise seen from outside, and texture coordinates (n, 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mesh:
    """Vertices (n, 3), triangles (m, 3), texture coordinates (n, 2)."""

    vertices: Floats
    faces: npt.NDArray[np.int32]
    uv: Floats

    def moved(self, offset: npt.ArrayLike) -> Mesh:
        """The mesh shifted by `offset` (x, y, z)."""
        return Mesh(self.vertices + np.asarray(offset), self.faces, self.uv)

    def turned(self, axis: str, degrees: float) -> Mesh:
        """The mesh rotated about a main axis through the origin."""
        a = np.radians(degrees)
        c, s = np.cos(a), np.sin(a)
        i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
        out = self.vertices.copy()
        out[:, i] = c * self.vertices[:, i] - s * self.vertices[:, j]
        out[:, j] = s * self.vertices[:, i] + c * self.vertices[:, j]
        return Mesh(out, self.faces, self.uv)

    def scaled(self, factors: Sequence[float]) -> Mesh:
        """The mesh scaled per axis about the origin (positive factors)."""
        return Mesh(self.vertices * np.asarray(factors), self.faces, self.uv)


def joined(parts: Sequence[Mesh]) -> Mesh:
    """Several meshes as one."""
    offset, faces = 0, []
    for part in parts:
        faces.append(part.faces + offset)
        offset += len(part.vertices)
    return Mesh(
        np.concatenate([part.vertices for part in parts]),
        np.concatenate(faces).astype(np.int32),
        np.concatenate([part.uv for part in parts]),
    )


def grid(points: Floats) -> Mesh:
    """A sheet of points (rows, columns, 3) as triangles; the last column repeats the first to close it."""
    rows, columns, _ = points.shape
    v, u = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, columns), indexing="ij")
    a = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    b, c, d = a + 1, a + columns, a + columns + 1
    faces = np.concatenate([np.stack([a, b, d], 1), np.stack([a, d, c], 1)])
    return Mesh(points.reshape(-1, 3), faces.astype(np.int32), np.stack([u.ravel(), v.ravel()], 1))


def _power(value: Floats, exponent: float) -> Floats:
    return np.asarray(np.sign(value) * np.abs(value) ** exponent)


def superellipsoid(
    radii: Sequence[float], *, roundness: float = 1.0, rows: int = 20, columns: int = 32
) -> Mesh:
    """A box-to-ball solid: `roundness` 1 is an ellipsoid, towards 0 a box with soft edges (Barr 1981)."""
    latitude = np.linspace(-np.pi / 2, np.pi / 2, rows)[:, None]
    longitude = np.linspace(-np.pi, np.pi, columns)[None]
    ring = _power(np.cos(latitude), roundness)
    x = radii[0] * ring * _power(np.cos(longitude), roundness)
    y = radii[1] * ring * _power(np.sin(longitude), roundness)
    z = radii[2] * _power(np.sin(latitude), roundness) * np.ones_like(longitude)
    return grid(np.stack([x, y, z], -1))


def ellipsoid(x: float, y: float, z: float, *, detail: int = 20) -> Mesh:
    """An ellipsoid with these half axes."""
    return superellipsoid((x, y, z), rows=detail, columns=detail * 3 // 2)


def lathe(profile: Sequence[tuple[float, float]], *, squash: float = 1.0, columns: int = 32) -> Mesh:
    """Turn a profile of (radius, z), bottom to top, about z; `squash` scales y."""
    curve = np.asarray(profile, float)
    angle = np.linspace(-np.pi, np.pi, columns)[None]
    x = curve[:, :1] * np.cos(angle)
    y = curve[:, :1] * np.sin(angle) * squash
    return grid(np.stack([x, y, np.repeat(curve[:, 1:2], columns, 1)], -1))


def loft(
    sections: Sequence[tuple[float, float, float, float]], *, roundness: float = 0.85, columns: int = 36
) -> Mesh:
    """A skin over sections (z, half depth x, half width y, x offset), bottom to top, smoothly joined."""
    knots = np.asarray(sections, float)
    rows = np.linspace(0, len(knots) - 1, 4 * len(knots))
    dense = np.stack([_smooth(rows, knots[:, k]) for k in range(4)], 1)
    angle = np.linspace(-np.pi, np.pi, columns)[None]
    x = dense[:, 3:4] + np.maximum(dense[:, 1:2], 1e-4) * _power(np.cos(angle), roundness)
    y = np.maximum(dense[:, 2:3], 1e-4) * _power(np.sin(angle), roundness)
    return grid(np.stack([x, y, np.repeat(dense[:, :1], columns, 1)], -1))


def _smooth(at: Floats, knots: Floats) -> Floats:
    """Monotone cubic interpolation of equally spaced knots (Fritsch and Carlson 1980)."""
    from scipy.interpolate import PchipInterpolator

    return np.asarray(PchipInterpolator(np.arange(len(knots)), knots)(at), float)


def limb(length: float, top: float, bottom: float, *, bulge: float = 0.0, columns: int = 28) -> Mesh:
    """A rounded limb hanging from the origin down to -z, `top` and `bottom` radii, muscle `bulge`."""
    low = [(bottom * np.cos(a), -length + bottom * np.sin(a)) for a in np.linspace(-np.pi / 2, 0, 8)]
    along = np.linspace(0, 1, 12)[1:-1]
    middle = [
        (bottom + (top - bottom) * s + bulge * np.sin(np.pi * s) ** 2, -length + length * s) for s in along
    ]
    high = [(top * np.cos(a), top * np.sin(a)) for a in np.linspace(0, np.pi / 2, 8)]
    return lathe([*low, *middle, *high], columns=columns)


def tube(path: Floats, radius: float | Floats, *, columns: int = 12) -> Mesh:
    """A round tube along `path` (n, 3) with rounded ends; `radius` is one or one per point."""
    points = np.asarray(path, float)
    radii = np.broadcast_to(np.asarray(radius, float), len(points))
    tangent = np.gradient(points, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    helper = np.array([0.0, 0.0, 1.0]) if abs(tangent[0, 2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = np.cross(tangent, helper)
    side /= np.linalg.norm(side, axis=1, keepdims=True) + 1e-12
    up = np.cross(tangent, side)
    caps = [(np.sin(a), np.cos(a)) for a in np.linspace(0, np.pi / 2, 5)[:-1]]
    rings = [(points[0] - tangent[0] * radii[0] * c, radii[0] * s, 0) for s, c in caps]
    rings += [(points[i], radii[i], i) for i in range(len(points))]
    rings += [(points[-1] + tangent[-1] * radii[-1] * c, radii[-1] * s, -1) for s, c in reversed(caps)]
    angle = np.linspace(-np.pi, np.pi, columns)
    sheet = [
        centre + size * (np.cos(angle)[:, None] * side[i] + np.sin(angle)[:, None] * up[i])
        for centre, size, i in rings
    ]
    return grid(np.array(sheet))


def ring(radius: float, thick: float, *, rows: int = 14, columns: int = 40) -> Mesh:
    """A ring about z through the origin: `radius` of its middle line, `thick` of its round section."""
    section = np.linspace(-np.pi, np.pi, rows)
    return lathe([(radius + thick * np.cos(a), thick * np.sin(a)) for a in section], columns=columns)


def spline(points: Floats, *, steps: int = 8) -> Floats:
    """A smooth curve (m, 3) through points (n, 3)."""
    from scipy.interpolate import CubicSpline

    at = np.arange(len(points))
    return np.asarray(CubicSpline(at, points)(np.linspace(0, at[-1], steps * at[-1] + 1)), float)


def prism(outline: Floats, thick: float) -> Mesh:
    """A simple polygon of (y, z) corners (n, 2), cut out of board that is `thick` along x."""
    import mapbox_earcut

    (y, z), count = outline.T, len(outline)
    if float(y @ np.roll(z, -1) - z @ np.roll(y, -1)) < 0:
        outline = outline[::-1].copy()
    flat = mapbox_earcut.triangulate_float64(outline, np.array([count], np.uint32)).reshape(-1, 3)
    front = np.column_stack([np.full(count, thick / 2), outline])
    back = front * [-1, 1, 1]
    a, b, c = (outline[flat[:, i]] for i in range(3))
    turned = np.cross(b - a, c - a) < 0
    flat[turned] = flat[turned][:, ::-1]
    following = np.roll(np.arange(count), -1)
    corners = np.stack([front, back, back[following], front[following]], 1).reshape(-1, 3)
    first = 4 * np.arange(count)[:, None]
    sides = np.concatenate([first + [0, 1, 2], first + [0, 2, 3]]) + 2 * count
    faces = np.concatenate([flat, flat[:, ::-1] + count, sides]).astype(np.int32)
    vertices = np.concatenate([front, back, corners])
    return Mesh(vertices, faces, vertices[:, 1:] - vertices[:, 1:].min(0))
