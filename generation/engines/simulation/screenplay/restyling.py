"""The rules of an instruction that change how it looks: light, place, camera, colours, sizes, manners."""

from __future__ import annotations

from typing import Any

from . import looks
from .drafting import NAMING, Draft
from .hits import Hit
from .model import Actor, Feeling, Prop, Shot
from .vocabulary import Kind, find_as
from .vocabulary.qualities import SCALES
from .vocabulary.things import COLOURS

COMPARED: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("slower", "slowly"), ("manner", "slow")),
    **dict.fromkeys(("faster", "quicker", "quickly"), ("manner", "fast")),
    **dict.fromkeys(("closer", "nearer"), ("size", "close")),
    **dict.fromkeys(("wider", "farther", "further"), ("size", "wide")),
    **dict.fromkeys(("bigger", "larger", "huger"), ("scale", "large")),
    "smaller": ("scale", "small"),
    **dict.fromkeys(("darker", "scuro", "buio"), ("time_of_day", "night")),
    **dict.fromkeys(("brighter", "lighter", "luminoso"), ("time_of_day", "day")),
    **dict.fromkeys(("vicino", "vicina"), ("size", "close")),
    **dict.fromkeys(("lontano", "lontana"), ("size", "wide")),
}
DESCRIBING = frozenset({Kind.COLOUR, Kind.TRAIT, Kind.SCALE, Kind.MATERIAL})
PLACED = {Kind.TIME: "time_of_day", Kind.WEATHER: "weather", Kind.SET: "set", Kind.MOOD: "mood"}
FILMED = {Kind.SIZE: "size", Kind.MOVE: "move", Kind.ANGLE: "angle"}
TOLD = {"time_of_day": "time"}


def compare(draft: Draft) -> None:
    """ "Slower", "closer", "bigger", "più scuro"."""
    for hit in draft.hits:
        found = COMPARED.get(hit.tokens[-1].plain)
        if (
            found is None
            or hit.place in draft.used
            or (hit.kind is not None and hit.kind is not Kind.STRUCTURE)
        ):
            continue
        what, value = found
        if what == "manner":
            _manner(draft, hit, value)
        elif what == "size":
            _film(draft, "size", value, hit)
        elif what == "scale":
            _scale(draft, hit, value)
        else:
            set_field(draft, what, value, hit)


def surroundings(draft: Draft) -> None:
    """Time of day, weather, place and mood."""
    for hit in draft.free(*PLACED):
        if hit.kind is not None:
            set_field(draft, PLACED[hit.kind], hit.value, hit)


def feelings(draft: Draft) -> None:
    """ "Make her sad": what one feels from the first frame of each shot on, and what the shot feels like."""
    for hit in draft.free(Kind.EMOTION, Kind.MOOD):
        entry = find_as([token.plain for token in hit.tokens], Kind.EMOTION)
        names = [name for name in draft.subject(hit) if draft.has_face(name)] if entry is not None else []
        if entry is None or not names:
            continue
        draft.each_shot(lambda shot, names=names, emotion=entry.value: felt(shot, names, emotion))  # type: ignore[misc]
        for name in names:
            draft.tell("feeling", "", entry.value, draft.said(name))
        draft.take(hit)


def felt(shot: Shot, names: list[str], emotion: str) -> Shot:
    """The shot with this one feeling on the faces of those who are in it."""
    others = tuple(feeling for feeling in shot.feelings if feeling.actor not in names)
    new = tuple(
        Feeling.model_validate({"actor": name, "emotion": emotion}) for name in names if name in shot.cast
    )
    return shot.model_copy(update={"feelings": others + new})


def set_field(draft: Draft, name: str, value: str, hit: Hit) -> None:
    """Give every shot of the scope this value."""
    before = [str(getattr(shot, name)) for shot in draft.scope()]
    draft.each_shot(lambda shot: shot.model_copy(update={name: value}))
    draft.tell(TOLD.get(name, name), next(iter(b for b in before if b != value), value), value)
    draft.take(hit)
    if hit.entry is not None and hit.entry.note:
        draft.notes[hit.place] = hit.entry.note


def camera(draft: Draft) -> None:
    """How much is seen, how the camera moves and how high it stands."""
    for hit in draft.free(*FILMED):
        if hit.kind is not None:
            _film(draft, FILMED[hit.kind], hit.value, hit)


def _film(draft: Draft, name: str, value: str, hit: Hit) -> None:
    before = [str(getattr(shot.camera, name)) for shot in draft.scope()]
    draft.each_shot(
        lambda shot: shot.model_copy(update={"camera": shot.camera.model_copy(update={name: value})})
    )
    draft.tell(name, next(iter(b for b in before if b != value), value), value)
    draft.take(hit)


