"""Blocking: where everybody and everything stands when a shot begins."""

from __future__ import annotations

from dataclasses import dataclass

from ..screenplay import Screenplay, Shot
from .boards import DECK_HEIGHT, PADDLEBOARD

Place = tuple[float, float, float]
FREE_THROW = -3.75
START = -3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the floor (metres) and a heading (degrees, 0 looks along +x)."""

    place: Place
    yaw: float = 0.0


def marks(screenplay: Screenplay, shot: Shot) -> dict[str, Mark]:
    """Every actor of the cast and every prop of the shot on its mark."""
    found: dict[str, Mark] = {}
    kinds = {name: screenplay.prop(name).kind for name in shot.props}
    actions = {beat.actor: beat.action for beat in shot.beats}
    for name, kind in kinds.items():
        if kind == "hoop":
            found[name] = Mark((0, 0, 0))
        elif kind == "basketball":
            found[name] = Mark((FREE_THROW + 0.32, -0.05, 1.15))
        elif kind == "paddleboard":
            found[name] = Mark((0, 0, 0.03))
        elif kind == "skateboard":
            found[name] = Mark((START, 0, 0))
        else:
            found[name] = Mark((0, 0, 0))
    free = 0
    for actor in shot.cast:
        match actions.get(actor, "stand"):
            case "shoot_basketball":
                found[actor] = Mark((FREE_THROW, 0, 0))
            case "backflip" if "paddleboard" in kinds.values():
                found[actor] = Mark((-1.02, 0, 0.03 + PADDLEBOARD[2] * 0.8))
            case "ride" if "skateboard" in kinds.values():
                found[actor] = Mark((START, 0, DECK_HEIGHT + 0.013))
            case _:
                found[actor] = Mark((0.0, 0.9 * ((free + 1) // 2) * (-1) ** free, 0))
                free += 1
    return found
