"""Accounts, follows and posts of the sample world; what exists already is left as it is."""

from __future__ import annotations

import secrets
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import actions, clock
from accounts.models import Person, Redemption
from feed import actions as feed_actions
from feed.models import Post
from generation import actions as video_actions
from generation.admission import Brief
from generation.models import Video
from generation.states import ParentKind, Status

from .cast import FILMS, RESIDENTS, Film, Resident

LABEL = "sample world"


class HandleTakenError(Exception):
    """A handle of the sample world belongs to somebody else."""


def settle() -> dict[str, str]:
    """Make the people that are missing; handle → password of the new ones. `HandleTakenError`."""
    known = set(
        Redemption.objects.filter(invite__batch__label=LABEL).values_list("person__username", flat=True)
    )
    wanted = [resident for resident in RESIDENTS if resident.handle not in known]
    taken = Person.objects.filter(username__in=[resident.handle for resident in wanted])
    if taken:
        names = ", ".join(f"@{person.username}" for person in taken)
        raise HandleTakenError(names)
    with transaction.atomic():
        passwords = {resident.handle: _come_in(resident) for resident in wanted}
        people = {person.username: person for person in _people()}
        for resident in wanted:
            for other in resident.follows:
                actions.follow(people[resident.handle], people[other])
    return passwords


def _people() -> list[Person]:
    return list(Person.objects.filter(username__in=[resident.handle for resident in RESIDENTS]))


def _come_in(resident: Resident) -> str:
    """An account by invite; answers its password, which is stored nowhere else."""
    (invite,) = actions.mint_invites(label=LABEL)
    password = secrets.token_urlsafe(12)
    today = clock.today()
    person = Person.objects.create_user(
        resident.handle,
        password=password,
        email=f"{resident.handle}@example.org",
        birth_date=date(today.year - resident.age, 1, 15),
        display_name=resident.name,
        bio=resident.bio,
        language=resident.language,
        is_staff=resident.staff,
        is_superuser=resident.staff,
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    actions.redeem(invite.code, person)
    return password


def owner(film: Film) -> Person:
    """Who makes a film."""
    return Person.objects.get(username=film.maker)


def made(film: Film) -> Video | None:
    """The film's video that is ready or on its way, if there is one."""
    gone = (Status.FAILED, Status.CANCELED, Status.BLOCKED, Status.REMOVED)
    mine = Video.objects.filter(owner=owner(film), submission__startswith=_key(film), deleted_at=None)
    return mine.exclude(status__in=gone).first()


def _key(film: Film) -> str:
    return f"sample-{film.key}-"


def start(film: Film) -> Video:
    """Ask for a film, as its maker would; a `Refusal` says why it is not made."""
    parent = next((made(other) for other in FILMS if other.key == film.remix_of), None)
    brief = Brief(
        film.prompt,
        film.model,
        film.style,
        film.size,
        4,
        seed=film.seed,
        parent=parent,
        parent_kind=ParentKind.REMIX if parent else "",
        submission=_key(film) + secrets.token_hex(4),
    )
    return video_actions.create(owner(film), brief)[0]


def publish(film: Film, video: Video) -> Post:
    """Put a finished film into the feed, unless it was put there or taken back before."""
    existing = Post.objects.filter(video=video).first()
    return existing or feed_actions.publish(owner(film), video, caption=film.caption)
