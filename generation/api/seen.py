"""What programs are told of videos, read with no column more: polls ask for it over and over."""

from __future__ import annotations

import functools
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.models import Person

from ..models import Video
from ..states import Status
from .compiled import Compiled

SOMEBODY, SOME, BEFORE = -9_000_000_001, "video_of-nobody", -9_000_000_002


class Seen(NamedTuple):
    """One video as programs know it; the names are those of its columns."""

    public_id: str
    model: str
    status: str
    progress: int
    created_at: datetime
    completed_at: datetime | None
    prompt: str
    instruction: str
    width: int
    height: int
    seconds: int
    eta_seconds: float | None
    failure_code: str
    failure_message: str
    parent_kind: str
    parent__public_id: str | None
    made_by__expires_at: datetime | None


def of(row: Video) -> Seen:
    """The same of a row that was read for something else."""
    made = getattr(row, "made_by", None)
    beyond = (row.parent.public_id if row.parent is not None else None, made.expires_at if made else None)
    return Seen._make((*(getattr(row, name) for name in Seen._fields[:-2]), *beyond))


def own(person: Person, video_id: str) -> Seen | None:
    """A video of this person, unless it was removed."""
    found = _ONE.rows(person.pk, video_id)
    return Seen._make(found[0]) if found else None


def number(person: Person, video_id: str) -> int | None:
    """The place of a video in lists of its owner; it may have been deleted meanwhile."""
    found = _NUMBER.rows(person.pk, video_id)
    return int(found[0][0]) if found else None


def page(person: Person, *, after: int | None, rising: bool, most: int) -> list[Seen]:
    """The first `most` videos of this person beyond the number `after`, newest first unless `rising`."""
    if after is None:
        return [Seen._make(row) for row in _first_page(most, rising).rows(person.pk)]
    return [Seen._make(row) for row in _next_page(most, rising).rows(person.pk, after)]


def _whose(person: int) -> QuerySet[Video, Any]:
    rows = Video.objects.owned_by(Person(pk=person)).exclude(status=Status.REMOVED)
    return rows.values_list(*Seen._fields)


_ONE = Compiled(
    lambda person, name: _whose(person).filter(public_id=name).order_by()[:1],
    *(SOMEBODY, SOME),
)
_NUMBER = Compiled(
    lambda person, name: (
        Video.objects.filter(owner_id=person, public_id=name).values_list("pk").order_by()[:1]
    ),
    *(SOMEBODY, SOME),
)


@functools.cache
def _first_page(most: int, rising: bool) -> Compiled:  # noqa: FBT001 (a key of the cache)
    return Compiled(lambda person: _whose(person).order_by("pk" if rising else "-pk")[:most], SOMEBODY)


@functools.cache
def _next_page(most: int, rising: bool) -> Compiled:  # noqa: FBT001 (a key of the cache)
    def build(person: int, before: int) -> QuerySet[Video, Any]:
        beyond = {"pk__gt" if rising else "pk__lt": before}
        return _whose(person).filter(**beyond).order_by("pk" if rising else "-pk")[:most]

    return Compiled(build, SOMEBODY, BEFORE)
