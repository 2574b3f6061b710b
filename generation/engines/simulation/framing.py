"""Framing: what a shot wants in its picture, as balls around bodies that move.

Owns who and what is seen and from which side; where the camera then stands is
`camera`'s to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from .blocking import sizes
from .blocking.script import SHOWN
from .screenplay import CameraPlan
from .screenplay.providing import PASSER_BY
from .world import World
from .world.bodies.person import scale_of

Floats = npt.NDArray[np.float64]
FLIES = frozenset({"fly", "hover", "soar", "glide", "take_off"})
FLIGHT_TILT = 13.0  # degrees: one looks up at what flies
WINGS = 0.34  # of the length, around every part of what flies
LARGE = 1.0  # metres of a thing that makes room for itself in the picture
MOST_OF_IT = 1.5  # of a thing that stands about, in heights of those who act


@dataclass
class Framing:
    """What a shot wants in its picture.

    `points` (F, k, 3) metres with `radii` (k,), `present` (F, k) tells which count in which frame;
    `bearing` is the direction from camera to subject in degrees (0 looks along +x, 90 along +y) and
    `tilt` how far it looks up. `heading` (F, 3) is where those in the picture look or go, as far as they
    agree. `fixed` keeps one place for the whole shot; `lowest` is the lowest height.
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
    heading: Floats | None = None
    extra: dict[str, float] = field(default_factory=dict)


def _bodies(world: World, actor: str) -> list[int]:
    model = world.model
    root = model.body(actor).id
    return [b for b in range(model.nbody) if model.body_rootid[b] == root]


def framing_of(
    world: World, plan: CameraPlan, times: Floats, xpos: Floats, facts: Mapping[str, Any]
) -> Framing:
    """What the shot keeps in its picture: by the first beat's action, or everybody who performs."""
    if world.blocking.performed or (world.shot.props and not world.shot.cast):
        return _performing(world, plan, times, xpos)
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
        half, top = (1.5, 2.0) if world.shot.props else (3.0, 3.2)  # things are nearer than a place
        points = np.zeros((len(times), 2, 3)) + [[0, -half, 0], [0, half, top]]
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
    k = scale_of(world.screenplay.actor(actor).appearance)
    if close:
        parts = [head + np.array([0, y, z]) * k for y, z in ((0, 0.42), (0.22, -0.2), (-0.22, -0.2))]
        return np.stack(parts, 1), np.full(3, 0.03)
    hips = xpos[:, model.body(actor).id]
    arms = [xpos[:, model.body(f"{actor}_{part}").id] for part in ("fore_l", "fore_r", "hand_l", "hand_r")]
    return np.stack([head + [0, 0, 0.4 * k], hips - [0, 0, 0.1 * k], *arms], 1), np.full(6, 0.05)


def _performing(world: World, plan: CameraPlan, times: Floats, xpos: Floats) -> Framing:
    """Everybody and what they use, from the front; nearer sizes keep to the lead."""
    cast = _leads(world)
    lead = cast[0] if cast else next(iter(world.shot.props), "")
    shown = _shown(world, plan)
    parts = _parts(world, plan, shown, lead, xpos)
    cloud = np.concatenate([points for points, _ in parts], 1)
    radii = np.concatenate([radius for _, radius in parts])
    rng = np.random.default_rng([world.screenplay.seed, 31, world.shot_index])
    bearing = 180.0 + float(rng.uniform(-16, 16)) - (34.0 if _comes(world) else 0.0)
    present = np.ones(cloud.shape[:2], bool)
    counted = [(points.shape[1], name) for (points, _), name in zip(parts, shown, strict=False)]
    _let_go(world, times, counted, present)
    plunges = any(beat.action == "plunge" for beat in world.shot.beats)
    if plunges:  # what is under water is not looked for there, and the splash is seen where it is
        cloud[..., 2] = np.maximum(cloud[..., 2], 0.1)
    fixed = plan.move == "static" or plunges
    tilt = FLIGHT_TILT if flies(world) else -7.0 if plunges else -4.0
    framing = Framing(cloud, radii, bearing, tilt, present, lead, fixed, softness=0.6, sweep=6.0)
    framing.nearest = 0.7 if plan.size == "close" else float(np.clip(1.2 * _tallest(world, shown), 0.6, 1.5))
    framing.lowest = 0.25
    if not _is_ahead(world, shown, lead):
        framing.heading = _heading(world, [lead] if plan.size == "close" else cast or [lead], times)
    return framing


def _parts(
    world: World, plan: CameraPlan, shown: list[str], lead: str, xpos: Floats
) -> list[tuple[Floats, Floats]]:
    """Points and radii of everything that a size shows."""
    cast = _leads(world)
    if plan.size != "wide" and lead in cast and world.screenplay.actor(lead).kind == "person":
        return [
            _upper(world, name, xpos, close=plan.size == "close")
            for name in cast
            if world.screenplay.actor(name).kind == "person" and (name == lead or plan.size == "medium")
        ]
    if plan.size == "close" and lead in cast:
        return [_head(world, lead, xpos)]
    if not shown:
        half, high = (2.6, 2.6) if world.shot.cast else (2.0, 1.8)  # a place where people pass by
        points = np.zeros((len(xpos), 2, 3)) + [[0, -half, 0], [0, half, high]]
        return [(points, np.full(2, 0.2))]
    return [_whole(world, name, xpos) for name in shown]


