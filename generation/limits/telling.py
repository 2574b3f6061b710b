"""Tells people that a limit of theirs changes: before it does where it falls, and what staff decide always.

Told are those of the plan who made something lately. It cannot be switched off: a
limit that falls in silence would be a trap. What capacity adds is found on the page of limits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import clock
from accounts.models import Person
from accounts.notices.kinds import ALWAYS, Kind
from accounts.notices.kinds import register as tell_kinds
from accounts.notices.models import Notice
from accounts.notices.telling import tell

from .models import Allowance

NAME = "limit_changed"
LATELY = timedelta(days=30)
BETWEEN = "|"


def register() -> None:
    """Tell the kind."""
    tell_kinds(Kind(NAME, ALWAYS, "bell", _sentence))


def tell_everybody(row: Allowance) -> None:
    """Tell those whom a new limit is for, once it is there for everybody to see."""
    transaction.on_commit(lambda: _tell(row))


def _tell(row: Allowance) -> None:
    from .allowances import plan_of

    words = BETWEEN.join([str(row.credits), str(row.at_once), row.holds_from.isoformat()])
    since = clock.now() - LATELY
    people = Person.objects.filter(videos__created_at__gte=since, is_active=True).distinct()
    for person in people.iterator():
        if plan_of(person) == row.plan:
            tell(person, NAME, about=f"limits.{row.plan}", words=words, url=reverse("limits"))


def _sentence(notice: Notice) -> str:
    """In the reader's language, from the numbers that the notice carries."""
    spend, at_once, since = notice.words.split(BETWEEN)
    day = date_format(localtime(datetime.fromisoformat(since)), "DATE_FORMAT")
    return _("From %(day)s on: %(credits)s credits a day, and at most %(number)s in the making at once.") % {
        "day": day,
        "credits": spend,
        "number": at_once,
    }
