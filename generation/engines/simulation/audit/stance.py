"""What touches: how deep, whether feet stay, whether joints keep to their range, who was helped."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .evidence import Evidence, Floats, back, turned
from .touching import Touch

BLOW = 0.1
SOLES = ("_sole_", "_paw_", "_foot_", "_hoof_")
DOWN = 0.0015


def depths(evidence: Evidence, touches: list[list[Touch]]) -> tuple[float | None, float | None]:
    """The deepest overlap in metres (outside of blows, within them) of what physics moves."""
    driven = {tree.name for tree in evidence.driven}
    resting: list[float] = []
    struck: list[float] = []
    for frame, found in enumerate(touches):
        time = float(evidence.take.times[frame])
        for touch in found:
            if not driven & set(touch.roots):
                continue
            blown = any(
                set(touch.geoms) == {blow.geom1, blow.geom2} and -1e-3 <= time - blow.time <= BLOW
                for blow in evidence.take.contacts
            )
            (struck if blown else resting).append(max(0.0, -touch.gap))
    return max(resting, default=None), max(struck, default=None)


def foot_slide(evidence: Evidence, touches: list[list[Touch]]) -> float | None:
    """The longest way, in metres, of a foot over what it stands on, from touching down to leaving.

    In every frame the points of the foot that touch are followed into the next: a foot that rolls from
    heel to toe slides nothing.
    """
    driven = {tree.name for tree in evidence.driven}
    ways: dict[tuple[str, int], Floats] = {}
    worst: list[float] = []
    for frame in range(len(touches) - 1):
        steps = _steps(evidence, touches, frame, driven)
        ways = {stance: ways.get(stance, np.zeros(3)) + step for stance, step in steps.items()}
        worst += [float(np.linalg.norm(way)) for way in ways.values()]
    return max(worst, default=None)


def _steps(
    evidence: Evidence, touches: list[list[Touch]], frame: int, driven: set[str]
) -> dict[tuple[str, int], Floats]:
    """How each foot that is down now and in the next frame moves over its support (3,)."""
    moved: dict[tuple[str, int], list[Floats]] = defaultdict(list)
    still = {
        (foot, other)
        for touch in touches[frame + 1]
        for foot, _, other in _feet(touch, driven)
        if _is_down(touch)
    }
    for touch in touches[frame]:
        for foot, body, other in _feet(touch, driven):
            if _is_down(touch) and (foot, other) in still:
                own = _carried(evidence, touch.place, body, frame)
                support = _carried(evidence, touch.place, other, frame)
                step = own - support
                moved[foot, other].append(step - touch.normal * (step @ touch.normal))
    return {stance: np.mean(steps, axis=0) for stance, steps in moved.items()}


def _is_down(touch: Touch) -> bool:
    return touch.gap < DOWN


def _feet(touch: Touch, driven: set[str]) -> list[tuple[str, int, int]]:
    """(sole, its body, the body it stands on) for each sole of a touch."""
    sides = ((0, 1), (1, 0))
    return [
        (touch.geoms[own], touch.bodies[own], touch.bodies[other])
        for own, other in sides
        if touch.roots[own] in driven and any(word in f"{touch.geoms[own]}_" for word in SOLES)
    ]


def _carried(evidence: Evidence, point: Floats, body: int, frame: int) -> Floats:
    """Where a point of a body is one frame later."""
    take = evidence.take
    local = back(take.xquat[frame, body], point - take.xpos[frame, body])
    return np.asarray(take.xpos[frame + 1, body] + turned(take.xquat[frame + 1, body][None], local)[0])


def joint_excess(evidence: Evidence) -> float | None:
    """How far, in radians, a hinge of what physics moves leaves its range."""
    driven = {tree.name for tree in evidence.driven}
    worst: list[float] = []
    for joint in evidence.take.model.get("joints", ()):
        if joint["type"] == "hinge" and joint["range"] and evidence.root(joint["body"]) in driven:
            angle = evidence.take.qpos[:, joint["qpos"]]
            low, high = joint["range"]
            worst.append(float(max(0.0, (low - angle).max(), (angle - high).max())))
    return max(worst, default=None)


def assist_ratio(evidence: Evidence) -> float | None:
    """The greatest force added from nowhere, as a part of the weight of the actors that physics moves."""
    driven = {tree.name: tree.mass for tree in evidence.driven}
    mass = sum(driven.get(actor, 0.0) for actor in evidence.take.model.get("skeletons", ()))
    force = float(np.linalg.norm(evidence.take.assist, axis=1).max(initial=0.0))
    weight = mass * float(np.linalg.norm(evidence.gravity))
    return force / weight if weight > 0 and force > 1e-6 else None
