"""The policy in plain words, for everybody: a sentence for each category, and what changed when."""

from __future__ import annotations

from dataclasses import dataclass

from .models import PolicyVersion, Status
from .table import Table
from .terms import Audience, Category, Outcome, Place

# categories that speak of our own limits are told apart
OWN_LIMITS = (Category.UNCLEAR, Category.OTHER_LANGUAGE, Category.UNREAD)


@dataclass(frozen=True, slots=True)
class Line:
    """A category, what follows for most places, and where something else follows."""

    category: str
    outcome: str
    elsewhere: list[tuple[str, str]]
    outcome_code: str


def lines(table: Table) -> list[Line]:
    """A line for each category, for an adult reader; teens are told on the page itself."""
    return [_line(table, category) for category in Category]


def _line(table: Table, category: Category) -> Line:
    by_place = {place: table.outcome(category, place, Audience.ADULT) for place in Place}
    common = max(Outcome, key=list(by_place.values()).count)
    elsewhere: dict[Outcome, list[str]] = {}
    for place, outcome in by_place.items():
        if outcome != common:
            elsewhere.setdefault(outcome, []).append(str(place.label))
    return Line(
        str(category.label),
        str(common.label),
        [(", ".join(places), str(outcome.label)) for outcome, places in elsewhere.items()],
        common.value,
    )


def past() -> list[PolicyVersion]:
    """All versions that are or were in force, the newest first."""
    return list(PolicyVersion.objects.exclude(status=Status.DRAFT).order_by("-number"))
