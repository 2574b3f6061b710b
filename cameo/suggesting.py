"""Who may be named in a prompt by somebody, as they type: people who agreed, and characters."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Person

from . import gate
from .characters import usable_by, visible_to
from .models import Cameo, CharacterState

LOOKED, SHOWN = 60, 8


@dataclass(frozen=True, slots=True)
class Named:
    """`mention` is what stands in the prompt, `name` who that is, `kind` "cameo" or "character"."""

    mention: str
    name: str
    kind: str

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return asdict(self)


def suggestions(person: Person, begun: str) -> list[Named]:
    """Those whom `person` may use whose handle or name begins so (without the @); nobody else, ever."""
    begun = begun.lower()[:60]
    found = [*_own(person, begun), *_characters(person, begun), *_people(person, begun)]
    return found[:SHOWN]


def _own(person: Person, begun: str) -> list[Named]:
    mine = person.username.startswith(begun) and gate.usable(person.username) is not None
    return [Named(f"@{person.username}", person.name, "cameo")] if mine else []


def _people(person: Person, begun: str) -> list[Named]:
    """Other people's cameos; each is asked of the gate, as admission will."""
    rows = Cameo.objects.filter(
        Q(owner__username__startswith=begun) | Q(owner__display_name__istartswith=begun),
        owner__in=Person.objects.visible_to(person),
        revoked_at=None,
        verified_at__isnull=False,
    )
    rows = rows.exclude(owner=person).select_related("owner").order_by("owner__username")
    return [
        Named(f"@{row.owner.username}", row.owner.name, "cameo")
        for row in rows[:LOOKED]
        if gate.allows(row, person, row.access)
    ]


def _characters(person: Person, begun: str) -> list[Named]:
    owner, dot, own = begun.partition(".")
    asked = Q(handle__startswith=begun) | Q(name__istartswith=begun) | Q(owner__username__startswith=begun)
    if dot:
        asked = Q(owner__username=owner, handle__startswith=own)
    rows = visible_to(person).filter(asked, state=CharacterState.READY).order_by("handle")
    return [
        Named(row.mention(person), row.name, "character") for row in rows[:LOOKED] if usable_by(person, row)
    ]
