"""What is written: signs that say something, and things that can be shown only by their name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import grammar
from .hits import UNKNOWN, Hit
from .model import Mark
from .tokens import Quote
from .vocabulary import Kind

BOARD = "signboard"
LONGEST_NAME = 3  # words
NEAR = 4  # hits at most between a sign and what is written on it
# Endings of words that are no things one could see.
ABSTRACT = (
    "ness", "tion", "sion", "ity", "ment", "ism", "ance", "ence", "ship", "hood", "ing", "ed", "ly",
    "zione", "sione", "mento", "ezza", "anza", "enza", "ismo", "ita", "tudine", "mente", "ando", "endo",
)  # fmt: skip


def signs(hits: Sequence[Hit], quotes: Sequence[Quote]) -> dict[int, str]:
    """What is written on which sign, by the place of its hit; its words become those of a signboard."""
    found: dict[int, str] = {}
    for quote in quotes:
        before = [hit for hit in hits if hit.tokens[-1].end <= quote.start][-NEAR:]
        for hit in reversed(before):
            if hit.kind in {Kind.PERSON, Kind.ANIMAL}:
                break
            if hit.kind is not Kind.LETTERING or hit.value != BOARD or hit.place in found:
                continue
            found[hit.place] = quote.text.strip()
            if hit.entry is not None:
                hit.entry = replace(hit.entry, kind=Kind.PROP, mark=Mark.STAGED, note="")
            for said in before[before.index(hit) + 1 :]:
                if said.kind is Kind.SAYING and said.entry is not None:
                    said.entry = replace(said.entry, kind=Kind.STRUCTURE)
                said.settle(Mark.STRUCTURE)
            break
    return found


def thing(hits: Sequence[Hit], hit: Hit) -> list[Hit]:
    """The row of unknown words that begins at a hit and names a thing by its place, else none."""
    row = [hit]
    for other in hits[hit.place + 1 : hit.place + LONGEST_NAME]:
        if other.entry is not None or other.note != UNKNOWN or other.verb or other.sentence != hit.sentence:
            break
        row.append(other)
    after = next(iter(hits[row[-1].place + 1 : row[-1].place + 2]), None)
    last = row[-1].tokens[-1]
    if not last.plain.isalpha() or len(last.plain) < 4 or last.plain.endswith(ABSTRACT):
        return []
    if hit.place and hits[hit.place - 1].kind in grammar.NOUNS:
        return []  # what follows a noun is hardly another one
    if after is not None and after.tokens[0].plain in {"of", "di", "del", "della"}:
        return []
    named = grammar.is_named(hits, hit) and after is not None and after.kind is Kind.ACTION
    return row if grammar.is_one(hits, hit) or named else []
