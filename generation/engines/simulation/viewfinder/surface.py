"""What the viewfinder knows of each pixel's surface: where it lies, how it is turned, relief on it.

Fixed-function OpenGL has neither bump maps nor gobos; both are laid on here,
from the depth and the pose of the thing that a pixel shows, so that a relief
stays on its thing when it moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from .sky import Floats

TILE = 256
FEATURE, SLOPE, RIDGES = 16, np.float32(3), 5
NEAR_ENOUGH = 60.0
LAMP_AWAY, SLAT, OPEN, POOL, SHADE = 6.0, 0.36, 0.64, 3.2, 0.42
GLOSS = 1.4
TORCH_REACH, TORCH_DARK = 8.0, 0.3


@cache
def _relief(seed: int) -> Floats:
    """A tile of smooth noise (TILE, TILE) from -1 to 1 that repeats without a seam, features of 16 pixels."""
    rng = np.random.default_rng(seed)
    wide = np.zeros((TILE, TILE), np.float32)
    for sigma, share in ((5.0, 1.0), (2.0, 0.45), (0.9, 0.2)):
        noise = np.tile(rng.normal(0, 1, (TILE, TILE)).astype(np.float32), (3, 3))
        soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigma), np.float32)
        soft = soft[TILE : 2 * TILE, TILE : 2 * TILE]
        wide += soft / soft.std() * np.float32(share)
    return np.asarray(wide / np.abs(wide).max(), np.float32)


@dataclass(frozen=True, slots=True)
class Surface:
    """Points in metres and unit normals of the world, (H, W, 3) each.

    `seen` (H, W) tells where there is one, `grain` (H, W) how many metres of it a pixel covers.
    """

    points: Floats
    normals: Floats
    seen: npt.NDArray[np.bool_]
    grain: Floats


def surface_of(depth: Floats, rays: Floats, place: Floats) -> Surface:
    """The surface under each pixel; `rays` (H, W, 3) have a forward part of 1, `place` is the camera's."""
    points = place + rays * np.minimum(depth, NEAR_ENOUGH)[..., None]
    right = np.empty_like(points)
    down = np.empty_like(points)
    right[:, :-1], right[:, -1] = points[:, 1:] - points[:, :-1], 0
    down[:-1], down[-1] = points[1:] - points[:-1], 0
    left, up = np.roll(right, 1, 1), np.roll(down, 1, 0)
    # At an edge the nearer neighbour tells the slope.
    right = np.where(_longer(right, left), left, right)
    down = np.where(_longer(down, up), up, down)
    normals = np.cross(down, right)
    normals /= np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9)
    grain = np.sqrt(np.maximum((right**2).sum(-1), (down**2).sum(-1)))
    return Surface(points, np.asarray(normals, np.float32), depth < NEAR_ENOUGH, grain)


def _longer(one: Floats, other: Floats) -> npt.NDArray[np.bool_]:
    return np.asarray(((one**2).sum(-1) > (other**2).sum(-1))[..., None], np.bool_)


@dataclass(frozen=True, slots=True)
class Relief:
    """A relief of `per_metre` features, `strength` deep: variant `number`; `thumbs` presses ridges in."""

    per_metre: float
    strength: float
    number: int = 0
    thumbs: bool = False


def relief(kind: Relief, own: Surface, toward: Floats) -> Floats:
    """How much brighter (H, W) a relief makes each pixel, about 1.

    `own` is the surface in the frames of the things that the pixels show, `toward` (H, W, 3) the direction
    of the light in them. Three planes of the relief are mixed by the normal; what is finer than a pixel
    fades.
    """
    tile = _relief(0)
    if kind.number:
        tile = np.asarray(tile * 0.85 + _relief(kind.number) * 0.45, np.float32)
    bright = np.zeros(own.seen.shape, np.float32)
    total = np.full_like(bright, 1e-6)
    scale = np.float32(kind.per_metre * FEATURE)
    fine = np.clip(1.5 - own.grain * kind.per_metre * RIDGES * 2, 0, 1) if kind.thumbs else None
    for axis in range(3):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        weight = np.abs(own.normals[..., axis]) ** 3
        u, v = own.points[..., a] * scale, own.points[..., b] * scale
        lit = _looked_up(tile, u, v)
        lit -= _looked_up(tile, u + SLOPE * toward[..., a], v + SLOPE * toward[..., b])
        if fine is not None:
            bent = _looked_up(tile, u / 3, v / 3)
            ridges = np.sin((u + v * 0.4 + 22 * bent) * np.float32(2 * np.pi * RIDGES / FEATURE))
            lit += ridges * np.clip(bent * 6 - 1.5, 0, 1) * fine * np.float32(0.13)
        bright += weight * lit
        total += weight
    shallow = np.clip(1.6 - own.grain * kind.per_metre * 2, 0, 1)
    return np.asarray(1 + GLOSS * kind.strength * shallow * bright / total, np.float32)


def _looked_up(tile: Floats, u: Floats, v: Floats) -> Floats:
    wrapped = cv2.copyMakeBorder(tile, 0, 1, 0, 1, cv2.BORDER_WRAP)
    return np.asarray(
        cv2.remap(
            wrapped, np.mod(u, TILE).astype(np.float32), np.mod(v, TILE).astype(np.float32), cv2.INTER_LINEAR
        ),
        np.float32,
    )


def slats(ground: Surface, middle: Floats, toward: Floats, size: float) -> Floats:
    """How much light (H, W) a blind before a lamp lets through: stripes and a pool round `middle`.

    All is `size` times as large as for a camera at a usual distance.
    """
    lamp = middle + toward * np.float32(LAMP_AWAY * size)
    across = np.cross(np.array((0, 0, 1), np.float32), toward)
    across /= np.linalg.norm(across)
    up = np.cross(toward, across)
    ray = ground.points - lamp
    along = np.maximum(-(ray @ toward), 0.1)
    v, u = (ray @ up) / along * LAMP_AWAY, (ray @ across) / along * LAMP_AWAY
    wave = np.abs(np.mod(v / SLAT + 0.5, 1) - 0.5) * 2  # 0 in the middle of a gap, 1 on a slat
    open_ = np.clip((OPEN + 0.10 - wave) / 0.2, 0, 1)
    pool = 1 - np.clip((np.hypot(u * 0.8, v) - POOL * 0.7) / (POOL * 0.9), 0, 1)
    light = SHADE + (1 - SHADE) * open_ * pool * pool * (3 - 2 * pool)
    return np.where(ground.seen, light, np.float32(SHADE)).astype(np.float32)


def torchlight(depth: Floats, sky: npt.NDArray[np.bool_]) -> Floats:
    """How a lamp on the camera falls off with the depth (H, W); the sky is out of its reach."""
    fall = TORCH_DARK + (1 - TORCH_DARK) * np.exp(-((np.maximum(depth - 1.5, 0) / TORCH_REACH) ** 1.3))
    return np.where(sky, np.float32(1), fall).astype(np.float32)
