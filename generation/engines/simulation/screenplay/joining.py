"""Two readings become one: those of a second screenplay are met again, or join, in the first.

Somebody of the same kind and name is the same; whoever else has a name that is
taken already gets another one. Nothing in here reads words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .model import Actor, Prop, Screenplay, Shot

Renamed = Mapping[str, str]


def joined(
    play: Screenplay, other: Screenplay, *, known: Renamed | None = None, fresh: bool = False
) -> tuple[Screenplay, Renamed]:
    """`play` with the actors and props of `other` that it lacks, and the new names of all of `other`'s.

    `known` says who of `other` is who of `play`; for the others the same name and kind, or else the same
    kind and label, mean the same, unless all of them are `fresh`. The shots stay those of `play`.
    """
    names: dict[str, str] = dict(known or {})
    actors, props = list(play.actors), list(play.props)
    others: list[Actor | Prop] = [*other.actors, *other.props]
    for one in others:
        mine: Sequence[Actor | Prop] = actors if isinstance(one, Actor) else props
        met = next((each for each in mine if _same(each, one) and each.name not in names.values()), None)
        if one.name in names:
            continue
        if met is not None and not fresh:
            names[one.name] = met.name
            continue
        names[one.name] = _free(one.name, {each.name for each in actors} | {each.name for each in props})
        new: Any = one.model_copy(update={"name": names[one.name]})
        (actors if isinstance(one, Actor) else props).append(new)
    return play.model_copy(update={"actors": tuple(actors), "props": tuple(props)}), names


def _same(mine: Actor | Prop, other: Actor | Prop) -> bool:
    if mine.kind != other.kind:
        return False
    if isinstance(mine, Actor) and mine.kind == "person":
        return mine.label == other.label
    return mine.name == other.name or mine.label == other.label


def _free(name: str, taken: set[str]) -> str:
    number = 2
    found = name
    while found in taken:
        found, number = f"{name[:36]}_{number}", number + 1
    return found


def renamed(shot: Shot, names: Renamed) -> Shot:
    """The same shot with everybody under the new names."""

    def new(name: str) -> str:
        return names.get(name, name)

    return shot.model_copy(
        update={
            "cast": tuple(dict.fromkeys(map(new, shot.cast))),
            "props": tuple(dict.fromkeys(map(new, shot.props))),
            "beats": tuple(
                beat.model_copy(
                    update={"actor": new(beat.actor), "target": new(beat.target) if beat.target else None}
                )
                for beat in shot.beats
            ),
            "lines": tuple(line.model_copy(update={"speaker": new(line.speaker)}) for line in shot.lines),
            "relations": tuple(
                each.model_copy(update={"subject": new(each.subject), "object": new(each.object)})
                for each in shot.relations
            ),
        }
    )


def checked(play: Screenplay) -> Screenplay:
    """The play, validated as a whole: `model_copy` does not; raises pydantic's ValidationError."""
    return Screenplay.model_validate(play.model_dump())


def trimmed(play: Screenplay) -> Screenplay:
    """Without actors and props that no shot has."""
    used = {name for shot in play.shots for name in (*shot.cast, *shot.props)}
    return play.model_copy(
        update={
            "actors": tuple(actor for actor in play.actors if actor.name in used),
            "props": tuple(prop for prop in play.props if prop.name in used),
        }
    )
