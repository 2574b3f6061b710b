"""Hits: the known and unknown words of a stretch of text, in order, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import own
from .model import Mark
from .tokens import Token
from .vocabulary import Entry, Kind, find, plain

_CONTRACTION = re.compile(r".+(?:n't|'m|'re|'ll|'ve|'d)$")
_UNIT = {"s", "sec", "secs", "second", "seconds", "secondi", "secondo", "mm", "fps"}
UNKNOWN = "this word is not in the vocabulary"


@dataclass(slots=True, eq=False)
class Hit:
    """Tokens that belong together; `entry` is None for an unknown word. Its mark is settled by the reader."""

    tokens: tuple[Token, ...]
    place: int
    entry: Entry | None
    mark: Mark = Mark.NOT_STAGED
    note: str = ""
    verb: bool = False  # it stands where only a verb can stand

    @property
    def kind(self) -> Kind | None:
        """The kind of its entry."""
        return self.entry.kind if self.entry else None

    @property
    def value(self) -> str:
        """The meaning of its entry, or its own plain words."""
        return self.entry.value if self.entry else " ".join(token.plain for token in self.tokens)

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        return self.tokens[0].sentence

    def stage(self) -> None:
        """It is in the picture, as exactly as its entry says."""
        if self.entry is not None:
            self.mark, self.note = self.entry.mark, self.entry.note

    def settle(self, mark: Mark, note: str = "") -> None:
        """Say what became of it."""
        self.mark, self.note = mark, note


def hits_of(tokens: list[Token]) -> list[Hit]:
    """The hits of a stretch of tokens, the longest phrases first; a phrase never spans two sentences."""
    words = [token.plain for token in tokens]
    found: list[Hit] = []
    at = 0
    while at < len(tokens):
        entry = _brought(words, at) or find(words, at)
        length = len(entry.phrase) if entry else 1
        if entry and tokens[at + length - 1].sentence != tokens[at].sentence:
            entry, length = find(words[: at + 1], at), 1
        hit = Hit(tuple(tokens[at : at + length]), len(found), entry)
        _begin(hit, words[at + 1] if at + 1 < len(words) else "")
        found.append(hit)
        at += length
    return found


def _brought(words: list[str], at: int) -> Entry | None:
    """The longest name of a thing that somebody brought, if one begins here (one or several of it)."""
    best: Entry | None = None
    for thing in own.all_of_them():
        for name in thing.names:
            phrase = tuple(plain(word) for word in name.replace("-", " ").split())
            said = tuple(words[at : at + len(phrase)])
            many = (
                bool(said) and said[:-1] == phrase[:-1] and said[-1] in {f"{phrase[-1]}s", f"{phrase[-1]}es"}
            )
            if (said == phrase or many) and (best is None or len(phrase) > len(best.phrase)):
                best = Entry(phrase, Kind.PROP, thing.kind, Mark.STAGED, "", "en", name)
    return best


def _begin(hit: Hit, following: str) -> None:
    """The mark a hit has before anything is staged."""
    word = hit.tokens[0].plain
    measure = word in _UNIT or (hit.entry is None and word.isdigit() and following in _UNIT)
    if hit.kind is Kind.STRUCTURE or measure or _CONTRACTION.match(word):
        hit.settle(Mark.STRUCTURE)
    elif hit.entry is None:
        hit.settle(Mark.NOT_STAGED, UNKNOWN)


def of(hits: Iterable[Hit], *kinds: Kind) -> Iterator[Hit]:
    """The hits of these kinds."""
    return (hit for hit in hits if hit.kind in kinds)
