"""Working on cases: opened by reports, taken by one person at a time, decided with a reason, told to all."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts import audit, clock
from accounts.errors import Refusal
from accounts.models import Person
from accounts.signals import rules_changed

from .. import refusals
from ..models import Category, Report
from . import evidence, statements, subjects
from .models import GRAVEST, Case, Note, Outcome, TrustedFlagger

log = structlog.get_logger(__name__)
TAKEN = timedelta(minutes=10)
GRAVITY: dict[str, int] = {
    Category.MINORS: GRAVEST,
    Category.LIKENESS: 2,
    Category.SELF_HARM: 2,
    Category.HARASSMENT: 2,
}
READING = "reading"  # where a case came from: our own reading of words
TOO_OFTEN_WRONG = 2  # reports of the gravest kind; after so many, one's reports hide nothing


def open_for(report: Report) -> Case:
    """The open case of what is reported, made if there is none; the gravest is hidden and kept."""
    trusted = TrustedFlagger.objects.filter(person=report.reporter).exists()
    case, new = opened(report.about, report.target, report.subject, report.category)
    gravity = GRAVITY.get(report.category, 1)
    if not new and gravity > case.gravity:
        case.gravity, case.category = gravity, report.category
    case.trusted = case.trusted or trusted
    case.save(update_fields=["gravity", "category", "trusted"])
    Report.objects.filter(pk=report.pk).update(case=case)
    if case.is_sealed and case.hidden_at is None and _believed(report.reporter):
        hide(case)
    return case


def opened(
    about: str, target: str, subject: Person, category: str, *, origin: str = "report"
) -> tuple[Case, bool]:
    """The open case about a thing, and whether this made it."""
    return Case.objects.get_or_create(
        about=about,
        target=target,
        decided_at=None,
        defaults={
            "subject": subject,
            "category": category,
            "gravity": GRAVITY.get(category, 1),
            "origin": origin,
            "excerpt": subjects.look(about, target).words[:2000],
        },
    )


def opened_by_reading(about: str, target: str, subject: Person, found: str) -> tuple[Case, bool]:
    """The open case of words that our reading doubts or cannot read; `found` is the policy's category."""
    category = found if found in Category.values else Category.OTHER
    case, new = opened(about, target, subject, category, origin=READING)
    if new:
        audit.record(None, "case.by_reading", case, found=found)
    return case, new


def _believed(reporter: Person) -> bool:
    wrong = Report.objects.filter(reporter=reporter, category=Category.MINORS, upheld=False)
    return wrong.count() < TOO_OFTEN_WRONG


def hide(case: Case) -> None:
    """Preserve it and take it away from everybody until it is decided; a case stays where that fails."""
    try:
        subject = subjects.subject(case.about)
        case.evidence = evidence.seal(subject.evidence(case.target))
        case.evidence_until = clock.now() + timedelta(days=settings.EVIDENCE_DAYS)
        subject.take_down(None, case.target, "It waits for a person to look at it.")
        case.hidden_at = clock.now()
    except Refusal as refusal:
        log.warning("desk.not_hidden", case=case.pk, code=refusal.code)
    case.save(update_fields=["evidence", "evidence_until", "hidden_at"])
    audit.record(None, "case.hidden", case, hidden=case.hidden_at is not None)


def queue(staff: Person) -> QuerySet[Case]:
    """What `staff` may work on now: open, nobody else's at the moment, theirs to have an opinion on."""
    free = Q(taken_until=None) | Q(taken_until__lte=clock.now()) | Q(taken_by=staff)
    rows = Case.objects.filter(free, decided_at=None).exclude(first_by=staff).exclude(subject=staff)
    return rows if may_decide_escalated(staff) else rows.filter(escalated_at=None)


def may_decide_escalated(staff: Person) -> bool:
    """Whether escalated cases are theirs."""
    return staff.has_perm("moderation.escalated_case")


@transaction.atomic
def take(staff: Person, case: Case) -> bool:
    """Let `staff` work on it for some minutes; False when somebody else does."""
    mine = queue(staff).filter(pk=case.pk).order_by()
    return bool(mine.update(taken_by=staff, taken_until=clock.now() + TAKEN))


def leave(staff: Person) -> None:
    """Somebody goes on to another case: what they did not decide is free again."""
    Case.objects.filter(taken_by=staff, decided_at=None).update(taken_until=None)


