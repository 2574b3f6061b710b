"""How many videos a person may still make today.

Counted are the videos created since midnight (UTC), except those that failed
and those that were canceled before a worker began: they cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from accounts.models import Person
from accounts.policy import policy_for

from .engines.catalog import Model
from .models import Video
from .refusals import PlanNeeded, QuotaReached, TooManyAtOnce
from .states import Status


@dataclass(frozen=True, slots=True)
class Quota:
    """`used` of `limit` videos are gone until `resets_at`."""

    used: int
    limit: int
    resets_at: datetime

    @property
    def left(self) -> int:
        """How many videos may still be made today."""
        return max(0, self.limit - self.used)


def quota_of(person: Person, *, now: datetime | None = None) -> Quota:
    """Today's count of a person."""
    now = now or clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    free = Q(status=Status.FAILED) | Q(status=Status.CANCELED, started_at=None)
    used = Video.objects.filter(owner_id=person.pk, created_at__gte=midnight).exclude(free).count()
    limit = policy_for(person, today=now.date()).daily_videos
    return Quota(used=used, limit=limit, resets_at=midnight + timedelta(days=1))


def require_plan(person: Person, model: Model) -> None:
    """Raise `PlanNeeded` unless the person's plan has the model."""
    if model.plan == "pro" and not policy_for(person).pro_models:
        raise PlanNeeded


def _require_place(person: Person, videos: int) -> None:
    """Raise `TooManyAtOnce` unless `videos` more may be made at the same time."""
    limit = policy_for(person).at_once
    if Video.objects.owned_by(person).active().count() + videos > limit:
        raise TooManyAtOnce(str(TooManyAtOnce.message) % {"limit": limit}, retry_after=60)


def require_room(person: Person, videos: int, *, now: datetime | None = None) -> None:
    """Raise `QuotaReached` unless `videos` more fit into today, `TooManyAtOnce` unless they fit into now."""
    now = now or clock.now()
    quota = quota_of(person, now=now)
    if videos <= quota.left:
        _require_place(person, videos)
        return
    wait = int((quota.resets_at - now).total_seconds())
    sentence = ngettext(
        "You can make %(left)d more video today; the limit of %(limit)d a day resets at %(time)s UTC.",
        "You can make %(left)d more videos today; the limit of %(limit)d a day resets at %(time)s UTC.",
        quota.left,
    ) % {"left": quota.left, "limit": quota.limit, "time": date_format(quota.resets_at, "H:i")}
    raise QuotaReached(sentence if quota.limit else _("Your account cannot make videos."), retry_after=wait)
