"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from .models import Decision, Report


def _end(person: Person) -> None:
    """What was decided stays for the statistics; the words it was about do not."""
    Decision.objects.filter(person=person).update(excerpt="")


def register() -> None:
    """Tell them. Who reported somebody is not told to them."""
    kinds.register(
        Kind("reports", _("What you reported"), _("So that staff can look at it, and answer you."),
             lambda p: Report.objects.filter(reporter=p), "at", frozenset({"decided_by"})),
        Kind("decisions", _("What was decided about your words"),
             _("So that you can be told why, and staff can look again."),
             lambda p: Decision.objects.filter(person=p), "at", before_end=_end),
    )  # fmt: skip
