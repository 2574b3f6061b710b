"""Where candidates come from; each source gives a few hundred rows of the shelf, never the whole."""

from __future__ import annotations

import numpy as np

from .matter import Flags, Floats, Ints, Reader, Shelf

NEWEST, FOLLOWED, LIKED, WISHED, HOT, NEWCOMERS = 300, 400, 600, 300, 300, 100


def allowed(shelf: Shelf, reader: Reader) -> Flags:
    """Rows the reader did not mute or hide; the first filter, before any score."""
    out = ~np.isin(shelf.authors, list(reader.muted))
    return out & ~np.isin(shelf.ids, list(reader.hidden))


def best(values: Floats, among: Ints, number: int) -> Ints:
    """The `number` rows among `among` with the highest values."""
    if len(among) <= number:
        return among
    chosen = np.argpartition(-values[among], number - 1)[:number]
    return np.asarray(among[chosen], np.int64)


def hot(shelf: Shelf) -> Floats:
    """Creations and replies per person shown, freshest first."""
    acts = 3 * shelf.remixes + shelf.comments + shelf.saves + 0.5 * shelf.likes
    return np.asarray(np.log1p(acts) - shelf.age / 7, np.float32)


def candidates(shelf: Shelf, reader: Reader, likeness: Floats | None, wishes: Floats | None) -> Ints:
    """Rows worth scoring, each once, in the order of the shelf."""
    open_rows = np.flatnonzero(allowed(shelf, reader))
    near = reader.followed | reader.mutual
    found = [open_rows[:NEWEST], best(hot(shelf), open_rows, HOT)]
    if near:
        found.append(open_rows[np.isin(shelf.authors[open_rows], list(near))][:FOLLOWED])
    linked = reader.remixed_by_friends | reader.remixes_of_mine
    if linked:
        found.append(open_rows[np.isin(shelf.ids[open_rows], list(linked))][:FOLLOWED])
    if likeness is not None:
        found.append(best(likeness, open_rows, LIKED))
    if wishes is not None:
        found.append(best(wishes, open_rows, WISHED))
    few = open_rows[shelf.shown[open_rows] < NEWCOMERS]
    found.append(few[:NEWCOMERS])
    return np.asarray(np.unique(np.concatenate(found)), np.int64)
