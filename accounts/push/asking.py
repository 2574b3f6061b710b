"""Asking that somebody's browsers be told: beside the request, once where several things happen together."""

from __future__ import annotations

import structlog
from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError

from ..models import Person
from .models import PushSubscription

log = structlog.get_logger(__name__)
TASK = "accounts.push"
QUIET_SECONDS = 60  # several notices of a minute are told together


def ask(person: Person) -> None:
    """Queue a push where `person` has a browser that wants one; a broker that is away costs only this one."""
    if not PushSubscription.objects.filter(person=person).exists():
        return
    if not cache.add(f"push:{person.pk}", 1, QUIET_SECONDS):
        return
    try:
        current_app.send_task(TASK, args=[person.pk], queue="default", retry=False, expires=3600)
    except (OperationalError, OSError) as error:
        log.warning("accounts.broker_away", error=str(error))
