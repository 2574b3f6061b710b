"""Accepting the terms of weights, before anything is made with them. Other words need another acceptance."""

from __future__ import annotations

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person

from ..engines import catalog
from ..engines.diffusion.manifest import Source
from ..refusals import OnlyStaff, WeightsUnknown
from .models import LicenceAcceptance


def is_accepted(name: str, weights: Source) -> bool:
    """Whether staff accepted just these terms of just these weights, or of this voice."""
    return any(list(row.duties) == list(weights.licence.duties) for row in _rows(name, weights))


def may_speak(name: str) -> bool:
    """Whether a neural voice may be used: its terms were accepted. A voice that is unknown says so itself."""
    voice = catalog.voices().get(name)
    return voice is None or is_accepted(name, voice)


def _rows(name: str, weights: Source) -> list[LicenceAcceptance]:
    found = LicenceAcceptance.objects.filter(
        weights=name,
        source=weights.source,
        revision=weights.revision,
        licence=weights.licence.name,
        withdrawn_at=None,
    )
    return list(found)


@transaction.atomic
def accept(name: str, person: Person) -> LicenceAcceptance:
    """Accept the terms of weights; staff only."""
    weights = _known(name, person)
    if is_accepted(name, weights):
        return _rows(name, weights)[0]
    withdraw(name, person)
    row = LicenceAcceptance.objects.create(
        weights=name,
        source=weights.source,
        revision=weights.revision,
        licence=weights.licence.name,
        duties=list(weights.licence.duties),
        accepted_by=person,
    )
    audit.record(person, "licence.accepted", row)
    return row


@transaction.atomic
def withdraw(name: str, person: Person) -> int:
    """Let weights rest; what is in the queue goes to the other engine. Answers how many acceptances ended."""
    _known(name, person)
    rows = LicenceAcceptance.objects.filter(weights=name, withdrawn_at=None)
    for row in rows:
        audit.record(person, "licence.withdrawn", row)
    return rows.update(withdrawn_at=clock.now())


def _known(name: str, person: Person) -> Source:
    if not (person.is_active and person.is_staff):
        raise OnlyStaff
    try:
        return catalog.licensed()[name]
    except KeyError:
        raise WeightsUnknown from None
