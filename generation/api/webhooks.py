"""Tells people's programs that videos are ready or failed: endpoints, deliveries, tries with back-off.

A delivery is a row that is due at a time. `deliver` claims due rows by a
conditional update, so two workers never send one twice at once; a worker that
dies leaves the row due again. An endpoint gets one call at a time. What a lost
signal forgot, `catch_up` finds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts import audit, clock, posting
from accounts.models import Person
from accounts.posting import Answer, BadAddressError

from .. import conf, dispatch
from ..models import Transition, Video
from ..states import Status
from . import signing
from .models import Delivery, Endpoint, Event, Try

# Seconds between one try and the next: 71.6 hours in all.
DELAYS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 72_000)
OVERLAP = timedelta(hours=24)
LEASE = timedelta(seconds=60)
AT_ONCE = 8
MOST = 5
KEPT = timedelta(days=30)
TEST = "webhook.test"
TOLD = {
    Status.COMPLETED: Event.COMPLETED,
    Status.FAILED: Event.FAILED,
    Status.CANCELED: Event.FAILED,
    Status.BLOCKED: Event.FAILED,
}
Post = Callable[[Endpoint, Delivery, datetime], Answer]


def loopback() -> bool:
    """Whether webhooks may lead to this machine itself, for development."""
    return bool(getattr(settings, "WEBHOOKS_ALLOW_LOOPBACK", False))


@transaction.atomic
def add(person: Person, url: str, events: Sequence[str]) -> Endpoint:
    """A new endpoint with a secret of its own; `BadAddressError` or `ValueError` says what is wrong."""
    posting.checked(url, loopback=loopback())
    wrong = set(events) - set(Event.values)
    if wrong or not events:
        raise ValueError(f"Events are {', '.join(Event.values)}.")
    if person.webhooks.count() >= MOST:
        raise ValueError(f"There can be {MOST} webhooks. Remove one first.")
    row = Endpoint.objects.create(
        person=person, url=url, events=list(dict.fromkeys(events)), secret=signing.new_secret()
    )
    audit.record(person, "webhook.created", row, url=url)
    return row


@transaction.atomic
def remove(person: Person, endpoint: Endpoint) -> None:
    """No more is told there, and what was told is forgotten."""
    audit.record(person, "webhook.removed", endpoint, url=endpoint.url)
    endpoint.delete()


@transaction.atomic
def rotate(person: Person, endpoint: Endpoint) -> Endpoint:
    """A new secret; for a day, calls carry a signature by the old one as well."""
    endpoint.old_secret, endpoint.old_until = endpoint.secret, clock.now() + OVERLAP
    endpoint.secret = signing.new_secret()
    endpoint.save(update_fields=["secret", "old_secret", "old_until"])
    audit.record(person, "webhook.rotated", endpoint)
    return endpoint


@transaction.atomic
def switch(person: Person, endpoint: Endpoint, *, on: bool) -> None:
    """Begin or cease to tell an endpoint; what waits is sent when it is on again."""
    endpoint.disabled_at = None if on else clock.now()
    endpoint.save(update_fields=["disabled_at"])
    audit.record(person, "webhook.switched", endpoint, on=on)


def test(endpoint: Endpoint) -> Delivery:
    """An event that tells nothing, to see whether the other side takes it."""
    about = f"test_{secrets.token_hex(8)}"
    found = Delivery.objects.create(endpoint=endpoint, type=TEST, about=about, next_at=clock.now())
    _ring()
    return found


def resend(delivery: Delivery) -> None:
    """Due again at once, from the first of its tries."""
    Delivery.objects.filter(pk=delivery.pk).update(next_at=clock.now(), delivered_at=None, tries=0)
    _ring()


def _ring() -> None:
    """Have what is due sent at once; a bell that is not heard is made up for by beat."""
    from . import tasks  # late: tasks pull in this module

    send_now = partial(dispatch.send, tasks.deliver, conf.DEFAULT_QUEUE, expires=60)
    transaction.on_commit(send_now)


def tell(video: Video) -> list[Delivery]:
    """The deliveries of what became of a video, to all endpoints of its owner that want it; each once."""
    event = TOLD.get(Status(video.status))
    if event is None:
        return []
    rows = Endpoint.objects.filter(person_id=video.owner_id, created_at__lte=clock.now())
    told = []
    for endpoint in rows:
        if event in endpoint.events:
            delivery, new = Delivery.objects.get_or_create(
                endpoint=endpoint, type=event, about=video.public_id, defaults={"next_at": clock.now()}
            )
            told += [delivery] if new else []
    if told:
        _ring()
    return told


def catch_up() -> int:
    """Tell what ended in the last hour and was not told, because its signal was lost; answers how many."""
    since = clock.now() - timedelta(hours=1)
    rows = Transition.objects.filter(to_status__in=TOLD, at__gt=since).exclude(from_status=Status.REMOVED)
    owners = Endpoint.objects.values("person_id")
    ended = rows.filter(video__owner_id__in=owners).values_list("video_id", "at")
    told = 0
    for pk, at in ended:
        video = Video.objects.light().get(pk=pk)
        if not video.owner.webhooks.filter(created_at__gt=at).exists():
            told += len(tell(video))
    return told


def due() -> list[Delivery]:
    """The deliveries that are claimed by this call: the oldest of each endpoint that is on and idle."""
    now = clock.now()
    rows = Delivery.objects.filter(next_at__lte=now, endpoint__disabled_at=None)
    found: list[Delivery] = []
    seen: set[int] = set()
    for row in rows.select_related("endpoint").order_by("next_at", "pk")[: 10 * AT_ONCE]:
        if row.endpoint_id in seen or len(found) == AT_ONCE:
            continue
        seen.add(row.endpoint_id)
        mine = Delivery.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=now + LEASE)
        if mine:
            row.next_at = now + LEASE
            found.append(row)
    return found


def body(delivery: Delivery) -> bytes:
    """What is sent."""
    said = {
        "id": delivery.public_id,
        "object": "event",
        "created_at": int(delivery.created_at.timestamp()),
        "type": delivery.type,
        "data": {"id": delivery.about},
    }
    return json.dumps(said, separators=(",", ":")).encode()


def send(endpoint: Endpoint, delivery: Delivery, now: datetime) -> Answer:
    """One signed call; touches no database, so that threads may do it."""
    keys = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_until and endpoint.old_until > now:
        keys.append(endpoint.old_secret)
    said = body(delivery)
    headers = signing.headers(delivery.public_id, int(now.timestamp()), said, keys)
    headers |= {"Content-Type": "application/json", "User-Agent": "Sora-Webhooks/1"}
    return posting.post(endpoint.url, said, headers, loopback=loopback())


def deliver(post: Post = send) -> int:
    """Send all that is due, one round; answers how many were tried."""
    rows = due()
    if not rows:
        return 0
    now = clock.now()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda row: post(row.endpoint, row, now), rows))
    for row, answer in zip(rows, answers, strict=True):
        note(row, answer)
    return len(rows)


@transaction.atomic
def note(delivery: Delivery, answer: Answer) -> None:
    """Write an attempt down, and when the next one is; 410 switches the endpoint off."""
    now = clock.now()
    Try.objects.create(
        delivery=delivery, at=now, status=answer.status, error=answer.error, milliseconds=answer.milliseconds
    )
    tries = delivery.tries + 1
    later = None if answer.good or tries > len(DELAYS) else now + timedelta(seconds=DELAYS[tries - 1])
    if answer.status == 410:
        later = None
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(disabled_at=now)
    # a re-send that was asked for meanwhile stays due
    Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at).update(
        tries=tries, next_at=later, delivered_at=now if answer.good else None
    )


def sweep() -> int:
    """Forget deliveries that ended a month ago; answers how many."""
    ended = Q(next_at=None) | Q(endpoint__disabled_at__lt=clock.now() - KEPT)
    return Delivery.objects.filter(ended, created_at__lt=clock.now() - KEPT).delete()[0]


__all__ = ["BadAddressError", "add", "catch_up", "deliver", "remove", "resend", "rotate", "tell", "test"]
