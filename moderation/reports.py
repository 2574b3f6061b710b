"""Reports: made by people, decided by staff, told to both sides."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import audit, clock
from accounts.models import Person
from accounts.notices.telling import tell

from . import refusals
from .desk import cases
from .models import Report

A_DAY, DAY = 20, timedelta(days=1)


@transaction.atomic
def report(reporter: Person, about: str, target: str, subject: Person, category: str, words: str) -> Report:
    """Say that something should not be here; saying it twice while it is open is one report."""
    if reporter == subject:
        raise refusals.OwnThing
    if Report.objects.filter(reporter=reporter, at__gt=clock.now() - DAY).count() >= A_DAY:
        raise refusals.TooManyReports
    row, new = Report.objects.get_or_create(
        reporter=reporter,
        about=about,
        target=target,
        upheld=None,
        defaults={"subject": subject, "category": category, "words": words.strip()},
    )
    if new:
        audit.record(reporter, "report.made", row, category=category)
        cases.open_for(row)
    return row


@transaction.atomic
def decide(staff: Person, row: Report, *, upheld: bool, close: bool = True) -> bool:
    """Answer a report, once; the reporter is told. Taking the thing down is a decision about its case."""
    now = clock.now()
    mine = Report.objects.filter(pk=row.pk, upheld=None).update(
        upheld=upheld, decided_at=now, decided_by=staff
    )
    if not mine:
        return False
    audit.record(staff, "report.decided", row, upheld=upheld)
    if close:
        cases.closed_by_reports(staff, row.case, upheld=upheld)
    said = _("You were right.") if upheld else _("It does not break the rules.")
    tell(row.reporter, "report_answered", about=f"report-{row.pk}", words=str(said))
    transaction.on_commit(lambda: _tell(row, upheld=upheld))
    return True


def _tell(row: Report, *, upheld: bool) -> None:
    reader = row.reporter
    if not reader.email:
        return
    with translation.override(reader.language):
        said = (
            _("You reported something of @%(handle)s. You were right, and it was acted upon. Thank you.")
            if upheld
            else _("You reported something of @%(handle)s. It was looked at: it does not break the rules.")
        )
        send_mail(
            _("Your report was answered"),
            said % {"handle": row.subject.username},
            None,
            [reader.email],
            fail_silently=True,
        )
