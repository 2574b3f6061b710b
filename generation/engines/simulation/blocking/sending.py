"""What is thrown, kicked and juggled: when it leaves whom, where it flies, who catches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..physics.perform.actions import get
from ..screenplay import Beat
from . import juggling, sizes
from .plan import Hold, Launch, Mark

if TYPE_CHECKING:
    from .layout import Layout

SENT = {"throw", "kick", "toss", "pass"}
LET_GO = 0.55  # seconds after it begins at which what is dropped leaves the hand
RUN_UP = 0.35


def begin(plan: Layout, beat: Beat) -> float:
    """The second in which something that happens once begins."""
    once = get(beat.action).seconds
    late = min(RUN_UP, max(0.0, plan.shot.seconds - beat.start - once)) if once else 0.0
    return beat.start + late


def send(plan: Layout) -> None:
    """Things that are thrown and kicked: held or lying until they leave, caught by those meant."""
    for beat in plan.shot.beats:
        if beat.action not in SENT:
            continue
        thing = _sent(plan, beat)
        if not thing:
            continue
        plan.holds = [hold for hold in plan.holds if hold.prop != thing]
        leaves = begin(plan, beat) + 0.45 * get(beat.action).seconds
        mark = plan.scripts[beat.actor].path.at(leaves)
        yaw = mark.yaw
        catcher = beat.target if beat.target in plan.shot.cast else ""
        if catcher:
            x, y, z = plan.marks[catcher].place
            goal = (x, y, z + (0.15 if beat.action == "kick" else 1.15))
        else:
            far = 5.5 if beat.action == "kick" else 6.5
            goal = (float(mark.x + far * np.cos(yaw)), float(mark.y + far * np.sin(yaw)), 0.3)
        away = float(np.hypot(goal[0] - mark.x, goal[1] - mark.y))
        flies = min(max(away / 6.5, 0.45), 1.3)
        if beat.action == "kick":
            ahead = 0.55
            spot = (float(mark.x + ahead * np.cos(yaw)), float(mark.y + ahead * np.sin(yaw)), 0.0)
            plan.marks[thing] = Mark(spot)
        else:
            plan.holds.append(Hold(thing, beat.actor, "r", 0.0, leaves))
        plan.launches.append(Launch(thing, leaves, goal, flies))
        if catcher and beat.action != "kick":
            plan.holds.append(Hold(thing, catcher, "both", leaves + flies))


def drop(plan: Layout) -> None:
    """What is dropped is held until it falls, and falls by itself."""
    for beat in plan.shot.beats:
        if beat.action != "drop" or beat.actor not in plan.scripts:
            continue
        held = [hold.prop for hold in plan.holds if hold.actor == beat.actor and hold.hand != "head"]
        thing = beat.target if beat.target in plan.shot.props else next(iter(held), "")
        if thing:
            plan.holds = [hold for hold in plan.holds if hold.prop != thing]
            plan.holds.append(Hold(thing, beat.actor, "r", 0.0, begin(plan, beat) + LET_GO))


def juggle(plan: Layout) -> None:
    """Balls that go from hand to hand."""
    for name in plan.shot.cast:
        script = plan.scripts[name]
        balls = [hold.prop for hold in plan.holds if hold.actor == name and hold.hand != "head"]
        for part in script.parts:
            if part.action == "juggle" and balls and sizes.is_person(plan.play, name):
                plan.holds = [hold for hold in plan.holds if hold.prop not in balls]
                holds, launches = juggling.cascade(
                    name, balls, part.start, min(part.stop, plan.shot.seconds + 2)
                )
                plan.holds += holds
                plan.launches += launches


def _sent(plan: Layout, beat: Beat) -> str:
    """The thing that a throw or a kick sends off."""
    if beat.target in plan.shot.props:
        return str(beat.target)
    held = [b for a, b in plan.related("holding") if a == beat.actor]
    small = [n for n in plan.shot.props if max(plan.size(n)) < 0.5]
    return next(iter([*held, *small]), "")
