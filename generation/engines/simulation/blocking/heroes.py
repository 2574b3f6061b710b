"""The marks of shots that skills play: their physics is solved, so their places are exact."""

from __future__ import annotations

from collections.abc import Mapping

from ..screenplay import Screenplay, Shot
from ..world.props.boards import DECK_HEIGHT, PADDLEBOARD
from ..world.props.hoop import BALL_RADIUS
from .plan import Begun, Mark

FREE_THROW = -3.75
START = -3.0
STILL = {"stand", "wave", "talk", "look"}
NEEDS = {"shoot_basketball": {"basketball", "hoop"}, "backflip": {"paddleboard"}, "ride": {"skateboard"}}


def plays(screenplay: Screenplay, shot: Shot) -> bool:
    """Whether skills play this shot: one of the three with its things, or people and a corgi who stand."""
    kinds = {screenplay.prop(name).kind for name in shot.props}
    bodies = [screenplay.actor(name).kind for name in shot.cast if not _is_prop(screenplay, name)]
    if set(bodies) - {"person", "corgi"} or shot.relations or len(bodies) < len(shot.cast):
        return False
    if any(_is_prop(screenplay, beat.actor) for beat in shot.beats):
        return False
    first = shot.beats[0] if shot.beats else None
    if first is not None and (needs := NEEDS.get(first.action)):
        rider = first.action != "ride" or bodies[:1] == ["corgi"]
        sea = first.action != "backflip" or shot.set == "sea"
        return kinds == needs and rider and sea
    still = all(
        beat.action == "stay" if screenplay.actor(beat.actor).kind == "corgi" else beat.action in STILL
        for beat in shot.beats
    )
    once = len({beat.actor for beat in shot.beats}) == len(shot.beats)
    return still and once and not kinds and shot.set in {"gym", "city", "park", "studio"}


def goes_on(screenplay: Screenplay, shot: Shot, begun: Mapping[str, Begun], deeds: Mapping[str, str]) -> bool:
    """Whether skills may play a shot that goes on from one they played: the same few, who stay as they are.

    `deeds` are what those did for whom the set was laid out. Who stood stands, looks, waves or talks; who
    fell into the water treads it; who rides rides on.
    """
    if set(shot.cast) - set(begun) or any(_is_prop(screenplay, name) for name in shot.cast):
        return False
    if {screenplay.actor(name).kind for name in shot.cast} - {"person", "corgi"}:
        return False
    if any(relation.how != "riding" for relation in shot.relations):
        return False
    doing = {beat.actor: beat.action for beat in shot.beats}
    once = len(doing) == len(shot.beats) and not any(_is_prop(screenplay, name) for name in doing)
    return once and all(doing.get(name, "stand") in _onward(deeds.get(name, "stand")) for name in shot.cast)


def _onward(deed: str) -> frozenset[str]:
    """What one may do next by a skill who did this."""
    if deed == "ride":
        return frozenset({"ride", "stay"})
    more = {"swim", "float", "stay"} if deed == "backflip" else set()
    return frozenset(STILL | more)


def _is_prop(screenplay: Screenplay, name: str) -> bool:
    return any(prop.name == name for prop in screenplay.props)


def marks(screenplay: Screenplay, shot: Shot) -> dict[str, Mark]:
    """Every actor of the cast and every prop of the shot on its mark."""
    found: dict[str, Mark] = {}
    kinds = {name: screenplay.prop(name).kind for name in shot.props}
    actions = {beat.actor: beat.action for beat in shot.beats}
    for name, kind in kinds.items():
        if kind == "hoop":
            found[name] = Mark((0, 0, 0))
        elif kind == "basketball":
            found[name] = Mark((FREE_THROW + 0.32, -0.05, 1.15 - BALL_RADIUS))
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
