"""A browser asks to be told, or no longer."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from .. import audit, posting
from ..models import Person
from ..refusals import PushUnusable
from . import sealing
from .models import PushSubscription

MOST = 10  # browsers of one person; the oldest goes when one more comes


@transaction.atomic
def subscribe(person: Person, endpoint: str, p256dh: str, auth: str, *, session: str) -> None:
    """Tell this browser from now on; whoever used it before is told no longer."""
    try:
        posting.checked(endpoint, loopback=settings.WEBHOOKS_ALLOW_LOOPBACK)
        sealing.browser_key(p256dh)
        good = len(sealing.read(auth)) == sealing.SECRET
    except ValueError as error:
        raise PushUnusable from error
    if not good:
        raise PushUnusable
    values = {"person": person, "p256dh": p256dh, "auth": auth, "session": session}
    PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=values)
    newest = PushSubscription.objects.filter(person=person).order_by("-pk").values_list("pk", flat=True)
    PushSubscription.objects.filter(person=person).exclude(pk__in=list(newest[:MOST])).delete()
    audit.record(person, "push.on", person)


@transaction.atomic
def stop(person: Person, endpoint: str) -> None:
    """Tell this browser no longer."""
    if PushSubscription.objects.filter(person=person, endpoint=endpoint).delete()[0]:
        audit.record(person, "push.off", person)
