"""What becomes of the words that a plan does, or does not, put into the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from .casting import Person
from .hits import Hit, of
from .model import Mark
from .stagings import Plan
from .vocabulary import Kind
from .vocabulary.places import INDOORS, NAMES

_KINDS_OF = {"ball": ("basketball",), "board": ("hoop", "paddleboard", "skateboard")}


def where(place: str) -> str:
    """A set with its preposition, in English."""
    return NAMES[place][0] if place in NAMES else f"at the set “{place.replace('_', ' ')}”"


def settle(
    hits: Sequence[Hit], plan: Plan, people: Sequence[Person], greeted: AbstractSet[int], *, speaks: bool
) -> None:
    """Settle the marks of all hits that depend on what is staged."""
    for hit in hits:
        rule = _RULES.get(hit.kind) if hit.kind else None
        if rule is not None:
            rule(hit, plan)
    for hit in of(hits, Kind.GREETING, Kind.SAYING):
        _said(hit, plan, greeted, speaks=speaks)
    shown = {person.label for person in people[: plan.most]}
    for hit in of(hits, Kind.PERSON):
        if not plan.most:
            hit.settle(Mark.NOT_STAGED, "this scene has no people in it")
        elif len(people) > plan.most and hit.mark is not Mark.NOT_STAGED and _label(hit) not in shown:
            hit.settle(Mark.NOT_STAGED, "one person takes part in this scene")
    for hit in of(hits, Kind.WEARING, Kind.TRAIT):
        if not plan.most:
            hit.settle(Mark.NOT_STAGED, "this scene has no people in it")
    for kind in (Kind.SIZE, Kind.MOVE, Kind.ANGLE, Kind.TIME, Kind.WEATHER):
        _first_only(hits, kind)


def settle_directed(hits: Sequence[Hit], plan: Plan, *, speaks: bool) -> None:
    """Settle what the director leaves open: place, light, camera and what is said."""
    rules = {kind: rule for kind, rule in _RULES.items() if kind not in _DIRECTED}
    for hit in hits:
        rule = rules.get(hit.kind) if hit.kind else None
        if rule is not None:
            rule(hit, plan)
        elif hit.kind is Kind.MOOD and hit.mark is not Mark.STAGED:
            hit.settle(Mark.APPROXIMATED, "heard in the music")
        elif hit.kind in _DIRECTED and hit.mark is Mark.NOT_STAGED and not hit.note:
            hit.settle(Mark.NOT_STAGED, "this thing has no part in the scene")
    for hit in of(hits, Kind.GREETING, Kind.SAYING):
        _said(hit, plan, {hit.place}, speaks=speaks)
    for kind in (Kind.SIZE, Kind.MOVE, Kind.ANGLE, Kind.TIME, Kind.WEATHER):
        _first_only(hits, kind)


def _label(hit: Hit) -> str:
    return hit.value.replace("_", " ")


def _said(hit: Hit, plan: Plan, greeted: AbstractSet[int], *, speaks: bool) -> None:
    if not speaks or (hit.kind is Kind.GREETING and hit.place not in greeted):
        hit.settle(Mark.NOT_STAGED, "no words to say stand in quotation marks")
    elif plan.lead == "person":
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED, "a corgi does not speak")


def _first_only(hits: Sequence[Hit], kind: Kind) -> None:
    """One shot has one camera and one light: a second wish that differs is not met."""
    same = list(of(hits, kind))
    for hit in same[1:]:
        if hit.value != same[0].value:
            hit.settle(Mark.NOT_STAGED, f"this shot has “{same[0].value.replace('_', ' ')}”")


def _set(hit: Hit, plan: Plan) -> None:
    if hit.value == plan.set:
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED, f"this scene plays {where(plan.set)}")


def _prop(hit: Hit, plan: Plan) -> None:
    if any(name in plan.props for name in (hit.value, *_KINDS_OF.get(hit.value, ()))):
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED, "this thing has no part in the scene")


def _animal(hit: Hit, plan: Plan) -> None:
    if plan.corgi:
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED, "this scene has no animal in it")


def _action(hit: Hit, plan: Plan) -> None:
    if hit.value == "wave" and plan.set == "sea":
        hit.settle(Mark.STAGED)
    elif hit.value in plan.actions:
        hit.stage()
    elif hit.value in {"shoot", "ride"} and hit.tokens[0].plain in {"shot", "va", "guida"}:
        hit.settle(Mark.STRUCTURE)
    else:
        hit.settle(Mark.NOT_STAGED, "nobody does this in the scene")


def _outcome(hit: Hit, plan: Plan) -> None:
    landed = plan.staging == "backflip" and hit.value == "success"
    if landed or (plan.outcomes and hit.value == plan.outcome):
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED)


def _cue(hit: Hit, plan: Plan) -> None:
    if hit.value in plan.cues:
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED)


def _detail(hit: Hit, plan: Plan) -> None:
    if plan.set in hit.value.split():
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED, f"this scene plays {where(plan.set)}")


def _time(hit: Hit, plan: Plan) -> None:
    del plan
    hit.stage()


def _weather(hit: Hit, plan: Plan) -> None:
    if plan.set in INDOORS:
        hit.settle(Mark.NOT_STAGED, "the scene is indoors")
    else:
        hit.stage()


def _manner(hit: Hit, plan: Plan) -> None:
    if plan.manner == hit.value:
        hit.stage()
    else:
        hit.settle(Mark.NOT_STAGED)


def _camera(hit: Hit, plan: Plan) -> None:
    del plan
    hit.stage()


def _lettering(hit: Hit, plan: Plan) -> None:
    del plan
    if hit.mark is not Mark.STAGED:  # a title that says something is staged already
        hit.stage()


def _number(hit: Hit, plan: Plan) -> None:
    del plan
    if hit.value == "one":
        hit.settle(Mark.STRUCTURE)


_DIRECTED = {Kind.PROP, Kind.ANIMAL, Kind.ACTION, Kind.OUTCOME, Kind.MANNER, Kind.NUMBER, Kind.SEQUENCE}
_RULES: dict[Kind, Callable[[Hit, Plan], None]] = {
    Kind.SET: _set,
    Kind.PROP: _prop,
    Kind.ANIMAL: _animal,
    Kind.ACTION: _action,
    Kind.OUTCOME: _outcome,
    Kind.CUE: _cue,
    Kind.DETAIL: _detail,
    Kind.TIME: _time,
    Kind.WEATHER: _weather,
    Kind.MANNER: _manner,
    Kind.SIZE: _camera,
    Kind.MOVE: _camera,
    Kind.ANGLE: _camera,
    Kind.LETTERING: _lettering,
    Kind.NUMBER: _number,
}
