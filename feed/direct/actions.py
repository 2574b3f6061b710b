"""The only writers of direct messages: say, take back, answer a request, have seen."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts import audit, clock
from accounts.gate import can_see
from accounts.lasting import lasting
from accounts.models import Follow, Person
from accounts.notices import telling
from accounts.policy import policy_for
from moderation.gate import Outcome, Surface, screen

from ..models.post import Post
from . import refusals
from .models import Conversation, Message, Seat, State

MESSAGES_A_MINUTE = 20
BEFORE_AN_ANSWER = 3


def _follows(follower: Person, followed: Person) -> bool:
    return Follow.objects.filter(follower=follower, followed=followed).exists()


def check_may_write(person: Person, other: Person) -> State:
    """Refuse unless the rules of both let `person` write to `other`; how the first message stands.

    People whom one follows are no strangers to one.
    """
    own, theirs = policy_for(person), policy_for(other)
    if not own.direct_messages:
        raise refusals.MessagesOff
    known = _follows(other, person)
    if person.pk == other.pk or not other.is_here or not can_see(person, other):
        raise refusals.NotTaken
    if not theirs.direct_messages or not (known or theirs.messages_from_strangers):
        raise refusals.NotTaken
    if not own.messages_from_strangers and not _follows(person, other):
        raise refusals.StrangersOff
    return State.OPEN if known else State.ASKED


def _seats(person: Person, other: Person, state: State) -> tuple[Seat, Seat]:
    """One's own seat and the other's, made where the two never spoke."""
    first, second = sorted([person, other], key=lambda one: one.pk)
    talk, _made = Conversation.objects.get_or_create(first=first, second=second)
    mine, _made = Seat.objects.get_or_create(
        conversation=talk, person=person, defaults={"other": other, "state": State.OPEN}
    )
    theirs, _made = Seat.objects.select_for_update().get_or_create(
        conversation=talk, person=other, defaults={"other": person, "state": state}
    )
    return mine, theirs


@lasting
@transaction.atomic
def say(person: Person, other: Person, text: str, *, post: Post | None = None) -> Message:
    """Write to somebody; whoever answers a request has said yes to it.

    Words that our reading doubts arrive covered: no staff read them, who gets them decides.
    """
    text = text.strip()
    if not text and post is None:
        raise refusals.MessageEmpty
    state = check_may_write(person, other)
    recent = clock.now() - timedelta(minutes=1)
    if Message.objects.filter(author=person, at__gte=recent).count() >= MESSAGES_A_MINUTE:
        raise refusals.TooManyMessages
    covered = bool(text) and screen(text, person, Surface.MESSAGE) == Outcome.REVIEW
    mine, theirs = _seats(person, other, state)
    if theirs.state == State.DECLINED:
        raise refusals.NotTaken
    if theirs.state == State.ASKED and state == State.OPEN:
        Seat.objects.filter(pk=theirs.pk).update(state=State.OPEN)
    elif theirs.state == State.ASKED:
        said = Message.objects.filter(conversation=mine.conversation, author=person).count()
        if said >= BEFORE_AN_ANSWER:
            raise refusals.WaitForAnswer
    if post is not None and not Post.objects.visible_to(person).filter(pk=post.pk).exists():
        raise refusals.MessageNotFound
    made = Message.objects.create(
        conversation=mine.conversation, author=person, text=text, post=post, covered=covered
    )
    Seat.objects.filter(pk=mine.pk).update(state=State.OPEN, seen_at=made.at)
    Conversation.objects.filter(pk=made.conversation_id).update(latest_at=made.at)
    audit.record(person, "message.sent", made)
    _ring(made, other)
    return made


def _ring(message: Message, other: Person) -> None:
    """Tell the other, without the words: they can be taken back, and stay off screens and out of mails.

    Their open page of the conversation asks again even where notices are off.
    """
    url = f"/messages/@{message.author.username}/"
    about = f"talk-{message.conversation_id}"
    telling.tell(other, "wrote", actor=message.author, about=about, url=url)
    transaction.on_commit(lambda: telling.ring(other))


@transaction.atomic
def take_back(person: Person, number: int) -> Message:
    """One's own words are gone for both."""
    row = Message.objects.filter(pk=number, author=person, removed_at=None).first()
    if row is None:
        raise refusals.MessageNotFound
    row.text, row.post, row.removed_at = "", None, clock.now()
    row.save(update_fields=["text", "post", "removed_at"])
    audit.record(person, "message.removed", row)
    seats = Seat.objects.filter(conversation=row.conversation).exclude(person=person)
    for seat in seats.select_related("person"):
        telling.untell(seat.person, "wrote", actor=person, about=f"talk-{row.conversation_id}")
        transaction.on_commit(lambda other=seat.person: telling.ring(other))  # type: ignore[misc]
    return row


@transaction.atomic
def answer_request(person: Person, other: Person, *, yes: bool) -> None:
    """Let a stranger write on, or not; a no is not told, and can become a yes."""
    seat = Seat.objects.filter(person=person, other=other).first()
    if seat is None:
        raise refusals.MessageNotFound
    seat.state = State.OPEN if yes else State.DECLINED
    seat.save(update_fields=["state"])
    audit.record(person, "message.accepted" if yes else "message.declined", seat.conversation)


def have_seen(seat: Seat) -> None:
    """All that is there has been read."""
    Seat.objects.filter(pk=seat.pk).update(seen_at=clock.now())
    telling.see(seat.person, about=f"talk-{seat.conversation_id}")
