"""How long a page of the feed takes to rank, and how far that is from the scan alone."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from benchmarks.report import Table
from feed.ranking import Reader, Weights, Wish, rank
from feed.ranking.matter import SCALE, WIDTH, Floats, Shelf

SIZES, QUICK = (10_000, 100_000, 1_000_000), (2_000,)
TOPICS, AUTHORS = 400, 5_000
ROUNDS = 30
LENGTH = 200


def measure(*, quick: bool = False) -> list[Table]:
    """Rank a list of 200, with a taste, two wishes and 150 people followed, on synthetic posts."""
    columns = ["posts", "own feed p50, ms", "p99", "same for all p50, ms", "p99", "scan alone p50, ms", "p99"]
    columns += ["own feed / scan", "peak memory, MiB"]
    note = (
        "Synthetic posts around 400 topics, vectors of 384 bytes. A scan reads all vectors once for a taste "
        "and two wishes: what the exact search of a list costs before anything is scored."
    )
    rows = [_row(size, quick=quick) for size in (QUICK if quick else SIZES)]
    return [Table(f"Ranking a list of {LENGTH}", columns, rows, [note])]


def _row(size: int, *, quick: bool) -> list[str]:
    shelf, reader = posts(size), reader_of(size)
    rounds = 3 if quick else ROUNDS if size < 1_000_000 else 10
    calls: list[Callable[[], object]] = [
        lambda: shelf.likeness(_vectors(reader)),
        lambda: rank(shelf, reader, Weights(), seed=1, size=LENGTH),
        lambda: rank(shelf, Reader(1), Weights(), seed=1, size=LENGTH),
    ]
    scans, own, shared = _in_turns(calls, rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = [*_percentiles(own), *_percentiles(shared), *_percentiles(scans)]
    return [f"{size:,}", *times, f"{np.median(own) / np.median(scans):.2f}", f"{memory:.0f}"]


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


def reader_of(size: int) -> Reader:
    """Somebody with a taste, a wish for more and one for less, and people whom they follow."""
    rng = np.random.default_rng(11)

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


def _in_turns(calls: list[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Milliseconds of each call, taken in turns, so that a busy moment meets them all."""
    for call in calls:
        call()
    found: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for place, call in enumerate(calls):
            found[place] += _times(call, 1)
    return found


def _times(call: Callable[[], object], rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        found.append(1000 * (time.perf_counter() - began))
    return found


def _percentiles(values: list[float]) -> list[str]:
    return [f"{np.percentile(values, which):.1f}" for which in (50, 99)]