def style(draft: Draft) -> None:
    """The look of the whole film."""
    for hit in draft.free(Kind.STYLE)[:1]:
        draft.tell("style", draft.play.style, hit.value)
        draft.play = draft.play.model_copy(update={"style": hit.value})
        draft.take(hit)


def colours(draft: Draft) -> None:
    """A colour of clothes, of an animal or of a thing; of a person it is the shirt's."""
    for hit in draft.free(Kind.COLOUR):
        if of_another(draft, hit):
            continue
        near = [h for h in draft.free(Kind.WEARING) if h.sentence == hit.sentence]
        near.sort(key=lambda other: abs(other.place - hit.place))
        for name in draft.subject(hit) or [actor.name for actor in draft.play.actors][:1]:
            part = draft.part(name)
            if isinstance(part, Actor) and part.appearance is not None:
                field = near[0].value if near else "top"
                if field not in type(part.appearance).model_fields or field == "bare_chest":
                    continue
                colour = looks.colour_of(field, hit.value)
                before = str(getattr(part.appearance, field))
                dressed = {field: colour} | ({"bare_chest": False} if field == "top" else {})
                draft.change_part(name, appearance=part.appearance.model_copy(update=dressed))
                draft.tell("colour", before, colour, field)
            elif not near:
                before = part.color or ""
                draft.change_part(name, color=COLOURS[hit.value])
                draft.tell("colour", before, COLOURS[hit.value], draft.said(name))
            draft.take(hit, *near[:1], *named(draft, hit))


def of_another(draft: Draft, hit: Hit) -> bool:
    """Whether a word describes somebody or something that is not in the play yet ("a green hat")."""
    step = -1 if hit.entry is not None and hit.entry.language == "it" and hit.kind is Kind.COLOUR else 1
    place = hit.place + step
    while 0 <= place < len(draft.hits) and draft.hits[place].kind in DESCRIBING:
        place += step
    other = draft.hits[place] if 0 <= place < len(draft.hits) else None
    return other is not None and other.kind in NAMING and not draft.meant(other)


def named(draft: Draft, hit: Hit) -> list[Hit]:
    """The nouns of a hit's sentence that mean somebody or something of the play."""
    return [h for h in draft.free(*NAMING) if h.sentence == hit.sentence and draft.meant(h)]


def traits(draft: Draft) -> None:
    """Traits of people: "old", "curly hair", "with a beard"."""
    for hit in draft.free(Kind.TRAIT):
        field, _, value = hit.value.partition(":")
        if of_another(draft, hit):
            continue
        for name in draft.subject(hit) or [a.name for a in draft.play.actors if a.kind == "person"][:1]:
            part = draft.part(name)
            if not isinstance(part, Actor) or part.appearance is None:
                continue
            if field not in type(part.appearance).model_fields:
                continue
            new: dict[str, Any] = {field: {"true": True, "false": False}.get(value, value)}
            if (field, value) == ("age", "old"):
                new["hair"] = looks.GREYS[0]
            before = str(getattr(part.appearance, field)).lower()
            draft.change_part(name, appearance=part.appearance.model_copy(update=new))
            draft.tell("looks", before, value, field)
            draft.take(hit, *named(draft, hit))


def sizes(draft: Draft) -> None:
    """Sizes of animals and things, and what things are made of."""
    for hit in draft.free(Kind.SCALE):
        if of_another(draft, hit):
            continue
        _scale(draft, hit, hit.value)
    for hit in draft.free(Kind.MATERIAL):
        for name in draft.subject(hit):
            if isinstance(part := draft.part(name), Prop):
                draft.tell("material", part.material, hit.value, draft.said(name))
                draft.change_part(name, material=hit.value)
                draft.take(hit, *named(draft, hit))


def _scale(draft: Draft, hit: Hit, value: str) -> None:
    for name in draft.subject(hit):
        part = draft.part(name)
        if isinstance(part, Actor) and part.kind == "person":
            continue
        compared = hit.entry is None or hit.entry.kind is not Kind.SCALE
        scale = part.scale * SCALES[value] if compared else SCALES[value]
        draft.tell("scale", f"{part.scale:g}", f"{min(max(scale, 0.1), 10):g}", draft.said(name))
        draft.change_part(name, scale=min(max(scale, 0.1), 10.0))
        draft.take(hit, *named(draft, hit))


def manners(draft: Draft) -> None:
    """How what is done is done."""
    for hit in draft.free(Kind.MANNER):
        _manner(draft, hit, hit.value)


def _manner(draft: Draft, hit: Hit, value: str) -> None:
    names = draft.subject(hit) or [actor.name for actor in draft.play.actors]
    beats = [beat for shot in draft.scope() for beat in shot.beats if beat.actor in names]
    before = next((beat.manner for beat in beats if beat.manner != value), "")
    draft.each_beat(names, lambda beat: beat.model_copy(update={"manner": value}))
    if beats:
        draft.tell("manner", before, value)
        draft.take(hit, *named(draft, hit))
