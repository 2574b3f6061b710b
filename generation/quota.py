"""How much a person may still have made: videos and credits in the last 24 hours, and videos at once.

Counted are the videos created in a rolling day, except those that failed and
those that were canceled before a worker began: they cost nothing. How many
videos comes from the policy, which guardians and people narrow; credits and
videos at once from the plan (`limits.allowances`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import clock
from accounts.models import Person
from accounts.policy import policy_for

from .engines.catalog import Model
from .limits import allowances
from .models import Video
from .refusals import CreditsSpent, PlanNeeded, QuotaReached, TooManyAtOnce
from .states import Status

DAY = timedelta(hours=24)
Spent = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Quota:
    """`used` of `limit` videos and `spent` of `credits` in the 24 hours before `now`; `rows` counted."""

    used: int
    limit: int
    spent: int
    credits: int
    at_once: int
    making: int
    now: datetime
    rows: tuple[Spent, ...] = ()

    @property
    def left(self) -> int:
        """How many videos may still be made now."""
        return max(0, self.limit - self.used)

    @property
    def credits_left(self) -> int:
        """How many credits may still be spent now."""
        return max(0, self.credits - self.spent)

    @property
    def resets_at(self) -> datetime:
        """When the first of what counts now does not count any more."""
        return self.rows[0][0] + DAY if self.rows else self.now

    def fits_at(self, videos: int, cost: int) -> datetime | None:
        """The moment from which so much fits; None when it never does, being more than a day's limit."""
        if videos > self.limit or cost > self.credits:
            return None
        used, spent = self.used, self.spent
        moment = self.now
        for at, each in self.rows:
            if used + videos <= self.limit and spent + cost <= self.credits:
                break
            used, spent, moment = used - 1, spent - each, at + DAY
        return moment


def quota_of(person: Person, *, now: datetime | None = None) -> Quota:
    """What a person used of what they may."""
    now = now or clock.now()
    free = Q(status=Status.FAILED) | Q(status=Status.CANCELED, started_at=None)
    counted = Video.objects.filter(owner_id=person.pk, created_at__gt=now - DAY, creation=None).exclude(free)
    rows = tuple(counted.order_by("created_at").values_list("created_at", "credits"))
    policy, terms = policy_for(person, today=now.date()), allowances.current(allowances.plan_of(person), now)
    return Quota(
        used=len(rows),
        limit=policy.daily_videos,
        spent=sum(cost for _at, cost in rows),
        credits=terms.credits,
        at_once=terms.at_once if policy.at_once else 0,
        making=Video.objects.owned_by(person).active().filter(creation=None).count(),
        now=now,
        rows=rows,
    )


def require_plan(person: Person, model: Model) -> None:
    """Raise `PlanNeeded` unless the person's plan has the model."""
    if model.plan == "pro" and not policy_for(person).pro_models:
        raise PlanNeeded


def require_room(person: Person, videos: int, cost: int, *, now: datetime | None = None) -> None:
    """Raise what says why `videos` more of `cost` credits each do not fit into this day or moment."""
    found = quota_of(person, now=now)
    if videos > found.left:
        raise QuotaReached(_few(found), retry_after=_wait(found, videos, 0))
    if videos * cost > found.credits_left:
        raise CreditsSpent(_dear(found, videos * cost), retry_after=_wait(found, videos, videos * cost))
    if found.making + videos > found.at_once:
        raise TooManyAtOnce(str(TooManyAtOnce.message) % {"limit": found.at_once}, retry_after=60)


def _few(found: Quota) -> str:
    if not found.limit:
        return _("Your account cannot make videos.")
    return ngettext(
        "You can make %(left)d more video now, of %(limit)d in 24 hours; the next is free at %(time)s.",
        "You can make %(left)d more videos now, of %(limit)d in 24 hours; the next is free at %(time)s.",
        found.left,
    ) % {"left": found.left, "limit": found.limit, "time": at(found.resets_at)}


def _dear(found: Quota, cost: int) -> str:
    fits = found.fits_at(1, cost)
    told = {"cost": cost, "left": found.credits_left, "limit": found.credits}
    if fits is None:
        return (
            _(
                "This costs %(cost)d credits, more than the %(limit)d that you have in 24 hours. "
                "Make it shorter or smaller, or choose another model."
            )
            % told
        )
    return _(
        "This costs %(cost)d credits and you have %(left)d of %(limit)d left. Enough are back at %(time)s."
    ) % (told | {"time": at(fits)})


def at(moment: datetime) -> str:
    """A moment of the next 24 hours in the reader's zone, with its zone's name."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'H:i')} {local.tzname()}"


def _wait(found: Quota, videos: int, cost: int) -> int:
    fits = found.fits_at(videos, cost)
    return max(1, int(((fits or found.now + DAY) - found.now).total_seconds()))
