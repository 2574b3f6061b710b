"""The one Policy: what a person may do, merged from guardian over teen over person over deployment.

`policy_for` is the only place that looks at a person, at what they set and at
what their guardians set, each time it is asked: a switch holds from the next
question on. A merge can only ever make a rule stricter; the few defaults of
teens that a guardian may lift are left out of the teens' layer when there is a
guardian, whose own value then holds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.conf import settings

from . import clock
from .family import layers

if TYPE_CHECKING:
    from .family.models import FamilyLink, OwnRules
    from .models import Person

MINIMUM_AGE = 13
ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Policy:
    """What one person may do. Numbers are limits per day; switches say what is on.

    `at_once` bounds the videos that are being made at the same time, `pro_models` opens the models that are
    for the plan Pro. `open_now` is off in quiet hours: the feed rests and nothing is made.
    `strangers_follow` and `messages_from_strangers` are about people whom one does not follow oneself;
    `discoverable` is whether others come across the profile in search and suggestions. `pause_posts` and
    `pause_minutes` say after how much a card suggests to make something, `break_minutes` after how many
    minutes in one sitting the feed rests for a moment (1440: never). `zone` is on whose clocks a day begins:
    it is no rule, and no layer sets it.
    """

    may_sign_in: bool = True
    may_create: bool = True
    may_invite: bool = True
    daily_videos: int = 20
    at_once: int = 1000
    pro_models: bool = True
    daily_minutes: int = 1440
    open_now: bool = True
    new_followers: bool = True
    strangers_follow: bool = True
    discoverable: bool = True
    personalised_feed: bool = True
    chat_history: bool = True
    continuous_scroll: bool = True
    direct_messages: bool = True
    messages_from_strangers: bool = True
    comments: bool = True
    public_posts: bool = True
    unlisted_posts: bool = True
    cameo: bool = True
    cameo_by_others: bool = True
    mature_content: bool = True
    pause_posts: int = 30
    pause_minutes: int = 10
    break_minutes: int = 1440
    zone: str = ""

    def and_also(self, other: Policy) -> Policy:
        """The stricter of both in every rule."""
        stricter = {
            field.name: min(getattr(self, field.name), getattr(other, field.name)) for field in fields(self)
        }
        return replace(self, **stricter)


TEEN = Policy(
    may_invite=False,
    daily_videos=5,
    discoverable=False,
    personalised_feed=False,
    chat_history=False,
    continuous_scroll=False,
    messages_from_strangers=False,
    public_posts=False,
    mature_content=False,
    pause_posts=20,
    break_minutes=45,
)
# What a guardian may allow a teen although the defaults of teens say no.
GUARDIANS_DECIDE = ("personalised_feed", "continuous_scroll", "public_posts", "discoverable")
NOTHING = Policy(
    may_sign_in=False,
    may_create=False,
    may_invite=False,
    daily_videos=0,
    at_once=0,
    pro_models=False,
    daily_minutes=0,
    open_now=False,
    new_followers=False,
    strangers_follow=False,
    discoverable=False,
    personalised_feed=False,
    chat_history=False,
    continuous_scroll=False,
    direct_messages=False,
    messages_from_strangers=False,
    comments=False,
    public_posts=False,
    unlisted_posts=False,
    cameo=False,
    cameo_by_others=False,
    mature_content=False,
)


FREE = Policy(daily_videos=10**9, pause_posts=10**9, pause_minutes=10**9)


def deployment(person: Person) -> Policy:
    """What this deployment allows people of that plan; staff have the larger one."""
    if person.is_staff or person.plan == "pro":
        return Policy(
            daily_videos=max(settings.PRO_DAILY_VIDEOS, settings.DAILY_VIDEOS), at_once=settings.PRO_AT_ONCE
        )
    return Policy(
        daily_videos=settings.DAILY_VIDEOS, at_once=settings.AT_ONCE, pro_models=settings.PRO_MODELS_FOR_ALL
    )


def merge(*layers: Policy) -> Policy:
    """All layers together, the strictest rule of each; order does not loosen anything."""
    return reduce(Policy.and_also, layers, FREE)


def teens(guardians: bool) -> Policy:  # noqa: FBT001 (the one question)
    """What holds for everybody under 18; with a guardian, without what the guardian decides."""
    decided: dict[str, Any] = dict.fromkeys(GUARDIANS_DECIDE, True)
    return replace(TEEN, **decided) if guardians else TEEN


def night(own: OwnRules | None, links: list[FamilyLink], now: datetime) -> Policy:
    """The nights of teens, on their clocks; not where every guardian set quiet hours of their own."""
    if links and all(link.quiet_from is not None for link in links):
        return FREE
    zone = layers.zone_of(own, links)
    return replace(FREE, open_now=not layers.is_between(*settings.TEEN_NIGHT, zone, now))


def may_sign_in(person: Person, *, today: date | None = None) -> bool:
    """Whether pages, sockets and programs know `person` at all: not deactivated, not under 13."""
    age = person.age(today or clock.today())
    return person.is_active and (age is None or age >= MINIMUM_AGE)


def policy_for(person: Person, *, today: date | None = None) -> Policy:
    """The policy in force for `person`; under 13, deactivated or of unknown age may create nothing."""
    if not may_sign_in(person, today=today):
        return NOTHING
    age = person.age(today or clock.today())
    if age is None:
        return deployment(person) if person.is_staff else replace(NOTHING, may_sign_in=True)
    now, own = clock.now(), layers.own_of(person)
    links: list[FamilyLink] = []
    found = [deployment(person)] + ([layers.layer(own, FREE, now)] if own else [])
    if age < ADULT_AGE:
        links = layers.guardians_of(person)
        found += [teens(bool(links)), night(own, links, now)]
        found += [layers.layer(link, FREE, now) for link in links]
    return replace(merge(*found), zone=layers.zone_of(own, links))
