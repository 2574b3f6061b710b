"""The words the reader knows, in English and Italian, and what each stands for.

Every module of this package registers entries by the decorator `entries`: a
function that returns a table from a meaning to its phrases. Phrases are written
plainly, separated by commas; what follows a `|` is Italian. Accents, capitals,
hyphens and the regular endings of English are looked through, so tables list
only what is irregular. An entry is *staged* when the picture shows just that,
*approximated* when it shows something near it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from ..model import Mark

LONGEST_PHRASE = 5
# Endings of Italian verbs (they do, doing, to do) and plurals, and what one alone ends with.
ITALIAN = (
    ("ano", ("a",)), ("ono", ("e",)), ("ando", ("a",)), ("endo", ("e",)), ("are", ("a",)), ("ere", ("e",)),
    ("ire", ("e",)), ("hi", ("o",)), ("i", ("o", "e")),
)  # fmt: skip
_MODULES = (
    "styles",
    "places",
    "people",
    "animals",
    "things",
    "things_built",
    "qualities",
    "deeds",
    "actions",
    "picture",
    "structure",
    "feelings",
)


class Kind(StrEnum):
    """What sort of word it is."""

    SET = "set"
    PROP = "prop"
    PERSON = "person"
    ANIMAL = "animal"
    ACTION = "action"
    OUTCOME = "outcome"
    DETAIL = "detail"
    CUE = "cue"
    COLOUR = "colour"
    WEARING = "wearing"
    TRAIT = "trait"
    TIME = "time"
    WEATHER = "weather"
    SIZE = "size"
    MOVE = "move"
    ANGLE = "angle"
    STYLE = "style"
    NUMBER = "number"
    SAYING = "saying"
    GREETING = "greeting"
    LETTERING = "lettering"
    MANNER = "manner"
    SCALE = "scale"
    MATERIAL = "material"
    MOOD = "mood"
    EMOTION = "emotion"
    SEQUENCE = "sequence"
    STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of plain words and what it stands for; `note` tells how it is approximated, `said` its spelling."""

    phrase: tuple[str, ...]
    kind: Kind
    value: str
    mark: Mark = Mark.STAGED
    note: str = ""
    language: str = "en"
    said: str = ""


Table = Mapping[str, str]
_ENTRIES: dict[tuple[str, ...], Entry] = {}
_BY_KIND: dict[tuple[Kind, tuple[str, ...]], Entry] = {}


def plain(word: str) -> str:
    """Lower case without accents or a possessive: how words are compared."""
    folded = "".join(
        c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c)
    )
    return folded.replace("’", "'").removesuffix("'s").removesuffix("'")


def entries(
    kind: Kind, mark: Mark = Mark.STAGED, note: str = ""
) -> Callable[[Callable[[], Table]], Callable[[], Table]]:
    """Register a table {meaning: phrases}; `{}` in `note` becomes the meaning in words."""

    def register(table: Callable[[], Table]) -> Callable[[], Table]:
        for value, text in table().items():
            english, _, italian = text.partition("|")
            for language, phrases in (("en", english), ("it", italian)):
                for phrase, said in _split(phrases):
                    told = note.format(value.replace("_", " "))
                    entry = Entry(phrase, kind, value, mark, told, language, said)
                    _ENTRIES.setdefault(phrase, entry)
                    _BY_KIND.setdefault((kind, phrase), entry)
        return table

    return register


def _split(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase in text.split(","):
        if words := tuple(plain(word) for word in phrase.replace("-", " ").replace("'", "' ").split()):
            yield words, phrase.strip()


@cache
def vocabulary() -> Mapping[tuple[str, ...], Entry]:
    """Every registered entry by its phrase."""
    for module in _MODULES:
        import_module(f".{module}", __name__)
    return dict(_ENTRIES)


@cache
def label(kind: Kind, value: str, language: str = "en") -> str:
    """The first phrase by which a meaning is said in a language; the meaning itself where there is none."""
    for entry in vocabulary().values():
        if (entry.kind, entry.value, entry.language) == (kind, value, language) and entry.mark is Mark.STAGED:
            return entry.said
    return value.replace("_", " ")


@cache
def label_of(value: str, language: str = "en") -> str:
    """The first phrase of a meaning of any kind in a language; "" where nobody says it."""
    found = (e for e in vocabulary().values() if e.value == value and e.language == language)
    best = min(found, key=lambda entry: entry.mark is not Mark.STAGED, default=None)
    return best.said if best else ""


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How long the phrases are that begin with a word, longest first."""
    found: dict[str, set[int]] = {}
    for phrase in vocabulary():
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


def find(words: Sequence[str], at: int) -> Entry | None:
    """The entry of the longest known phrase that begins at `words[at]`; words are plain."""
    known, lengths = vocabulary(), _lengths()
    best: Entry | None = None
    for first in _forms(words[at]):
        for length in lengths.get(first, ()):
            if best is not None and length <= len(best.phrase):
                break
            rest = words[at + 1 : at + length]
            if len(rest) + 1 < length:
                continue
            entry = known.get((first, *rest)) or _by_last_form(known, first, rest)
            if entry is not None:
                best = entry
                break
    return best


def find_as(words: Sequence[str], kind: Kind) -> Entry | None:
    """The entry of that kind for just these words, in whatever form; another kind may have them first."""
    vocabulary()
    forms = ((first, *words[1:]) for first in _forms(words[0]))
    return next((entry for form in forms if (entry := _BY_KIND.get((kind, form)))), None)


def _by_last_form(known: Mapping[tuple[str, ...], Entry], first: str, rest: Sequence[str]) -> Entry | None:
    if not rest:
        return None
    return next((e for last in _forms(rest[-1]) if (e := known.get((first, *rest[:-1], last)))), None)


@cache
def _forms(word: str) -> tuple[str, ...]:
    """The word and what it may be a form of: a plural, a person, participle or past of a verb."""
    if len(word) > 40:
        return (word,)
    forms = [word]
    for ending, others in (("ies", ("y",)), ("es", ("", "e")), ("s", ("",))):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            forms += [word.removesuffix(ending) + other for other in others]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word.removesuffix(ending)
            forms += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    for ending, others in ITALIAN:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            forms += [word.removesuffix(ending) + other for other in others]
    return tuple(dict.fromkeys(forms))
