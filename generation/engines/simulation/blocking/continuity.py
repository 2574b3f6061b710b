"""Continuity over cuts: who stays in a place stands where they stood in the shot before.

Asks nothing of the physics: the shot before is laid out again, which is cheap
and always gives the same. A shot in another place begins anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import heroes
from .plan import Blocking, Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..screenplay import Screenplay, Shot

    Laying = Callable[[Screenplay, Shot, dict[str, Mark]], Blocking]


def kept(play: Screenplay, shot: Shot, lay_out: Laying) -> dict[str, Mark]:
    """The marks of all who stood still in the shots before, back to where the place was another one."""
    places: dict[str, Mark] = {}
    for before in _same_place(play, shot):
        blocking = lay_out(play, before, places)
        moved = {name for name, script in blocking.scripts.items() if script.path.legs}
        moved |= {hold.prop for hold in blocking.holds} | {sent.prop for sent in blocking.launches}
        moved |= {name for ride in blocking.rides for name in (ride.rider, ride.mount)}
        still = {name: mark for name, mark in blocking.marks.items() if name not in moved}
        places = {name: mark for name, mark in places.items() if name not in moved} | still
    return places


def _same_place(play: Screenplay, shot: Shot) -> list[Shot]:
    """The performed shots right before this one in the same place, in their order."""
    found: list[Shot] = []
    for before in sorted(play.shots, key=lambda other: -other.index):
        if before.index >= shot.index:
            continue
        if before.set != shot.set or before.wet != shot.wet or heroes.plays(play, before):
            break
        found.insert(0, before)
    return found


def row(names: list[str], widths: list[float], places: dict[str, Mark]) -> list[float]:
    """Where those in a row stand along y: as before who stood there, newcomers at the end beside them."""
    known = [name for name in names if name in places]
    if not known:
        y, found = -sum(widths) / 2, []
        for width in widths:
            found.append(y + width / 2)
            y += width
        return found
    end = max(places[name].place[1] + widths[names.index(name)] / 2 for name in known)
    found = []
    for name, width in zip(names, widths, strict=True):
        if name in places:
            found.append(places[name].place[1])
        else:
            found.append(end + width / 2)
            end += width
    return found
