"""What somebody was told, as far as they may still see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from ..models import Person
from . import kinds
from .models import Notice

PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as a page shows it."""

    pk: int
    sentence: str
    icon: str
    url: str
    at: datetime
    new: bool
    actor: Person | None


def visible_to(person: Person) -> QuerySet[Notice]:
    """One's own, without those of people who are gone or behind a block."""
    seen = Q(actor=None) | Q(actor__in=Person.objects.visible_to(person))
    return Notice.objects.filter(seen, person=person, kind__in=kinds.known()).select_related("actor")


def told(notice: Notice) -> Told:
    """In the language that is switched on."""
    kind = kinds.kind(notice.kind)
    new = notice.seen_at is None
    return Told(notice.pk, kind.sentence(notice), kind.icon, notice.url, notice.at, new, notice.actor)


def page(person: Person, before: int | None = None) -> tuple[list[Told], int | None]:
    """The newest notices (before the number `before`), and the number to go on from."""
    rows = visible_to(person).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return [told(row) for row in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else None


def unseen(person: Person) -> int:
    """How many wait."""
    return visible_to(person).filter(seen_at=None).count()


def newest(person: Person) -> Told | None:
    """The newest that waits."""
    row = visible_to(person).filter(seen_at=None).order_by("-at", "-pk").first()
    return told(row) if row is not None else None
