"""How long a page of the feed takes to rank, and how far that is from the scan alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import fields

import numpy as np

from benchmarks.report import Table
from feed.ranking import Reader, Weights, Wish, rank
from feed.ranking.matter import SCALE, WIDTH, Floats, Shelf, joined

SIZES, QUICK = (10_000, 100_000, 1_000_000), (2_000,)
TOPICS, AUTHORS = 400, 5_000
ROUNDS = 30
LENGTH, PAGE = 200, 10
WINDOWS = (0.05, 0.1, 0.25, 0.5)


NOTE = (
    "Synthetic posts around 400 topics. The scan is an exact product of three vectors (a taste, two wishes) "
    "with all vectors of bytes, each read from memory once: what a search costs before anything is scored. "
    "Ratios are of CPU. Nothing is approximate: the recall is 1. A new post costs a copy of the columns and "
    "the orders that follow from them."
)


def measure(*, quick: bool = False) -> list[Table]:
    """Rank a first page and a list of 200, with a taste, two wishes and 150 people followed."""
    columns = ["posts", "scan alone p50, ms", "p99", "first page p50, ms", "p99", "to the scan"]
    columns += [f"list of {LENGTH} p50, ms", "p99", "to the scan", "same for all p50, ms", "p99"]
    columns += ["a new post is in after, ms", "memory of the posts, MiB"]
    sizes = QUICK if quick else SIZES
    rows = [_row(size, quick=quick) for size in sizes]
    return [Table("Ranking the feed", columns, rows, [NOTE]), _windows(sizes[-1])]


def _row(size: int, *, quick: bool) -> list[str]:
    shelf, reader, new = posts(size), reader_of(size), posts(1)
    rounds = 3 if quick else ROUNDS if size < 1_000_000 else 8
    calls: list[Callable[[], object]] = [
        lambda: shelf.likeness(_vectors(reader)),
        lambda: rank(shelf, reader, Weights(), seed=1, size=PAGE),
        lambda: rank(shelf, reader, Weights(), seed=1, size=LENGTH),
        lambda: rank(shelf, Reader(1), Weights(), seed=1, size=LENGTH),
    ]
    (scan, scan_cpu), (page, page_cpu), (own, own_cpu), (shared, _cpu) = _in_turns(calls, rounds)
    ratios = [f"{np.median(cpu) / np.median(scan_cpu):.2f}" for cpu in (page_cpu, own_cpu)]
    times = [*_percentiles(scan), *_percentiles(page), ratios[0], *_percentiles(own), ratios[1]]
    began = time.perf_counter()
    rank(joined([new, shelf]), reader, Weights(), seed=1, size=PAGE)
    fresh = 1000 * (time.perf_counter() - began)
    return [f"{size:,}", *times, *_percentiles(shared), f"{fresh:.0f}", f"{_memory(shelf):.0f}"]


def _memory(shelf: Shelf) -> float:
    """MiB of all columns, the words as Python holds them."""
    arrays = [value for field in fields(shelf) if isinstance(value := getattr(shelf, field.name), np.ndarray)]
    return (sum(one.nbytes for one in arrays) + sum(map(sys.getsizeof, shelf.words))) / 2**20


def _windows(size: int) -> Table:
    """How much of what all posts would give a window of the newest ones gives, too."""
    shelf, rows = posts(size), []
    readers = [reader_of(size, seed) for seed in range(10)]
    whole = [[one.id for one in rank(shelf, who, Weights(), seed=1, size=LENGTH)] for who in readers]
    first = {number: place for place, number in enumerate(shelf.ids.tolist())}
    for share in WINDOWS:
        window = int(size * share)
        near = [np.mean([first[one] < window for one in found[:PAGE]]) for found in whole]
        lists = [np.mean([first[one] < window for one in found]) for found in whole]
        oldest = float(shelf.age[window - 1])
        row = [
            f"{window:,}",
            f"{oldest:.0f}",
            f"{100 * np.mean(near):.0f} %",
            f"{100 * np.mean(lists):.0f} %",
        ]
        rows.append(row)
    columns = ["newest posts", "oldest of them, days", "of a first page", f"of a list of {LENGTH}"]
    note = "Ten readers; ages are drawn (exponential, 60 days): how fast a place grows decides."
    return Table(f"What a window holds of what {size:,} posts would give", columns, rows, [note])


def posts(size: int) -> Shelf:
    """Posts whose meanings lie around topics, with counts as skewed as those of people."""
    rng = np.random.default_rng(7)
    centres = rng.standard_normal((TOPICS, WIDTH), np.float32)
    vectors = np.empty((size, WIDTH), np.int8)
    for start in range(0, size, 20_000):
        number = min(20_000, size - start)
        raw = centres[rng.integers(0, TOPICS, number)] + rng.standard_normal((number, WIDTH), np.float32)
        raw /= np.linalg.norm(raw, axis=1, keepdims=True)
        vectors[start : start + number] = np.rint(raw * SCALE).astype(np.int8)
    shown = rng.lognormal(4, 1.5, size).astype(np.float32)

    def count(rate: float) -> Floats:
        return rng.poisson(shown * rate * rng.lognormal(0, 1, size)).astype(np.float32)

    return Shelf(
        ids=np.arange(size, 0, -1, dtype=np.int64),
        authors=rng.integers(1, AUTHORS, size).astype(np.int64),
        roots=np.arange(size, 0, -1, dtype=np.int64),
        vectors=vectors,
        age=np.sort(rng.exponential(60, size)).astype(np.float32),
        likes=count(0.05),
        saves=count(0.01),
        comments=count(0.008),
        remixes=count(0.004),
        shown=shown,
        novelty=rng.random(size, np.float32),
        words=tuple(f"topic {number % TOPICS} film of words" for number in range(size)),
    )


def reader_of(size: int, seed: int = 11) -> Reader:
    """Somebody with a taste, a wish for more and one for less, and people whom they follow."""
    rng = np.random.default_rng(seed)

    def vector() -> Floats:
        raw = rng.standard_normal(WIDTH, np.float32)
        return np.asarray(raw / np.linalg.norm(raw), np.float32)

    followed = frozenset(rng.integers(1, AUTHORS, 150).tolist())
    return Reader(
        1,
        taste=vector(),
        wishes=(Wish("slow nature films", 1.0, vector=vector()), Wish("cats", -1.0, vector=vector())),
        followed=followed,
        mutual=frozenset(list(followed)[:40]),
        seen=frozenset(rng.integers(1, size, 2000).tolist()),
        hidden=frozenset(rng.integers(1, size, 50).tolist()),
    )


def _vectors(reader: Reader) -> Floats:
    known = [wish.vector for wish in reader.wishes if wish.vector is not None]
    return np.stack([vector for vector in [reader.taste, *known] if vector is not None])


def _in_turns(calls: list[Callable[[], object]], rounds: int) -> list[tuple[list[float], list[float]]]:
    """Milliseconds of each call by the clock and of CPU, in turns, so that a busy moment meets them all."""
    for call in calls:
        call()
    found: list[tuple[list[float], list[float]]] = [([], []) for _ in calls]
    for _ in range(rounds):
        for (walls, costs), call in zip(found, calls, strict=True):
            began, cost = time.perf_counter(), time.process_time()
            call()
            walls.append(1000 * (time.perf_counter() - began))
            costs.append(1000 * (time.process_time() - cost))
    return found


def _percentiles(values: list[float]) -> list[str]:
    return [f"{np.percentile(values, which):.1f}" for which in (50, 99)]
