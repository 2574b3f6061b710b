"""What other apps may ask about people. A gate that errors refuses."""

from __future__ import annotations

from . import clock, refusals
from .family.refusals import QuietHours
from .models import Block, Person
from .mydata.refusals import AccountLeaving
from .policy import MINIMUM_AGE, policy_for


def may_create(person: Person) -> None:
    """Raise a Refusal unless `person` may create: active, of known age, 13 or more, not switched off."""
    if not person.is_active:
        raise refusals.AccountClosed
    if person.leaving_at is not None:
        raise AccountLeaving
    age = person.age(clock.today())
    if age is None and not person.is_staff:
        raise refusals.BirthDateMissing
    if age is not None and age < MINIMUM_AGE:
        raise refusals.TooYoung
    policy = policy_for(person)
    if not policy.may_create:
        raise refusals.CreatingOff
    if not policy.open_now:
        raise QuietHours


def can_see(viewer: Person | None, owner: Person) -> bool:
    """Whether `viewer` (None: not signed in) may see anything of `owner`: no block lies between them."""
    if not owner.is_here:
        return viewer is not None and viewer.pk == owner.pk and owner.is_active
    if viewer is None or not viewer.is_authenticated or viewer.pk == owner.pk:
        return True
    pair = [viewer.pk, owner.pk]
    return not Block.objects.filter(blocker__in=pair, blocked__in=pair).exists()
