"""What days looked like, in numbers alone: no titles, no words, no pictures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDay

from .. import clock
from ..models import AuditEvent, Person, TimeSpent
from . import wellbeing

DAYS = 14
COUNTED = {"video.created": "videos", "post.published": "posts", "comment.made": "comments"}


def days(person: Person) -> list[dict[str, Any]]:
    """The last fourteen days, newest first: `day`, `minutes`, `seen`, `videos`, `posts`, `comments`."""
    today = wellbeing.day_of(person, clock.now())
    empty = {"minutes": 0, "seen": 0, "videos": 0, "posts": 0, "comments": 0}
    rows: dict[date, dict[str, int]] = {today - timedelta(days=back): dict(empty) for back in range(DAYS)}
    for spent in TimeSpent.objects.filter(person=person, day__gt=today - timedelta(days=DAYS)):
        if spent.day in rows:
            rows[spent.day] |= {"minutes": round(spent.seconds / 60), "seen": spent.posts}
    since = today - timedelta(days=DAYS)
    events = AuditEvent.objects.filter(actor=person, verb__in=COUNTED, at__date__gt=since)
    for found in events.annotate(day=TruncDay("at")).values("day", "verb").annotate(n=Count("pk")).order_by():
        if found["day"].date() in rows:
            rows[found["day"].date()][COUNTED[found["verb"]]] = found["n"]
    return [{"day": day, **row} for day, row in rows.items()]


def weeks(found: list[dict[str, Any]]) -> dict[str, int]:
    """Of `days`: minutes a day on average, this week and the one before, and the longest day."""
    minutes = [row["minutes"] for row in found]
    return {
        "this": round(sum(minutes[:7]) / 7),
        "before": round(sum(minutes[7:]) / 7),
        "longest": max(minutes, default=0),
    }
