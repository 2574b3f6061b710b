"""Lets a film be written while the device computes the next one: a second pair of hands in a worker's child.

One film at a time is written beside; whoever brings another waits for it. A
child that ends waits for its film; one that is killed loses its lease, and the
shot is made again, as after every crash.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection


class Lane:
    """See the module."""

    def __init__(self) -> None:
        self._busy: threading.Thread | None = None

    def hand(self, work: Callable[[], object]) -> None:
        """Do `work` beside; first waits until the work before it is done."""
        self.drain()
        self._busy = threading.Thread(target=_closed, args=(work,), name="film")
        self._busy.start()

    def drain(self) -> None:
        """Wait until nothing is being done beside."""
        busy = self._busy
        if busy is not None and busy is not threading.current_thread():
            busy.join()


def _closed(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


_lane: list[Lane] = []


def open_lane() -> Lane:
    """Work beside from now on, in this process."""
    _lane[:] = [Lane()]
    return _lane[0]


def lane() -> Lane | None:
    """The lane of this process, if it has one."""
    return _lane[0] if _lane else None


def close_lane() -> None:
    """Wait for what is being done beside, and do nothing beside any more."""
    for opened in _lane:
        opened.drain()
    _lane.clear()
