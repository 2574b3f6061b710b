"""Toys: what the vocabulary does not build, found among the pictures of an open emoji set.

Names and tags in English and Italian come from emojibase-data, the pictures
(`world.props.toy`) from Fluent Emoji; both are in `assets`. A word means a
picture by its whole name, else by a tag that few other pictures share.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .vocabulary import plain

ASSETS = Path(__file__).resolve().parent.parent / "assets"
SHARED = 6  # a tag that more pictures carry says too little
# Groups of emojibase: animals and plants, food, travel and places, activities, objects.
GROUPS = frozenset({3, 4, 5, 6, 7})
# Subgroups of other groups that are things all the same: costumed faces (robot, ghost, alien).
COSTUMES = 11
SKIPPED = frozenset({49, 57, 58, 61, 75})  # maps, hotels, clock faces, medals, writing
# Metres across, by subgroup: typical sizes of what they show.
SIZES = {
    **dict.fromkeys((34,), 1.0), **dict.fromkeys((35, 36, 37), 0.6), 38: 0.8, 39: 0.3, 40: 0.5, 41: 1.0,
    **dict.fromkeys((42, 43, 44, 45, 46, 47), 0.32), 48: 0.3, 50: 5.0, 51: 5.0, 52: 5.0, 53: 3.5,
    54: 1.9, 55: 2.4, 56: 2.2, 59: 1.2, 60: 0.7, 62: 0.5, 63: 0.5, 64: 0.5, 65: 0.45, 66: 0.5, 67: 0.5,
    68: 0.9, 69: 0.3, 70: 0.5, 71: 0.45, 72: 0.35, 73: 0.35, 74: 0.35, 76: 0.35, 77: 0.3, 78: 0.5, 79: 0.5,
    80: 0.4, 81: 0.8, COSTUMES: 1.3,
}  # fmt: skip
TYPICAL = 0.6
LARGE = {
    "dragon": 2.2, "T-Rex": 2.8, "sauropod": 3.5, "elephant": 2.4, "mammoth": 2.6, "giraffe": 3.4,
    "horse": 1.8, "whale": 3.0, "spouting whale": 3.0, "shark": 2.0, "mouse": 0.3, "hamster": 0.3,
    "chipmunk": 0.3, "rocket": 3.0, "camel": 2.0, "gorilla": 1.6, "bear": 1.5, "ant": 0.2, "crocodile": 1.4,
    "deciduous tree": 3.5, "Christmas tree": 2.6, "evergreen tree": 3.5, "palm tree": 3.5, "airplane": 4.0,
    "ship": 4.5, "locomotive": 3.0, "train": 3.0, "volcano": 6.0, "umbrella": 0.9, "snowman": 1.4,
    "flying saucer": 2.2, "satellite": 1.6,
}  # fmt: skip
# Words that describe rather than name; a picture of them would be a guess.
VAGUE_WORDS = (
    "cold hot cool fun time light dark love good new old bad weather nature animal food drink place "
    "travel event object sport game play color colour music soft sweet fresh wild happy sad night day "
    "morning evening high low up down big small long short red blue green yellow white black beautiful "
    "pretty cute nice great little world life family home party work money end top on off back front side "
    "middle right left first last best only caldo freddo bello bella nuovo vecchio buono cattivo tempo "
    "luce amore gioco natura animale cibo posto viaggio sera mattina notte giorno alto basso lungo corto "
    "mondo vita famiglia festa lavoro fine colore piccolo grande detailed shiny bright realistic high "
    "quality face head hand foot body hair eye arm leg sky sun moon star stars cielo sole luna stella "
    "stelle viso testa mano piede corpo capelli occhi rain snow wind fog cloud clouds pioggia neve vento "
    "nebbia nuvole "
)
VAGUE = frozenset(plain(word) for word in VAGUE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Toy:
    """A picture that stands for a thing: its code point sequence, its name and its typical size in metres."""

    code: str
    label: str
    size: float


@cache
def _pictures() -> dict[str, Toy]:
    """Every picture that is a thing, by its code."""
    drawn = set(json.loads((ASSETS / "fluent-emoji-flat" / "chars.json").read_text("utf-8")))
    found = {}
    for row in _rows("en/data.json"):
        group, part = row.get("group"), row.get("subgroup", -1)
        if (group in GROUPS and part not in SKIPPED) or part == COSTUMES:
            code = _code(row["hexcode"], drawn)
            if code:
                size = LARGE.get(row["label"], SIZES.get(part, TYPICAL))
                found[row["hexcode"]] = Toy(code, row["label"], size)
    return found


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((ASSETS / "emojibase-data" / name).read_text("utf-8"))
    return rows


def _code(hexcode: str, drawn: set[str]) -> str:
    """The code under which a picture is drawn (some sets leave out the variation selector)."""
    code = hexcode.lower()
    options = (code, code.replace("-fe0f", ""))
    return next((option for option in options if option in drawn), "")


@cache
def _names() -> tuple[dict[str, Toy], dict[str, Toy]]:
    """(by whole names, by tags); the earlier language and the rarer tag win."""
    labels: dict[str, Toy] = {}
    tagged: dict[str, list[tuple[int, Toy]]] = {}
    pictures = _pictures()
    for name in ("en/data.json", "it/compact.json"):
        for row in _rows(name):
            toy = pictures.get(row["hexcode"])
            if toy is None:
                continue
            labels.setdefault(_key(row["label"]), toy)
            tags = row.get("tags", ())
            for tag in tags:
                tagged.setdefault(_key(tag), []).append((len(tags), toy))
    tags = {
        tag: min(toys, key=lambda pair: pair[0])[1] for tag, toys in tagged.items() if len(toys) <= SHARED
    }
    return labels, tags


def _key(phrase: str) -> str:
    return " ".join(plain(word) for word in phrase.replace("-", " ").replace("’", "'").split())


def find(words: Sequence[str]) -> Toy | None:
    """The toy for plain words that belong together, None when no picture shows them."""
    if any(len(word) < 3 for word in words[-1:]) or (len(words) == 1 and words[0] in VAGUE):
        return None
    labels, tags = _names()
    forms = [" ".join([*words[:-1], form]) for form in _singulars(words[-1])]
    for table in (labels, _lasts(), tags):
        for form in forms:
            if form in table and form not in VAGUE:
                return table[form]
    return None


@cache
def _lasts() -> dict[str, Toy]:
    """Pictures by the last word of their English name; the shortest name wins."""
    found: dict[str, Toy] = {}
    for toy in sorted(_pictures().values(), key=lambda toy: len(toy.label)):
        words = _key(toy.label).split()
        if len(words) > 1:
            for form in _singulars(words[-1]):
                found.setdefault(form, toy)
    return found


def _singulars(word: str) -> Iterator[str]:
    """A word and what it may be the English or Italian plural of."""
    yield word
    for ending, others in (("ies", ("y",)), ("es", ("", "e")), ("s", ("",))):
        if word.endswith(ending):
            yield from (word.removesuffix(ending) + other for other in others)
    for ending, others in (("chi", ("co",)), ("ghi", ("go",)), ("i", ("o", "e", "io")), ("e", ("a",))):
        if word.endswith(ending) and len(word) > 3:
            yield from (word.removesuffix(ending) + other for other in others)
