"""Going on from another shot: ways that are under way already, and the last steps of who stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..physics.perform.actions import get
from . import sizes
from .path import Leg
from .plan import Begun, Mark

if TYPE_CHECKING:
    from .layout import Layout

Floats = npt.NDArray[np.float64]

MOVING = 0.35  # m/s under which one stands
BEFORE, AFTER, GENTLE = 0.6, 0.8, 0.49  # seconds of a halt, and of its slowing down (see `Leg.run`)
EARLY, ROLLS = 0.9, 1.1
ENTERS, ENTERING = 5.0, 1.9  # metres to the side from which somebody comes in, and by when
FREE, BOUNDLESS, ASIDE, AHEAD = (
    14.0,
    100.0,
    1.2,
    3.5,
)  # metres: the farthest where nothing bounds, from walls, from lenses


def under_way(begun: Begun, leg: Leg | None, place: str, *, rolls: bool) -> Leg | None:
    """A first leg of one who may be moving already: begun earlier, and no farther than the set is free.

    What `rolls` keeps about its speed.
    """
    if leg is None or leg.length < 1e-6:
        return leg
    leg = _within(leg, *_floor(begun, place))
    if leg is None or np.hypot(*begun.speed) < MOVING:
        return leg
    if rolls:
        most = float(np.hypot(*begun.speed)) * ROLLS * (leg.end - leg.begin)
        way = np.subtract(leg.stop, leg.start) * min(1.0, most / leg.length)
        leg = replace(leg, stop=_place(np.add(leg.start, way)))
    pace = leg.length / max(leg.end - leg.begin, 1e-6)
    back = np.subtract(leg.start, np.subtract(leg.stop, leg.start) / leg.length * pace * EARLY)
    return replace(leg, begin=leg.begin - EARLY, start=_place(back))


def _within(leg: Leg, low: Floats, high: Floats) -> Leg | None:
    """The leg up to where the set's free floor ends, at its own pace; turned round where that is at once."""
    way = np.subtract(leg.stop, leg.start)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(way > 1e-6, (high - leg.start) / way, (low - leg.start) / way)
    reach = np.where(np.abs(way) > 1e-6, reach, np.inf)
    share = float(np.clip(reach.min(), 0.0, 1.0))
    if share >= 1:
        return leg
    if share * leg.length < 1.0:
        return replace(leg, stop=_place(np.subtract(leg.start, way)))
    stop = np.add(leg.start, way * share)
    return replace(leg, stop=_place(stop), end=leg.begin + (leg.end - leg.begin) * share)


def _floor(begun: Begun, place: str) -> tuple[Floats, Floats]:
    """The corners (low, high) of the floor on which one may go: the camera's room, less its distance."""
    from ..world import sets

    low, high = (np.array(corner, float) for corner in begun.room or sets.get(place).room)
    low, high = low + ASIDE, high - [AHEAD, ASIDE, 0.0]
    low, high = np.where(low < -BOUNDLESS, -FREE, low), np.where(high > BOUNDLESS, FREE, high)
    return np.r_[low[:2], -np.inf], np.r_[high[:2], np.inf]


def halting(begun: Begun, z: float) -> Leg | None:
    """The way on which one who moves comes to a stand; None for one who stands."""
    speed = float(np.hypot(*begun.speed))
    if speed < MOVING:
        return None
    speed = min(speed, 3.0)
    way = np.array([*begun.speed, 0.0]) / np.hypot(*begun.speed)
    here = np.array([*begun.mark.place[:2], z])
    done, whole = speed * (BEFORE - GENTLE / 2), speed * (BEFORE + AFTER - GENTLE)
    return Leg(-BEFORE, AFTER, _place(here - way * done), _place(here + way * (whole - done)))


def resume(plan: Layout, names: Sequence[str]) -> None:
    """Put those who go on where they were, at the height of this shot's plan; who joins them stands by them.

    People turn to whom they are about, else to where the plan lets them look; animals and things keep their
    heading.
    """
    moved: dict[str, Floats] = {}
    for name in names:
        if name in plan.begun and name in plan.marks:
            old, mark = plan.marks[name], plan.begun[name].mark
            moved[name] = np.subtract(mark.place, old.place) * [1.0, 1.0, 0.0]
            yaw = old.yaw if sizes.is_person(plan.play, name) else mark.yaw
            plan.take(name, (mark.place[0], mark.place[1], old.place[2]), yaw)
    for name in names:
        partner = next((b.target for b in plan.beats(name) if b.target in moved), None)
        if partner is not None and name not in moved and name in plan.marks:
            mark = plan.marks[name]
            plan.take(name, _place(np.add(mark.place, moved[partner])), mark.yaw)
    for name in names:
        target = next(
            (b.target for b in plan.beats(name) if b.target in plan.marks and b.target != name), None
        )
        if target is not None and name in plan.marks and sizes.is_person(plan.play, name):
            way = np.subtract(plan.marks[target].place, plan.marks[name].place)
            if np.hypot(way[0], way[1]) > 0.1:
                yaw = round(float(np.degrees(np.arctan2(way[1], way[0]))), 3)
                plan.marks[name] = Mark(plan.marks[name].place, yaw)


def steps(plan: Layout, name: str, mark: Mark) -> list[Leg]:
    """The way of one who goes nowhere: newcomers come in, who moved comes to a stand, pairs come together."""
    if name not in plan.begun:
        others = [plan.marks[other].place[1] for other in plan.begun if other in plan.shot.cast]
        side = 1.0 if mark.place[1] >= float(np.mean(others or [0.0])) else -1.0
        outside = np.add(mark.place, [0.0, side * ENTERS, 0.0])
        return [Leg(-0.5, ENTERING, _place(outside), mark.place)]
    begun = plan.begun[name]
    if (leg := halting(begun, mark.place[2])) is not None:
        return [leg]
    partner = next(
        (b.target for b in plan.beats(name) if b.target in plan.shot.cast and b.target != name), None
    )
    if partner is None or partner not in plan.begun or partner in plan.scripts:
        return []
    near = max((get(b.action).near for b in plan.beats(name) if b.target == partner), default=0.0)
    way = np.subtract(plan.begun[partner].mark.place, mark.place) * [1.0, 1.0, 0.0]
    far = float(np.linalg.norm(way)) - near
    if not 0 < near < 0.7 or far < 0.15:
        return []
    stop = np.add(mark.place, way / np.linalg.norm(way) * far)
    return [Leg(0.1, 0.1 + max(0.9, far / 1.5), mark.place, _place(stop))]


def _place(point: object) -> tuple[float, float, float]:
    x, y, z = (round(float(value), 4) for value in np.asarray(point, float))
    return x, y, z
