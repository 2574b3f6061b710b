"""Which characters there are for somebody."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from accounts.gate import can_see
from accounts.models import Follow, Person
from accounts.policy import policy_for

from ..models import Access, Character, CharacterState
from . import refusals


def visible_to(person: Person) -> QuerySet[Character]:
    """A person's own characters, whatever became of them, and those that others let them use."""
    follows = Follow.objects.filter(follower=person).values("followed")
    mutual = Follow.objects.filter(followed=person, follower__in=follows).values("follower")
    shared = Q(access=Access.EVERYONE) | Q(access=Access.MUTUALS, owner__in=mutual)
    others = Q(state=CharacterState.READY, owner__in=Person.objects.visible_to(person)) & shared
    return Character.objects.select_related("owner").filter(Q(owner=person) | others)


def usable_by(person: Person, character: Character) -> bool:
    """Whether `person` may put a character into a video now; the owner's policy and blocks are asked."""
    owner = character.owner
    if character.state != CharacterState.READY or not character.cutout:
        return False
    if owner.pk == person.pk:
        return True
    if not can_see(person, owner) or owner.is_teen or not policy_for(owner).cameo_by_others:
        return False
    match Access(character.access):
        case Access.EVERYONE:
            return True
        case Access.MUTUALS:
            pair = [owner.pk, person.pk]
            return Follow.objects.filter(follower__in=pair, followed__in=pair).count() == len(pair)
        case Access.APPROVED | Access.ONLY_ME:
            return False


def by_ids(ids: Sequence[str], person: Person) -> list[Character]:
    """The characters of these ids in their order; refuses one that is not there, not shared, or not ready."""
    rows = {row.public_id: row for row in Character.objects.select_related("owner").filter(public_id__in=ids)}
    found = []
    for public_id in dict.fromkeys(ids):
        row = rows.get(public_id)
        if row is not None and row.owner_id == person.pk and row.state == CharacterState.UNCERTAIN:
            raise refusals.CharacterWaiting
        if row is None or not usable_by(person, row):
            raise refusals.CharacterMissing
        found.append(row)
    return found


def picture(character: Character) -> bytes:
    """Its cut-out as a PNG; `vault.Unreadable` when it is not there."""
    from .. import vault

    return vault.open_sealed(character.cutout)
