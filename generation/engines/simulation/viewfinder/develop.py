"""From what fixed-function OpenGL gives to a picture: contact shade, the sea's own colour, air, bloom.

Everything here reads the frame's depth and segmentation, runs on numpy and
OpenCV at a few tens of milliseconds a frame, and is deterministic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from . import sea
from .sky import Floats, floats, palette

if TYPE_CHECKING:
    from ..world import Sky

Pixels = npt.NDArray[np.uint8]
FAR, CLOSED = 2900.0, 100.0
DUST = {
    "": (0.78, 0.76, 0.72),
    "dim": (0.10, 0.11, 0.14),
    "stage": (0.12, 0.09, 0.12),
    "warm": (0.6, 0.5, 0.4),
}


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), np.float32)


@dataclass(frozen=True, slots=True)
class Eye:
    """Where the camera stands and looks: metres, unit vectors, vertical field in radians."""

    position: Floats
    forward: Floats
    right: Floats
    up: Floats
    field: float

    @classmethod
    def at(cls, position: npt.ArrayLike, target: npt.ArrayLike, fov_degrees: float) -> Eye:
        """A level camera at `position` that looks at `target`."""
        place = np.asarray(position, np.float32)
        forward = _unit(np.asarray(target, np.float32) - place)
        right = _unit(np.cross(forward, np.array((0, 0, 1), np.float32)))
        up = np.asarray(np.cross(right, forward), np.float32)
        return cls(place, forward, right, up, float(np.radians(fov_degrees)))

    def rays(self, width: int, height: int) -> Floats:
        """Vectors (H, W, 3) through the pixels' centres whose forward part is 1."""
        tall = np.float32(np.tan(self.field / 2))
        v = (1 - 2 * (np.arange(height, dtype=np.float32) + 0.5) / height) * tall
        u = (2 * (np.arange(width, dtype=np.float32) + 0.5) / width - 1) * tall * width / height
        return np.asarray(
            self.forward + u[None, :, None] * self.right + v[:, None, None] * self.up, np.float32
        )


def occlusion(depth: Floats, field: float, radius: float = 0.28) -> Floats:
    """Ambient occlusion (H, W), 1 open to about 0.6 closed, from depth alone (after Mittring 2007).

    `depth` is along the optical axis in metres, `radius` in metres.
    """
    height, width = depth.shape
    small = cv2.resize(depth, (max(width // 2, 1), max(height // 2, 1)), interpolation=cv2.INTER_NEAREST)
    scale = small.shape[0] / (2 * np.tan(field / 2))
    reach = np.clip(radius * scale / small, 1.0, small.shape[0] * 0.12).astype(np.float32)
    rows, columns = np.mgrid[0 : small.shape[0], 0 : small.shape[1]].astype(np.float32)
    closed = np.zeros(small.shape, np.float32)
    for step in range(8):
        angle, far = step * 2.399963, ((step + 0.7) / 8) ** 0.7
        dx, dy = reach * np.float32(np.cos(angle) * far), reach * np.float32(np.sin(angle) * far)
        ahead = cv2.remap(small, columns + dx, rows + dy, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        behind = cv2.remap(small, columns - dx, rows - dy, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        bulge = (small - (ahead + behind) * 0.5) / np.float32(radius)
        near = (np.abs(small - ahead) < radius * 1.6) & (np.abs(small - behind) < radius * 1.6)
        closed += np.where(near, np.clip(bulge * 6.0 - 0.06, 0, 1), 0)
    soft = cv2.GaussianBlur(closed / 8, (0, 0), 1.6)
    full = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 - 0.42 * np.clip(full * 1.5, 0, 1), np.float32)


def wet(
    picture: Floats,
    depth: Floats,
    mask: npt.NDArray[np.bool_],
    eye: Eye,
    water: sea.Wet,
    sky: Sky,
    *,
    horizon: bool = True,
) -> Floats:
    """Colour the pixels of `mask` as sea; shadows that the renderer drew on it stay, softened.

    With `horizon` the sea closes the gap of a pixel to the sky.
    """
    if not mask.any():
        return picture
    if horizon:
        edge = cv2.dilate(mask.astype(np.uint8), np.ones((3, 1), np.uint8)) > 0
        mask = mask | (edge & (depth >= FAR))
    depth = np.where(mask & (depth >= FAR), np.float32(FAR), depth)
    rays = eye.rays(depth.shape[1], depth.shape[0])[mask]
    points = eye.position + rays * depth[mask][:, None]
    colour = sea.shade(points, eye.position, water, sky)
    luma = picture[mask].mean(-1)
    bright = max(float(np.percentile(luma, 75)), 1e-3)
    shadow = np.clip(luma / bright, 0.0, 1.0)
    colour *= (0.55 + 0.45 * np.clip(shadow * 1.25, 0, 1))[:, None]
    out = picture.copy()
    out[mask] = colour
    return out


def haze(picture: Floats, depth: Floats, sky: Sky, *, indoor: bool, bright: float = 1.0) -> Floats:
    """Air between the camera and what is far away, `bright` times as light as the sky's own."""
    if indoor:
        reach, most, tone = 60.0, 0.1, DUST.get(sky.mood, DUST[""])
    else:
        tones = palette(sky)
        reach, most, tone = tones.reach, tones.veil, tones.horizon
    near = min(3.0, reach * 0.06)
    tint = floats(tone) * np.float32(bright)
    amount = (1 - np.exp(-np.maximum(depth - near, 0) / np.float32(reach))) * np.float32(most)
    # Fog closes the sky, too: thin things before it leave no specks.
    closed = not indoor and not sky.air and reach < CLOSED
    amount = np.where(depth < FAR, amount, np.float32(most if closed else 0.0))[..., None]
    return np.asarray(picture + (tint - picture) * amount, np.float32)


def bloom(picture: Floats) -> Floats:
    """Light that spills from what is brightest."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(width // 4, 1), max(height // 4, 1)), interpolation=cv2.INTER_AREA)
    spill = cv2.GaussianBlur(np.clip(small - 0.82, 0, 0.6), (0, 0), max(height / 120, 0.8))
    return np.asarray(picture + cv2.resize(spill, (width, height)) * 0.55, np.float32)


def finish(picture: Floats) -> Pixels:
    """A gentle shoulder and a little contrast, to 8 bits."""
    curve = np.where(picture > 0.8, 0.8 + 0.2 * np.tanh((picture - 0.8) / 0.2), picture)
    curve = np.clip(curve, 0, 1)
    curve = curve + 0.10 * (curve * curve * (3 - 2 * curve) - curve)
    return np.asarray(np.clip(curve * 255 + 0.5, 0, 255), np.uint8)
