"""Who is in a film, across all its shots, and which words describe them.

A person keeps body, clothes and voice from shot to shot: "a man" in shot 2 is
the man of shot 1, "another man" is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import looks
from .hits import Hit, of
from .model import Actor, Mark
from .vocabulary import Kind
from .vocabulary.people import MEN, PLURALS, SORTS, WOMEN
from .vocabulary.structure import NEW
from .vocabulary.things import NUMBERS

MOST_PEOPLE = 5
DEFINITE = {
    "the",
    "this",
    "that",
    "il",
    "lo",
    "la",
    "l",
    "i",
    "gli",
    "le",
    "questo",
    "quella",
    "quello",
    "questa",
}
INDEFINITE = {"a", "an", "un", "uno", "una", "some"}
_MODIFIERS = {Kind.COLOUR, Kind.TRAIT, Kind.EMOTION}
_LOOSE = ("age", "build", "skin")
LONG_LEGS = {"pants", "trousers", "jeans", "leggings", "pantaloni", "sweatpants"}
SHORT_LEGS = {"shorts", "pantaloncini", "calzoncini", "swim"}
LONG_SLEEVES = {
    "hoodie", "sweater", "jumper", "sweatshirt", "felpa", "maglione", "jacket", "giacca", "coat",
    "cappotto", "suit",
}  # fmt: skip
SHORT_SLEEVES = {"tee", "tshirt", "maglietta", "tank", "canotta"}
FULL = f"at most {MOST_PEOPLE} people are shown"


@dataclass(slots=True)
class Person:
    """Somebody in the film; `said` holds the fields of the appearance that words set."""

    name: str
    sort: str
    label: str
    number: int
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Creature:
    """An animal in the film: `species` names a registered body."""

    name: str
    species: str
    label: str
    colour: str | None = None
    scale: float = 1.0


@dataclass(slots=True)
class Thing:
    """A thing in the film: `kind` names a registered prop, `model` the picture of a toy."""

    name: str
    kind: str
    label: str
    model: str = ""
    colour: str | None = None
    scale: float = 1.0
    material: str = ""
    text: str = ""


@dataclass(slots=True)
class Company:
    """Everybody and everything in the film so far."""

    people: list[Person] = field(default_factory=list)
    creatures: list[Creature] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    corgi: bool = False
    colours: dict[str, str] = field(default_factory=dict)

    def add(self, sort: str, label: str) -> Person | None:
        """A new person, or None when the stage is full."""
        if len(self.people) >= MOST_PEOPLE:
            return None
        person = Person(f"a{len(self.people) + 1}", sort, label, len(self.people))
        self.people.append(person)
        return person

    def someone(self) -> Person:
        """The first person; one is added when there is none."""
        return self.people[0] if self.people else self.add("person", "person") or self.people[0]

    def actors(self, seed: int, *, swims: bool, plays: bool) -> list[Actor]:
        """The people as actors, with their looks; the corgi comes last."""
        cast = [
            Actor(
                name=person.name,
                kind="person",
                label=person.label[:60],
                appearance=looks.appearance(
                    person.sort, person.said, seed=seed, number=person.number, swims=swims, plays=plays
                ),
            )
            for person in self.people
        ]
        return cast + [Actor(name="corgi", kind="corgi", label="corgi")] * self.corgi


Mentions = dict[int, list[Person]]


def meet(company: Company, hits: Sequence[Hit]) -> Mentions:
    """Find the people that a shot's hits speak of; new ones join the company. Keys are places of hits."""
    mentions: Mentions = {}
    here: list[Person] = []
    for hit in hits:
        if hit.kind is Kind.PERSON or hit.tokens[0].text.startswith("@"):
            people = _meant(company, hits, hit, here)
            _tell(hit, people)
            mentions[hit.place] = people
            here += [person for person in people if person not in here]
        elif hit.kind is Kind.ANIMAL:
            company.corgi = True
    return mentions


def _tell(hit: Hit, people: list[Person]) -> None:
    if not people:
        hit.settle(Mark.NOT_STAGED, FULL)
    elif hit.entry is None:
        hit.settle(Mark.APPROXIMATED, "shown as a figure in the looks of their cameo")
    else:
        hit.stage()


def _meant(company: Company, hits: Sequence[Hit], hit: Hit, here: list[Person]) -> list[Person]:
    sort = hit.value if hit.kind is Kind.PERSON else "person"
    label = _label(hit)
    count = _count(hits, hit)
    before = [token.plain for h in hits[max(0, hit.place - 3) : hit.place] for token in h.tokens]
    same = [person for person in company.people if (person.sort, person.label) == (sort, label)]
    if {"other", "altro", "altra"} & set(before) and DEFINITE & set(before) and len(same) > 1:
        same = [person for person in same if person not in here[:1]][-1:]
    elif NEW & set(before) or (INDEFINITE & set(before[-2:]) and any(p in here for p in same)):
        same = []
    elif not same and DEFINITE & set(before):
        same = [person for person in company.people if _fits(person, sort)][-1:]
    people = same[:count]
    while len(people) < count and (new := company.add(sort, label)) is not None:
        people.append(new)
    return people


