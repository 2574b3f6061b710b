"""The camera's track: where it stands, what it looks at and how long its lens is, frame by frame.

A shot keeps a cloud of points in the picture (a person's limbs, the hoop, the
ball). For a viewing direction the nearest camera that holds them all has a
closed form (`fit`); the track is that camera, smoothed, kept inside the set and
off the ground, then corrected by its lens. Owns no physics and no pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from .framing import Framing, framing_of
from .world import World

Floats = npt.NDArray[np.float64]
LENS = {"wide": 34.0, "medium": 30.0, "close": 26.0}
FILL = {"wide": 0.78, "medium": 0.9, "close": 0.92}
TILT = {"eye": 0.0, "low": 7.0, "high": -16.0}
WIDEST = 75.0
# How a move changes the camera over a shot (0 to 1): degrees round the subject, degrees of tilt, distance.
SWEEP = {"orbit": 50.0, "static": 0.0, "drone": 40.0}
Curve = Callable[[Floats], Floats]
RISE: dict[str, Curve] = {
    "drone": lambda u: -24.0 - 10.0 * u,
    "crane": lambda u: -32.0 * (1 - u * u * (3 - 2 * u)),
}
DISTANCE: dict[str, Curve] = {
    "dolly_in": lambda u: 1.22 - 0.34 * u,
    "dolly_out": lambda u: 0.9 + 0.5 * u,
    "drone": lambda u: 1.35 + 0.35 * u,
    "crane": lambda u: 1.5 - 0.4 * u,
}


@dataclass(frozen=True, slots=True)
class Track:
    """`position` and `target` (F, 3) metres, `fov` (F,) vertical degrees, `subject` the body in focus."""

    position: Floats
    target: Floats
    fov: Floats
    subject: str


def film(
    world: World, times: Floats, xpos: Floats, facts: Mapping[str, Any], fps: int, aspect: float = 16 / 9
) -> Track:
    """The track of a shot from its camera plan and what was recorded; `aspect` is width over height."""
    plan = world.shot.camera
    framing = framing_of(world, plan, times, xpos, facts)
    base = np.radians(LENS[plan.size])
    frames = len(times)
    progress = np.linspace(0, 1, frames) if frames > 1 else np.zeros(1)
    swing = SWEEP.get(plan.move, framing.sweep) * (progress - 0.5)
    tilt = framing.tilt + TILT[plan.angle] + RISE.get(plan.move, np.zeros_like)(progress)
    forward, right, up = _axes(framing.bearing + swing, tilt)
    centre, away = _fitted(framing, forward, right, up, base, aspect, FILL[plan.size], fps)
    away = away * DISTANCE.get(plan.move, np.ones_like)(progress)
    position = centre - forward * away[:, None]
    if plan.move == "pan":
        position = np.repeat(position[frames // 2 : frames // 2 + 1], frames, 0)
    target = centre
    position = _inside(world, position, framing, times, fps)
    if plan.move == "handheld":
        position, target = _shaken(world, position, target, fps)
    fov = _lens(framing, position, target, base, aspect, FILL[plan.size], fps)
    return Track(position, target, fov, framing.subject)


def _axes(bearing: Floats, tilt: Floats) -> tuple[Floats, Floats, Floats]:
    """(forward, right, up), each (F, 3)."""
    a, e = np.radians(bearing), np.radians(tilt)
    forward = np.stack([np.cos(a) * np.cos(e), np.sin(a) * np.cos(e), np.sin(e)], 1)
    right = np.stack([np.sin(a), -np.cos(a), 0 * a], 1)
    return forward, right, np.cross(right, forward)


def fit(points: Floats, radii: Floats, half_width: float, half_height: float) -> tuple[float, float, float]:
    """(x, y, distance) of the nearest camera that sees balls (k, 3) given as (right, up, forward).

    The camera looks along forward from (x, y, -distance); `half_*` are tangents of half the view angles.
    """
    found = []
    for axis, tangent in ((0, half_width), (1, half_height)):
        spread = radii * np.hypot(1.0, tangent)
        high = float(np.max(points[:, axis] + spread - points[:, 2] * tangent))
        low = float(np.min(points[:, axis] - spread + points[:, 2] * tangent))
        found.append(((high + low) / 2, (high - low) / (2 * tangent)))
    return found[0][0], found[1][0], max(found[0][1], found[1][1])


def _fitted(
    framing: Framing,
    forward: Floats,
    right: Floats,
    up: Floats,
    base: float,
    aspect: float,
    fill: float,
    fps: int,
) -> tuple[Floats, Floats]:
    """(points to look at (F, 3), distances (F,)) before the set is considered."""
    tall = np.tan(base / 2) * fill
    wide = tall * aspect
    frames = len(framing.points)
    centres, aways = np.zeros((frames, 3)), np.zeros(frames)
    for f in range(frames):
        chosen = framing.present[f]
        cloud, radii = framing.points[f, chosen], framing.radii[chosen]
        if framing.fixed:
            cloud, radii = (
                framing.points[framing.present],
                np.broadcast_to(framing.radii, framing.present.shape),
            )
            radii = radii[framing.present]
        middle = cloud.mean(0)
        local = (cloud - middle) @ np.stack([right[f], up[f], forward[f]], 1)
        x, y, away = fit(local, radii, wide, tall)
        centres[f], aways[f] = middle + right[f] * x + up[f] * y, max(away, framing.nearest)
        # The plane looked at is the middle of the cloud, so a moving cloud keeps its distance.
    if framing.fixed:
        return centres, aways
    sigma = max(framing.softness * fps, 1e-3)
    aways = maximum_filter1d(aways, max(1, round(framing.softness * fps)), mode="nearest")
    return gaussian_filter1d(centres, sigma, axis=0, mode="nearest"), gaussian_filter1d(
        aways, sigma, mode="nearest"
    )


def _inside(world: World, position: Floats, framing: Framing, times: Floats, fps: int) -> Floats:
    """The track kept in the set's room, above the ground and above the water."""
    low, high = (np.array(corner) for corner in world.room)
    kept = np.clip(position, low, high)
    floor = np.full(len(kept), framing.lowest)
    if world.water is not None:
        heights = [
            float(world.water.height(x, y, float(t))) for (x, y, _), t in zip(kept, times, strict=True)
        ]
        floor = floor + np.maximum(np.array(heights), 0.0)
    if not framing.fixed:
        # Walls stop the camera gently.
        kept = gaussian_filter1d(kept, max(framing.softness * fps, 1e-3), axis=0, mode="nearest")
    kept[:, 2] = np.maximum(kept[:, 2], floor)
    return kept


