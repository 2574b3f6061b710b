"""Counts for everybody and for staff: reports, decisions, appeals, and how long they took."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _

from accounts import clock

from ..models import Category, Decision, Report
from .models import GRAVEST, Appeal, Case, Outcome, SecondLook, Statement, Watch

GRAVITIES = {GRAVEST: _("the gravest"), 2: _("grave"), 1: _("others")}


@dataclass(frozen=True, slots=True)
class Times:
    """How long cases of one gravity took, in hours."""

    label: str
    cases: int
    half: float
    most: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened in `days`; rows are (label, number …), times in hours."""

    days: int
    reports: list[tuple[str, int, int]]
    measures: list[tuple[str, int]]
    automated: int
    by_people: int
    appeals: int
    reversed: int
    texts: list[tuple[str, int]]
    waited: float | None
    cases: int
    times: list[Times]


def of_days(days: int) -> Counts:
    """The counts of the last days, as they are in the database now."""
    since = clock.now() - timedelta(days=days)
    reports = {
        row["category"]: row
        for row in Report.objects.filter(at__gte=since)
        .order_by()
        .values("category")
        .annotate(all=Count("pk"), right=Count("pk", filter=Q(upheld=True)))
    }
    told = Statement.objects.filter(at__gte=since)
    measures = dict(told.order_by().values_list("measure").annotate(n=Count("pk")))
    appeals = Appeal.objects.filter(at__gte=since)
    decided = list(
        Case.objects.filter(decided_at__gte=since).values_list("opened_at", "decided_at").order_by()
    )
    return Counts(
        days=days,
        reports=[
            (str(label), reports[value]["all"], reports[value]["right"])
            for value, label in Category.choices
            if value in reports
        ],
        measures=[(str(label), measures[value]) for value, label in Outcome.choices if value in measures],
        automated=told.filter(automated=True).count(),
        by_people=told.filter(automated=False).count(),
        appeals=appeals.count(),
        reversed=appeals.filter(right=True).count(),
        texts=list(
            Decision.objects.filter(at__gte=since)
            .order_by()
            .values_list("code")
            .annotate(n=Count("pk"))
            .order_by("-n", "code")
        ),
        waited=_hours(decided),
        cases=len(decided),
        times=times(days),
    )


def _hours(decided: list[Any]) -> float | None:
    times = [(end - begin).total_seconds() / 3600 for begin, end in decided]
    return round(statistics.median(times), 1) if times else None


def times(days: int) -> list[Times]:
    """Time to action by gravity, the gravest first; a gravity without a decided case is left out."""
    since = clock.now() - timedelta(days=days)
    decided = Case.objects.filter(decided_at__gte=since).order_by()
    rows: list[Any] = list(decided.values_list("gravity", "opened_at", "decided_at"))
    hours: dict[int, list[float]] = {}
    for gravity, begin, end in rows:
        hours.setdefault(gravity, []).append((end - begin).total_seconds() / 3600)
    return [
        Times(
            label=str(GRAVITIES.get(gravity, gravity)),
            cases=len(took),
            half=round(statistics.median(took), 1),
            most=round(sorted(took)[math.ceil(len(took) * 0.9) - 1], 1),
        )
        for gravity, took in sorted(hours.items(), reverse=True)
    ]


def of_queue() -> dict[str, Any]:
    """How many cases are open, since when, how many of the gravest; what is stopped; how long others took."""
    rows = Case.objects.filter(decided_at=None)
    oldest = rows.aggregate(first=Min("opened_at"))["first"]
    return {
        "open": rows.count(),
        "gravest": rows.filter(gravity__gte=3).count(),
        "escalated": rows.exclude(escalated_at=None).count(),
        "appeals": Appeal.objects.filter(decided_at=None).count(),
        "second_looks": SecondLook.objects.filter(decided_at=None).count(),
        "oldest": oldest,
        "times": times(30),
        "stopped": Watch.objects.filter(Q(until=None) | Q(until__gt=clock.now()), on=True, stop=True),
    }
