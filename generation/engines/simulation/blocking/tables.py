"""Tables and boards before those who use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .plan import Mark

if TYPE_CHECKING:
    from .layout import Layout

STAYS = {"sit", "lie", "sleep", "rest", "fall", "faint", "collapse", "kneel", "propose", "slip"}
# Metres from a mark to the edge of a table: of who sits, of who stands (and so far aside, turned to it).
KNEES, REACH, ASIDE = -0.12, 0.05, 0.55


def before(plan: Layout, name: str, actors: list[str]) -> None:
    """A table stands before those who are behind it: over the knees of who sits, else within reach."""
    seated = any(beat.action in STAYS for actor in actors for beat in plan.beats(actor))
    x, y, _ = np.array([plan.marks[actor].place for actor in actors]).T
    edge, aside = (KNEES, 0.0) if seated else (REACH, ASIDE)
    plan.take(name, (float(x.max() + edge + plan.size(name)[0] / 2), float(y.mean() + aside), 0.0))


def boards(plan: Layout) -> None:
    """A board stands between those who play on it."""
    for beat in plan.shot.beats:
        boards = [name for name in plan.shot.props if plan.play.prop(name).kind == "chess_set"]
        if beat.action != "play_chess" or not boards or beat.actor not in plan.marks:
            continue
        own = plan.marks[beat.actor]
        other = plan.marks.get(beat.target or "")
        ahead = np.array([np.cos(np.radians(own.yaw)), np.sin(np.radians(own.yaw)), 0.0])
        spot = np.add(own.place, other.place) / 2 if other else np.add(own.place, 0.6 * ahead)
        plan.marks[boards[0]] = Mark((float(spot[0]), float(spot[1]), float(spot[2])))
