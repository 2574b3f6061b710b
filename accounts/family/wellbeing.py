"""How long the feed was looked at, when it rests, and when a pause is suggested."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from .. import clock, prepared
from ..models import Person, TimeSpent
from ..policy import Policy, policy_for
from ..prepared import Blanks

# Longer between two pages than this, and somebody was away.
AWAY = timedelta(minutes=2)
UNLIMITED = 1440
PAUSE_POSTS, PAUSE_MINUTES = 30, 10
TRIES = 4
COUNTED = ("seconds", "posts", "last_at", "session_posts", "session_began", "sitting_began")


def day_of(person: Person, now: datetime, policy: Policy | None = None) -> date:
    """The day that it is for `person`, on the clocks that their nights follow; a known `policy` says it."""
    zone = (policy or policy_for(person)).zone or settings.HOME_TIME_ZONE
    return now.astimezone(ZoneInfo(zone)).date()


def rests(person: Person, policy: Policy) -> str:
    """Why the feed rests for `person` now: "quiet", "spent", "break", or "" when it does not."""
    if not policy.open_now:
        return "quiet"
    if policy.daily_minutes >= UNLIMITED and policy.break_minutes >= UNLIMITED:
        return ""
    now = clock.now()
    row = TimeSpent.objects.filter(person=person, day=day_of(person, now, policy)).first()
    if row is None:
        return ""
    if row.seconds >= 60 * policy.daily_minutes:
        return "spent"
    sits = now - row.last_at <= 5 * AWAY
    long = now - row.sitting_began >= timedelta(minutes=policy.break_minutes)
    return "break" if sits and long and policy.break_minutes < UNLIMITED else ""


def go_on(person: Person) -> None:
    """The break is over: a new sitting begins."""
    now = clock.now()
    TimeSpent.objects.filter(person=person, day=day_of(person, now)).update(
        sitting_began=now, session_began=now, session_posts=0, last_at=now
    )


def look(person: Person, posts: int, policy: Policy | None = None, *, card: bool = True) -> bool:
    """Count a page of `posts` that `person` looks at now; whether a pause is due (it is due once each).

    Without `card` there is no place for a pause on the page, and none is due. Two pages of the same moment
    do not overwrite each other: who comes second reads again.
    """
    for _again in range(TRIES):
        now = clock.now()
        row, new = _of(person, day_of(person, now, policy), now)
        was = {"pk": row.pk, "last_at": row.last_at, "posts": row.posts}
        due = _count(row, posts, now, policy, card=card, new=new)
        counted = {name: getattr(row, name) for name in COUNTED}
        if TimeSpent.objects.filter(**was).update(**counted):
            return due and card
    return False


def _of(person: Person, day: date, now: datetime) -> tuple[TimeSpent, bool]:
    """The row of that day, and whether it is new."""
    found = prepared.found("time spent", _spent, Blanks(person.pk, day=day))
    if found:
        return found[0], False
    begun = {"last_at": now, "session_began": now, "sitting_began": now}
    return TimeSpent.objects.get_or_create(person=person, day=day, defaults=begun)


def _spent(asked: Blanks) -> QuerySet[TimeSpent]:
    return TimeSpent.objects.filter(person_id=asked.person, day=asked.day).order_by()


def _count(
    row: TimeSpent, posts: int, now: datetime, policy: Policy | None, *, card: bool, new: bool
) -> bool:
    """Add a page to the day; whether a pause is due."""
    gap = now - row.last_at
    if not new:
        row.seconds += int(min(gap, AWAY).total_seconds())
    if not new and gap > 5 * AWAY:
        row.sitting_began = now
        _restart(row, now)
    row.last_at, row.posts = now, row.posts + posts
    row.session_posts += posts
    most, minutes = (policy.pause_posts, policy.pause_minutes) if policy else (PAUSE_POSTS, PAUSE_MINUTES)
    due = row.session_posts >= most or now - row.session_began >= timedelta(minutes=minutes)
    if due and card:
        _restart(row, now)
    return due


def _restart(row: TimeSpent, now: datetime) -> None:
    row.session_posts, row.session_began = 0, now
