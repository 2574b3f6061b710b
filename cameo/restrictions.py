"""A person's own rules for their likeness: free text read into chips, and chips asked against a prompt.

"no swimwear, no politics, always in my green shirt" gives two things never to be
shown and one way to be dressed. What cannot be read so is not guessed at: it makes
every use by others ask first.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from perception import embedding

LONGEST = 500
NEAR = 0.5  # cosine from which words, or one of them, may mean a topic: then the owner is asked
MOST_WORDS = 60
_CLAUSES = re.compile(r"[,.;\n]+|\b(?:but|and also|ma|però)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"^(?:and |e )?(?:no|never(?: in| with)?|not(?: in| with)?|nothing(?: about| with)?"
    r"|don'?t show me(?: in| with)?|niente|mai(?: in| con)?|non(?: in| con)?|nessun[oa]?|senza)"
    r"\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"^(?:and |e )?(?:always|only|sempre|solo)\s+(?:with|in|wearing|con|indossando)?\s*(?P<what>.+)$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"^(?:my|a|an|the|any|il|lo|la|i|gli|le|un|una|mio|mia|miei|mie)\s+", re.IGNORECASE)
TOPICS: dict[str, str] = {
    "swimwear": "swimwear swimsuit bikini swimming trunks costume da bagno",
    "politics": (
        "politics political politician election vote party president parliament"
        " politica elezioni votare partito"
    ),
    "alcohol": "alcohol beer wine champagne whisky cocktail drunk bar birra vino alcol ubriaco ubriaca",
    "weapons": "weapon weapons gun revolver rifle pistol knife sword dagger armi pistola coltello spada",
    "kissing": "kiss kisses kissing bacio bacia baciano baciare",
    "violence": "fight fights punch violence blood kill attack rissa pugno violenza sangue uccide lotta",
    "religion": "religion church prayer god mosque temple religione chiesa preghiera dio moschea tempio",
    "smoking": "smoke smoking smokes cigarette cigar fuma fumare sigaretta sigaro",
    "dancing": "dance dances dancing balla ballare danza ballano",
    "horror": "horror scary monster ghost zombie blood orrore mostro fantasma pauroso",
    "advertising": "advert advertisement commercial brand logo product pubblicità spot marchio prodotto",
}
_ALIASES = {
    "costumi da bagno": "swimwear",
    "costume da bagno": "swimwear",
    "bikini": "swimwear",
    "bikinis": "swimwear",
    "politica": "politics",
    "alcol": "alcohol",
    "drinking": "alcohol",
    "armi": "weapons",
    "guns": "weapons",
    "baci": "kissing",
    "kisses": "kissing",
    "violenza": "violence",
    "fights": "violence",
    "fighting": "violence",
    "religione": "religion",
    "fumo": "smoking",
    "horror films": "horror",
    "pubblicità": "advertising",
    "ads": "advertising",
}
_PARTS = {
    "top": "shirt t-shirt tshirt top sweater jacket jumper maglia maglietta camicia giacca maglione",
    "bottom": "trousers pants jeans shorts skirt pantaloni gonna",
    "shoes": "shoes sneakers boots trainers scarpe stivali",
}
_EXTRAS = {"glasses": "glasses spectacles occhiali", "beard": "beard barba"}
COLOURS = {
    "red rosso rossa rosse rossi": "#b3262c",
    "green verde verdi": "#2f7d4a",
    "blue blu azzurro azzurra": "#2b4fa3",
    "yellow giallo gialla gialle": "#e0b13a",
    "black nero nera nere neri": "#1d1d22",
    "white bianco bianca bianche": "#f2f2f2",
    "orange arancione": "#d9702b",
    "purple viola": "#6b3fa0",
    "pink rosa": "#d86c9b",
    "brown marrone": "#6a4630",
    "grey gray grigio grigia": "#80848c",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One rule: `kind` "never" with its topic, or "always" with the field of the looks that it sets."""

    kind: str
    what: str
    field: str = ""
    value: str = ""

    def as_json(self) -> dict[str, str]:
        """For the database."""
        return asdict(self)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Chip:
        """Back again."""
        return cls(*(str(data.get(name, "")) for name in ("kind", "what", "field", "value")))


@dataclass(frozen=True, slots=True)
class Rules:
    """What was read, and the clauses that were not: with any of those, each use asks first."""

    chips: tuple[Chip, ...]
    unread: tuple[str, ...]


def read(text: str) -> Rules:
    """Chips of a free text, in its order."""
    chips: list[Chip] = []
    unread: list[str] = []
    for raw in _CLAUSES.split(text[:LONGEST]):
        clause = " ".join(raw.split())
        if not clause:
            continue
        chip = _chip(clause)
        if chip is None:
            unread.append(clause)
        elif chip not in chips:
            chips.append(chip)
    return Rules(tuple(chips), tuple(unread))


def _chip(clause: str) -> Chip | None:
    if found := _NEVER.match(clause):
        what = _SMALL.sub("", found["what"].strip().lower())
        return Chip("never", _ALIASES.get(what, what)) if what else None
    if found := _ALWAYS.match(clause):
        return _always(_SMALL.sub("", found["what"].strip().lower()))
    return None


def _always(what: str) -> Chip | None:
    """Only what the engines can really keep to: the colour of clothes, glasses, a beard."""
    words = set(re.findall(r"[\w-]+", what))
    for field, names in _EXTRAS.items():
        if words & set(names.split()):
            return Chip("always", what, field, "yes")
    colour = next((value for names, value in COLOURS.items() if words & set(names.split())), "")
    part = next((field for field, names in _PARTS.items() if words & set(names.split())), "")
    return Chip("always", what, part, colour) if colour and part else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether words break a rule: the chip that says no, or the one that a person must judge."""

    broken: Chip | None = None
    doubtful: Chip | None = None


def ask(chips: list[Chip], words: str) -> Answer:
    """Hold words against "never" chips: a word of the topic breaks it, one that means alike is a doubt."""
    never = [chip for chip in chips if chip.kind == "never"]
    if not never:
        return Answer()
    said = set(re.findall(r"\w+", words.lower()))
    for chip in never:
        if said & _stems(TOPICS.get(chip.what, chip.what), said):
            return Answer(broken=chip)
    return Answer(doubtful=_meant(never, words, said))


def _meant(never: list[Chip], words: str, said: set[str]) -> Chip | None:
    """The chip nearest in meaning to the words, where it is near enough to ask the owner."""
    if not embedding.available():
        return never[0]
    texts = [words[:600], *sorted(word for word in said if len(word) > 3)[:MOST_WORDS]]
    vectors = embedding.embed([*texts, *(chip.what for chip in never)])
    near = (vectors[: len(texts)] @ vectors[len(texts) :].T).max(axis=0)
    closest = int(near.argmax())
    return never[closest] if near[closest] >= NEAR else None


def _stems(topic: str, said: set[str]) -> set[str]:
    """The words of `said` that are a word of the topic, or one with another ending."""
    known = [word for word in re.findall(r"\w+", topic.lower()) if len(word) > 2]
    return {
        word
        for word in said
        for other in known
        if word == other or (len(other) > 4 and len(word) > 4 and word[: len(other) - 1] == other[:-1])
    }


def wear(chips: list[Chip]) -> dict[str, Any]:
    """The fields of the looks that "always" chips set."""
    return {
        chip.field: True if chip.value == "yes" else chip.value
        for chip in chips
        if chip.kind == "always" and chip.field
    }
