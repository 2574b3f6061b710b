"""Plans: Free for everybody, Pro given by staff or by whatever takes payments here.

Nothing here takes money. A deployment that wants to registers a `Checkout` in
its own app's `ready()`: pages then offer its address, and when it was paid it
calls `give`, which is the one writer of a plan, with an audit line and the
signal `accounts.signals.plan_changed`; when it ran out, it calls it again.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from . import audit, signals
from .models import Person, Plan

Checkout = Callable[[Person], str]  # the address at which this person can get Pro, or ""
_checkouts: list[Checkout] = []


def register_checkout(checkout: Checkout) -> None:
    """Offer a way to pay; the last one registered counts."""
    _checkouts.append(checkout)


def checkout_for(person: Person) -> str:
    """Where this person can get Pro; "" when nobody takes payments here, or they have it."""
    if not _checkouts or person.plan == Plan.PRO:
        return ""
    return _checkouts[-1](person)


@transaction.atomic
def give(person: Person, plan: str, *, by: Person | None, reason: str) -> bool:
    """Give somebody a plan; `by` is None for a payment. True when that changed anything."""
    if plan not in Plan.values:
        raise ValueError(f"There is no plan {plan!r}.")
    before = Person.objects.select_for_update().get(pk=person.pk).plan
    if before == plan:
        return False
    Person.objects.filter(pk=person.pk).update(plan=plan)
    person.plan = plan
    audit.record(by, "plan.changed", person, before=before, after=plan, reason=reason[:200])
    transaction.on_commit(
        lambda: signals.plan_changed.send_robust(Person, person=person, before=before, after=plan)
    )
    return True
