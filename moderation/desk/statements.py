"""Statements of reasons, told by mail, as a notice and on a page; appeals, decided by somebody else."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import audit, clock
from accounts.models import Person
from accounts.notices.telling import tell

from .. import refusals
from ..models import About, Category
from . import subjects
from .models import MEASURES, Appeal, Case, Outcome, Statement


def issue(
    person: Person,
    about: str,
    target: str,
    measure: str,
    rule: str,
    reason: str,
    *,
    by: Person | None,
    case: Case | None = None,
    mail: bool = True,
) -> Statement:
    """Write down what was decided and why, and tell the person; without `by`, a program decided."""
    assert measure in MEASURES  # noqa: S101
    strikes = measure in {Outcome.STRIKE, Outcome.SUSPEND}
    row = Statement.objects.create(
        person=person,
        case=case,
        about=about,
        target=target,
        measure=measure,
        rule=rule if rule in Category.values else Category.OTHER,
        reason=reason,
        automated=by is None,
        by=by,
        strike_until=clock.now() + timedelta(days=settings.STRIKE_DAYS) if strikes else None,
    )
    audit.record(by, "statement.issued", row, measure=measure)
    tell(person, "decided", about=f"statement-{row.pk}", words=str(Outcome(measure).label), url=page_of(row))
    if mail:
        transaction.on_commit(partial(_write, row))
    return row


def page_of(row: Statement) -> str:
    """Where the person reads it."""
    return reverse("decision", args=[row.pk])


def strikes(person: Person) -> int:
    """How many strikes count today."""
    return Statement.objects.filter(person=person, strike_until__gt=clock.now(), reversed_at=None).count()


def require_few_strikes(person: Person) -> None:
    """Raise while there are too many; each ends by itself."""
    if strikes(person) >= settings.STRIKES_LIMIT:
        raise refusals.TooManyStrikes


@transaction.atomic
def appeal(person: Person, row: Statement, words: str) -> Appeal:
    """Say that it was wrong: once, for some months."""
    if row.person_id != person.pk or row.reversed_at is not None:
        raise refusals.NoAppeal
    if Appeal.objects.filter(statement=row).exists() or row.at < clock.now() - timedelta(
        days=settings.APPEAL_DAYS
    ):
        raise refusals.NoAppeal
    if not words.strip():
        raise refusals.AppealEmpty
    made = Appeal.objects.create(statement=row, first_by=row.by, words=words.strip()[:2000])
    audit.record(person, "appeal.made", made)
    return made


def decided_by(made: Statement) -> set[int]:
    """Who said so, the first opinion included: they do not answer an appeal against it."""
    said = (made.by_id, made.case.first_by_id if made.case is not None else None)
    return {pk for pk in said if pk is not None}


def open_appeals(staff: Person) -> QuerySet[Appeal]:
    """Appeals that `staff` may answer, the oldest first."""
    rows = Appeal.objects.filter(decided_at=None).exclude(statement__person=staff)
    first = Q(statement__by=staff) | Q(statement__case__first_by=staff)
    own = rows.filter(first).values("pk")
    return rows.exclude(pk__in=own).order_by("at")


@transaction.atomic
def decide_appeal(staff: Person, row: Appeal, *, right: bool, answer: str) -> None:
    """Look again; whoever made the decision cannot. Where it was wrong, all of it is taken back."""
    row = Appeal.objects.select_for_update().select_related("statement__person").get(pk=row.pk)
    made = row.statement
    if staff.pk in decided_by(made) or staff.pk == made.person_id:
        raise refusals.SamePerson
    if row.decided_at is not None:
        raise refusals.NotYourCase
    if not answer.strip():
        raise refusals.NoReason
    row.right, row.answer, row.decided_at, row.decided_by = right, answer.strip(), clock.now(), staff
    row.save()
    if right:
        _take_back(staff, made, row.answer)
    audit.record(staff, "appeal.decided", row, right=right)
    person = made.person
    with translation.override(person.language):
        words = _("You were right: the decision was taken back.") if right else _("The decision stays.")
    tell(person, "appeal_decided", about=f"appeal-{row.pk}", words=words, url=page_of(made))
    transaction.on_commit(
        partial(_mail, person, _("Your appeal was decided"), f"{words}\n\n{row.answer}", made)
    )


def _take_back(staff: Person, made: Statement, why: str) -> None:
    if made.measure != Outcome.WARN:
        subjects.subject(made.about).give_back(staff, made.target, why)
    if made.measure == Outcome.SUSPEND:
        Person.objects.filter(pk=made.person_id).update(is_active=True)
        audit.record(staff, "person.given_back", made.person)
    Statement.objects.filter(pk=made.pk).update(reversed_at=clock.now())


def _write(row: Statement) -> None:
    person = row.person
    with translation.override(person.language):
        maker = _("A program decided this.") if row.automated else _("A person decided this.")
        body = _(
            "%(measure)s: %(what)s.\n\nWhy: %(reason)s\nThe rule: %(rule)s\n%(maker)s\n\n"
            "If you think that this is wrong, say so: somebody else will look at it."
        ) % {
            "measure": Outcome(row.measure).label,
            "what": About(row.about).label,
            "reason": row.reason,
            "rule": Category(row.rule).label,
            "maker": maker,
        }
        subject = _("A decision about something of yours")
    _mail(person, subject, body, row)


def _mail(person: Person, subject: str, body: str, row: Statement) -> None:
    if person.email:
        link = f"{settings.SITE_URL}{page_of(row)}"
        send_mail(str(subject), f"{body}\n\n{link}", None, [person.email], fail_silently=True)
