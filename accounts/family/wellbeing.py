"""How long the feed was looked at, when it rests, and when a pause is suggested."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from .. import clock
from ..models import Person, TimeSpent
from ..policy import Policy

# Longer between two pages than this, and somebody was away.
AWAY = timedelta(minutes=2)
UNLIMITED = 1440
PAUSE_POSTS, PAUSE_AFTER = 30, timedelta(minutes=10)


def rests(person: Person, policy: Policy) -> str:
    """Why the feed rests for `person` now: "quiet", "spent", or "" when it does not."""
    if not policy.open_now:
        return "quiet"
    if policy.daily_minutes >= UNLIMITED:
        return ""
    spent = TimeSpent.objects.filter(person=person, day=clock.today()).first()
    return "spent" if spent is not None and spent.seconds >= 60 * policy.daily_minutes else ""


@transaction.atomic
def look(person: Person, posts: int) -> bool:
    """Count a page of `posts` that `person` looks at now; whether a pause is due (it is due once each)."""
    now = clock.now()
    row, new = TimeSpent.objects.select_for_update().get_or_create(
        person=person, day=now.date(), defaults={"last_at": now, "session_began": now}
    )
    gap = now - row.last_at
    away = not new and gap > 5 * AWAY
    if not new:
        row.seconds += int(min(gap, AWAY).total_seconds())
    if away:
        _restart(row, now)
    row.last_at, row.posts = now, row.posts + posts
    row.session_posts += posts
    due = row.session_posts >= PAUSE_POSTS or now - row.session_began >= PAUSE_AFTER
    if due:
        _restart(row, now)
    row.save()
    return due


def _restart(row: TimeSpent, now: datetime) -> None:
    row.session_posts, row.session_began = 0, now
