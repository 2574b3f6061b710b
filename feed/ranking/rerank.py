"""The order of a list: by score, but varied, with no author filling it and a place for newcomers.

Maximal marginal relevance (Carbonell and Goldstein 1998): each next post is the
best of what is left after taking off its likeness to what stands already.
"""

from __future__ import annotations

import numpy as np

from .matter import SCALE, Bytes, Floats, Ints, Scored, Shelf, Weights, dots

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
    picker = _Picker(shelf, scored.rows[pool], total[pool], vectors, weights)
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

    def __init__(self, shelf: Shelf, rows: Ints, total: Floats, vectors: Bytes, weights: Weights) -> None:
        self.author, self.root = shelf.authors[rows], shelf.roots[rows]
        self.total = total - total.min()
        self.vectors, self.weights = vectors, weights
        self.left = np.ones(len(rows), bool)
        self.nearest = np.zeros(len(rows), np.float32)
        # What is left of a score for how often its author stands in the window; in how many windows
        # its author or its root stands as often as may be.
        self.decay = np.ones(len(rows), np.float32)
        self.barred = np.zeros(len(rows), np.int64)
        self.chosen: list[int] = []
        self.standing: dict[int, int] = {}  # authors in the window

    def next(self, instead: Floats | None) -> int | None:
        """The best post that is left and fits here; `instead` are other values to choose by, if any fit."""
        open_now = self.left & (self.barred == 0) & (self.nearest < SAME)
        if not open_now.any():
            open_now = self.left
            if not open_now.any():
                return None
        values = instead if instead is not None and np.isfinite(instead[open_now]).any() else self._values()
        place = int(np.argmax(np.where(open_now, values, -np.inf)))
        self._take(place)
        return place

    def _values(self) -> Floats:
        """The scores, less for an author who stands in the window already, less for what is like the rest."""
        return np.asarray(self.total * self.decay - self.weights.spread * 4 * self.nearest, np.float32)

    def _take(self, place: int) -> None:
        self.left[place] = False
        self.chosen.append(place)
        self.barred[self.root == self.root[place]] += 1
        self._count(place)
        if len(self.chosen) >= AUTHOR_WINDOW:
            self._count(self.chosen[-AUTHOR_WINDOW], out=True)
        if len(self.chosen) >= ROOT_WINDOW:
            self.barred[self.root == self.root[self.chosen[-ROOT_WINDOW]]] -= 1
        like = dots(self.vectors[place : place + 1], self.vectors)[0] / np.float32(SCALE * SCALE)
        np.maximum(self.nearest, like, out=self.nearest)

    def _count(self, place: int, *, out: bool = False) -> None:
        """The author of a post came into the window, or went out of it."""
        author = int(self.author[place])
        times = self.standing.get(author, 0) + (-1 if out else 1)
        mine = self.author == author
        if (times >= AUTHOR_CAP) != (times + (1 if out else -1) >= AUTHOR_CAP):
            self.barred[mine] += -1 if out else 1
        self.standing[author] = times
        self.decay[mine] = max(self.weights.author_floor, self.weights.author_decay**times)
