"""What keys use: counted by the hour (`meter`), held to their limits, told as rows for plots and CSV."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import redis
import structlog
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.db.models.functions import TruncDay

from accounts import clock

from ..models import Video
from ..states import ACTIVE
from . import meter
from .errors import RATE, ApiError
from .models import ApiKey, Made, Usage

log = structlog.get_logger(__name__)
DAY = timedelta(days=1)
KEPT = timedelta(days=90)
SHOWN_DAYS = 30


def count(key: ApiKey, *, refused: bool, sent_bytes: int = 0) -> None:
    """Add a refusal and the bytes of a file to the key's hour; the request itself `meter.asked` counted.

    A count that is lost with its Redis harms nobody.
    """
    if not refused and not sent_bytes:
        return
    hour = int(clock.now().replace(minute=0, second=0, microsecond=0).timestamp())
    try:
        meter.count(key.digest, hour, refused=int(refused), sent_bytes=sent_bytes)
    except redis.RedisError as error:
        log.warning("api.not_counted", key=key.pk, error=str(error))


def flush() -> int:
    """Add what was counted to the hours in the database; answers how many hours changed."""
    taken = meter.take()
    known = ApiKey.objects.in_bulk({digest for digest, _hour in taken}, field_name="digest")
    for (digest, hour), counts in taken.items():
        if digest in known:
            _add(known[digest], datetime.fromtimestamp(hour, tz=UTC), counts)
    return len(taken)


def _add(key: ApiKey, hour: datetime, counts: Mapping[str, int]) -> None:
    more = {name: F(name) + counts.get(name, 0) for name in ("requests", "refused", "sent_bytes")}
    if Usage.objects.filter(key=key, hour=hour).update(**more):
        return
    try:
        with transaction.atomic():
            Usage.objects.create(key=key, hour=hour, **counts)
    except IntegrityError:
        # another process was first
        Usage.objects.filter(key=key, hour=hour).update(**more)


def digest(body: Mapping[str, Any]) -> str:
    """The SHA-256 of what a call asks: the same whatever the order of its fields, files by their bytes."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> str:
    if not isinstance(value, UploadedFile):
        raise TypeError(type(value).__name__)
    value.seek(0)
    inner = hashlib.file_digest(value, "sha256").hexdigest()  # type: ignore[arg-type, unused-ignore]
    value.seek(0)
    return f"file:{inner}"


def admit(key: ApiKey, more: int = 1) -> None:
    """`ApiError` 429 unless `more` videos fit into the key's day and among those that are being made."""
    now = clock.now()
    mine = Made.objects.filter(key=key)
    live = mine.filter(video__status__in=ACTIVE).count()
    if live + more > key.concurrent:
        sentence = f"This key has {live} videos in the making; {key.concurrent} is its limit. Wait for one."
        raise ApiError(429, sentence, code="concurrent_limit_exceeded", kind=RATE, retry=False, after=30)
    today = mine.filter(at__gt=now - DAY)
    if today.count() + more > key.per_day:
        first = today.order_by("at").values_list("at", flat=True).first() or now
        after = max(1, int((first + DAY - now).total_seconds()) + 1)
        sentence = f"This key has made its {key.per_day} videos of a day. It goes on in {after} seconds."
        raise ApiError(429, sentence, code="daily_limit_exceeded", kind=RATE, retry=False, after=after)


def note(key: ApiKey, video: Video, asked: str, expires_at: datetime | None = None) -> None:
    """Write down which key made a video; `ApiError` 409 when an idempotency key comes with another call."""
    fresh = {"key": key, "asked": asked, "expires_at": expires_at}
    row, _new = Made.objects.get_or_create(video=video, defaults=fresh)
    if row.asked != asked:
        sentence = "This Idempotency-Key came before with another call. Use a new one."
        raise ApiError(409, sentence, code="idempotency_key_reused", retry=False)


def days(key: ApiKey, now: datetime | None = None) -> list[dict[str, Any]]:
    """The last thirty days, oldest first: `day`, `requests`, `refused`, `sent_bytes`, `videos`."""
    flush()
    today = (now or clock.now()).date()
    rows = {
        today - timedelta(days=back): {"requests": 0, "refused": 0, "sent_bytes": 0, "videos": 0}
        for back in range(SHOWN_DAYS)
    }
    for row in Usage.objects.filter(key=key, hour__date__gt=today - timedelta(days=SHOWN_DAYS)):
        place = rows.get(row.hour.date())
        if place is not None:
            place["requests"] += row.requests
            place["refused"] += row.refused
            place["sent_bytes"] += row.sent_bytes
    made = Made.objects.filter(key=key).annotate(day=TruncDay("at")).values("day").annotate(n=Count("pk"))
    for found in made.order_by():
        if found["day"].date() in rows:
            rows[found["day"].date()]["videos"] = found["n"]
    return [{"day": day, **rows[day]} for day in sorted(rows)]


def sweep() -> int:
    """Forget hours that are older than ninety days; answers how many."""
    return Usage.objects.filter(hour__lt=clock.now() - KEPT).delete()[0]
