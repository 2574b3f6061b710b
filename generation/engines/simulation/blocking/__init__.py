"""Blocking: where everybody and everything stands when a shot begins, and where they go.

The three shots whose physics is solved (a jump shot, a flip off a board, a dog
on a skateboard) and people who only stand and talk keep their own marks; every
other shot is laid out here and performed.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..screenplay import Screenplay, Shot
from . import heroes
from .plan import Begun, Blocking, Hold, Launch, Mark, Ride

__all__ = ["Begun", "Blocking", "Hold", "Launch", "Mark", "Ride", "block"]


def block(
    screenplay: Screenplay,
    shot: Shot,
    begun: Mapping[str, Begun] | None = None,
    deeds: Mapping[str, str] | None = None,
) -> Blocking:
    """Where everything is, and, for a performed shot, what everybody does.

    `begun` says where those are who go on from another shot. Such a shot is performed, unless skills played
    the other one and can go on: then `deeds` tell what everybody did there.
    """
    if begun and deeds is not None and heroes.goes_on(screenplay, shot, begun, deeds):
        marks = heroes.marks(screenplay, shot)
        return Blocking({**marks, **{name: one.mark for name, one in begun.items() if name in marks}})
    if begun is None and heroes.plays(screenplay, shot):
        return Blocking(heroes.marks(screenplay, shot))
    from .layout import lay_out

    return lay_out(screenplay, shot, begun or {})
