"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from .desk.models import GRAVEST
from .models import About, Appeal, Case, Decision, Report, SecondLook, Statement, TrustedFlagger


def _end(person: Person) -> None:
    """What was decided stays for the statistics; the words it was about, and staff's about it, do not."""
    Decision.objects.filter(person=person).update(excerpt="")
    for case in Case.objects.filter(subject=person, gravity__lt=GRAVEST):
        target = f"gone-{case.pk}" if case.about == About.PROFILE else case.target
        Case.objects.filter(pk=case.pk).update(excerpt="", target=target)
        case.notes.all().delete()


def _case(row: Any) -> dict[str, Any]:  # noqa: ANN401 (a case)
    """What is told of a case: not who reported it, nor what staff told each other."""
    return {
        "about": row.about,
        "target": row.target,
        "category": row.category,
        "opened_at": row.opened_at,
        "outcome": row.outcome,
        "decided_at": row.decided_at,
    }


def register() -> None:
    """Tell them. Who reported somebody is not told to them."""
    kinds.register(
        Kind("reports", _("What you reported"), _("So that staff can look at it, and answer you."),
             lambda p: Report.objects.filter(reporter=p), "at", frozenset({"decided_by"})),
        Kind("decisions", _("What was decided about your words"),
             _("So that you can be told why, and staff can look again."),
             lambda p: Decision.objects.filter(person=p), "at", before_end=_end),
        Kind("statements", _("Decisions about your things"), _("So that you know why, and can appeal."),
             lambda p: Statement.objects.filter(person=p), "at", frozenset({"by"}), page="decisions"),
        Kind("appeals", _("Your appeals"), _("So that somebody else can look at a decision."),
             lambda p: Appeal.objects.filter(statement__person=p), "at",
             frozenset({"first_by", "decided_by"})),
        Kind("second-looks", _("What you asked a person to read again"),
             _("So that words which a program refused by mistake can be said."),
             lambda p: SecondLook.objects.filter(person=p), "at", frozenset({"decided_by", "print"}),
             page="decisions"),
        Kind("cases", _("What staff looked at"), _("So that the same is not looked at twice."),
             lambda p: Case.objects.filter(subject=p), "opened_at", tell=_case),
        Kind("trusted", _("That your reports come first"), _("Because you report well."),
             lambda p: TrustedFlagger.objects.filter(person=p), "since"),
    )  # fmt: skip
