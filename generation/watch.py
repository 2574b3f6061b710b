"""Watches over a running piece of work from a thread of its own.

Five times a second at most it writes progress, at least every 0.4 s it looks
whether the work is still wanted (canceled, deleted, taken by another worker),
and it renews the lease. The engine's thread never touches the database: it
leaves its newest progress here and asks `should_stop`, which only reads a flag.
"""

from __future__ import annotations

import os
import threading
import time
from enum import StrEnum
from types import TracebackType
from typing import Self

import structlog
from django.db import DatabaseError, connection

from . import conf
from .engines.base import Progress
from .holds import Hold

log = structlog.get_logger(__name__)
PREVIEW_SECONDS = 0.5


class Why(StrEnum):
    """Why work that runs has to stop."""

    GONE = "gone"  # canceled, or the lease went to another worker
    ORPHANED = "orphaned"  # the process that started this one died
    STALLED = "stalled"  # the engine has not moved for too long


class Watch:
    """Use as a context around the work; pass `report` and `should_stop` to the engine."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self._stop, self._over, self._wake = threading.Event(), threading.Event(), threading.Event()
        self._latest: Progress | None = None
        self._previews = 0
        self._preview_at = float("-inf")
        self._moved_at = self._renewed_at = time.monotonic()
        self._parent = os.getppid()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.why: Why | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._wake.set()
        self._thread.join(10)

    def report(self, progress: Progress) -> None:
        """Called by the engine as often as it likes; keeps the newest."""
        now = time.monotonic()
        if now - self._preview_at >= PREVIEW_SECONDS and self._hold.keep_preview(progress):
            self._preview_at = now
            self._previews += 1
        self._moved_at = now
        self._latest = progress
        self._wake.set()

    def moved(self) -> None:
        """Tell that the work goes on although there is nothing to report."""
        self._moved_at = time.monotonic()

    def should_stop(self) -> bool:
        """Whether the engine should give up; cheap."""
        return self._stop.is_set()

    def stop(self, why: Why) -> None:
        """Make `should_stop` answer True; the first reason stays."""
        if not self._stop.is_set():
            self.why = why
            self._stop.set()

    def _run(self) -> None:
        try:
            while not self._over.is_set():
                self._wake.wait(conf.CANCEL_POLL_SECONDS)
                self._wake.clear()
                if self._over.is_set() or self._stop.is_set():
                    break
                self._look()
                self._over.wait(conf.PUBLISH_INTERVAL.total_seconds())
        finally:
            connection.close()

    def _look(self) -> None:
        lease = conf.lease().total_seconds()
        try:
            if not self._hold.still_held():
                self.stop(Why.GONE)
            elif os.getppid() != self._parent:
                self.stop(Why.ORPHANED)
            elif time.monotonic() - self._moved_at > conf.stall_seconds():
                self.stop(Why.STALLED)
            else:
                self._renew(lease)
                self._flush()
        except DatabaseError as error:
            log.warning("watch.database", error=str(error))
            if time.monotonic() - self._renewed_at > lease:
                self.stop(Why.GONE)

    def _renew(self, lease: float) -> None:
        if time.monotonic() - self._renewed_at < lease / 3:
            return
        if self._hold.renew():
            self._renewed_at = time.monotonic()
        else:
            self.stop(Why.GONE)

    def _flush(self) -> None:
        progress, self._latest = self._latest, None
        if progress is None:
            return
        previews = self._previews
        if self._hold.record(progress, previews=previews):
            self._previews -= previews
        elif self._latest is None:
            self._latest = progress
