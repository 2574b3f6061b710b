"""The public posts as columns of numbers, held by each process and brought up to date before each ranking.

New posts are read at once and put before the others; counts and what was taken back, every few minutes beside
the requests: whether a person may see a post is asked again of the database when a page is made.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import structlog
from django.conf import settings
from django.db import DatabaseError, connection

from accounts import clock
from generation.states import Status

from .models import Post, Visibility
from .ranking.matter import WIDTH, Shelf, joined

log = structlog.get_logger(__name__)
WHOLE_EVERY = 120.0  # seconds after which everything is read again
AT_ONCE = 5_000  # rows of a query
LATELY = 200  # newest posts that are looked at again until what they mean is known
DAY = 86_400.0
COLUMNS = (
    "pk",
    "author_id",
    "published_at",
    "likes_count",
    "saves_count",
    "comments_count",
    "remixes_count",
    "shown_count",
    "novelty",
    "vector",
    "caption",
    "video__prompt",
    "video_id",
    "video__parent_id",
)
Row = tuple[Any, ...]


class _Held:
    """One process's posts, newest first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.shelf: Shelf | None = None
        self.roots: dict[int, int] = {}  # of the videos that are held: the first post of their chain
        self.bare: set[int] = set()  # posts of which nobody knows yet what they mean
        self.whole_at = 0.0
        self.reading = False

    def fresh(self) -> Shelf:
        """The shelf with every post that is there now."""
        with self.lock:
            if self.shelf is None:
                self._take(*_whole())
            elif time.monotonic() - self.whole_at >= WHOLE_EVERY and not self.reading:
                self.reading = True
                threading.Thread(target=self._read_again, name="shelf", daemon=True).start()
            assert self.shelf is not None  # noqa: S101 (taken above)
            self._add(self.shelf)
            return self.shelf

    def _read_again(self) -> None:
        """Everything anew, while requests rank what is there."""
        try:
            shelf, roots, bare = _whole()
            with self.lock:
                self._take(shelf, roots, bare)
        except DatabaseError as error:
            log.warning("feed.shelf_not_read", error=str(error))
        finally:
            self.reading = False
            connection.close()

    def _take(self, shelf: Shelf, roots: dict[int, int], bare: set[int]) -> None:
        self.shelf, self.roots, self.bare, self.whole_at = shelf, roots, bare, time.monotonic()

    def _add(self, there: Shelf) -> None:
        """Posts that came since, and what posts mean that was not known before."""
        newest = int(there.ids[0]) if len(there) else 0
        rows = list(_public().filter(pk__gt=newest).order_by("-pk").values_list(*COLUMNS)[:AT_ONCE])
        if rows:
            news = _columns(rows, self.roots, self.bare)
            self.shelf = there = joined([news, there])
        lately = self.bare.intersection(there.ids[:LATELY].tolist())
        if lately:
            known = _public().filter(pk__in=lately, vector__isnull=False)
            if described := list(known.values_list("pk", "vector", "novelty")):
                self.shelf = _described(there, described)
                self.bare.difference_update(pk for pk, _vector, _novelty in described)


def _public() -> Any:  # noqa: ANN401 (a query of rows)
    return Post.objects.filter(
        visibility=Visibility.PUBLIC,
        removed_at=None,
        author__is_active=True,
        author__leaving_at=None,
        video__status=Status.COMPLETED,
        video__deleted_at=None,
    )


def _whole() -> tuple[Shelf, dict[int, int], set[int]]:
    """Everything in the window, with the roots of its videos and the posts without a meaning."""
    parts = list(_parts())
    roots: dict[int, int] = {}
    bare: set[int] = set()
    # The oldest part first: what a film was made from is older than it.
    columns = [_columns(rows, roots, bare) for rows in reversed(parts)]
    return joined(columns[::-1]) if columns else _columns([], {}, set()), roots, bare


def _parts() -> Iterator[list[Row]]:
    """The rows of the window, newest first, some thousands at a time, by where the last ones ended."""
    left, query = int(settings.FEED_WINDOW), _public().order_by("-pk").values_list(*COLUMNS)
    rows = list(query[: min(AT_ONCE, left)])
    while rows:
        yield rows
        left -= len(rows)
        rows = list(query.filter(pk__lt=rows[-1][0])[: min(AT_ONCE, left)]) if left > 0 else []


def _columns(rows: list[Row], roots: dict[int, int], bare: set[int]) -> Shelf:
    """Rows, newest first, as columns; notes their roots and which have no meaning yet."""
    now = clock.now()
    for row in reversed(rows):
        roots[int(row[12])] = roots[row[13]] if row[13] in roots else int(row[0])
    vectors = np.zeros((len(rows), WIDTH), np.int8)
    for place, row in enumerate(rows):
        if row[9] is None:
            bare.add(row[0])
        else:
            vectors[place] = np.frombuffer(row[9], np.int8)

    def numbers(column: int) -> Any:  # noqa: ANN401 (an array)
        return np.asarray([row[column] for row in rows], np.float32)

    return Shelf(
        ids=np.asarray([row[0] for row in rows], np.int64),
        authors=np.asarray([row[1] for row in rows], np.int64),
        roots=np.asarray([roots[row[12]] for row in rows], np.int64),
        vectors=vectors,
        age=np.asarray([(now - row[2]).total_seconds() / DAY for row in rows], np.float32),
        likes=numbers(3),
        saves=numbers(4),
        comments=numbers(5),
        remixes=numbers(6),
        shown=numbers(7),
        novelty=numbers(8),
        words=tuple(f"{row[10]} {row[11]}"[:2000].lower() for row in rows),
    )


def _described(there: Shelf, known: list[tuple[int, bytes, float]]) -> Shelf:
    """The shelf with what some of its posts mean; others may be ranking the old one now."""
    vectors, novelty = there.vectors.copy(), there.novelty.copy()
    places = {int(number): place for place, number in enumerate(there.ids[:LATELY].tolist())}
    for number, vector, new in known:
        vectors[places[number]] = np.frombuffer(vector, np.int8)
        novelty[places[number]] = new
    return replace(there, vectors=vectors, novelty=novelty)


_held = _Held()


def fresh() -> Shelf:
    """The shelf as it is now."""
    return _held.fresh()


def forget() -> None:
    """Read everything again next time; for tests and after a weight of posts changed."""
    _held.shelf = None