@transaction.atomic
def escalate(staff: Person, case: Case, words: str) -> None:
    """Give it to those who decide the hard ones, with a note that says why."""
    note(staff, case, words)
    Case.objects.filter(pk=case.pk, decided_at=None).update(escalated_at=clock.now(), taken_until=None)
    audit.record(staff, "case.escalated", case)


@transaction.atomic
def note(staff: Person, case: Case, words: str) -> None:
    """Tell the other staff something."""
    if not words.strip():
        raise refusals.NoReason
    Note.objects.create(case=case, by=staff, words=words.strip()[:1000])
    audit.record(staff, "case.noted", case)


@transaction.atomic
def decide(staff: Person, case: Case, outcome: str, rule: str, reason: str) -> bool:
    """Say what becomes of it; False when it waits for a second opinion now.

    The gravest needs two who say the same; two who differ leave it to those who decide the hard ones.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    wanted, why = Outcome(outcome), " ".join(reason.split())[:1000]
    if case.decided_at is not None or not queue(staff).filter(pk=case.pk).exists():
        raise refusals.NotYourCase
    if wanted is not Outcome.FINE and not why:
        raise refusals.NoReason
    if case.is_sealed and not _second(staff, case, wanted):
        return False
    _do(staff, case, wanted, rule, why)
    case.outcome, case.decided_at, case.decided_by, case.taken_until = wanted, clock.now(), staff, None
    case.save(update_fields=["outcome", "decided_at", "decided_by", "taken_until"])
    audit.record(staff, "case.decided", case, outcome=wanted.value, rule=rule)
    _answer(staff, case)
    return True


def _second(staff: Person, case: Case, wanted: Outcome) -> bool:
    """Whether this is a second opinion that may be carried out."""
    if not case.first_outcome:
        case.first_outcome, case.first_by, case.taken_until = wanted, staff, None
        case.save(update_fields=["first_outcome", "first_by", "taken_until"])
        audit.record(staff, "case.first_opinion", case, outcome=wanted.value)
        return False
    if case.first_outcome == wanted or may_decide_escalated(staff):
        return True
    escalate(staff, case, f"{case.get_first_outcome_display()} / {wanted.label}")
    return False


def _do(staff: Person, case: Case, outcome: Outcome, rule: str, why: str) -> None:
    """Carry the decision out, and tell the person of it."""
    subject = subjects.subject(case.about)
    leaves = outcome in {Outcome.FINE, Outcome.WARN}
    if leaves:
        subject.looked_at(case.target)
    if leaves and case.hidden_at is not None:
        subject.give_back(staff, case.target, why or "It does not break the rules.")
        Case.objects.filter(pk=case.pk).update(hidden_at=None)
    if not leaves and case.hidden_at is None:
        subject.take_down(staff, case.target, why)
    if outcome is Outcome.SUSPEND and case.subject is not None:
        Person.objects.filter(pk=case.subject.pk).update(is_active=False)
        transaction.on_commit(partial(rules_changed.send, Person, person=case.subject))
        audit.record(staff, "person.suspended", case.subject, case=case.pk)
    if outcome is not Outcome.FINE and case.subject is not None:
        statements.issue(
            case.subject, case.about, case.target, outcome, rule or case.category, why, by=staff, case=case
        )


def _answer(staff: Person, case: Case) -> None:
    """Tell everybody who reported it."""
    from .. import reports

    for row in Report.objects.filter(case=case, upheld=None).select_related("reporter", "subject"):
        reports.decide(staff, row, upheld=case.outcome != Outcome.FINE, close=False)


@transaction.atomic
def closed_by_reports(staff: Person, case: Case | None, *, upheld: bool) -> None:
    """A case whose reports were all answered one by one is closed with them."""
    if case is None or case.decided_at is not None or case.reports.filter(upheld=None).exists():
        return
    outcome = Outcome.WARN if upheld else Outcome.FINE
    open_still = Case.objects.filter(pk=case.pk, decided_at=None).exclude(gravity__gte=GRAVEST)
    if open_still.update(outcome=outcome, decided_at=clock.now(), decided_by=staff):
        transaction.on_commit(partial(log.info, "desk.closed", case=case.pk))
