"""Calling the push services of somebody's browsers; the rules in force are asked first.

The address came from a browser, so it is called as webhooks are: never into a private network.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext as _

from .. import posting
from ..models import Person
from ..notices import queries
from ..policy import policy_for
from . import sealing, vapid
from .models import PushSubscription

GONE = (404, 410)
LATER, LATER_SECONDS = "push:after-rest:", 3 * 24 * 3600
KEPT_SECONDS = 24 * 3600  # how long a push service holds a message for a browser that is away


def send(person_pk: int) -> int:
    """Tell every browser of the person that something waits; how many services took it.

    Nothing to whom is not here, or when everything has been seen meanwhile; in quiet hours, after them.
    """
    person = Person.objects.filter(pk=person_pk).first()
    if person is None or not person.is_here:
        return 0
    if not policy_for(person).open_now:
        cache.set(f"{LATER}{person_pk}", 1, LATER_SECONDS)
        return 0
    if queries.newest(person) is None:
        return 0
    return sum(_tell(row, words_for(person)) for row in PushSubscription.objects.filter(person=person))


def send_after_rest() -> int:
    """Tell those to whom nothing was said in quiet hours that are over now; how many services took it."""
    people = PushSubscription.objects.values_list("person", flat=True).distinct()
    waiting = cache.get_many([f"{LATER}{person}" for person in people])
    cache.delete_many(waiting)
    return sum(send(int(key.removeprefix(LATER))) for key in waiting)


def words_for(person: Person) -> bytes:
    """What the browser shows: that something waits, never what; the screen may be anybody's."""
    with translation.override(person.language or settings.LANGUAGE_CODE):
        return json.dumps(
            {"title": "Sora", "body": _("Something new waits for you."), "url": "/notices/"}
        ).encode()


def _tell(row: PushSubscription, words: bytes) -> bool:
    headers = {
        "Authorization": vapid.header(row.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "normal",
        "Topic": "notices",
    }
    body = sealing.sealed(words, row.p256dh, row.auth)
    answer = posting.post(row.endpoint, body, headers, loopback=settings.WEBHOOKS_ALLOW_LOOPBACK)
    if answer.status in GONE:
        row.delete()
    return answer.good
