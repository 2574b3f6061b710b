"""Seconds until each video that waits is made, worked out for all of them at once, every few seconds.

A bar asks `queries.expected_wait` for its own video; hundreds of programs that poll could not. What is kept
is at most `OLD` seconds old, or, where the queue is so long that it takes a while, a hundred times as old as
it took.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field

from .fleet import offices
from .models import Shot
from .queries import documented_rate, frame_pixels, seconds_per_frame_pixel
from .states import ACTIVE, ShotStatus

OLD, SHARE = 5.0, 0.01


@dataclass(frozen=True, slots=True)
class Waits:
    """The seconds of each waiting video by its name, and of one that comes last."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = 0.0

    def of(self, name: str) -> float:
        """Seconds until that video is made; one that came since these were worked out is the last."""
        return self.seconds.get(name, self.last)


def worked_out() -> Waits:
    """The waits at this moment: each video is made when all shots before its last one are, and that one."""
    waiting = Shot.objects.filter(
        status__in=[ShotStatus.QUEUED, ShotStatus.RENDERING], video__status__in=ACTIVE
    )
    sizes = ("video__width", "video__height", "seconds", "fraction")
    rates: dict[str, float] = {}
    passed: dict[str, float] = defaultdict(float)
    hands: dict[str, int] = {}
    found: dict[str, float] = {}
    rows = waiting.order_by("queued_at", "video_id", "index")
    for name, model, queue, *shape in rows.values_list("video__public_id", "video__model", "queue", *sizes):
        if model not in rates:
            rates[model] = seconds_per_frame_pixel(model) or documented_rate(model) or 0.0
        if queue not in hands:
            hands[queue] = max(1, len(offices.hearing(queue)))
        width, height, seconds, fraction = shape
        passed[queue] += rates[model] * frame_pixels((width, height), seconds) * (1 - fraction) / hands[queue]
        found[name] = max(found.get(name, 0.0), passed[queue])
    return Waits(found, max(found.values(), default=0.0))


class Board:
    """The waits as they were a moment ago; one thread works them out again while others read the old."""

    def __init__(self) -> None:
        self.waits, self.until, self.turn = Waits(), 0.0, threading.Lock()

    def read(self) -> Waits:
        """The waits; never those of another process or of a test before."""
        if time.monotonic() >= self.until and self.turn.acquire(blocking=False):
            try:
                began = time.monotonic()
                self.waits = worked_out()
                ended = time.monotonic()
                self.until = ended + max(OLD, (ended - began) / SHARE)
            finally:
                self.turn.release()
        return self.waits

    def forget(self) -> None:
        """Work them out at the next question."""
        self.until = 0.0


board = Board()
