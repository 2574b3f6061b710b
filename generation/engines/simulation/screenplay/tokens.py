"""From text to words with their places, quoted lines, shots of a storyboard, and a guess at the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .vocabulary import ENGLISH, ITALIAN, LONGEST, PHRASES, Concept, plain

# Letters, digits and the apostrophe or hyphen inside a word: "l'onda", "close-up", "@alice".
_WORD = re.compile(r"@?\w+(?:['’\-.]\w+)*", re.UNICODE)
_QUOTE = re.compile(r"[\"“«]([^\"“”«»]{1,600})[\"”»]")
_SHOT = re.compile(
    r"(?im)^\s*(?:\[?\s*(?:shot|inquadratura|scena|scene)\s*(\d{1,2})\s*\]?\s*[:.\-–—]|#(\d{1,2})\s)|\b(?:shot|inquadratura)\s+(\d{1,2})\s*:"
)
_SECONDS = re.compile(r"(?i)\b(?:duration|durata)\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*(?:s|sec|seconds|secondi)\b")


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `start`..`end` of the prompt, `low` as it is looked up."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first`..`last` (inclusive) that say `concept`."""

    first: int
    last: int
    concept: Concept


@dataclass(frozen=True, slots=True)
class Quote:
    """A spoken line and where it stands, quotation marks included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One shot of a storyboard: its words are `start`..`preface` and `body`..`end` of the prompt.

    The preface is what stands before "Shot 1:"; between `preface` and `body` lies the heading.
    """

    start: int
    preface: int
    body: int
    end: int
    seconds: float | None


def tokens_of(text: str) -> list[Token]:
    """All words of a text in order; elided Italian articles are cut off the looked-up form."""
    return [
        Token(match.start(), match.end(), match.group(), plain(match.group()))
        for match in _WORD.finditer(text)
    ]


def matches_of(tokens: list[Token]) -> list[Match]:
    """Known phrases, the longest first at each place, without overlap."""
    found, place = [], 0
    while place < len(tokens):
        for length in range(min(LONGEST, len(tokens) - place), 0, -1):
            concept = PHRASES.get(tuple(token.low for token in tokens[place : place + length]))
            if concept is not None:
                found.append(Match(place, place + length - 1, concept))
                place += length
                break
        else:
            place += 1
    return found


def quotes_of(text: str) -> list[Quote]:
    """Quoted lines in order; empty ones are no lines."""
    return [
        Quote(match.start(), match.end(), " ".join(match.group(1).split()))
        for match in _QUOTE.finditer(text)
        if match.group(1).strip()
    ]


def parts_of(text: str) -> list[Part]:
    """The shots of a storyboard ("Shot 1: …"), or the whole text as one."""
    heads = list(_SHOT.finditer(text))[:12]
    if not heads:
        return [Part(0, 0, 0, len(text), None)]
    ends = [*(match.start() for match in heads[1:]), len(text)]
    parts = []
    for head, end in zip(heads, ends, strict=True):
        named = _SECONDS.search(text, head.end(), end)
        begin = head.start() if parts else 0
        parts.append(Part(begin, head.start(), head.end(), end, float(named.group(1)) if named else None))
    return parts


def language_of(tokens: list[Token]) -> Literal["en", "it"]:
    """Italian when more of its small words are seen than of English ones."""
    italian = sum(token.low in ITALIAN and token.low not in ENGLISH for token in tokens)
    english = sum(token.low in ENGLISH and token.low not in ITALIAN for token in tokens)
    return "it" if italian > english else "en"
