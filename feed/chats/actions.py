"""The only writers of what is known of somebody's chats: bring, read, edit, weigh, delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from django.db import IntegrityError, transaction

from accounts import audit, clock, consents
from accounts.models import Person, Upload
from accounts.policy import policy_for
from accounts.uploads import actions as uploads
from perception import embedding

from .. import lists
from ..models import ChatReading, ChatTopic, ReadState, Signal, SignalSwitch
from ..ranking.matter import packed
from . import refusals
from .reading import Unreadable, conversations
from .topics import Counting, Topic

log = structlog.get_logger(__name__)
PURPOSE = "chats"
CONSENT = "chats"
SILENT = timedelta(minutes=15)


class Stopped(Exception):
    """Its owner stopped the reading, or may not have it any more."""


def check(person: Person) -> None:
    """Raise a Refusal unless `person` may bring chats: of age, with a feed of their own, having agreed."""
    policy = policy_for(person)
    if not (policy.chat_history and policy.personalised_feed):
        raise refusals.ChatsOff
    if not consents.holds(person, CONSENT):
        raise refusals.ChatsNotAgreed


@transaction.atomic
def bring(person: Person, upload: Upload) -> ChatReading:
    """A whole file is here: it waits to be read."""
    check(person)
    ChatReading.objects.filter(person=person, state__in=[ReadState.DONE, ReadState.FAILED]).delete()
    try:
        with transaction.atomic():
            made = ChatReading.objects.create(person=person, upload_id=upload.pk)
    except IntegrityError:
        raise refusals.ChatsBusy from None
    audit.record(person, "chats.brought", made, bytes=upload.size)
    return made


def read_next() -> str:
    """Read the export that has waited longest; answers what came of it, for the log."""
    with transaction.atomic():
        row = ChatReading.objects.select_for_update().filter(state=ReadState.WAITING).order_by("at").first()
        if row is None:
            return "idle"
        row.state, row.beat_at = ReadState.READING, clock.now()
        row.save(update_fields=["state", "beat_at"])
    upload = Upload.objects.filter(pk=row.upload_id or 0, person=row.person_id).first()
    try:
        found, number = _count(upload, _beat(row))
        _keep(row, found, number)
    except Unreadable as error:
        return _fail(row, error.code)
    except Stopped:
        return "stopped"
    except Exception:  # whatever a file holds: nothing of it stays, and its owner is told
        log.exception("chats.not_read")
        return _fail(row, "damaged")
    finally:
        if upload is not None:
            uploads.throw_away(upload)
    return "read"


def _beat(row: ChatReading) -> Callable[[int, int], None]:
    """Tells the row how far it is; stops when the row is gone or the person may not have it any more."""
    last = [-1]

    def told(done: int, whole: int) -> None:
        percent = min(99, 100 * done // max(whole, 1))
        if percent == last[0]:
            return
        last[0] = percent
        alive = ChatReading.objects.filter(pk=row.pk, state=ReadState.READING)
        if not alive.update(percent=percent, beat_at=clock.now()):
            raise Stopped

    return told


def _count(upload: Upload | None, told: Callable[[int, int], None]) -> tuple[list[Topic], int]:
    if upload is None:
        raise Unreadable("damaged")
    counting = Counting()
    for one in conversations(upload.path, told):
        counting.hear(one)
    return counting.topics(embedding.embed if embedding.available() else None), counting.number


@transaction.atomic
def _keep(row: ChatReading, found: list[Topic], number: int) -> None:
    """Topics take the place of those of an export before; a person who may not have them gets none."""
    person = Person.objects.get(pk=row.person_id)
    try:
        check(person)
    except refusals.ChatsOff:
        raise Stopped from None
    if not ChatReading.objects.filter(pk=row.pk, state=ReadState.READING).update(
        state=ReadState.DONE, percent=100, conversations=number, upload_id=None, beat_at=clock.now()
    ):
        raise Stopped
    ChatTopic.objects.filter(person=person).delete()
    ChatTopic.objects.bulk_create(
        ChatTopic(
            person=person,
            phrase=topic.phrase[:80],
            weight=topic.weight,
            conversations=topic.conversations,
            last_at=datetime.fromtimestamp(topic.last_at, UTC) if 0 < topic.last_at < 4e9 else None,
        )
        for topic in found
    )
    describe(person)
    audit.record(person, "chats.read", row, conversations=number, topics=len(found))
    lists.forget(person.pk)


def _fail(row: ChatReading, problem: str) -> str:
    ChatReading.objects.filter(pk=row.pk).update(state=ReadState.FAILED, problem=problem, upload_id=None)
    return "failed"


def used(person: Person) -> bool:
    """Whether topics count at all now: by a feed of one's own, by age, by the signal's switch."""
    policy = policy_for(Person.objects.get(pk=person.pk))
    if not (policy.chat_history and policy.personalised_feed):
        return False
    return not SignalSwitch.objects.filter(person=person, signal=Signal.CHATS).exists()


def describe(person: Person) -> None:
    """Work out what topics mean, where an encoder is installed and only while the signal is used."""
    rows = list(ChatTopic.objects.filter(person=person, vector=None))
    if not rows or not embedding.available() or not used(person):
        return
    for row, vector in zip(rows, embedding.embed([row.phrase for row in rows]), strict=True):
        row.vector = packed(vector)
        row.save(update_fields=["vector"])


def fade(person: Person) -> None:
    """The signal is off: what topics mean goes; the words stay for their owner to read."""
    ChatTopic.objects.filter(person=person).exclude(vector=None).update(vector=None)


@transaction.atomic
def change(person: Person, pk: int, *, phrase: str, weight: float) -> ChatTopic:
    """Say a topic otherwise, or weigh it anew."""
    row = ChatTopic.objects.filter(person=person, pk=pk).first()
    if row is None:
        raise refusals.TopicNotFound
    words = " ".join(phrase.split())
    taken = ChatTopic.objects.filter(person=person, phrase=words).exclude(pk=pk).exists()
    if not 0 < len(words) <= 80 or taken:
        raise refusals.TopicUnclear
    if words != row.phrase:
        row.phrase, row.vector = words, None
    row.weight = max(0.0, min(2.0, weight))
    row.save()
    describe(person)
    lists.forget(person.pk)
    return row


@transaction.atomic
def delete(person: Person, pk: int) -> None:
    """One topic goes."""
    if not ChatTopic.objects.filter(person=person, pk=pk).delete()[0]:
        raise refusals.TopicNotFound
    lists.forget(person.pk)


@transaction.atomic
def forget(person: Person) -> int:
    """All topics, what is being read, and its file."""
    for upload in Upload.objects.filter(person=person, purpose=PURPOSE):
        uploads.throw_away(upload)
    found = ChatTopic.objects.filter(person=person).delete()[0]
    found += ChatReading.objects.filter(person=person).delete()[0]
    if found:
        audit.record(person, "chats.forgotten", person)
    lists.forget(person.pk)
    return found


def tidy() -> int:
    """A reading whose worker went silent has failed, and its file goes; answers how many."""
    silent = ChatReading.objects.filter(state=ReadState.READING, beat_at__lt=clock.now() - SILENT)
    rows = list(silent)
    for row in rows:
        _fail(row, "damaged")
        for upload in Upload.objects.filter(person=row.person_id, purpose=PURPOSE):
            uploads.throw_away(upload)
    return len(rows)
