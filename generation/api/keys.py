"""Making, finding and revoking keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person

from .models import ApiKey, Scope

PREFIX = "sk-sora-"
SHOWN = 14
MOST = 20
USED_EVERY = timedelta(minutes=1)


def digest(key: str) -> str:
    """The digest under which a key is kept; keys are random and long, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def create(
    person: Person, name: str, scopes: Sequence[str] = tuple(Scope.values), *, per_minute: int = 120
) -> tuple[ApiKey, str]:
    """A new key and its text, which is told this once; `ValueError` names a scope that does not exist."""
    wrong = sorted(set(scopes) - set(Scope.values))
    if wrong or not scopes:
        raise ValueError(f"Scopes are {', '.join(Scope.values)}; not {', '.join(wrong) or 'none'}.")
    if person.api_keys.filter(revoked_at=None).count() >= MOST:
        raise ValueError(f"There can be {MOST} keys. Revoke one first.")
    text = PREFIX + secrets.token_urlsafe(36)
    row = ApiKey.objects.create(
        person=person,
        name=name.strip()[:60] or "key",
        start=text[:SHOWN],
        digest=digest(text),
        scopes=list(dict.fromkeys(scopes)),
        per_minute=per_minute,
    )
    audit.record(person, "api_key.created", row, scopes=row.scopes)
    return row, text


def find(text: str) -> ApiKey | None:
    """The key that works, of an active person; notes that it was used, at most once a minute."""
    found = (
        ApiKey.objects.select_related("person")
        .filter(digest=digest(text), revoked_at=None, person__is_active=True)
        .first()
    )
    now = clock.now()
    if found is not None and (found.last_used_at is None or found.last_used_at < now - USED_EVERY):
        ApiKey.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


@transaction.atomic
def revoke(person: Person, number: int) -> bool:
    """From now on the key opens nothing; whether there was one."""
    row = ApiKey.objects.filter(person=person, pk=number, revoked_at=None).first()
    if row is None:
        return False
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    audit.record(person, "api_key.revoked", row)
    return True