def _leads(world: World) -> list[str]:
    """Those whom a shot is about: not who only passes by."""
    return [name for name in world.shot.cast if world.screenplay.actor(name).label != PASSER_BY]


def _tallest(world: World, shown: list[str]) -> float:
    """Metres of the largest that is shown: what is small is seen from nearer."""
    return max((max(sizes.size(world.screenplay, name)) for name in shown), default=np.inf)


def _is_ahead(world: World, shown: list[str], lead: str) -> bool:
    """Whether something large that the lead uses fills the room ahead of them already."""
    used = {beat.target for beat in world.shot.beats if beat.actor == lead and beat.action not in SHOWN}
    return any(
        name in world.shot.props and max(sizes.size(world.screenplay, name)) > LARGE
        for name in used & set(shown)
    )


def flies(world: World) -> bool:
    """Whether those whom the shot is about are in the air."""
    lead = world.shot.cast[0] if world.shot.cast else next(iter(world.shot.props), "")
    return any(beat.actor == lead and beat.action in FLIES for beat in world.shot.beats)


def _heading(world: World, names: list[str], times: Floats) -> Floats | None:
    """Where those in the picture look or go, the mean of unit vectors (F, 3)."""
    scripts = [world.blocking.scripts[name] for name in names if name in world.blocking.scripts]
    if not scripts:
        return None
    yaws = np.array([[script.path.at(float(time)).yaw for time in times] for script in scripts])
    return np.asarray(np.stack([np.cos(yaws).mean(0), np.sin(yaws).mean(0), np.zeros(len(times))], 1))


def _comes(world: World) -> bool:
    """Whether somebody comes towards the audience rather than crossing the picture."""
    legs = [leg for script in world.blocking.scripts.values() for leg in script.path.legs]
    return any(abs(np.cos(leg.yaw)) > 0.8 and leg.length > 2 for leg in legs)


def _let_go(
    world: World, times: Floats, parts: list[tuple[int, str]], present: npt.NDArray[np.bool_]
) -> None:
    """Things that are sent off and caught by nobody leave the picture."""
    caught = {hold.prop for hold in world.blocking.holds if hold.start > 0}
    at = 0
    for count, name in parts:
        for launch in world.blocking.launches:
            if launch.prop == name and name not in caught:
                present[times > launch.time + 0.9, at : at + count] = False
        at += count


def _shown(world: World, plan: CameraPlan) -> list[str]:
    """Everybody, and the things that matter: all in a wide shot, else what goes or is used."""
    used = {beat.target for beat in world.shot.beats} | {beat.actor for beat in world.shot.beats}
    used |= {name for r in world.shot.relations for name in (r.subject, r.object)}
    props = [n for n in world.shot.props if plan.size == "wide" or n in used or not world.shot.cast]
    near = [n for n in props if max(sizes.size(world.screenplay, n)) < 12.0]
    passing = len(world.shot.cast) > len(_leads(world))
    if not world.shot.cast:  # what carries other things is not what one looks at
        carrying = {r.object for r in world.shot.relations if r.how in {"on", "in"}}
        near = [name for name in near if name not in carrying] or near
    elif passing:
        near = [
            n
            for n in near
            if not any(beat.actor == n and beat.action == "drive" for beat in world.shot.beats)
        ]
    return [*_leads(world), *near]


def _whole(world: World, name: str, xpos: Floats) -> tuple[Floats, Floats]:
    """A body or a thing from bottom to top; of what stands about only as much as suits those who act."""
    if name in world.shot.cast and world.screenplay.actor(name).kind in {"person", "corgi"}:
        return _cloud(world, name, xpos)
    length, width, height = sizes.size(world.screenplay, name)
    middle = xpos[:, world.model.body(name).id]
    if name in world.shot.cast:
        parts = xpos[:, _bodies(world, name)]
        airy = any(beat.actor == name and beat.action in FLIES for beat in world.shot.beats)
        radius = WINGS * max(length, height) if airy else min(length, width, height) / 3
        head = xpos[:, [world.model.body(f"{name}_head").id]]
        lowest = parts[:, :, 2].min(1)
        crown = head.copy()
        crown[:, 0, 2] = np.maximum(head[:, 0, 2], lowest + height - radius)
        return np.concatenate([parts, crown], 1), np.full(parts.shape[1] + 1, radius)
    side = max(length, width) / 2 * 0.8
    limit = _limit(world, name)
    side, height = min(side, 1.2 * limit), min(height, limit)
    spots = [middle + [0, y, z] for y in (-side, side) for z in (0.0, height)]
    return np.stack(spots, 1), np.full(4, 0.05)


def _limit(world: World, name: str) -> float:
    """Metres of a thing that has to be seen: all of what goes or is used, else as others are tall."""
    play, shot = world.screenplay, world.shot
    script = world.blocking.scripts.get(name)
    goes = bool(script and (script.parts or script.path.legs)) or any(
        ride.mount == name for ride in world.blocking.rides
    )
    used = any(beat.target == name and beat.action not in SHOWN for beat in shot.beats)
    if goes or used or not shot.cast:
        return np.inf
    return max(MOST_OF_IT * max(sizes.size(play, one)[2] for one in shot.cast), 0.8)


def _head(world: World, name: str, xpos: Floats) -> tuple[Floats, Floats]:
    """The head of an animal with some air around it."""
    head = xpos[:, [world.model.body(f"{name}_head").id]]
    return head, np.full(1, max(0.16, 0.3 * sizes.size(world.screenplay, name)[1]))
