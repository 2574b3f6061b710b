"""The camera's track: where it stands, what it looks at and how long its lens is, frame by frame.

A shot keeps a cloud of points in the picture (a person's limbs, the hoop, the
ball). For a viewing direction the nearest camera that holds them all has a
closed form (`fit`); the track is that camera, smoothed, kept inside the set and
off the ground, then corrected by its lens. Owns no physics and no pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from .screenplay import CameraPlan
from .world import World, sets

Floats = npt.NDArray[np.float64]
LENS = {"wide": 34.0, "medium": 30.0, "close": 26.0}
FILL = {"wide": 0.78, "medium": 0.9, "close": 0.92}
TILT = {"eye": 0.0, "low": 7.0, "high": -16.0}
WIDEST = 75.0


@dataclass(frozen=True, slots=True)
class Track:
    """`position` and `target` (F, 3) metres, `fov` (F,) vertical degrees, `subject` the body in focus."""

    position: Floats
    target: Floats
    fov: Floats
    subject: str


@dataclass
class Framing:
    """What a shot wants in its picture.

    `points` (F, k, 3) metres with `radii` (k,), `present` (F, k) tells which count in which frame;
    `bearing` is the direction from camera to subject in degrees (0 looks along +x, 90 along +y) and
    `tilt` how far it looks up. `fixed` keeps one place for the whole shot; `lowest` is the lowest height.
    """

    points: Floats
    radii: Floats
    bearing: float
    tilt: float
    present: npt.NDArray[np.bool_]
    subject: str
    fixed: bool = False
    softness: float = 0.35
    sweep: float = 0.0
    lowest: float = 0.2
    nearest: float = 1.2
    extra: dict[str, float] = field(default_factory=dict)


def film(
    world: World, times: Floats, xpos: Floats, facts: Mapping[str, Any], fps: int, aspect: float = 16 / 9
) -> Track:
    """The track of a shot from its camera plan and what was recorded; `aspect` is width over height."""
    plan = world.shot.camera
    framing = _framing(world, plan, times, xpos, facts)
    base = np.radians(LENS[plan.size])
    frames = len(times)
    progress = np.linspace(0, 1, frames) if frames > 1 else np.zeros(1)
    swing = {"orbit": 50.0, "static": 0.0}.get(plan.move, framing.sweep) * (progress - 0.5)
    forward, right, up = _axes(framing.bearing + swing, framing.tilt + TILT[plan.angle])
    centre, away = _fitted(framing, forward, right, up, base, aspect, FILL[plan.size], fps)
    if plan.move == "dolly_in":
        away = away * (1.22 - 0.34 * progress)
    position = centre - forward * away[:, None]
    if plan.move == "pan":
        position = np.repeat(position[frames // 2 : frames // 2 + 1], frames, 0)
    target = centre
    position = _inside(world, position, framing, times, fps)
    if plan.move == "handheld":
        position, target = _shaken(world, position, target, fps)
    fov = _lens(framing, position, target, base, aspect, FILL[plan.size], fps)
    return Track(position, target, fov, framing.subject)


def _axes(bearing: Floats, tilt: float) -> tuple[Floats, Floats, Floats]:
    """(forward, right, up), each (F, 3)."""
    a, e = np.radians(bearing), np.radians(tilt)
    forward = np.stack([np.cos(a) * np.cos(e), np.sin(a) * np.cos(e), np.full_like(a, np.sin(e))], 1)
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
    low, high = (np.array(corner) for corner in sets.get(world.shot.set).room)
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


def _bodies(world: World, actor: str) -> list[int]:
    model = world.model
    root = model.body(actor).id
    return [b for b in range(model.nbody) if model.body_rootid[b] == root]


def _framing(
    world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]
) -> Framing:
    """The framing of the first beat's action."""
    cast = world.shot.cast
    action = facts.get(cast[0], {}).get("action", "stand") if cast else "empty"
    builders = {"shoot_basketball": _shooting, "backflip": _flipping, "ride": _riding}
    framing = builders.get(action, _standing)(world, plan, times, xpos, facts)
    if plan.move in ("static", "handheld", "dolly_in", "orbit") and action == "stand":
        framing.fixed = plan.move == "static"
    return framing


def _cloud(world: World, actor: str, xpos: Floats) -> tuple[Floats, Floats]:
    """Points (F, k, 3) and radii (k,) around an actor's bodies, with the top of its head."""
    bodies = _bodies(world, actor)
    head = world.model.body(f"{actor}_head").id
    person = world.screenplay.actor(actor).kind == "person"
    tall = 0.2 if person else 0.27  # the dog's ears
    crown = xpos[:, head : head + 1] + [0, 0, tall]
    points = np.concatenate([xpos[:, bodies], crown], 1)
    return points, np.full(points.shape[1], 0.1 if person else 0.05)


