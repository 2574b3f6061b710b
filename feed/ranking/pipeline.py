"""The whole way: sources, filters, scores, order, reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import explain, rerank, score, sources
from .explain import Reason
from .matter import Reader, Shelf, Weights


@dataclass(frozen=True, slots=True)
class Ranked:
    """A post in its place, why, and every term of its score."""

    id: int
    reasons: tuple[Reason, ...]
    terms: dict[str, float]


def rank(shelf: Shelf, reader: Reader, weights: Weights, *, seed: int, size: int = 200) -> list[Ranked]:
    """At most `size` posts for `reader`, best first; the same input and seed give the same list."""
    if not len(shelf):
        return []
    taste, near = score.nearness(shelf, reader)
    rows = sources.candidates(shelf, reader, taste, score.wished(reader, near))
    rows = rows[score.unwanted(shelf, reader, rows, near) == 0]
    if not len(rows):
        return []
    scored = score.score(shelf, reader, rows, weights, taste=taste, near=near)
    places = rerank.order(shelf, scored, weights, np.random.default_rng(seed), size)
    why = explain.reasons(shelf, reader, scored, places, near, weights.newcomer)
    values = np.stack([terms[places] for terms in scored.terms.values()], axis=1)
    terms = np.round(values.astype(np.float64), 3).tolist()
    names, numbers = list(scored.terms), shelf.ids[scored.rows[places]].tolist()
    return [
        Ranked(number, said, dict(zip(names, told, strict=True)))
        for number, said, told in zip(numbers, why, terms, strict=True)
    ]
