"""A thousand simulated people for thirty days: what an order of posts makes of them, under three models.

The feed's own scorer and selector run unchanged; the other orders are the ones that feeds are known for.
The same seed gives the same table.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.crowd import HALF_DAY, KINDS, Crowd, Kind
from benchmarks.drawing import bars
from benchmarks.report import ROOT, Table
from feed.ranking import Reader, Shelf, Weights, rank
from feed.ranking.matter import SCALE, Floats, Ints

PEOPLE, DAYS, SEED = 1_000, 30, 20
CARDS, VISITS = 10, 0.25  # posts of a visit; share of people who visit in half a day
BEGINNING = 400
NEW_DAYS = 7
PLOT = ROOT / "docs" / "people.svg"
MEASURES = (
    "creations per 1,000 impressions",
    "mean depth of remixes",
    "Gini of exposure",
    "newcomers seen",
    "diversity of a page",
)
Order = Callable[[Crowd, Shelf, int, float], Ints]


def ours(weights: Weights) -> Order:
    """The feed's own ranking."""

    def order(crowd: Crowd, shelf: Shelf, person: int, day: float) -> Ints:
        taste = crowd.taste[person]
        size = float(np.linalg.norm(taste))
        followed = np.flatnonzero(crowd.follows[person])
        mutual = followed[crowd.follows[followed, person]]
        reader = Reader(
            person,
            taste=taste / size if size else None,
            followed=frozenset(followed.tolist()),
            mutual=frozenset(mutual.tolist()),
            seen=frozenset(crowd.seen[person]),
        )
        found = rank(shelf, reader, weights, seed=int(day * 10) * 1000 + person, size=CARDS)
        return np.asarray([one.id for one in found], np.int64)

    return order


def newest(crowd: Crowd, shelf: Shelf, person: int, _day: float) -> Ints:
    """By time alone."""
    return _best(crowd, shelf, person, -shelf.age)


def popular(crowd: Crowd, shelf: Shelf, person: int, _day: float) -> Ints:
    """By answers, which count less as a post grows old; the same for everybody but for what they saw."""
    answers = shelf.likes + 2 * shelf.comments + 2 * shelf.saves + 3 * shelf.remixes
    return _best(crowd, shelf, person, (answers + 1) / (shelf.age + 1) ** 1.2)


def watched(crowd: Crowd, shelf: Shelf, person: int, _day: float) -> Ints:
    """By the time one is expected to look: how long others did, and how near it is to one's taste."""
    minutes = (crowd.watched[shelf.ids] + 2) / (shelf.shown + 4)
    taste = crowd.taste[person]
    size = float(np.linalg.norm(taste))
    near = shelf.likeness(taste[np.newaxis] / size)[0] if size else np.zeros(len(shelf), np.float32)
    return _best(crowd, shelf, person, minutes + 0.4 * near)


def _best(crowd: Crowd, shelf: Shelf, person: int, values: Floats) -> Ints:
    order = np.argsort(-values, kind="stable")[: CARDS + len(crowd.seen[person])]
    seen = crowd.seen[person]
    fresh = [number for number in shelf.ids[order].tolist() if number not in seen]
    return np.asarray(fresh[:CARDS], np.int64)


ORDERS: dict[str, Order] = {
    "own": ours(Weights()),
    "newest first": newest,
    "popular": popular,
    "watch time": watched,
}


def live(
    kind: Kind, order: Order, *, people: int = PEOPLE, days: int = DAYS, seed: int = SEED
) -> list[float]:
    """What became of a crowd after `days`: the numbers of `MEASURES`."""
    crowd = Crowd(kind, people, np.random.default_rng(seed))
    for number in range(BEGINNING * people // PEOPLE):
        crowd.publish(number % people, -float(crowd.rng.random()))
    made, varied, to_new = 0, [], [0.0, 0.0]
    for tick in range(int(days / HALF_DAY)):
        day = tick * HALF_DAY
        shelf = crowd.shelf(day)
        here = crowd.joined <= day
        for person in np.flatnonzero(here & (crowd.rng.random(people) < VISITS)).tolist():
            posts = order(crowd, shelf, person, day)
            posts = posts[crowd.author[posts] != person]
            if not len(posts):
                continue
            crowd.seen[person].update(posts.tolist())
            made += crowd.look(person, posts, day)
            varied.append(_variety(crowd, posts))
            to_new[0] += float((day - crowd.joined[crowd.author[posts]] < NEW_DAYS).sum())
            to_new[1] += len(posts)
        for person in np.flatnonzero(here & (crowd.rng.random(people) < crowd.pace * 2)).tolist():
            crowd.publish(person, day)
    rows = slice(0, crowd.count)
    return [
        1000 * made / max(1.0, to_new[1]),
        float(crowd.depth[rows].mean()),
        _gini(np.bincount(crowd.author[rows], crowd.shown[rows], people)[np.unique(crowd.author[rows])]),
        _newcomers(crowd),
        float(np.mean(varied)),
    ]


def _newcomers(crowd: Crowd) -> float:
    """The share of those who came later and published whose posts ten people or more were shown."""
    late = np.unique(crowd.author[: crowd.count][crowd.joined[crowd.author[: crowd.count]] > 0])
    shown = np.bincount(crowd.author[: crowd.count], crowd.shown[: crowd.count], crowd.people)
    return float((shown[late] >= 10).mean()) if len(late) else 0.0


def _variety(crowd: Crowd, posts: Ints) -> float:
    """The mean distance (1 - cosine) of two posts of a page."""
    some = crowd.vectors[posts].astype(np.float32) / SCALE
    number = len(posts)
    return float(1 - ((some @ some.T).sum() - number) / max(1, number * (number - 1)))


def _gini(values: Floats) -> float:
    ordered = np.sort(np.asarray(values, np.float64))
    number = len(ordered)
    places = np.arange(1, number + 1)
    return float((2 * places - number - 1) @ ordered / (number * max(1e-9, ordered.sum())))


def measure(*, quick: bool = False) -> list[Table]:
    """All orders under all models."""
    size = {"people": 60, "days": 3} if quick else {"people": PEOPLE, "days": DAYS}
    found = {(kind.name, name): live(kind, order, **size) for kind in KINDS for name, order in ORDERS.items()}
    if not quick:
        draw(found, PLOT)
    rows = [[kind, name, *(f"{value:.2f}" for value in values)] for (kind, name), values in found.items()]
    note = (
        "Simulated people, not people; docs/people.md says what is assumed. No order is the better one in "
        "general: the table says which idea of people each would suit."
    )
    title = f"{size['people']:,} simulated people for {size['days']} days"
    return [Table(title, ["people", "order", *MEASURES], rows, [note])]


def draw(found: dict[tuple[str, str], list[float]], path: Path) -> None:
    """The table as a picture: a panel for each measure, a group of bars for each model."""
    panels = [
        (name, {key: values[place] for key, values in found.items()}) for place, name in enumerate(MEASURES)
    ]
    path.write_text(bars(panels, [kind.name for kind in KINDS], list(ORDERS)), "utf-8")
