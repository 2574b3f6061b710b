"""A policy as a table: the row that says most wins, and the strictest of all findings decides; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..findings import Band, Finding
from .terms import EVERYBODY, EVERYWHERE, STRICTNESS, Audience, Outcome


class Unwritten(LookupError):
    """The policy has no row for a category; what is not written is not allowed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `place` and `audience` may be empty, which stands for all."""

    category: str
    place: str
    audience: str
    outcome: Outcome

    def weight(self) -> tuple[bool, bool]:
        """How much the line says: one about a place goes before one about an audience."""
        return bool(self.place), bool(self.audience)


@dataclass(frozen=True, slots=True)
class Decided:
    """What follows from all findings together, the one it follows from, and where that was."""

    outcome: Outcome
    finding: Finding | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one version; `number` is the version's."""

    number: int
    rows: tuple[Row, ...]

    def outcome(self, category: str, place: str, audience: str) -> Outcome:
        """What the table says of a sure finding; `Unwritten` where it says nothing."""
        fitting = [
            row
            for row in self.rows
            if row.category == category
            and row.place in {EVERYWHERE, place}
            and row.audience in {EVERYBODY, audience}
        ]
        if not fitting:
            raise Unwritten(f"The policy says nothing of {category}.")
        return max(fitting, key=Row.weight).outcome

    def follows(self, finding: Finding, place: str, audience: str) -> Outcome:
        """What follows from one finding: an unsure one refuses nothing, a person looks."""
        outcome = self.outcome(finding.category, place, audience)
        if outcome is Outcome.ADULTS and audience == Audience.TEEN and finding.band is Band.UNSURE:
            return Outcome.REVIEW
        if outcome is Outcome.REFUSE and finding.band is Band.UNSURE:
            return Outcome.REVIEW
        return outcome

    def decide(self, findings: Iterable[Finding], place: str, audience: str) -> Decided:
        """The strictest of what follows."""
        followed = [Decided(self.follows(finding, place, audience), finding, place) for finding in findings]
        return max(followed, key=lambda each: STRICTNESS.index(each.outcome), default=Decided(Outcome.ALLOW))
