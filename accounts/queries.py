"""Reads about people."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from .family.closed import closed
from .models import Block, Follow, Invite, Person
from .policy import policy_for

INVITES_EACH = 4


def follower_ids(person: Person) -> set[int]:
    """Who follows `person`."""
    return set(Follow.objects.filter(followed=person).values_list("follower_id", flat=True))


def following_ids(person: Person) -> set[int]:
    """Whom `person` follows."""
    return set(Follow.objects.filter(follower=person).values_list("followed_id", flat=True))


def blocked_ids(person: Person) -> set[int]:
    """Everybody between whom and `person` a block lies, whoever made it."""
    made = Block.objects.filter(blocker=person).values_list("blocked_id", flat=True)
    received = Block.objects.filter(blocked=person).values_list("blocker_id", flat=True)
    return {*made, *received}


def is_following(follower: Person, followed: Person) -> bool:
    """Whether the one follows the other."""
    return Follow.objects.filter(follower=follower, followed=followed).exists()


def by_handle(handle: str, viewer: object) -> Person | None:
    """The person of that handle, if `viewer` may see them."""
    return Person.objects.visible_to(viewer).filter(username=handle.lower()).first()


def discoverable_to(viewer: Person | None) -> QuerySet[Person]:
    """Whom search and suggestions may show to `viewer`: the findable, and those who know each other."""
    people = Person.objects.visible_to(viewer)
    hidden = closed("discoverable").values("pk")
    if viewer is None or not viewer.is_authenticated:
        return people.exclude(pk__in=hidden)
    near = Q(pk=viewer.pk) | Q(follows_made__followed=viewer) | Q(follows_received__follower=viewer)
    family = Q(guardians__guardian=viewer, guardians__ended_at=None, guardians__confirmed_at__isnull=False)
    known = Person.objects.filter(near | family).values("pk")
    return people.filter(~Q(pk__in=hidden) | Q(pk__in=known))


def invites_of(person: Person) -> QuerySet[Invite]:
    """The person's codes with those who came, newest first."""
    return person.invites.prefetch_related("redemptions__person")


def invites_left(person: Person) -> int:
    """How many more codes the person may give; a code taken back before use counts as not given."""
    if not policy_for(person).may_invite:
        return 0
    given = (
        person.invites.filter(revoked_at=None).count()
        + person.invites.exclude(revoked_at=None).filter(used__gt=0).count()
    )
    return max(0, INVITES_EACH - given)
