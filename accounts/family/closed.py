"""For whom a switch of the policy is off, as one condition of the database.

Lists cannot ask the policy row by row. This is its twin for switches, used by
queries over many people; a test holds both to the same answer.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from .. import clock
from ..models import FamilyLink, Person
from ..policy import ADULT_AGE, GUARDIANS_DECIDE, MINIMUM_AGE, TEEN
from .layers import OWN_SWITCHES


def born_after(years: int, today: date) -> date:
    """Who was born later than that day is younger than `years` today."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return date(today.year - years, 2, 28)


def closed(switch: str) -> QuerySet[Person]:
    """The people for whom `switch` is off: by their own rules, their age, or a guardian."""
    today = clock.today()
    teen = Q(birth_date__gt=born_after(ADULT_AGE, today))
    unknown = Q(birth_date=None, is_staff=False) | Q(birth_date__gt=born_after(MINIMUM_AGE, today))
    off = unknown | Q(is_active=False) | Q(**{f"own_rules__{switch}": False})
    if not getattr(TEEN, switch) and switch not in GUARDIANS_DECIDE:
        return Person.objects.filter(off | teen)
    links = FamilyLink.objects.in_force().filter(teen=OuterRef("pk"), guardian__is_active=True)
    if switch not in OWN_SWITCHES:
        off |= teen & Q(Exists(links.filter(**{switch: False})))
    if not getattr(TEEN, switch):
        off |= teen & Q(~Exists(links))
    return Person.objects.filter(off)
