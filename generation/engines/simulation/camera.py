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
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, minimum_filter1d

from .framing import Framing, framing_of
from .world import World

Floats = npt.NDArray[np.float64]
LENS = {"wide": 34.0, "medium": 30.0, "close": 26.0}
FILL = {"wide": 0.84, "medium": 0.9, "close": 0.92}
TALL_FILL = 0.94  # of the width of a portrait picture, which is what lacks there
TILT = {"eye": 0.0, "low": 7.0, "high": -16.0}
WIDEST = 75.0
THIRD = 1 / 3
AROUND = (0.0, 18.0, -18.0, 36.0, -36.0, 48.0, -48.0)
# How a move changes the camera over a shot (0 to 1): degrees round the subject, degrees of tilt, distance.
SWEEP = {"orbit": 50.0, "static": 0.0, "drone": 40.0}
Curve = Callable[[Floats], Floats]
RISE: dict[str, Curve] = {
    "drone": lambda u: -24.0 - 10.0 * u,
    "crane": lambda u: -32.0 * (1 - u),
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
    progress = eased(np.linspace(0, 1, frames) if frames > 1 else np.zeros(1))
    fill = FILL[plan.size]
    broad = max(fill, TALL_FILL) if aspect < 1 else fill
    if aspect < 1 and world.blocking.performed:
        framing.bearing += _narrowest(framing, base, aspect * broad / fill, fill)
    swing = SWEEP.get(plan.move, framing.sweep) * (progress - 0.5)
    tilt = framing.tilt + TILT[plan.angle] + RISE.get(plan.move, np.zeros_like)(progress)
    forward, right, up = _axes(framing.bearing + swing, tilt)
    centre, away, free = _fitted(framing, forward, right, up, base, aspect * broad / fill, fill, fps)
    centre = centre + right * _look_room(framing, right, away * np.tan(base / 2) * aspect, free, fps)[:, None]
    away = away * DISTANCE.get(plan.move, np.ones_like)(progress)
    position = centre - forward * away[:, None]
    if plan.move == "pan":
        position = np.repeat(position[frames // 2 : frames // 2 + 1], frames, 0)
    target = centre
    position = _inside(world, position, framing, times, fps)
    if plan.move == "handheld":
        position, target = _shaken(world, position, target, fps)
    fov = _lens(framing, position, target, base, aspect, fill, fps)
    return Track(position, target, fov, framing.subject)


def eased(u: Floats) -> Floats:
    """0 to 1 that starts and ends at rest and goes evenly between."""
    gentle = 0.25
    cruise = 1 / (1 - gentle)
    start = 0.5 * cruise * u**2 / gentle
    stop = 1 - 0.5 * cruise * (1 - u) ** 2 / gentle
    return np.asarray(np.where(u < gentle, start, np.where(u > 1 - gentle, stop, cruise * (u - gentle / 2))))


def _narrowest(framing: Framing, base: float, aspect: float, fill: float) -> float:
    """Degrees by which to go round a wide group, so that a tall picture shows it larger."""
    middle = len(framing.points) // 2
    chosen = framing.present[middle]
    cloud, radii = framing.points[middle, chosen], framing.radii[chosen]
    tall = np.tan(base / 2) * fill
    found = []
    for turn in AROUND:
        forward, right, up = _axes(np.array([framing.bearing + turn]), np.array([framing.tilt]))
        local = (cloud - cloud.mean(0)) @ np.stack([right[0], up[0], forward[0]], 1)
        found.append((fit(local, radii, tall * aspect, tall)[2] * (1 + 0.002 * abs(turn)), turn))
    return min(found)[1]


def _look_room(framing: Framing, right: Floats, half_width: Floats, free: Floats, fps: int) -> Floats:
    """Metres (F,) that the picture goes ahead of those in it: up to a third where they look or go."""
    if framing.heading is None:
        return np.zeros(len(right))
    sideways = np.einsum("fi,fi->f", framing.heading, right)
    wanted = np.clip(2.2 * sideways, -1, 1) * THIRD * half_width
    found = np.clip(wanted, -free, free)
    if framing.fixed:
        return np.full(len(found), float(np.median(found)))
    return np.asarray(gaussian_filter1d(found, max(framing.softness * fps, 1e-3), mode="nearest"))


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
) -> tuple[Floats, Floats, Floats]:
    """(points to look at (F, 3), distances (F,), metres (F,) to spare at each side) before the set counts."""
    tall = np.tan(base / 2) * fill
    wide = tall * aspect
    frames = len(framing.points)
    centres, aways, needed = np.zeros((frames, 3)), np.zeros(frames), np.zeros(frames)
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
        needed[f] = fit(local, radii, wide, 1e3)[2]
        centres[f], aways[f] = middle + right[f] * x + up[f] * y, max(away, framing.nearest)
        # The plane looked at is the middle of the cloud, so a moving cloud keeps its distance.
    if framing.fixed:
        return centres, aways, np.maximum(aways - needed, 0.0) * wide
    sigma = max(framing.softness * fps, 1e-3)
    aways = maximum_filter1d(aways, max(1, round(framing.softness * fps)), mode="nearest")
    free = np.maximum(aways - needed, 0.0) * wide
    return (
        gaussian_filter1d(centres, sigma, axis=0, mode="nearest"),
        gaussian_filter1d(aways, sigma, mode="nearest"),
        minimum_filter1d(free, max(1, round(framing.softness * fps)), mode="nearest"),
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
