"""Reads of direct messages: one's own conversations, as far as one may still see the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import Person

from ..models.post import Post
from .models import Message, Seat, State

PAGE = 40
CONVERSATIONS = 100
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A message as a page shows it; `post` only where the reader may see it, `gone` where taken back.

    The words of a `covered` one are for an adult to uncover; a teen gets none.
    """

    pk: int
    author: Person
    text: str
    at: datetime
    mine: bool
    gone: bool
    post: Post | None
    had_post: bool
    covered: bool


def seats_of(person: Person) -> QuerySet[Seat]:
    """One's conversations with people who are here and not behind a block."""
    return Seat.objects.filter(person=person, other__in=Person.objects.visible_to(person))


def inbox(person: Person) -> list[Seat]:
    """The newest first, each with `last` and `unread`; what one declined is left out."""
    said = Message.objects.filter(conversation=OuterRef("conversation"), removed_at=None)
    foreign = said.exclude(author=person)
    covered = Q(covered=True) & ~Q(author=person)
    last = said.order_by("-pk").annotate(words=Case(When(covered, then=Value("…")), default=F("text")))
    unread = foreign.filter(at__gt=Coalesce(OuterRef("seen_at"), Value(NEVER)))
    rows = (
        seats_of(person)
        .exclude(state=State.DECLINED)
        .annotate(last=Subquery(last.values("words")[:1]), unread=Exists(unread))
    )
    rows = rows.filter(Exists(said)).select_related("other", "conversation")
    return list(rows.order_by("-conversation__latest_at")[:CONVERSATIONS])


def seat_with(person: Person, other: Person) -> Seat | None:
    """One's seat opposite `other`, if they ever spoke."""
    return seats_of(person).filter(other=other).select_related("conversation", "person").first()


def page(seat: Seat, before: int | None = None) -> tuple[list[Line], int | None]:
    """The last messages (before the number `before`), oldest first, and the number to go back from."""
    rows = Message.objects.filter(conversation=seat.conversation).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("author")[: PAGE + 1])
    shown = found[:PAGE]
    posts = Post.objects.visible_to(seat.person).filter(pk__in=[row.post_id for row in shown if row.post_id])
    seen = posts.select_related("video", "author").in_bulk()
    lines = [_line(row, seat.person, seen) for row in reversed(shown)]
    return lines, shown[-1].pk if len(found) > PAGE else None


def _line(row: Message, reader: Person, seen: dict[int, Post]) -> Line:
    post = seen.get(row.post_id or 0)
    mine, gone = row.author_id == reader.pk, row.removed_at is not None
    covered = row.covered and bool(row.text) and not gone
    text = "" if covered and reader.is_teen and not mine else row.text
    return Line(row.pk, row.author, text, row.at, mine, gone, post, row.post_id is not None, covered)


def visible_message(person: Person, number: int) -> Message | None:
    """A message that `person` can read, and did not write."""
    talks = seats_of(person).values("conversation")
    rows = Message.objects.filter(pk=number, conversation__in=talks, removed_at=None).exclude(author=person)
    return rows.select_related("author").first()
