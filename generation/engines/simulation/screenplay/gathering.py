"""Which animals and things a shot's words name: how many, how large, of what colour and material."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import grammar, nearest, toys, written
from .casting import DEFINITE, INDEFINITE, Company, Creature, Thing
from .hits import UNKNOWN, Hit
from .model import Mark
from .tokens import Quote
from .vocabulary import Kind, find_as
from .vocabulary.qualities import SCALES
from .vocabulary.structure import NEW
from .vocabulary.things import COLOURS, NUMBERS

MOST_CREATURES, MOST_THINGS, PLURAL = 6, 10, 3
ALIASES = {"ball": "basketball", "board": "skateboard"}
LONGEST, HUGEST = 3, 10.0
MOST_GUESSED = 12
TOY = "shown as a toy"
LETTERED = "shown as lettering: there is nothing that looks like it"
MOST_LETTERED, LETTERS = 3, 0.7  # how many of a kind; how large letters stand for a thing
FULL = "there is no room for more"
QUALITIES = {Kind.COLOUR, Kind.MATERIAL, Kind.MOOD, Kind.MANNER, Kind.WEATHER, Kind.TIME, Kind.EMOTION}
_MODIFIERS = {Kind.COLOUR, Kind.TRAIT, Kind.SCALE, Kind.MATERIAL, Kind.NUMBER, Kind.MOOD, Kind.EMOTION}
Creatures = dict[int, list[Creature]]
Things = dict[int, list[Thing]]
Found = tuple[Creatures, Things]


def gather(company: Company, hits: Sequence[Hit], quotes: Sequence[Quote] = ()) -> Found:
    """Animals and things by the places of their hits; new ones join the company, their marks are settled."""
    creatures: Creatures = {}
    things: Things = {}
    signs = written.signs(hits, quotes)
    for hit in hits:
        if (sign := signs.get(hit.place)) is not None:
            things[hit.place] = _lettered(company, hits, hit, "signboard", sign)
        if hit.kind is Kind.DETAIL and grammar.is_one(hits, hit):
            hit.entry = find_as([token.plain for token in hit.tokens], Kind.PROP) or hit.entry
        if hit.kind is Kind.ANIMAL:
            creatures[hit.place] = _creatures(company, hits, hit)
        elif hit.kind is Kind.PROP and sign is None:
            things[hit.place] = _things(company, hits, hit, ALIASES.get(hit.value, hit.value), "")
        elif _unknown(hit) and not hit.verb:
            _toys(company, hits, hit, things)
            if _unknown(hit) and (row := written.thing(hits, hit)):
                text = " ".join(token.text for other in row for token in other.tokens)
                things[hit.place] = made = _lettered(company, hits, hit, "lettering", text)
                for other in row:
                    mark = (Mark.APPROXIMATED, LETTERED) if made else (Mark.NOT_STAGED, FULL)
                    other.settle(*mark)
    return {p: c for p, c in creatures.items() if c}, {p: t for p, t in things.items() if t}


def approximate(shots: Iterable[Sequence[Hit]]) -> None:
    """Let unknown English words stand for the known ones that mean almost the same; a toy is more exact."""
    words = [(hits, hit) for hits in shots for hit in hits if _unknown(hit)]
    words = [
        (h, hit) for h, hit in words if hit.value.isascii() and hit.value.isalpha() and len(hit.value) > 3
    ]
    words = [(h, hit) for h, hit in words if hit.verb or toys.find([hit.value]) is None][:MOST_GUESSED]
    nearest.prepare(hit.value for _, hit in words)
    for hits, hit in words:
        found = nearest.meaning(hit.value, _possible(hits, hit))
        if found is not None:
            note = f"shown as: {found[0].value.replace('_', ' ')}"
            hit.entry = replace(found[0], mark=Mark.APPROXIMATED, note=note)
            hit.note = ""


def _possible(hits: Sequence[Hit], hit: Hit) -> tuple[Kind, ...]:
    """The kinds of meaning that a word can have where it stands."""
    if hit.verb:
        return (Kind.ACTION,)
    if grammar.is_adjective(hits, hit):
        return tuple(kind for kind in nearest.MEANT if kind in QUALITIES)
    if grammar.is_named(hits, hit):
        return tuple(kind for kind in nearest.MEANT if kind is not Kind.ACTION)
    return nearest.MEANT


def _unknown(hit: Hit) -> bool:
    """Whether nobody knows a word so far, and it is no handle of a person."""
    return hit.entry is None and hit.note == UNKNOWN and not hit.tokens[0].text.startswith("@")


def _toys(company: Company, hits: Sequence[Hit], hit: Hit, things: Things) -> None:
    """The toy of the longest row of unknown words that begins at a hit."""
    for length in range(LONGEST, 0, -1):
        row = hits[hit.place : hit.place + length]
        if len(row) < length or not all(_unknown(other) and other.sentence == hit.sentence for other in row):
            continue
        toy = toys.find([token.plain for other in row for token in other.tokens])
        if toy is None:
            continue
        found = _things(company, hits, hit, "toy", toy.code)
        for thing in found:
            thing.scale = min(thing.scale * toy.size / toys.TYPICAL, HUGEST)
        for other in row:
            other.settle(Mark.APPROXIMATED, TOY) if found else other.settle(Mark.NOT_STAGED, FULL)
        things[hit.place] = found
        return


def _creatures(company: Company, hits: Sequence[Hit], hit: Hit) -> list[Creature]:
    known = [creature for creature in company.creatures if creature.species == hit.value]
    count = _count(hits, hit)
    found = [] if _is_new(hits, hit, bool(known)) else known[:count]
    while len(found) < count and len(company.creatures) < MOST_CREATURES:
        number = sum(1 for creature in company.creatures if creature.species == hit.value)
        name = hit.value if not number else f"{hit.value}_{number + 1}"
        creature = Creature(name, hit.value, hit.value.replace("_", " "))
        company.creatures.append(creature)
        found.append(creature)
    for creature in found:
        _describe(hits, hit, creature)
    hit.stage() if found else hit.settle(Mark.NOT_STAGED, FULL)
    return found


def _things(company: Company, hits: Sequence[Hit], hit: Hit, kind: str, model: str) -> list[Thing]:
    known = [thing for thing in company.things if (thing.kind, thing.model) == (kind, model)]
    count = _count(hits, hit)
    found = [] if _is_new(hits, hit, bool(known)) else known[:count]
    while len(found) < count and len(company.things) < MOST_THINGS:
        stem = kind if kind != "toy" else "toy_" + model.replace("-", "_")[:20]
        number = sum(1 for thing in company.things if thing.name.startswith(stem))
        name = stem if not number else f"{stem}_{number + 1}"
        thing = Thing(name, kind, " ".join(token.text for token in hit.tokens)[:60], model)
        company.things.append(thing)
        found.append(thing)
    for thing in found:
        _describe(hits, hit, thing)
    hit.stage() if found else hit.settle(Mark.NOT_STAGED, FULL)
    return found


def _lettered(company: Company, hits: Sequence[Hit], hit: Hit, kind: str, text: str) -> list[Thing]:
    """A thing that shows `text`; the one that showed it before, if it did; none when there is no room."""
    said = next((t for t in company.things if (t.kind, t.text.casefold()) == (kind, text.casefold())), None)
    number = sum(1 for thing in company.things if thing.kind == kind)
    if said is None and (len(company.things) >= MOST_THINGS or number >= MOST_LETTERED):
        hit.settle(Mark.NOT_STAGED, FULL)
        return []
    if said is None:
        name = kind if not number else f"{kind}_{number + 1}"
        said = Thing(name, kind, text[:60], text=text[:60], scale=LETTERS if kind == "lettering" else 1.0)
        company.things.append(said)
    described = said.scale
    _describe(hits, hit, said)
    if kind == "lettering" and said.scale != described:
        said.scale *= LETTERS
    hit.stage()
    return [said]


def _before(hits: Sequence[Hit], hit: Hit) -> list[Hit]:
    """The modifiers and the article right before a noun, nearest first."""
    found = []
    for other in reversed(hits[max(0, hit.place - 5) : hit.place]):
        if other.sentence != hit.sentence:
            break
        found.append(other)
        if other.kind not in _MODIFIERS:
            break
    return found


def _is_new(hits: Sequence[Hit], hit: Hit, known: bool) -> bool:  # noqa: FBT001 - a fact, not a mode
    """Whether "a", "another" or a number brings in one that was not there before."""
    words = {token.plain for other in _before(hits, hit) for token in other.tokens}
    if words & NEW:
        return True
    return known and bool(words & INDEFINITE) and not words & DEFINITE


def _count(hits: Sequence[Hit], hit: Hit) -> int:
    for other in _before(hits, hit):
        if other.kind is Kind.NUMBER:
            wanted = NUMBERS[other.value]
            if wanted > MOST_CREATURES:
                other.settle(Mark.APPROXIMATED, f"shown as {MOST_CREATURES}")
            else:
                other.stage()
            return min(wanted, MOST_CREATURES)
    word = hit.tokens[-1].plain
    many = hit.entry is not None and word != hit.entry.phrase[-1] and word.endswith("s")
    return PLURAL if many else 1


def _describe(hits: Sequence[Hit], hit: Hit, one: Creature | Thing) -> None:
    """Colour, size and material said right before a noun, in Italian right after it."""
    after = []
    for other in hits[hit.place + 1 : hit.place + 4]:
        if other.kind not in _MODIFIERS or other.sentence != hit.sentence:
            break
        if other.entry is not None and other.entry.language == "it":
            after.append(other)
    for other in (*_before(hits, hit), *after):
        if other.kind is Kind.COLOUR:
            one.colour = COLOURS[other.value]
            other.stage()
        elif other.kind is Kind.SCALE:
            one.scale = SCALES[other.value]
            other.stage()
        elif other.kind is Kind.TRAIT and other.value == "age:child":
            one.scale = SCALES["small"]
            other.stage()
        elif other.kind is Kind.MATERIAL and isinstance(one, Thing):
            one.material = other.value
            other.stage()
