"""What the machines of this deployment can make in a day, from what they made, and a fair share of it.

Measured are the attempts of the last week: seconds of work a credit. With the
workers that are heard now that gives credits a day; the share of one person is
most of that divided by the people who make something on an ordinary day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncDate

from ..engines import catalog
from ..fleet import presence
from ..models import Attempt, Video
from ..states import Outcome
from . import price

WEEK = timedelta(days=7)
USABLE = 0.8  # of a day: machines rest, restart, and people come in waves
FEWEST_ATTEMPTS = 10
FPS = 24


@dataclass(frozen=True, slots=True)
class Capacity:
    """Credits that all machines make in a day, how many people share them, and what was measured."""

    credits_a_day: float
    people: int
    seconds_a_credit: float
    workers: int
    attempts: int

    @property
    def share(self) -> float:
        """Credits a day for each person."""
        return self.credits_a_day * USABLE / max(1, self.people)


def measured(now: datetime) -> Capacity | None:
    """What was measured in the week before `now`; None while that is too little to go by."""
    rows = Attempt.objects.filter(outcome=Outcome.RENDERED, ended_at__gte=now - WEEK, wall_seconds__gt=0)
    seconds = made = 0.0
    attempts = rows.count()
    sums = rows.values("model").annotate(wall=Sum("wall_seconds"), pixels=Sum("frame_pixels")).order_by()
    for name, wall, pixels in sums.values_list("model", "wall", "pixels"):
        if (model := catalog.models().get(name)) is not None and pixels:
            seconds += wall
            made += price.of_pixels(model, pixels, FPS)
    if attempts < FEWEST_ATTEMPTS or not made:
        return None
    rate = seconds / made
    workers = max(1, renderers())
    return Capacity(workers * 86_400 / rate, _people(now), rate, workers, attempts)


def renderers() -> int:
    """How many processes are heard that render."""
    return sum(1 for worker in presence.workers() if worker.is_heard)


def _people(now: datetime) -> int:
    """People who make something on an ordinary day of the last week."""
    rows = Video.objects.filter(created_at__gte=now - WEEK)
    days = rows.annotate(day=TruncDate("created_at")).order_by().values("day", "owner_id").distinct()
    counts: dict[object, int] = {}
    for row in days:
        counts[row["day"]] = counts.get(row["day"], 0) + 1
    return round(sum(counts.values()) / len(counts)) if counts else 0
