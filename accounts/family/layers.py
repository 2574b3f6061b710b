"""The rules on rows as layers of the one policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .models import FamilyLink, OwnRules, Rules

if TYPE_CHECKING:
    from ..models import Person
    from ..policy import Policy

SWITCHES = (
    "personalised_feed",
    "continuous_scroll",
    "comments",
    "public_posts",
    "unlisted_posts",
    "cameo",
    "cameo_by_others",
    "new_followers",
)
LIMITS = ("daily_videos", "daily_minutes")


def guardians_of(person: Person) -> list[FamilyLink]:
    """The links in force under which `person` is the teen."""
    return list(FamilyLink.objects.in_force().filter(teen_id=person.pk, guardian__is_active=True))


def own_of(person: Person) -> OwnRules | None:
    """What `person` set for themselves, if anything."""
    return OwnRules.objects.filter(person_id=person.pk).first()


def layer(rules: Rules, free: Policy, now: datetime) -> Policy:
    """One row of rules as a layer over `free`, at the moment `now` (aware)."""
    said = {name: getattr(rules, name) for name in SWITCHES}
    said |= {name: getattr(rules, name) for name in LIMITS if getattr(rules, name) is not None}
    return replace(free, open_now=not is_quiet(rules, now), **said)


def is_quiet(rules: Rules, now: datetime) -> bool:
    """Whether `now` lies in the quiet hours, which may go over midnight, on the clocks of their zone."""
    begin, end = rules.quiet_from, rules.quiet_to
    if begin is None or end is None or begin == end:
        return False
    local: time = now.astimezone(ZoneInfo(rules.time_zone)).time()
    return begin <= local < end if begin < end else local >= begin or local < end
