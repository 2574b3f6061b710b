"""What somebody talks about, as a few words each: counted while the conversations stream by.

A word counts once a conversation, and more in a title. Only words and pairs of words that come back in
several conversations become topics; numbers, addresses and names with an @ are no words here, and what
concerns health, faith, politics, origin or love is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from .reading import Conversation

KEPT = 120_000  # words and pairs that are remembered at most
MOST = 24
CANDIDATES = 160
ALIKE = 0.72
_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-]{2,23}", re.UNICODE)
_NOISE = re.compile(r"https?://\S+|\S*[@\\/]\S*|```.*?(?:```|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Topic:
    """A phrase, how much it weighs (0 to 1), in how many conversations it came up, and when last."""

    phrase: str
    weight: float
    conversations: int
    last_at: float


@cache
def _left_out() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that say nothing, and beginnings of words that concern what is nobody's business."""
    text = resources.files("feed.chats").joinpath("words.txt").read_text("utf-8")
    common, _line, private = text.partition("\n---\n")
    return frozenset(common.split()), tuple(private.split())


class Counting:
    """Hears conversations; memory is bounded whatever they say."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.times: dict[str, float] = {}
        self.titles: Counter[str] = Counter()
        self.number = 0

    def hear(self, one: Conversation) -> None:
        """Count the words of a conversation once each."""
        self.number += 1
        title = _terms(one.title)
        for term in title | _terms(" . ".join(one.said)):
            self.found[term] += 1
            self.times[term] = max(self.times.get(term, 0.0), one.at)
        self.titles.update(title)
        if len(self.found) > KEPT:
            self._forget_rare()

    def _forget_rare(self) -> None:
        """Keep the more frequent half (lossy counting, Manku and Motwani 2002)."""
        kept = self.found.most_common(KEPT // 2)
        self.found = Counter(dict(kept))
        self.times = {term: self.times[term] for term in self.found}
        self.titles = Counter({term: number for term, number in self.titles.items() if term in self.found})

    def topics(self, embed: object = None) -> list[Topic]:
        """At most 24, heaviest first; with `embed` (words to unit vectors), of like meanings only one."""
        least = 2 if self.number < 200 else 3
        often = [term for term, number in self.found.items() if number >= least]
        scored = sorted(((self._score(term), term) for term in often), reverse=True)[:CANDIDATES]
        chosen = _unlike([term for _score, term in scored], embed)[:MOST]
        if not chosen:
            return []
        most = self._score(chosen[0])
        return [
            Topic(term, round(max(0.2, self._score(term) / most), 2), self.found[term], self.times[term])
            for term in chosen
        ]

    def _score(self, term: str) -> float:
        """Conversations, doubled in titles; a pair says more than a word; what is everywhere says little."""
        share = self.found[term] / max(self.number, 1)
        spread = 1.0 if share < 0.4 or self.number < 20 else 0.4
        return float((self.found[term] + self.titles[term]) * (1.6 if " " in term else 1.0) * spread)


def _terms(text: str) -> set[str]:
    common, private = _left_out()
    out: set[str] = set()
    for part in re.split(r"[.,;:!?()\[\]{}\"“”«»\n]+", _NOISE.sub(" . ", text[:6000])):
        before = ""
        for found in _WORD.finditer(part):
            word = found[0].casefold().strip("'’-")
            told = word not in common and len(word) > 2
            if told and word.startswith(private):
                before = ""
                continue
            if told:
                out.add(word)
                if before:
                    out.add(f"{before} {word}")
            before = word if told else ""
    return out


def _unlike(terms: list[str], embed: object) -> list[str]:
    """Without words that are part of a pair before them, and without what means the same as one before."""
    chosen: list[str] = []
    vectors = embed(terms) if callable(embed) and terms else None
    rows: list[int] = []
    for row, term in enumerate(terms):
        words = set(term.split())
        if any(words & set(other.split()) for other in chosen):
            continue
        if vectors is not None and rows and float(np.max(vectors[rows] @ vectors[row])) > ALIKE:
            continue
        chosen.append(term)
        rows.append(row)
    return chosen
