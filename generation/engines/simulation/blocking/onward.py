"""Going on from another shot: ways that are under way already, and the last steps of who stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..physics.perform.actions import get
from ..screenplay.vocabulary.places import INDOORS
from . import sizes
from .path import Leg
from .plan import Begun, Mark

if TYPE_CHECKING:
    from .layout import Layout

Floats = npt.NDArray[np.float64]

MOVING = 0.35  # m/s under which one stands
BEFORE, AFTER, GENTLE = 0.6, 0.8, 0.49  # seconds of a halt, and of its slowing down (see `Leg.run`)
EARLY = 0.9
ENTERS, ENTERING = 5.0, 1.9  # metres to the side from which somebody comes in, and by when
FREE = {True: 4.6, False: 14.0}  # metres to the sides that are free, indoors and outdoors


def under_way(begun: Begun, leg: Leg | None, place: str) -> Leg | None:
    """A first leg of one who may be moving already: begun earlier, and no farther than the set is free."""
    if leg is None or leg.length < 1e-6:
        return leg
    leg = _within(leg, FREE[place in INDOORS])
    if leg is None or np.hypot(*begun.speed) < MOVING:
        return leg
    pace = leg.length / max(leg.end - leg.begin, 1e-6)
    back = np.subtract(leg.start, np.subtract(leg.stop, leg.start) / leg.length * pace * EARLY)
    return replace(leg, begin=leg.begin - EARLY, start=_place(back))


def _within(leg: Leg, most: float) -> Leg | None:
    """The leg up to where the free floor ends, at its own pace; turned round where it would end at once."""
    along = leg.stop[1] - leg.start[1]
    room = most - leg.start[1] if along > 0 else most + leg.start[1]
    if abs(along) <= max(room, 0.0) or abs(along) < 1e-6:
        return leg
    if room < 1.0:
        back = (2 * leg.start[0] - leg.stop[0], 2 * leg.start[1] - leg.stop[1], leg.stop[2])
        return replace(leg, stop=back)
    share = room / abs(along)
    stop = np.add(leg.start, np.subtract(leg.stop, leg.start) * share)
    return replace(leg, stop=_place(stop), end=leg.begin + (leg.end - leg.begin) * share)


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
