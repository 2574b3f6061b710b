"""The rules on rows as layers of the one policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from .. import prepared
from ..prepared import Blanks
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
    "strangers_follow",
    "discoverable",
    "direct_messages",
)
# What only people themselves set: for teens it is always off.
OWN_SWITCHES = ("messages_from_strangers",)
LIMITS = ("daily_videos", "daily_minutes", "break_minutes")


def guardians_of(person: Person) -> list[FamilyLink]:
    """The links in force under which `person` is the teen."""
    return list(FamilyLink.objects.in_force().filter(teen_id=person.pk, guardian__is_active=True))


def own_of(person: Person) -> OwnRules | None:
    """What `person` set for themselves, if anything."""
    asked = Blanks(person.pk)
    found = prepared.found("own rules", lambda asked: OwnRules.objects.filter(person_id=asked.person), asked)
    return found[0] if found else None


def layer(rules: Rules, free: Policy, now: datetime) -> Policy:
    """One row of rules as a layer over `free`, at the moment `now` (aware)."""
    said = {name: getattr(rules, name) for name in (*SWITCHES, *OWN_SWITCHES) if hasattr(rules, name)}
    said |= {name: getattr(rules, name) for name in LIMITS if getattr(rules, name) is not None}
    return replace(free, open_now=not is_quiet(rules, now), **said)


def zone_of(own: OwnRules | None, links: list[FamilyLink]) -> str:
    """On whose clocks a teen's night is: the guardian's word, else their own, else this place's."""
    said = [rules.time_zone for rules in (*links, *((own,) if own else ())) if rules.time_zone]
    return said[0] if said else str(settings.HOME_TIME_ZONE)


def is_quiet(rules: Rules, now: datetime) -> bool:
    """Whether `now` lies in the quiet hours of `rules`, on the clocks of their zone."""
    return is_between(rules.quiet_from, rules.quiet_to, rules.time_zone or settings.HOME_TIME_ZONE, now)


def is_between(begin: time | None, end: time | None, zone: str, now: datetime) -> bool:
    """Whether `now` lies between two times of the day in a zone; the hours may go over midnight."""
    if begin is None or end is None or begin == end:
        return False
    local: time = now.astimezone(ZoneInfo(zone)).time()
    return begin <= local < end if begin < end else local >= begin or local < end
