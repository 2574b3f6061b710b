"""The audit log's one door: `record`, called inside the transaction of what it records."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from .models import AuditEvent, Person


def record(actor: Person | None, verb: str, target: models.Model | None = None, **detail: Any) -> AuditEvent:
    """Note that `actor` (None: the system) did `verb` to `target`; `detail` must be JSON-able."""
    kind = ContentType.objects.get_for_model(target) if target is not None else None
    event = AuditEvent(
        actor=actor,
        verb=verb,
        target_type=kind,
        target_id=str(target.pk) if target is not None else "",
        detail=detail,
    )
    event.save()
    return event


def forget(person: Person) -> int:
    """Keep what was done and when, without whose it was and without any words; for an account that ends."""
    kind = ContentType.objects.get_for_model(Person)
    own = Q(actor=person) | Q(target_type=kind, target_id=str(person.pk))
    return AuditEvent.objects.filter(own).update(actor=None, target_type=None, target_id="", detail={})
