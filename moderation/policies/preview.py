"""What a draft would have decided differently, asked of the decisions that were made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..findings import Band, By, Finding
from ..models import Decision
from .table import Table
from .terms import Category, Outcome, Place

MOST = 5000  # decisions that are asked, the newest first


@dataclass(frozen=True, slots=True)
class Change:
    """So many decisions of a kind would come out otherwise."""

    category: str
    place: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """`asked` decisions, and what would change in them; the commonest change first."""

    asked: int
    changes: list[Change]

    @property
    def changed(self) -> int:
        """How many decisions would come out otherwise."""
        return sum(change.count for change in self.changes)


def preview(before: Table, after: Table) -> Preview:
    """Compare both tables on the newest decisions."""
    rows = Decision.objects.exclude(category="").values_list("category", "band", "surface", "audience")[:MOST]
    counts: Counter[tuple[str, str, Outcome, Outcome]] = Counter()
    for category, band, place, audience in rows:
        finding = Finding(category, Band(band), By.RULES)
        was, would = (table.follows(finding, place, audience) for table in (before, after))
        if was != would:
            counts[category, place, was, would] += 1
    return Preview(
        len(rows),
        [
            Change(
                str(Category(category).label),
                str(Place(place).label),
                str(was.label),
                str(would.label),
                count,
            )
            for (category, place, was, would), count in counts.most_common()
        ],
    )
