"""The public posts as columns of numbers, held by each process and brought up to date before each ranking.

New posts are read at once; counts and what was taken back, every few minutes:
whether a person may see a post is asked again of the database when a page is made.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np

from accounts import clock
from generation.states import Status

from .models import Post, Visibility
from .ranking.matter import WIDTH, Shelf

WINDOW = 50_000  # the newest posts that are ranked
WHOLE_EVERY = 120.0  # seconds after which everything is read again
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


class _Held:
    """One process's rows, newest first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rows: list[tuple[Any, ...]] = []
        self.whole_at = -WHOLE_EVERY
        self.shelf: Shelf | None = None

    def fresh(self) -> Shelf:
        """The shelf with every post that is there now."""
        with self.lock:
            if time.monotonic() - self.whole_at >= WHOLE_EVERY:
                self.rows = list(_public().order_by("-pk").values_list(*COLUMNS)[:WINDOW])
                self.whole_at, self.shelf = time.monotonic(), None
            elif news := self._news():
                bare = {row[0] for row in news}
                self.rows = news + [row for row in self.rows if row[0] not in bare]
                self.rows.sort(key=lambda row: -row[0])
                self.shelf = None
            if self.shelf is None:
                self.shelf = _columns(self.rows)
            return self.shelf

    def _news(self) -> list[tuple[Any, ...]]:
        """Posts that came since, and those whose meaning was not known yet."""
        newest = self.rows[0][0] if self.rows else 0
        found = list(_public().filter(pk__gt=newest).order_by("-pk").values_list(*COLUMNS)[:WINDOW])
        bare = [row[0] for row in self.rows[:200] if row[9] is None]
        if bare:
            described = _public().filter(pk__in=bare, vector__isnull=False)
            found += list(described.values_list(*COLUMNS))
        return found


def _public() -> Any:  # noqa: ANN401 (a query of rows)
    return Post.objects.filter(
        visibility=Visibility.PUBLIC,
        removed_at=None,
        author__is_active=True,
        author__leaving_at=None,
        video__status=Status.COMPLETED,
        video__deleted_at=None,
    )


def _columns(rows: list[tuple[Any, ...]]) -> Shelf:
    now = clock.now()
    post_of_video = {row[12]: row[0] for row in rows}
    parent_of = {row[12]: row[13] for row in rows}

    def root(video: int) -> int:
        seen = {video}
        while (parent := parent_of.get(video)) is not None and parent not in seen and parent in post_of_video:
            seen.add(parent)
            video = parent
        return int(post_of_video[video])

    def numbers(column: int) -> Any:  # noqa: ANN401 (an array)
        return np.asarray([row[column] for row in rows], np.float32)

    vectors = np.zeros((len(rows), WIDTH), np.int8)
    for place, row in enumerate(rows):
        if row[9] is not None:
            vectors[place] = np.frombuffer(row[9], np.int8)
    return Shelf(
        ids=np.asarray([row[0] for row in rows], np.int64),
        authors=np.asarray([row[1] for row in rows], np.int64),
        roots=np.asarray([root(row[12]) for row in rows], np.int64),
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


_held = _Held()


def fresh() -> Shelf:
    """The shelf as it is now."""
    return _held.fresh()


def forget() -> None:
    """Read everything again next time; for tests and after a weight of posts changed."""
    _held.whole_at = -WHOLE_EVERY
    _held.shelf = None
    _held.rows = []
