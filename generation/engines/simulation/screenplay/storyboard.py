"""Storyboards: "Shot 1: … Shot 2: …" as parts of a prompt with their share of the seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .tokens import Quote

FPS = 24
SHORTEST = 1.0
_HEADING = re.compile(
    r"(?:^|(?<=[\s.;,!?*#(\[”\"»]))(?:shot|scene|clip|take|inquadratura|scena|ripresa)\s*#?\s*(\d{1,3})\s*"
    r"(?P<aside>\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\])?\s*[:.\-–—)]",
    re.IGNORECASE,
)
_SECONDS = r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:s|sec|secs|seconds?|secondi|secondo)\b"
_DURATION = re.compile(rf"(?:duration|durata|lasts|dura)\s*[:=]?\s*{_SECONDS}", re.IGNORECASE)
_SHORT = re.compile(rf"^\W{{0,4}}{_SECONDS}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[\s.;]))(?:scene|action|dialogue|camera|sound|style|scena|azione|dialogo|camera)\s*:",
    re.IGNORECASE,
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One shot's part of the prompt (offsets), its length in seconds, and the spans that only organise."""

    start: int
    end: int
    seconds: float
    headings: tuple[Span, ...] = ()


def split(prompt: str, until: int, seconds: float, spoken: list[Quote]) -> tuple[list[Part], int]:
    """The shots of a prompt that is read up to `until`, and the offset where what has no room begins.

    Their seconds add up to `seconds`: stated durations keep their proportions,
    the others share equally. A film has room for one shot a second.
    """
    headings = [m for m in _HEADING.finditer(prompt, 0, until) if not _quoted(m.start(), spoken)]
    if not headings:
        return [Part(0, until, seconds, tuple(m.span() for m in _LABEL.finditer(prompt, 0, until)))], until
    room = max(1, int(seconds / SHORTEST))
    ends = [m.start() for m in headings[1:]] + [until]
    kept = list(zip(headings, ends, strict=True))[:room]
    parts, wishes = [], []
    for number, (heading, end) in enumerate(kept):
        wish, spans = _wish(prompt, heading, end)
        wishes.append(wish)
        start = 0 if number == 0 else heading.start()
        parts.append((start, end, (heading.span(), *spans)))
    lengths = _lengths(wishes, seconds)
    return [Part(a, b, s, spans) for (a, b, spans), s in zip(parts, lengths, strict=True)], kept[-1][1]


def _quoted(at: int, spoken: list[Quote]) -> bool:
    return any(quote.start <= at < quote.end for quote in spoken)


def _wish(prompt: str, heading: re.Match[str], end: int) -> tuple[float | None, list[Span]]:
    """The duration a shot asks for, and the spans in its text that say so or only label."""
    spans = [m.span() for m in _LABEL.finditer(prompt, heading.end(), end)]
    aside = re.search(_SECONDS, heading["aside"] or "", re.IGNORECASE)
    stated = _DURATION.search(prompt, heading.end(), end) or _SHORT.match(prompt[heading.end() : end])
    if aside is not None:
        return float(aside[1].replace(",", ".")), spans
    if stated is None:
        return None, spans
    shift = 0 if stated.re is _DURATION else heading.end()
    spans.append((stated.start() + shift, stated.end() + shift))
    return float(stated[1].replace(",", ".")), spans


def _lengths(wishes: list[float | None], seconds: float) -> list[float]:
    """Seconds of each shot, in whole frames except the last; half a second at least where there is room."""
    stated = [wish for wish in wishes if wish]
    usual = sum(stated) / len(stated) if stated else 1.0
    if stated and len(stated) < len(wishes) and sum(stated) < seconds:
        usual = (seconds - sum(stated)) / (len(wishes) - len(stated))
    shares = [max(wish or usual, 1e-3) for wish in wishes]
    floor = min(0.5, seconds / len(shares))
    spare = seconds - floor * len(shares)
    ideal = [floor + spare * share / sum(shares) for share in shares]
    even = [seconds * share / sum(shares) for share in shares]
    if min(even) >= floor:
        ideal = even
    edges = [round(sum(ideal[: place + 1]) * FPS) / FPS for place in range(len(ideal) - 1)] + [seconds]
    return [b - a for a, b in zip([0.0, *edges[:-1]], edges, strict=True)]
