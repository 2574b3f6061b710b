"""When it is worth to ask again (`openai-poll-after-ms`), so that asking never slows down what is asked for.

Three things decide: how long the answer can last (a video that is the fortieth in the queue does not become
another in two seconds), how much all programs ask this installation, and how much the programs of one key do,
so that they never run into the limit of their own key. Official clients wait as long as they are told.

Each answer notes, in `meter`, by how much it lengthened the wait. The sum of these is what programs would ask
if nobody slowed them down; what it is more than there may be is by how much the next wait is lengthened.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

from django.conf import settings

from accounts import clock

from .. import waits
from ..states import Status
from .meter import Asked
from .seen import Seen

PARTS = 8  # an answer is asked for again after an eighth of what it still takes
SOONEST, SLOWEST = 1.0, 10.0  # seconds between questions about what is being made
SOONEST_QUEUED, SLOWEST_QUEUED = 2.0, 30.0  # and about what waits
UNKNOWN = 2.0
LONGEST, MOST = 120.0, 60.0  # however many ask: seconds, and times as long
POLLS_A_CORE = 8  # of 3 ms of one core each: 2.4 % of every core
OF_A_KEY = 0.6  # of what a key may ask in a minute; the rest is for making and fetching
SPREAD = 0.15  # clients that began together do not stay together
Dice = Callable[[], float]
_slowed: dict[str, float] = {}  # of this process; each hears of the others' by what all of them count


def lasts(row: Seen) -> float:
    """Seconds for which an answer about this video is worth keeping, when nobody else asks anything."""
    if row.status == Status.QUEUED:
        waited = (clock.now() - row.created_at).total_seconds()
        left = waits.board.read().of(row.public_id) or waited
        return min(SLOWEST_QUEUED, max(SOONEST_QUEUED, left / PARTS))
    if row.eta_seconds is None:
        return UNKNOWN
    return min(SLOWEST, max(SOONEST, row.eta_seconds / PARTS))


def milliseconds(row: Seen, crowd: float = 1.0, dice: Dice = random.random) -> int:
    """What the header says, where so many ask that every wait is `crowd` times as long."""
    seconds = min(LONGEST, lasts(row) * min(MOST, max(1.0, crowd)))
    return round(1000 * seconds * (1 + SPREAD * (2 * dice() - 1)))


def crowd(everybody: float, own: float, per_minute: int) -> float:
    """By how much waits are lengthened where programs, and those of one key, would ask so often a second."""
    return min(MOST, max(1.0, everybody / budget(), own / (OF_A_KEY * per_minute / 60)))


def slowed(digest: str) -> float:
    """By how much the programs of a key were slowed down last: what their polls weigh."""
    return _slowed.get(digest, 1.0)


def slow(digest: str, asked: Asked, per_minute: int) -> float:
    """By how much they are from now on."""
    found = crowd(asked.everybody, asked.own, per_minute)
    if found > 1:
        _slowed[digest] = found
    else:
        _slowed.pop(digest, None)
    return found


def budget() -> float:
    """Polls a second that this installation is willing to answer while it makes videos."""
    return float(settings.API_POLLS_A_SECOND or POLLS_A_CORE * len(os.sched_getaffinity(0)))
