"""Blows between flights: momentum that must equal the impulses told, energy that must not grow."""

from __future__ import annotations

import numpy as np

from .evidence import Evidence, Floats, Tree, turned
from .flight import Flight, bounces

FIRM = 0.5  # m/s: of gentler touches not every impulse is told
FRAMES = 6


def momentum_residual(evidence: Evidence, flown: list[Flight]) -> float | None:
    """The worst difference of mass times change of velocity from the impulses, as a part of them."""
    worst: list[float] = []
    for before, after in bounces(evidence, flown):
        tree, impulse, firm = before.tree, np.zeros(3), False
        for blow in evidence.blows(tree):
            if before.times[-1] - 1e-6 <= blow.time <= after.times[0] + 1e-6:
                sign = 1.0 if evidence.root_of[blow.geom2] == tree.name else -1.0
                impulse += sign * np.array(blow.push)
                firm |= blow.speed >= FIRM
        if firm:
            change = tree.mass * np.subtract(*(_speeds(evidence, before, after)))
            size = max(float(np.linalg.norm(change)), float(np.linalg.norm(impulse)))
            worst.append(float(np.linalg.norm(change - impulse)) / size)
    return max(worst, default=None)


def _speeds(evidence: Evidence, before: Flight, after: Flight) -> tuple[Floats, Floats]:
    """Velocities after and before a blow, both at time 0 of their parabolas."""
    gravity = evidence.gravity
    return after.speed(gravity, frames=FRAMES, end=False), before.speed(gravity, frames=FRAMES, end=True)


def energy_residual(evidence: Evidence, flown: list[Flight]) -> float | None:
    """The most energy gained by a single rigid body in a flight, or in a bounce off what never moves."""
    worst: list[float] = []
    for flight in flown:
        if flight.tree.lone and flight.last - flight.first >= FRAMES:
            part = slice(flight.first, flight.last + 1)
            energy = _energies(evidence, flight, part)
            worst.append(_gain(float(energy[:2].mean()), float(energy[-2:].mean())))
    for before, after in bounces(evidence, flown):
        if _struck_only_what_is_fixed(evidence, before, after):
            start = _energies(evidence, before, slice(max(before.first, before.last - 3), before.last + 1))
            end = _energies(evidence, after, slice(after.first, min(after.last, after.first + 3) + 1))
            worst.append(_gain(float(start.mean()), float(end.mean())))
    return max(worst, default=None)


def _gain(before: float, after: float) -> float:
    return max(0.0, (after - before) / max(before, 1e-9))


def _struck_only_what_is_fixed(evidence: Evidence, before: Flight, after: Flight) -> bool:
    blows = [
        blow
        for blow in evidence.blows(before.tree)
        if before.times[-1] - 1e-6 <= blow.time <= after.times[0] + 1e-6
    ]
    others = {evidence.root_of[geom] for blow in blows for geom in (blow.geom1, blow.geom2)}
    return bool(blows) and others <= {before.tree.name, ""}


def _energies(evidence: Evidence, flight: Flight, part: slice) -> Floats:
    """Joules (n - 1,) between the frames of `part`: of motion, of turning, and of height over the lowest.

    Between two frames of a parabola the mean velocity is that of the middle, which lies g·dt²/8 higher than
    the mean of the two places.
    """
    tree, gravity = flight.tree, evidence.gravity
    rows = slice(part.start - flight.first, part.stop - flight.first)
    places, step = flight.places[rows], np.diff(flight.times[rows])[:, None]
    speed = np.diff(places, axis=0) / step
    middle = (places[1:] + places[:-1]) / 2 - gravity * step**2 / 8
    lowest = float((evidence.centre(tree) @ gravity).max())
    height = lowest - middle @ gravity
    spin = _spin(evidence, tree, part) / step
    inertia = np.array(evidence.bodies[tree.bodies[0]]["inertia"])
    turning = 0.5 * (spin**2 @ inertia)
    return np.asarray(tree.mass * (0.5 * (speed**2).sum(1) + height) + turning)


def _spin(evidence: Evidence, tree: Tree, part: slice) -> Floats:
    """Rotation vectors (n - 1, 3) between frames, along the principal axes of the tree's one body."""
    place = tree.bodies[0]
    turns = evidence.take.xquat[part, place]
    first, second = turns[:-1] * [1, -1, -1, -1], turns[1:]
    w = first[:, 0] * second[:, 0] - (first[:, 1:] * second[:, 1:]).sum(1)
    v = first[:, :1] * second[:, 1:] + second[:, :1] * first[:, 1:] + np.cross(first[:, 1:], second[:, 1:])
    angle = 2 * np.arctan2(np.linalg.norm(v, axis=1), np.abs(w))
    size = np.maximum(np.linalg.norm(v, axis=1), 1e-12)
    axis = v / size[:, None] * np.sign(np.where(w == 0, 1, w))[:, None]
    principal = np.array(evidence.bodies[place]["principal"]) * [1, -1, -1, -1]
    return turned(np.tile(principal, (len(axis), 1)), axis * angle[:, None])
