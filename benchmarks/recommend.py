"""The personalisation term of the feed against popularity, item-kNN and EASE, on the same split of ratings.

`--data DIR` is a folder as MovieLens has it: `ratings.csv` (userId,movieId,rating,timestamp), and
`movies.csv` (movieId,title,genres) where there is one. Without it the measure runs on a set that is
made up, to show that it runs: nothing follows from those numbers.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import Table
from feed.ranking.matter import SCALE, WIDTH, Bytes, Floats, packed
from feed.ranking.score import standard

LIKED = 4.0  # stars from which a film counts as liked
MOST_ITEMS, LEAST_LIKES, LEAST_RATED = 6_000, 5, 5
TOP = 10
NEIGHBOURS = 50
EASE_WEIGHT = 250.0
SEED = 7
Scores = Callable[[Any], Any]  # histories (people, items) in, a value for each item out


@dataclass(frozen=True, slots=True)
class Split:
    """Likes as 0 and 1: `train` (people, items), the newest fifth of each person's in `test`."""

    train: Floats
    test: Floats
    meanings: Bytes
    label: str


def measure(*, quick: bool = False, data: Path | None = None) -> list[Table]:
    """One table: each way to order what a person has not seen."""
    split = read(data) if data is not None else made_up(quick=quick)
    ways: dict[str, Scores] = {
        "personalisation term": lambda seen: by_taste(seen, split.meanings),
        "popularity": lambda seen: np.broadcast_to(split.train.sum(axis=0), seen.shape),
        "item-kNN": lambda seen: seen @ neighbours(split.train),
        "EASE": lambda seen: seen @ ease(split.train),
    }
    rows = [[name, *(f"{value:.3f}" for value in judged(split, way))] for name, way in ways.items()]
    people, items = split.train.shape
    about = f"{people:,} people, {items:,} items, {int(split.train.sum()):,} likes to learn from"
    notes = [f"{split.label}: {about}, {int(split.test.sum()):,} to foresee (the newest fifth of each's)."]
    if data is None:
        notes.append("The set is synthetic: the numbers show that the measure runs, and nothing else.")
    columns = ["way", f"NDCG@{TOP}", "coverage", "Gini of exposure", "diversity"]
    return [
        Table(f"Foreseeing likes ({'synthetic set' if data is None else split.label})", columns, rows, notes)
    ]


def by_taste(seen: Floats, meanings: Bytes) -> Floats:
    """The term "taste" as the feed scores it: the mean meaning of what one liked, against every item's."""
    vectors = meanings.astype(np.float32) / SCALE
    taste = seen @ vectors
    taste /= np.linalg.norm(taste, axis=1, keepdims=True) + 1e-9
    return np.stack([np.clip(standard(row), -2, 3) for row in taste @ vectors.T])


def neighbours(train: Floats) -> Floats:
    """Cosines of items by who liked both, of each item's nearest only (Sarwar et al. 2001)."""
    sizes = np.sqrt(train.sum(axis=0)) + 1e-9
    likeness = (train.T @ train) / sizes[:, None] / sizes[None, :]
    np.fill_diagonal(likeness, 0)
    if len(likeness) > NEIGHBOURS:
        least = np.partition(likeness, -NEIGHBOURS, axis=0)[-NEIGHBOURS]
        likeness[likeness < least] = 0
    return np.asarray(likeness, np.float32)


def ease(train: Floats) -> Floats:
    """Weights of the linear model without a diagonal, in closed form (Steck 2019)."""
    gram = (train.T @ train).astype(np.float64)
    gram[np.diag_indices_from(gram)] += EASE_WEIGHT
    inverse = np.linalg.inv(gram)
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return np.asarray(weights, np.float32)