def _lens(
    framing: Framing, position: Floats, target: Floats, base: float, aspect: float, fill: float, fps: int
) -> Floats:
    """Vertical angle in degrees: the plan's lens, wider where a wall keeps the camera too near."""
    needed = np.zeros(len(position))
    for f in range(len(position)):
        forward = target[f] - position[f]
        forward = forward / np.linalg.norm(forward)
        right = np.cross(forward, [0, 0, 1.0])
        right /= np.linalg.norm(right)
        up = np.cross(right, forward)
        chosen = framing.present[f]
        local = (framing.points[f, chosen] - position[f]) @ np.stack([right, up, forward], 1)
        depth = np.maximum(local[:, 2], 0.3)
        tangent = np.maximum(np.abs(local[:, 1]), np.abs(local[:, 0]) / aspect) + framing.radii[chosen]
        needed[f] = 2 * np.arctan(float((tangent / depth).max()) / max(fill, 0.9))
    if framing.fixed:
        needed[:] = needed.max()
    wide = np.maximum(needed, base)
    if not framing.fixed:
        wide = maximum_filter1d(wide, max(1, round(0.4 * fps)), mode="nearest")
        wide = gaussian_filter1d(wide, 0.3 * fps, mode="nearest")
    return np.asarray(np.minimum(np.degrees(wide), WIDEST))


def _shaken(world: World, position: Floats, target: Floats, fps: int) -> tuple[Floats, Floats]:
    """A hand that holds the camera: slow wander of about a centimetre, drawn from the screenplay's seed."""
    rng = np.random.default_rng([world.screenplay.seed, 77, world.shot_index])
    wander = gaussian_filter1d(rng.normal(size=(2, len(position) + 1, 3)), 0.25 * fps, axis=1)[
        :, : len(position)
    ]
    wander *= 0.012 / (wander.std() + 1e-9)
    return position + wander[0], target + 1.4 * wander[1]
