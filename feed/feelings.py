"""How somebody says their feed is: when to ask, and what the last answer does to the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accounts import clock
from accounts.models import Person

from .models import CheckIn, Feeling
from .ranking import Weights

EVERY = timedelta(days=7)


def due(person: Person) -> bool:
    """Whether to ask now, at a pause: once a week, not in the first days of an account; asking is noted."""
    now = clock.now()
    if person.date_joined > now - timedelta(days=2):
        return False
    if CheckIn.objects.filter(person=person, at__gt=now - EVERY).exists():
        return False
    CheckIn.objects.create(person=person)
    return True


def last(person: Person) -> str:
    """The last answer, if any."""
    rows = CheckIn.objects.filter(person=person).exclude(feeling="")
    return rows.values_list("feeling", flat=True).first() or ""


def weighed(person: Person, plain: Weights) -> Weights:
    """The weights in force as the last answer wants them."""
    feeling = last(person)
    if feeling == Feeling.SAME:
        return replace(plain, spread=3 * plain.spread, taste=plain.taste / 2, novelty=2 * plain.novelty)
    if feeling == Feeling.STRANGE:
        return replace(plain, wish=1.5 * plain.wish, taste=0.0, chat=0.0, follow=1.5 * plain.follow)
    return plain