def _label(hit: Hit) -> str:
    named = SORTS[hit.value].label if hit.kind is Kind.PERSON and hit.value in SORTS else ""
    return named or (hit.value.replace("_", " ") if hit.entry else hit.tokens[0].text)


def _fits(person: Person, sort: str) -> bool:
    """Whether "the <sort>" may mean this person."""
    a, b = SORTS.get(person.sort, SORTS["person"]), SORTS.get(sort, SORTS["person"])
    sexes = {"m" if s in MEN else "f" for s in (person.sort, sort) if s in MEN | WOMEN}
    return len(sexes) < 2 and (a.age == b.age or "adult" in {a.age, b.age})


def _count(hits: Sequence[Hit], hit: Hit) -> int:
    """How many are meant; the number's own mark is settled, too."""
    for earlier in reversed(hits[max(0, hit.place - 3) : hit.place]):
        if earlier.kind is Kind.NUMBER and earlier.sentence == hit.sentence:
            count = NUMBERS[earlier.value]
            if count > MOST_PEOPLE:
                earlier.settle(Mark.APPROXIMATED, f"shown as {MOST_PEOPLE}")
            else:
                earlier.stage()
            return min(count, MOST_PEOPLE)
        if earlier.kind not in _MODIFIERS:
            break
    return PLURALS.get(hit.tokens[-1].plain, 1)


def describe(company: Company, hits: Sequence[Hit], mentions: Mentions) -> None:
    """Give colours, clothes and traits to whom they belong; the marks of these words are settled here."""
    for hit in of(hits, Kind.WEARING):
        if owners := _owners(company, hit, mentions):
            hit.stage()
            for person in owners:
                if hit.value == "top":
                    person.said.setdefault("bare_chest", "false")
                person.said.update(_cut(hit.tokens[0].plain))
        else:
            hit.settle(Mark.NOT_STAGED, "nobody wears it")
    for hit in of(hits, Kind.TRAIT):
        _trait(company, hits, hit, mentions)
    for hit in of(hits, Kind.COLOUR):
        _colour(company, hits, hit, mentions)


def _cut(word: str) -> dict[str, str]:
    """The cut that a word for clothes tells."""
    if word in LONG_LEGS | SHORT_LEGS:
        return {"legs": "long" if word in LONG_LEGS else "short"}
    if word in LONG_SLEEVES | SHORT_SLEEVES:
        return {"sleeves": "long" if word in LONG_SLEEVES else "short"}
    return {}


def _owners(company: Company, hit: Hit, mentions: Mentions) -> list[Person]:
    """The people mentioned nearest before, else after, else the film's first person."""
    before = [place for place in mentions if place < hit.place]
    after = [place for place in mentions if place > hit.place]
    if before or after:
        return mentions[max(before) if before else min(after)]
    return company.people[:1]


def _beside(hits: Sequence[Hit], hit: Hit, step: int) -> Hit | None:
    """The next hit in a direction that is no modifier or "and" itself, in the same sentence."""
    place = hit.place + step
    while 0 <= place < len(hits) and hits[place].sentence == hit.sentence:
        other = hits[place]
        if other.kind not in _MODIFIERS and other.tokens[0].plain not in {"and", "e", ",", "is", "was"}:
            return other
        place += step
    return None


def _trait(company: Company, hits: Sequence[Hit], hit: Hit, mentions: Mentions) -> None:
    name, _, value = hit.value.partition(":")
    after, before = _beside(hits, hit, 1), _beside(hits, hit, -1)
    if after is not None and after.place in mentions:
        owners = mentions[after.place]
    elif before is not None and before.place in mentions:
        owners = mentions[before.place]
    else:
        owners = [] if name in _LOOSE else _owners(company, hit, mentions)
    if not owners:
        hit.settle(Mark.NOT_STAGED, "")
        return
    hit.stage()
    for person in owners:
        person.said[name] = value


def _colour(company: Company, hits: Sequence[Hit], hit: Hit, mentions: Mentions) -> None:
    italian = hit.entry is not None and hit.entry.language == "it"
    sides = (-1, 1) if italian else (1, -1)
    for side in sides:
        other = _beside(hits, hit, side)
        if other is None:
            continue
        if other.kind is Kind.WEARING and (owners := _owners(company, other, mentions)):
            hit.stage()
            for person in owners:
                person.said[other.value] = looks.colour_of(other.value, hit.value)
            return
        if other.kind is Kind.PROP:
            hit.stage()
            company.colours["basketball" if other.value == "ball" else other.value] = hit.value
            return
        if other.place in mentions:
            _paint(hit, mentions[other.place])
            return
        if other.kind is not Kind.STRUCTURE and side == sides[0]:
            break
    hit.settle(Mark.NOT_STAGED, "")


def _paint(hit: Hit, people: list[Person]) -> None:
    """A colour said of a person: of the skin where that is meant, else of the shirt."""
    if hit.value in {"black", "white", "brown"}:
        hit.stage()
    else:
        hit.settle(Mark.APPROXIMATED, "shown as the colour of the shirt")
    for person in people:
        part = "skin" if hit.value in {"black", "white", "brown"} else "top"
        person.said[part] = looks.colour_of(part, hit.value)
