"""The score of a candidate: a plain sum of terms, each kept, so that a card can say why it is there."""

from __future__ import annotations

import numpy as np

from .matter import Floats, Ints, Reader, Scored, Shelf, Weights, Wish

TINY = np.float32(1e-6)
SAMPLE = 10_000
HIDE_ABOVE = 2.0  # standard deviations nearer to a phrase than the average post


def standard(values: Floats) -> Floats:
    """How many standard deviations above the mean each value lies; both are those of ten thousand or more."""
    step = max(1, len(values) // SAMPLE)
    some = values[::step]
    return np.asarray((values - some.mean()) / (some.std() + TINY), np.float32)


def rates(shelf: Shelf, counts: Floats, rows: Ints, prior: float) -> Floats:
    """log(1 + rate / base) of some rows, with rates smoothed towards the shelf's own by `prior` people."""
    shown = shelf.once("shown", lambda: float(shelf.shown.sum(dtype=np.float64)))
    base = (float(counts.sum(dtype=np.float64)) + 1) / (shown + prior)
    some = counts[rows]
    smoothed = (some + prior * base) / (np.maximum(shelf.shown[rows], some) + prior)
    return np.asarray(np.log1p(smoothed / base) - np.log(2), np.float32)


def mentions(shelf: Shelf, rows: Ints, phrase: str) -> Floats:
    """1 where all words of the phrase occur (by their stems), else 0."""
    stems = [word[: max(4, len(word) - 2)] for word in phrase.lower().split() if len(word) > 2]
    if not stems:
        return np.zeros(len(rows), np.float32)
    words = shelf.words
    left = rows.tolist()
    for stem in stems:
        left = [row for row in left if stem in words[row]]
    return np.isin(rows, left).astype(np.float32)


def nearness(shelf: Shelf, reader: Reader) -> tuple[Floats | None, dict[str, Floats]]:
    """Standardised likeness of every post with the reader's taste, and with each wish by its phrase.

    One pass over the shelf; what has no vector is None or missing.
    """
    told = (*reader.topics, *reader.wishes)
    known = {wish.phrase: wish.vector for wish in told if wish.vector is not None}
    vectors = [*([reader.taste] if reader.taste is not None else []), *known.values()]
    if not vectors:
        return None, {}
    found = [standard(row) for row in shelf.likeness(np.stack(vectors))]
    taste = found.pop(0) if reader.taste is not None else None
    return taste, dict(zip(known, found, strict=True))


def wished(reader: Reader, near: dict[str, Floats]) -> Floats | None:
    """The best of all positive wishes for each post, for retrieval; None without any."""
    wanted = [near[wish.phrase] for wish in reader.wishes if wish.weight > 0 and wish.phrase in near]
    return np.max(wanted, axis=0) if wanted else None


def unwanted(shelf: Shelf, reader: Reader, rows: Ints, near: dict[str, Floats]) -> Floats:
    """1 for each row that a "not at all" names or plainly means, else 0."""
    out = np.zeros(len(rows), np.float32)
    for wish in reader.wishes:
        if not wish.hide:
            continue
        out = np.maximum(out, mentions(shelf, rows, wish.phrase))
        if wish.phrase in near:
            out = np.maximum(out, (near[wish.phrase][rows] > HIDE_ABOVE).astype(np.float32))
    return out


def _wishes(
    shelf: Shelf, wishes: tuple[Wish, ...], rows: Ints, near: dict[str, Floats]
) -> tuple[Floats, Floats]:
    more, less = [np.zeros(len(rows), np.float32)], [np.zeros(len(rows), np.float32)]
    for wish in wishes:
        z = near[wish.phrase][rows] if wish.phrase in near else np.zeros(len(rows), np.float32)
        z = np.maximum(z, 3 * mentions(shelf, rows, wish.phrase))
        if wish.weight > 0:
            more.append(np.float32(wish.weight) * np.clip(z, -1, 4))
        else:
            less.append(np.float32(-wish.weight) * np.maximum(z - 1, 0))
    return np.max(more, axis=0), np.sum(less, axis=0, dtype=np.float32)


def score(
    shelf: Shelf,
    reader: Reader,
    rows: Ints,
    weights: Weights,
    *,
    taste: Floats | None,
    near: dict[str, Floats],
) -> Scored:
    """Every term of every candidate; a term of a signal that is off is zero."""
    authors, ids = shelf.authors[rows], shelf.ids[rows]

    def among(numbers: frozenset[int], of: Ints) -> Floats:
        return np.isin(of, list(numbers)).astype(np.float32)

    def rate(counts: Floats) -> Floats:
        return rates(shelf, counts, rows, weights.prior)

    more, less = _wishes(shelf, reader.wishes, rows, near)
    mutual = among(reader.mutual, authors)
    terms = {
        "create": weights.create * rate(shelf.remixes),
        "comment": weights.comment * rate(shelf.comments),
        "save": weights.save * rate(shelf.saves),
        "like": weights.like * rate(shelf.likes),
        "novelty": weights.novelty * shelf.novelty[rows],
        "fresh": weights.fresh * 2 ** (-shelf.age[rows] / weights.half_life),
        "mutual": weights.mutual * mutual,
        "follow": weights.follow * among(reader.followed, authors) * (1 - mutual),
        "friend_remix": weights.friend_remix * among(reader.remixed_by_friends, ids),
        "remix_of_mine": weights.remix_of_mine * among(reader.remixes_of_mine, ids),
        "wish": weights.wish * more,
        "avoid": -weights.avoid * less,
        "seen": -weights.seen * among(reader.seen, ids),
    }
    if reader.topics:
        terms["chat"] = weights.chat * _wishes(shelf, reader.topics, rows, near)[0]
    if taste is not None:
        terms["taste"] = weights.taste * np.clip(taste[rows], -2, 3)
    return Scored(rows, {name: np.asarray(values, np.float32) for name, values in terms.items()})
