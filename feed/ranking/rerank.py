"""The order of a list: by score, but varied, with no author filling it and a place for newcomers.

Maximal marginal relevance (Carbonell and Goldstein 1998): each next post is the
best of what is left after taking off its likeness to what stands already.
"""

from __future__ import annotations

import numpy as np

from .matter import SCALE, Floats, Ints, Scored, Shelf, Weights, dots

POOL = 600
AUTHOR_CAP, AUTHOR_WINDOW = 2, 20
ROOT_WINDOW = 10
NEWCOMER_EVERY, NEWCOMER_SLOT = 10, 7
SAME = 0.97  # cosine from which two films say the same


def order(shelf: Shelf, scored: Scored, weights: Weights, rng: np.random.Generator, size: int) -> Ints:
    """Places in `scored.rows`, best first, at most `size`; the same generator gives the same order."""
    total = scored.total.astype(np.float64)
    pool = np.argsort(-total, kind="stable")[:POOL]
    vectors = np.ascontiguousarray(shelf.vectors[scored.rows[pool]])
    likeness = dots(vectors, vectors) / np.float32(SCALE * SCALE)
    picker = _Picker(shelf, scored.rows[pool], total[pool], likeness, weights)
    newcomers = _newcomers(shelf, scored.rows[pool], weights, rng)
    chosen: list[int] = []
    while len(chosen) < min(size, len(pool)):
        slot = len(chosen) % NEWCOMER_EVERY == NEWCOMER_SLOT
        place = picker.next(newcomers if slot else None)
        if place is None:
            break
        chosen.append(place)
    return np.asarray(pool[chosen], np.int64)


def _newcomers(shelf: Shelf, rows: Ints, weights: Weights, rng: np.random.Generator) -> Floats:
    """A draw of each little-shown post's rate of creation (Thompson sampling of a Beta); -inf for others."""
    shown, made = shelf.shown[rows], np.minimum(shelf.remixes[rows], shelf.shown[rows])
    draws = rng.beta(1 + made, 5 + shown - made).astype(np.float32)
    return np.where(shown < weights.newcomer, draws, np.float32(-np.inf))


class _Picker:
    """Takes one post after the other from the pool."""

    def __init__(self, shelf: Shelf, rows: Ints, total: Floats, likeness: Floats, weights: Weights) -> None:
        _names, self.author = np.unique(shelf.authors[rows], return_inverse=True)
        _names, self.root = np.unique(shelf.roots[rows], return_inverse=True)
        self.authors, self.roots = np.zeros(len(rows), int), np.zeros(len(rows), int)
        self.total = total - total.min()
        self.likeness, self.weights = likeness, weights
        self.left = np.ones(len(rows), bool)
        self.nearest = np.zeros(len(rows), np.float32)
        self.chosen: list[int] = []

    def next(self, instead: Floats | None) -> int | None:
        """The best post that is left and fits here; `instead` are other values to choose by, if any fit."""
        if not self.left.any():
            return None
        fits = (self.authors[self.author] < AUTHOR_CAP) & (self.roots[self.root] == 0)
        open_now = self.left & fits & (self.nearest < SAME)
        if not open_now.any():
            open_now = self.left
        values = self._values()
        if instead is not None and np.isfinite(instead[open_now]).any():
            values = instead
        place = int(np.argmax(np.where(open_now, values, -np.inf)))
        self._take(place)
        return place

    def _values(self) -> Floats:
        """The scores, less for an author who stands in the window already, less for what is like the rest."""
        decay = np.maximum(self.weights.author_floor, self.weights.author_decay ** self.authors[self.author])
        return np.asarray(self.total * decay - self.weights.spread * 4 * self.nearest, np.float32)

    def _take(self, place: int) -> None:
        self.left[place] = False
        self.chosen.append(place)
        self.authors[self.author[place]] += 1
        self.roots[self.root[place]] += 1
        if len(self.chosen) >= AUTHOR_WINDOW:
            self.authors[self.author[self.chosen[-AUTHOR_WINDOW]]] -= 1
        if len(self.chosen) >= ROOT_WINDOW:
            self.roots[self.root[self.chosen[-ROOT_WINDOW]]] -= 1
        self.nearest = np.maximum(self.nearest, self.likeness[place])
