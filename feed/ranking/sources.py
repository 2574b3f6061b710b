"""Where candidates come from; each source gives a few hundred rows of the shelf, never the whole."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from .matter import Flags, Floats, Ints, Reader, Shelf

NEWEST, FOLLOWED, LIKED, WISHED, HOT, NEWCOMERS = 300, 400, 600, 300, 300, 100
STRIDE = 32


def closed(shelf: Shelf, reader: Reader) -> Flags:
    """Rows that the reader muted, blocked or hid; the first filter, before any score."""
    out = np.zeros(len(shelf), bool)
    out[of_authors(shelf, reader.muted)] = True
    out[of_posts(shelf, reader.hidden)] = True
    return out


def of_posts(shelf: Shelf, numbers: Collection[int]) -> Ints:
    """The rows of some posts by their numbers, in the order of the shelf."""
    order, rising = shelf.once("by number", lambda: _sorted(shelf.ids))
    wanted = np.fromiter(numbers, np.int64, len(numbers))
    places = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    return np.sort(order[places[rising[places] == wanted]])


def of_authors(shelf: Shelf, people: Collection[int]) -> Ints:
    """The rows of some people's posts, in the order of the shelf."""
    order, rising = shelf.once("by author", lambda: _sorted(shelf.authors))
    wanted = np.fromiter(people, np.int64, len(people))
    begins, ends = np.searchsorted(rising, wanted), np.searchsorted(rising, wanted, "right")
    parts = [order[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)


def _sorted(values: Ints) -> tuple[Ints, Ints]:
    if (values[1:] < values[:-1]).all():  # as numbers of posts do that stand newest first
        return np.arange(len(values) - 1, -1, -1), values[::-1]
    order = np.argsort(values, kind="stable")
    return order, values[order]


def best(values: Floats, number: int) -> Ints:
    """The `number` rows with the highest finite values.

    The highest of all lie in the blocks whose own highest are the highest, so only these are looked through.
    """
    whole = len(values) - len(values) % STRIDE
    blocks = values[:whole].reshape(-1, STRIDE)
    rows = np.arange(len(values), dtype=np.int64)
    if len(blocks) > 2 * number:
        tops = np.argpartition(blocks.max(axis=1), len(blocks) - number)[-number:]
        inside = (tops[:, None] * STRIDE + np.arange(STRIDE)).ravel()
        rows = np.concatenate([inside, rows[whole:]])
    some = values[rows]
    if len(rows) > number:
        chosen = np.argpartition(some, len(rows) - number)[-number:]
        rows, some = rows[chosen], some[chosen]
    return np.asarray(rows[np.isfinite(some)], np.int64)


def hot(shelf: Shelf) -> Floats:
    """Creations and replies per person shown, freshest first."""
    acts = 3 * shelf.remixes + shelf.comments + shelf.saves + 0.5 * shelf.likes
    return np.asarray(np.log1p(acts) - shelf.age / 7, np.float32)


def candidates(shelf: Shelf, reader: Reader, likeness: Floats | None, wishes: Floats | None) -> Ints:
    """Rows worth scoring, each once, in the order of the shelf."""
    shut = closed(shelf, reader)
    hottest = shelf.once("hot", lambda: hot(shelf))
    few = shelf.once("few", lambda: np.flatnonzero(shelf.shown < NEWCOMERS))
    found = [_first(np.arange(len(shelf)), shut, NEWEST), best(_without(hottest, shut), HOT)]
    near = reader.followed | reader.mutual
    if near:
        found.append(_first(of_authors(shelf, near), shut, FOLLOWED))
    linked = reader.remixed_by_friends | reader.remixes_of_mine
    if linked:
        found.append(_first(of_posts(shelf, linked), shut, FOLLOWED))
    if likeness is not None:
        found.append(best(_without(likeness, shut), LIKED))
    if wishes is not None:
        found.append(best(_without(wishes, shut), WISHED))
    found.append(_first(few, shut, NEWCOMERS))
    return np.asarray(np.unique(np.concatenate(found)), np.int64)


def _first(rows: Ints, shut: Flags, number: int) -> Ints:
    """The first `number` rows that are not shut; looks no further than it must."""
    some = rows[: 4 * number]
    open_ones = some[~shut[some]]
    if len(open_ones) < number and len(rows) > len(some):
        open_ones = rows[~shut[rows]]
    return np.asarray(open_ones[:number], np.int64)


def _without(values: Floats, shut: Flags) -> Floats:
    return np.where(shut, np.float32(-np.inf), values)
