"""The limits of plans as rows: which holds, which is coming, and who may add one.

More holds at once; less is announced `NOTICE` before it holds, whoever wants
it: staff, a setting, or the measured capacity. What was announced can be
withdrawn, and both stay readable. Before the first row the settings hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts import audit, clock
from accounts.models import Person

from ..refusals import BadChoice, OnlyStaff
from . import capacity, telling
from .models import Allowance, Why

NOTICE = timedelta(days=3)
PAUSE = timedelta(hours=24)  # between two changes by capacity
CHANGE = 0.2  # smaller ones are not worth anybody's attention
LEAST, MOST = 0.5, 4.0  # how far capacity moves the limit that is set
PLANS = ("free", "pro")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan allows."""

    credits: int
    at_once: int


def plan_of(person: Person) -> str:
    """The plan that counts for a person; staff have the larger one."""
    return "pro" if person.is_staff or person.plan == "pro" else "free"


def by_settings(plan: str) -> Terms:
    """What the settings say."""
    if plan == "pro":
        return Terms(max(settings.PRO_DAILY_CREDITS, settings.DAILY_CREDITS), settings.PRO_AT_ONCE)
    return Terms(settings.DAILY_CREDITS, settings.AT_ONCE)


def current(plan: str, now: datetime | None = None) -> Terms:
    """What holds for a plan now."""
    row = row_of(plan, now or clock.now())
    return Terms(row.credits, row.at_once) if row is not None else by_settings(plan)


def row_of(plan: str, now: datetime) -> Allowance | None:
    """The row that holds; None before the first."""
    return _told(plan).filter(holds_from__lte=now).first()


def coming(plan: str, now: datetime | None = None) -> Allowance | None:
    """What is announced and does not hold yet."""
    return _told(plan).filter(holds_from__gt=now or clock.now()).last()


def _told(plan: str) -> QuerySet[Allowance]:
    return Allowance.objects.filter(plan=plan, withdrawn_at=None)


@transaction.atomic
def announce(plan: str, terms: Terms, person: Person, note: str, *, now: datetime | None = None) -> Allowance:
    """Staff set what a plan allows, with a sentence that everybody reads."""
    if not (person.is_active and person.is_staff):
        raise OnlyStaff
    if plan not in PLANS or terms.at_once < 1 or terms.credits < 0:
        raise BadChoice
    row = _add(plan, terms, Why.STAFF, now or clock.now(), note=note[:300], person=person)
    audit.record(person, "limit.announced", row, plan=plan, credits=terms.credits, at_once=terms.at_once)
    return row


def _add(
    plan: str, terms: Terms, why: Why, now: datetime, *, note: str = "", person: Person | None = None
) -> Allowance:
    """A row; what was announced before and does not hold yet is withdrawn by it."""
    before = current(plan, now)
    less = terms.credits < before.credits or terms.at_once < before.at_once
    first = not Allowance.objects.filter(plan=plan).exists()
    _told(plan).filter(holds_from__gt=now).update(withdrawn_at=now)
    row = Allowance.objects.create(
        plan=plan,
        credits=terms.credits,
        at_once=terms.at_once,
        why=why,
        note=note,
        made_by=person,
        announced_at=now,
        holds_from=now + NOTICE if less and not first else now,
    )
    if not first and (less or why is Why.STAFF):
        telling.tell_everybody(row)
    return row


@transaction.atomic
def follow(now: datetime | None = None) -> int:
    """Write down what settings and machines ask for; run by beat. Answers how many rows were added."""
    now = now or clock.now()
    found = capacity.measured(now) if settings.LIMITS_FOLLOW_CAPACITY else None
    return sum(_follow(plan, found, now) for plan in PLANS)


def _follow(plan: str, found: capacity.Capacity | None, now: datetime) -> bool:
    said, newest = by_settings(plan), Allowance.objects.filter(plan=plan, withdrawn_at=None)
    latest = newest.order_by("-announced_at", "-pk").first()
    if latest is None:
        _add(plan, said, Why.SETTING, now)
        return True
    if latest.why == Why.STAFF:
        return False  # people decided; machines do not overrule them
    wanted = Terms(_share(said, found), said.at_once)
    moved = abs(wanted.credits - latest.credits) / max(1, latest.credits)
    if wanted.at_once == latest.at_once and moved < CHANGE:
        return False
    why = Why.SETTING if found is None or wanted.at_once != latest.at_once else Why.CAPACITY
    if why is Why.CAPACITY and now - latest.announced_at < PAUSE:
        return False
    _add(plan, wanted, why, now)
    return True


def _share(said: Terms, found: capacity.Capacity | None) -> int:
    """The measured share, within the bounds of what is set, in tens; the ratio of the plans stays."""
    if found is None:
        return said.credits
    ratio = said.credits / max(1, by_settings("free").credits)
    share = min(said.credits * MOST, max(said.credits * LEAST, found.share * ratio))
    return max(1, round(share / 10) * 10) if share >= 20 else round(share)


def history() -> list[Allowance]:
    """All that was announced, the newest first."""
    return list(Allowance.objects.filter(Q(holds_from__lte=clock.now()) | Q(withdrawn_at=None))[:40])
