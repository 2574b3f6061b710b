"""The whole way: sources, filters, scores, order, reasons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import explain, rerank, score, sources
from .explain import Reason
from .matter import Floats, Reader, Scored, Shelf, Weights


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
    return [_ranked(shelf, reader, scored, int(place), near, weights) for place in places]


def _ranked(
    shelf: Shelf,
    reader: Reader,
    scored: Scored,
    place: int,
    near: dict[str, Floats],
    weights: Weights,
) -> Ranked:
    why = explain.reasons(shelf, reader, scored, place, near, weights.newcomer)
    terms = {name: round(float(values[place]), 3) for name, values in scored.terms.items()}
    return Ranked(int(shelf.ids[scored.rows[place]]), why, terms)
