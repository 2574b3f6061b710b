"""Who feels what: adjectives and adverbs that describe a person, and from when on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .casting import Mentions, Person
from .hits import Hit
from .model import Mark
from .vocabulary import Entry, Kind, find_as

WEARS_IT = "seen on the face"
ANIMALS = "animals keep their faces"
BOTH = "seen on the face, heard in the music"
_BETWEEN = frozenset({Kind.COLOUR, Kind.TRAIT, Kind.SCALE, Kind.MOOD, Kind.EMOTION, Kind.MANNER, Kind.NUMBER})
_LINKS = frozenset(
    {"is", "are", "was", "were", "looks", "look", "seems", "feels", "gets", "becomes", "very", "so", "really",
     "and", "e", "sembra", "molto", "diventa", "sono", "era", "appare"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Felt:
    """Somebody feels something; `share` of the shot is over when it begins."""

    person: Person
    emotion: str
    share: float


def read(hits: Sequence[Hit], mentions: Mentions, *, speaks: bool) -> list[Felt]:
    """The feelings that a shot's words give to people; the marks of these words are settled.

    Without a spoken line "cries" is a deed. A word that names a deed ("angry") becomes a feeling before its
    noun.
    """
    found: list[Felt] = []
    steps = 1 + sum(1 for hit in hits if _next_step(hit))
    step = 0
    for hit in hits:
        step += _next_step(hit)
        if hit.kind is Kind.SAYING and not speaks:
            hit.entry = find_as([token.plain for token in hit.tokens], Kind.ACTION) or hit.entry
        entry = find_as([token.plain for token in hit.tokens], Kind.EMOTION)
        if entry is None or hit.kind not in {Kind.EMOTION, Kind.MOOD, Kind.ACTION, Kind.MANNER, Kind.CUE}:
            continue
        if _of_an_animal(hits, hit):
            hit.entry = replace(entry, mark=Mark.NOT_STAGED, note=ANIMALS)
            hit.settle(Mark.NOT_STAGED, ANIMALS)
            continue
        owners = _described(hits, hit, mentions)
        if owners:
            _mark(hit, entry)
            found += [Felt(person, entry.value, step / steps) for person in owners]
    return found


def _of_an_animal(hits: Sequence[Hit], hit: Hit) -> bool:
    """Whether a word that names a deed otherwise stands before an animal ("a surprised bear")."""
    after = hits[hit.place + 1 : hit.place + 2]
    return hit.kind in {Kind.ACTION, Kind.EMOTION} and bool(after) and after[0].kind is Kind.ANIMAL


def _next_step(hit: Hit) -> bool:
    return hit.kind is Kind.SEQUENCE and hit.value != "while"


def _mark(hit: Hit, entry: Entry) -> None:
    if hit.kind is Kind.MOOD:
        hit.settle(Mark.STAGED, BOTH)
        return
    hit.entry = replace(entry, note=WEARS_IT)
    hit.settle(Mark.STAGED, WEARS_IT)


def _described(hits: Sequence[Hit], hit: Hit, mentions: Mentions) -> list[Person]:
    """Whom a word describes: the person after it, or the one of whom it is said; nobody for a verb."""
    row = [other for other in hits if other.sentence == hit.sentence]
    for other in (o for o in row if o.place > hit.place):
        if other.place in mentions:
            return mentions[other.place]
        if other.kind not in _BETWEEN and other.tokens[0].plain not in {"and", "e"}:
            break
    if hit.kind is Kind.ACTION:
        return []
    before = [other for other in row if other.place < hit.place]
    people = [other.place for other in before if other.place in mentions]
    if people:
        return mentions[people[-1]]
    earlier = [place for place in mentions if place < hit.place]
    linked = bool(before) and before[-1].tokens[-1].plain in _LINKS
    adverb = hit.tokens[-1].plain.endswith(("ly", "mente"))
    return mentions[max(earlier)] if earlier and (linked or adverb) else []
