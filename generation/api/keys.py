"""Making, finding and revoking keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q, QuerySet

from accounts import audit, clock
from accounts.models import Person

from .compiled import Compiled
from .models import ApiKey, Scope

PREFIX = "sk-sora-"
SHOWN = 14
MOST = 20
USED_EVERY = timedelta(minutes=10)
OF_KEY = ("id", "person_id", "digest", "scopes", "per_minute", "last_used_at", "expires_at")
OF_PERSON = ("id", "is_active", "birth_date")
OVERLAP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a key may use: requests a minute, videos a day and at once, and for how many days it works."""

    per_minute: int = 120
    per_day: int = 1000
    concurrent: int = 20
    days: int | None = None

    def __post_init__(self) -> None:
        """`ValueError` unless all are whole numbers from 1 on, and not absurd."""
        given = (self.per_minute, self.per_day, self.concurrent, self.days or 1)
        if not all(1 <= number <= 100_000 for number in given):
            raise ValueError("Limits are whole numbers from 1 to 100,000.")


def digest(key: str) -> str:
    """The digest under which a key is kept; keys are random and long, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def create(
    person: Person, name: str, scopes: Sequence[str] = tuple(Scope.values), limits: Limits | None = None
) -> tuple[ApiKey, str]:
    """A new key and its text, which is told this once; `ValueError` names a scope that does not exist."""
    wrong = sorted(set(scopes) - set(Scope.values))
    if wrong or not scopes:
        raise ValueError(f"Scopes are {', '.join(Scope.values)}; not {', '.join(wrong) or 'none'}.")
    if working(person).count() >= MOST:
        raise ValueError(f"There can be {MOST} keys. Revoke one first.")
    limits = limits or Limits()
    row = ApiKey(
        person=person,
        name=name.strip()[:60] or "key",
        scopes=list(dict.fromkeys(scopes)),
        per_minute=limits.per_minute,
        per_day=limits.per_day,
        concurrent=limits.concurrent,
        expires_at=clock.now() + timedelta(days=limits.days) if limits.days else None,
    )
    text = _cut(row)
    audit.record(person, "api_key.created", row, scopes=row.scopes)
    return row, text


def _cut(row: ApiKey) -> str:
    """Give a row the digest of a new key; its text."""
    text = PREFIX + secrets.token_urlsafe(36)
    row.start, row.digest = text[:SHOWN], digest(text)
    row.save()
    return text


def working(person: Person) -> QuerySet[ApiKey]:
    """The keys that open something today."""
    return person.api_keys.filter(_unexpired(), revoked_at=None)


def _unexpired() -> Q:
    return Q(expires_at=None) | Q(expires_at__gt=clock.now())


@transaction.atomic
def rotate(person: Person, number: int) -> tuple[ApiKey, str] | None:
    """A new key in the place of an old one, which works a day longer; None where there is no such key."""
    old = working(person).filter(pk=number).first()
    if old is None:
        return None
    new = ApiKey(
        person=person,
        name=old.name,
        scopes=old.scopes,
        per_minute=old.per_minute,
        per_day=old.per_day,
        concurrent=old.concurrent,
        expires_at=old.expires_at,
    )
    text = _cut(new)
    last = clock.now() + OVERLAP
    old.expires_at = min(old.expires_at or last, last)
    old.save(update_fields=["expires_at"])
    audit.record(person, "api_key.rotated", new, old=old.pk)
    return new, text


def find(text: str, *, whole: bool = True) -> ApiKey | None:
    """The key that works, of an active person; notes that it was used, at most once in ten minutes.

    Without `whole` only what every call asks is read of both: programs that poll ask a hundred times as often
    as they make something.
    """
    if not whole:
        return _at_a_glance(digest(text))
    found = _opening(digest(text)).filter(_unexpired()).select_related("person").order_by()[:1]
    return _noted(found[0]) if found else None


def _opening(of: str) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(digest=of, revoked_at=None, person__is_active=True)


_GLANCE = Compiled(
    lambda of: _opening(of).values_list(*OF_KEY, *(f"person__{name}" for name in OF_PERSON)).order_by()[:1],
    "a digest",
)


def _at_a_glance(of: str) -> ApiKey | None:
    found = _GLANCE.rows(of)
    if not found:
        return None
    key = ApiKey.from_db(DEFAULT_DB_ALIAS, OF_KEY, found[0][: len(OF_KEY)])
    key.person = Person.from_db(DEFAULT_DB_ALIAS, OF_PERSON, found[0][len(OF_KEY) :])
    over = key.expires_at is not None and key.expires_at <= clock.now()
    return None if over else _noted(key)


def _noted(found: ApiKey) -> ApiKey:
    now = clock.now()
    if found.last_used_at is None or found.last_used_at < now - USED_EVERY:
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