def judged(split: Split, way: Scores) -> list[float]:
    """NDCG, the share of items anybody is shown, the Gini of how often, and 1 - the mean cosine of a list."""
    scores = np.array(way(split.train), np.float32)
    scores[split.train > 0] = -np.inf
    best = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
    hits = np.take_along_axis(split.test, best, axis=1)
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    ideal = np.asarray([discount[: int(min(TOP, number))].sum() for number in split.test.sum(axis=1)])
    asked = ideal > 0
    shown = np.bincount(best.ravel(), minlength=split.train.shape[1]).astype(np.float64)
    vectors = split.meanings.astype(np.float32) / SCALE
    some = vectors[best[: min(len(best), 500)]]
    cosines = np.einsum("ukd,uld->ukl", some, some).sum(axis=(1, 2)) - TOP
    return [
        float(((hits @ discount)[asked] / ideal[asked]).mean()),
        float((shown > 0).mean()),
        gini(shown),
        float(1 - (cosines / (TOP * (TOP - 1))).mean()),
    ]


def gini(values: Floats) -> float:
    """0 when all are the same, near 1 when one has all."""
    ordered = np.sort(np.asarray(values, np.float64))
    places = np.arange(1, len(ordered) + 1)
    return float((2 * places - len(ordered) - 1) @ ordered / (len(ordered) * max(1e-9, ordered.sum())))


def read(folder: Path) -> Split:
    """The likes of a folder; what few people liked, and people who liked little, are left out."""
    liked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    with (folder / "ratings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if float(row["rating"]) >= LIKED:
                liked[row["userId"]].append((float(row["timestamp"]), row["movieId"]))
    often: dict[str, int] = defaultdict(int)
    for found in liked.values():
        for _at, item in found:
            often[item] += 1
    kept = sorted((i for i, n in often.items() if n >= LEAST_RATED), key=lambda i: (-often[i], i))[
        :MOST_ITEMS
    ]
    place = {item: number for number, item in enumerate(kept)}
    histories = [
        [place[item] for _at, item in sorted(found) if item in place] for _who, found in sorted(liked.items())
    ]
    histories = [history for history in histories if len(history) >= LEAST_LIKES]
    if not histories:
        raise ValueError(f"Nobody in {folder} liked {LEAST_LIKES} films that {LEAST_RATED} people liked.")
    return _split(histories, _meanings(folder, kept), folder.name)


def _meanings(folder: Path, items: list[str]) -> Bytes:
    """What title and genres mean, by the site's own encoder; noise where neither is there."""
    from perception import embedding

    words: dict[str, str] = {}
    if (folder / "movies.csv").is_file():
        with (folder / "movies.csv").open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            words = {row["movieId"]: f"{row['title']} {row['genres'].replace('|', ' ')}" for row in rows}
    if words and embedding.available():
        found = [embedding.embed([words.get(item, "film") for item in items[n : n + 64]])
                 for n in range(0, len(items), 64)]  # fmt: skip
        return _packed(np.concatenate(found))
    return _packed(np.random.default_rng(SEED).standard_normal((len(items), WIDTH)))


def _packed(vectors: Floats) -> Bytes:
    unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return np.stack([np.frombuffer(packed(row.astype(np.float32)), np.int8) for row in unit])


def _split(histories: list[list[int]], meanings: Bytes, label: str) -> Split:
    train = np.zeros((len(histories), len(meanings)), np.float32)
    test = np.zeros_like(train)
    for person, history in enumerate(histories):
        newest = max(1, len(history) // 5)
        train[person, history[:-newest]] = 1
        test[person, history[-newest:]] = 1
    test[train > 0] = 0
    return Split(train, test, meanings, label)


def made_up(*, quick: bool = False) -> Split:
    """People with two topics each who like what is near these and what is popular, in a drawn order."""
    rng = np.random.default_rng(SEED)
    people, items, topics = (60, 120, 8) if quick else (1_500, 1_200, 30)
    centres = rng.standard_normal((topics, WIDTH))
    topic = rng.integers(0, topics, items)
    meanings = _packed(centres[topic] + 0.8 * rng.standard_normal((items, WIDTH)))
    fame = rng.zipf(1.8, items).clip(1, 50)
    histories = []
    for _person in range(people):
        mine = rng.choice(topics, 2, replace=False)
        weight = fame * np.where(np.isin(topic, mine), 12.0, 1.0)
        number = int(rng.integers(10, 40))
        histories.append(rng.choice(items, number, replace=False, p=weight / weight.sum()).tolist())
    return _split(histories, meanings, "made-up ratings")
