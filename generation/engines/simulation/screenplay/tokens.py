"""Words with their places in a prompt, sentences and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .vocabulary import plain

WORDS_READ = 1200
_BREAK = r"\s\x00-\x1f\x7f.,;:!?…\"“”„«»()\[\]{}<>/\\|*#~=+&%_–—\-‐‑"
_HANDLE = r"@[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)+"
_WORD = re.compile(rf"{_HANDLE}|@?[^{_BREAK}'’‘@]+(?:['’][^{_BREAK}'’‘@]+)*['’]?")
_ELIDED = re.compile(
    r"(?:un|[ldcsntmv]|all|dell|dall|nell|sull|coll|quell|quest|bell|sant|dov|com|cos|anch)['’](?=\w)",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(rf"{_HANDLE}|[.!?…;\n]")
_QUOTES = re.compile(
    r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|«([^«»]{1,2000})»|„([^„“”]{1,2000})[“”]"
    r"|(?:(?<=[\s:,(])|^)['‘](?=\S)((?:[^'’‘\n]|(?<=\w)['’](?=\w)){1,500}?)['’](?=[\s.,;:!?)]|$)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: offsets in the prompt, its text, its plain form, and the number of its sentence."""

    start: int
    end: int
    text: str
    plain: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Something between quotation marks: offsets of the whole and the text inside."""

    start: int
    end: int
    text: str


def quotes(prompt: str) -> list[Quote]:
    """The quotations of a prompt, in order, without empty ones."""
    found = []
    for match in _QUOTES.finditer(prompt):
        text = " ".join(next(group for group in match.groups() if group is not None).split())
        if any(character.isalnum() for character in text):
            found.append(Quote(match.start(), match.end(), text))
    return found


def tokens(prompt: str, spoken: list[Quote]) -> tuple[list[Token], int]:
    """The first `WORDS_READ` words and the offset up to which they go.

    A sentence does not end inside a quotation; whatever follows the offset is not read.
    """
    found: list[Token] = []
    stops = _stops(prompt, spoken)
    sentence, stop = 0, next(stops, len(prompt))
    for start, end in _spans(prompt):
        while stop < start:
            sentence, stop = sentence + 1, next(stops, len(prompt))
        if len(found) == WORDS_READ:
            return found, found[-1].end
        text = prompt[start:end]
        found.append(Token(start, end, text, plain(text), sentence))
    return found, len(prompt)


def _spans(prompt: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(prompt):
        start, end = match.span()
        if (elided := _ELIDED.match(prompt, start, end)) is not None:
            yield start, elided.end()
            start = elided.end()
        elif prompt[end - 1] in "'’" and plain(prompt[start:end]) not in {"l", "un", "po"}:
            end -= 1
        yield start, end


def _stops(prompt: str, spoken: list[Quote]) -> Iterator[int]:
    inside = iter(spoken)
    quote = next(inside, None)
    for match in _FULL_STOP.finditer(prompt):
        if match[0].startswith("@"):
            continue  # the dot in a handle ends nothing
        while quote is not None and quote.end <= match.start():
            quote = next(inside, None)
        if quote is None or match.start() < quote.start:
            yield match.start()