def _shooting(
    world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]
) -> Framing:
    """Shooter and ball first; the hoop joins before the release and stays."""
    actor = world.shot.cast[0]
    points, radii = _cloud(world, actor, xpos)
    kinds = {world.screenplay.prop(name).kind: name for name in world.shot.props}
    ball = xpos[:, [world.model.body(kinds["basketball"]).id]]
    rim = xpos[:, world.model.body(kinds["hoop"]).id]
    corners = [(0.4, 0.9, 3.98), (0.4, -0.9, 3.98), (0.4, 0.0, 2.7), (1.6, 0.0, 2.8)]
    board = np.stack([rim + corner for corner in corners], 1)
    people = points.shape[1]
    cloud = np.concatenate([points, ball, board], 1)
    present = np.ones(cloud.shape[:2], bool)
    release = float(facts[actor]["release"])
    if plan.move != "static":
        present[times < release - 0.9, people + 1 :] = False
    # A ball that bounces out of the story is let go.
    present[:, people] &= (times < release + 2.0) & (np.abs(ball[:, 0, 1]) < 3.0)
    weights = np.r_[radii, 0.14, 0.05, 0.05, 0.05, 0.05]
    fixed = plan.move == "static"
    return Framing(cloud, weights, 76.0, 3.0, present, actor, fixed, softness=0.5, sweep=-10.0)


def _flipping(
    world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]
) -> Framing:
    """Low over the water: the person and the board's near part, down to the splash."""
    del plan
    actor = world.shot.cast[0]
    points, radii = _cloud(world, actor, xpos)
    feet = [world.model.body(f"{actor}_foot_{side}").id for side in "lr"]
    left = float(facts[actor].get("left", 0.0))
    start = np.argmin(np.abs(times - left))
    deck = xpos[:, feet].mean(1)
    spot = np.repeat(deck[start : start + 1], len(times), 0)
    spot[:, 2] = np.maximum(spot[:, 2], 0.0)
    ahead, behind = spot + [1.5, 0, 0], spot + [-0.7, 0, 0]
    above, under = spot + [0, 0, 0.9], spot + [0, 0, -0.25]
    cloud = np.concatenate([points, np.stack([ahead, behind, above, under], 1)], 1)
    surface = -0.25
    present = np.ones(cloud.shape[:2], bool)
    present[:, : points.shape[1]] = cloud[:, : points.shape[1], 2] > surface
    return Framing(
        cloud,
        np.r_[radii, 0.1, 0.1, 0.1, 0.1],
        84.0,
        -4.0,
        present,
        actor,
        softness=0.45,
        sweep=10.0,
        lowest=0.55,
    )


def _riding(world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]) -> Framing:
    """Low and in front of the dog, drawing back as fast as it comes."""
    del times, facts
    actor = world.shot.cast[0]
    points, radii = _cloud(world, actor, xpos)
    kinds = {world.screenplay.prop(name).kind: name for name in world.shot.props}
    if "skateboard" in kinds:
        board = xpos[:, world.model.body(kinds["skateboard"]).id]
        ends = np.stack([board + [0.46, 0, -0.1], board - [0.46, 0, 0.1]], 1)
        points, radii = np.concatenate([points, ends], 1), np.r_[radii, 0.05, 0.05]
    if plan.size == "wide":
        radii = radii + 0.16
    present = np.ones(points.shape[:2], bool)
    framing = Framing(points, radii, 148.0, -7.0, present, actor, softness=0.5, sweep=26.0, lowest=0.16)
    framing.nearest = 1.6
    return framing


def _standing(
    world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]
) -> Framing:
    """Everybody from the front; a medium shot from the hips up, a close one head and shoulders."""
    del facts
    if not world.shot.cast:
        points = np.zeros((len(times), 2, 3)) + [[0, -1.5, 0], [0, 1.5, 2.0]]
        return Framing(
            points, np.full(2, 0.2), 180.0, -3.0, np.ones(points.shape[:2], bool), "world", fixed=True
        )
    clouds, weights = [], []
    for actor in world.shot.cast:
        points, radii = _cloud(world, actor, xpos)
        if plan.size != "wide" and world.screenplay.actor(actor).kind == "person":
            points, radii = _upper(world, actor, xpos, close=plan.size == "close")
        clouds.append(points)
        weights.append(radii)
    cloud = np.concatenate(clouds, 1)
    subject = world.shot.cast[0]
    present = np.ones(cloud.shape[:2], bool)
    heading = 190.0 if len(world.shot.cast) == 1 else 180.0
    return Framing(cloud, np.concatenate(weights), heading, -2.0, present, subject, softness=0.7, sweep=5.0)


def _upper(world: World, actor: str, xpos: Floats, *, close: bool) -> tuple[Floats, Floats]:
    model = world.model
    head = xpos[:, model.body(f"{actor}_head").id]
    if close:
        parts = [head + [0, 0, 0.42], head + [0, 0.24, -0.14], head + [0, -0.24, -0.14]]
        return np.stack(parts, 1), np.full(3, 0.03)
    hips = xpos[:, model.body(actor).id]
    arms = [xpos[:, model.body(f"{actor}_{part}").id] for part in ("fore_l", "fore_r", "hand_l", "hand_r")]
    return np.stack([head + [0, 0, 0.4], hips - [0, 0, 0.1], *arms], 1), np.full(6, 0.05)
