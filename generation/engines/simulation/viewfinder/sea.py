"""The sea as the viewfinder draws it: a fan of points in front of the camera, and its colour per pixel.

The waves are those of `world.water`, in single precision and with their slopes.
The photographer builds its own surface from the same `fan`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..spray import foam
from .sky import Floats, air, floats, fractal, palette, sun_direction

if TYPE_CHECKING:
    from ..take import Splash, Take
    from ..world import Sky
    from ..world.water import Water

GRAVITY = 9.81
RINGS, SPOKES = 150, 130
DEEP = {
    "day": (0.012, 0.19, 0.29),
    "sunset": (0.06, 0.10, 0.17),
    "dawn": (0.06, 0.18, 0.25),
    "night": (0.006, 0.016, 0.035),
}
LIT = {
    "day": (0.06, 0.50, 0.52),
    "sunset": (0.36, 0.30, 0.28),
    "dawn": (0.20, 0.44, 0.46),
    "night": (0.02, 0.06, 0.09),
}


def surface(water: Water, x: Floats, y: Floats, time: float) -> tuple[Floats, Floats, Floats]:
    """(height m, slope along x, slope along y) at scattered points; deep-water dispersion w² = g k."""
    height = np.full(x.shape, water.level, np.float32)
    slope_x, slope_y = np.zeros(x.shape, np.float32), np.zeros(x.shape, np.float32)
    for amplitude, length, heading, phase in water.waves:
        k = 2 * np.pi / length
        kx, ky = np.float32(k * np.cos(heading)), np.float32(k * np.sin(heading))
        along = kx * x + ky * y + np.float32(phase - np.sqrt(GRAVITY * k) * time)
        height += np.float32(amplitude) * np.sin(along)
        steep = np.float32(amplitude) * np.cos(along)
        slope_x += kx * steep
        slope_y += ky * steep
    return height, slope_x, slope_y


def fan(eye: Floats, forward: Floats, half_angle: float, rings: int = RINGS, spokes: int = SPOKES) -> Floats:
    """Points (rings, spokes, 2) on the plane, dense by the eye and sparse towards the horizon."""
    spread = min(half_angle, 1.45)
    middle = np.arctan2(forward[1], forward[0])
    angles = middle + np.linspace(-spread, spread, spokes)
    near = max(0.15, 0.35 * float(abs(eye[2])))
    radii = near * (2500.0 / near) ** (np.linspace(0, 1, rings) ** 1.0)
    radii[0] = -4.0 * near
    flat = np.stack([np.cos(angles), np.sin(angles)], -1)
    return np.asarray(radii[:, None, None] * flat[None] + eye[None, None, :2], np.float32)


def triangles(rings: int, spokes: int) -> npt.NDArray[np.int64]:
    """Faces (n, 3) of a fan, counter-clockwise seen from above."""
    index = np.arange(rings * spokes).reshape(rings, spokes)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    return np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])


class Surface:
    """The sea in front of a take's camera as a sheet of points, finer than a fixed plane could be."""

    def __init__(self, water: Water, take: Take, aspect: float) -> None:
        self.water, self.take, self.aspect = water, take, aspect
        self.faces = triangles(RINGS, SPOKES)

    def sheet(self, frame: int) -> Floats:
        """Points (RINGS * SPOKES, 3) on the water at a frame, metres."""
        eye = floats(self.take.camera_position[frame])
        toward = floats(self.take.camera_target[frame]) - eye
        forward = toward / max(float(np.linalg.norm(toward)), 1e-6)
        half = np.arctan(np.tan(np.radians(self.take.camera_fov[frame]) / 2) * self.aspect) + 0.35
        plane = fan(eye, forward, float(half), RINGS, SPOKES).reshape(-1, 2)
        height = surface(self.water, plane[:, 0], plane[:, 1], float(self.take.times[frame]))[0]
        return np.concatenate([plane, height[:, None]], 1)


@dataclass(frozen=True, slots=True)
class Wet:
    """The sea at one time in seconds, with the splashes that foam on it."""

    water: Water
    splashes: tuple[Splash, ...]
    time: float


def shade(points: Floats, eye: Floats, wet: Wet, sky: Sky) -> Floats:
    """Display colour (n, 3) of sea points (n, 3): sky by Fresnel, depth by slope, glitter and foam."""
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    height, slope_x, slope_y = surface(wet.water, x, y, wet.time)
    view = eye.astype(np.float32) - points
    distance = np.sqrt(np.einsum("ij,ij->i", view, view)) + np.float32(1e-6)
    view /= distance[:, None]
    calm = np.float32(1) / (1 + (distance / 45) ** 2)
    ripple = np.float32(0.10) * np.clip(1.2 - distance / 30, 0, 1)
    drift = np.float32((wet.time + wet.water.since) * 0.35)
    fine_x = fractal(x * 2.3 + drift, y * 1.7, 2, 3) - 0.5
    fine_y = fractal(x * 1.9, y * 2.4 + drift, 2, 9) - 0.5
    normal = np.stack(
        [-slope_x * calm - fine_x * ripple, -slope_y * calm - fine_y * ripple, np.ones_like(x)], -1
    )
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    facing = np.clip(np.einsum("ij,ij->i", view, normal), 0.02, 1)
    mirror = 2 * facing[:, None] * normal - view
    mirror[:, 2] = np.abs(mirror[:, 2])
    fresnel = np.float32(0.03) + np.float32(0.97) * (1 - facing) ** 5
    fresnel = np.minimum(fresnel, 0.72)[:, None]
    tone = str(sky.time_of_day)
    body = np.clip(0.42 + height * 1.5 + (normal[:, 0] + normal[:, 1]) * 0.35, 0, 1)[:, None]
    deep, lit = floats(DEEP.get(tone, DEEP["day"])), floats(LIT.get(tone, LIT["day"]))
    colour = (deep + (lit - deep) * body) * (1 - fresnel) + air(mirror, sky) * fresnel
    towards = np.clip(mirror @ sun_direction(sky), 0, 1)
    glitter = (towards**220 * 1.5 + towards**24 * 0.14)[:, None] * floats(palette(sky).glow)
    crest = fractal(x * 1.3 + drift, y * 1.3, 3, 21)
    white_water = foam(x, y, wet.splashes, wet.time) * np.clip(crest * 3.4 - 1.0, 0, 1)
    whiteness = np.maximum(np.clip((height * 5.0 + crest * 1.5 - 1.42) * 3, 0, 1) * calm, white_water)
    colour = colour + glitter
    white = floats(palette(sky).cloud_lit)
    return np.asarray(colour + (white - colour) * (whiteness * 0.75)[:, None], np.float32)
