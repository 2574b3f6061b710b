"""Toys: what the vocabulary does not build, found among the pictures of an open emoji set.

Names and tags in English and Italian come from emojibase-data, the pictures
(`world.props.toy`) from Fluent Emoji; both are in `assets`. A word means a
picture by its whole name, else by the name's main word, else by a tag: the
fewer tags a picture has and the fewer pictures share one, the surer. What only
goes together ("summer" with a speedboat) is struck out by the list in
`toys.txt`, which `proving` writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from . import toybox
from .toybox import TYPICAL
from .vocabulary import plain

__all__ = ["ASSETS", "TYPICAL", "Toy", "find", "find_at"]
ASSETS = Path(__file__).resolve().parent.parent / "assets"
STRUCK = Path(__file__).with_name("toys.txt")
LONGEST = 3  # words of a name
EXACT, NOUN, TAG = 0.0, 1.2, 1.0  # how unsure a word is that is the name, its main word, a tag
LENGTH, TAGS, SHARED = 0.4, 0.18, 0.15  # more for each further word, tag, picture that shares it
SUREST, UNSURE = 0.5, 3.2  # up to the first needs no proof; beyond the second nothing counts
# Endings of plurals and what they may stand for.
Endings = tuple[tuple[str, tuple[str, ...]], ...]
ENGLISH: Endings = (("ies", ("y",)), ("ves", ("f", "fe")), ("es", ("", "e")), ("s", ("",)))
ITALIAN: Endings = (
    ("chi", ("co",)),
    ("ghi", ("go",)),
    ("i", ("o", "e", "io")),
    ("he", ("a",)),
    ("e", ("a",)),
)


@dataclass(frozen=True, slots=True)
class Toy:
    """A picture that stands for a thing: its code point sequence, its name and its typical size in metres."""

    code: str
    label: str
    size: float


@dataclass(frozen=True, slots=True)
class Found:
    """A toy named by `length` words."""

    length: int
    code: str
    label: str
    size: float


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase may mean: a picture, how unsure, by what sort of likeness, in which language."""

    unsure: float
    order: int
    toy: Toy
    sort: float
    language: str


def find(words: Sequence[str]) -> Toy | None:
    """The toy for plain words that belong together, None when no picture shows them."""
    last = words[-1]
    verb = last.endswith("ing") and last not in toybox.THINGS_ON_ING
    if len(last) < 3 or verb or (len(words) == 1 and last in toybox.VAGUE):
        return None
    found: list[Sense] = []
    for number, (form, language) in enumerate(dict.fromkeys(_singulars(last))):
        phrase = " ".join([*words[:-1], form])
        if form in toybox.VAGUE and len(words) == 1:
            continue
        for sense in senses().get(phrase, ()):
            if sense.language.startswith(language) and _proved(phrase, sense):
                found.append(replace(sense, unsure=sense.unsure + 0.1 * number))
                break
    best = min(found, key=lambda sense: (sense.unsure, sense.order), default=None)
    return best.toy if best else None


def find_at(words: Sequence[str], at: int) -> Found | None:
    """The toy of the longest name that begins at `words[at]`."""
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        toy = find(words[at : at + length])
        if toy is not None:
            return Found(length, toy.code, toy.label, toy.size)
    return None


def _proved(phrase: str, sense: Sense) -> bool:
    return sense.unsure <= UNSURE and sense.toy.label not in _struck().get(phrase, ())


@cache
def _struck() -> dict[str, frozenset[str]]:
    """By a phrase: the names of pictures it does not mean."""
    lines = (line.split("\t") for line in STRUCK.read_text("utf-8").splitlines())
    return {phrase: frozenset(labels.split(";")) for phrase, labels in lines}


@cache
def _pictures() -> dict[str, Toy]:
    """Every picture that is a thing, by its code in emojibase."""
    drawn = set(json.loads((ASSETS / "fluent-emoji-flat" / "chars.json").read_text("utf-8")))
    found = {}
    for row in _rows("en"):
        group, part, label = row.get("group"), row.get("subgroup", -1), row["label"]
        thing = group in toybox.GROUPS or part in (toybox.COSTUMES, toybox.TALES) or label in toybox.THINGS
        if not thing or any(word in label for word in toybox.SKIPPED_LABELS):
            continue
        code = row["hexcode"].lower()
        code = code if code in drawn else code.replace("-fe0f", "")
        if code in drawn:
            found[row["hexcode"]] = Toy(
                code, label, toybox.LARGE.get(label, toybox.SIZES.get(part, toybox.TYPICAL))
            )
    return found


def _rows(language: str) -> list[dict[str, Any]]:
    name = {"en": "en/data.json", "it": "it/compact.json"}[language]
    rows: list[dict[str, Any]] = json.loads((ASSETS / "emojibase-data" / name).read_text("utf-8"))
    return rows


@cache
def senses() -> dict[str, list[Sense]]:
    """What every phrase may mean, the surest first."""
    found: dict[str, list[Sense]] = {}
    pictures = _pictures()
    for phrase, toy, language in _first({toy.label: toy for toy in pictures.values()}):
        found.setdefault(phrase, []).append(Sense(EXACT, len(found), toy, EXACT, language))
    for language in ("en", "it"):
        for row in _rows(language):
            shown = pictures.get(row["hexcode"])
            if shown is None:
                continue
            for phrase, unsure, sort in _phrases(row, language):
                found.setdefault(phrase, []).append(Sense(unsure, len(found), shown, sort, language))
    return {phrase: _sorted(senses) for phrase, senses in found.items()}


def _first(by_label: dict[str, Toy]) -> Iterator[tuple[str, Toy, str]]:
    """(phrase, toy, language) of what words mean first."""
    for label, told in toybox.FIRST.items():
        for language, phrases in zip(("en", "it"), told.split("|"), strict=True):
            for phrase in phrases.split(",") if label in by_label else ():
                if phrase:
                    yield _key(phrase), by_label[label], language


def _sorted(senses: list[Sense]) -> list[Sense]:
    shared = SHARED * (len({sense.toy.code for sense in senses}) - 1)
    weighed = (
        replace(sense, unsure=sense.unsure + shared) if sense.sort == TAG else sense for sense in senses
    )
    return sorted(weighed, key=lambda sense: (sense.unsure, sense.order))


def _phrases(row: dict[str, Any], language: str) -> Iterator[tuple[str, float, float]]:
    """(phrase, how unsure, sort) of a picture's name, the main words of its name, its tags."""
    name = _key(row["label"])
    yield name, EXACT + (0 if language == "en" else 0.1), EXACT
    words = name.split()
    if len(words) > 1:
        main = words[-1] if language == "en" else words[0]
        yield main, NOUN + LENGTH * (len(words) - 1), NOUN
        if language == "en" and len(words) == 2:
            yield words[0], NOUN + 2 * LENGTH, NOUN
    tags = {_key(tag) for tag in row.get("tags", ())} - {name}
    for tag in tags:
        yield tag, TAG + TAGS * len(tags), TAG


def _key(phrase: str) -> str:
    return " ".join(plain(word) for word in phrase.replace("-", " ").replace("’", "'").split())


def _singulars(word: str) -> Iterator[tuple[str, str]]:
    """A word (in any language, "") and what it may be the plural of, in English or Italian."""
    yield word, ""
    for ending, others in ENGLISH:
        if word.endswith(ending):
            yield from ((word.removesuffix(ending) + other, "en") for other in others)
    for ending, others in ITALIAN:
        if word.endswith(ending) and len(word) > 3:
            yield from ((word.removesuffix(ending) + other, "it") for other in others)
