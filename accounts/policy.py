"""The one Policy: what a person may do, merged from guardian over teen over person over deployment.

Pure data and pure functions; `policy_for` is the only place that looks at a
person. A merge can only ever make a rule stricter.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from . import clock

if TYPE_CHECKING:
    from .models import Person

MINIMUM_AGE = 13
ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Policy:
    """What one person may do. Numbers are limits per day; switches say what is on."""

    may_sign_in: bool = True
    may_create: bool = True
    may_invite: bool = True
    daily_videos: int = 20
    personalised_feed: bool = True
    continuous_scroll: bool = True
    direct_messages: bool = True
    comments: bool = True
    public_posts: bool = True
    unlisted_posts: bool = True
    cameo: bool = True
    cameo_by_others: bool = True
    mature_content: bool = True

    def and_also(self, other: Policy) -> Policy:
        """The stricter of both in every rule."""
        stricter = {
            field.name: min(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)
        }
        return replace(self, **stricter)


TEEN = Policy(
    may_invite=False,
    daily_videos=5,
    personalised_feed=False,
    continuous_scroll=False,
    direct_messages=False,
    public_posts=False,
    mature_content=False,
)
NOTHING = Policy(
    may_sign_in=False,
    may_create=False,
    may_invite=False,
    daily_videos=0,
    personalised_feed=False,
    continuous_scroll=False,
    direct_messages=False,
    comments=False,
    public_posts=False,
    unlisted_posts=False,
    cameo=False,
    cameo_by_others=False,
    mature_content=False,
)


def deployment() -> Policy:
    """What this deployment allows anybody."""
    return Policy(daily_videos=settings.DAILY_VIDEOS)


def merge(*layers: Policy | None) -> Policy:
    """All layers together, the strictest rule of each; order does not loosen anything."""
    merged = Policy(daily_videos=10**9)
    for layer in layers:
        if layer is not None:
            merged = merged.and_also(layer)
    return merged


def policy_for(
    person: Person, *, today: date | None = None, guardian: Policy | None = None, own: Policy | None = None
) -> Policy:
    """The policy in force for `person`; under 13, deactivated or of unknown age may create nothing."""
    if not person.is_active:
        return NOTHING
    age = person.age(today or clock.today())
    if age is None:
        return deployment() if person.is_staff else replace(NOTHING, may_sign_in=True)
    if age < MINIMUM_AGE:
        return NOTHING
    return merge(deployment(), own, TEEN if age < ADULT_AGE else None, guardian)
