"""Which characters words name, and whether somebody may use them.

`@rex` is one's own; `@alice.rex` is Alice's. A person of that handle always comes first, so that nobody's
consent can be slipped past by a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import structlog
from django.db.models import Q

from accounts.errors import Refusal
from accounts.models import Person

from .. import refusals as cameo_refusals
from ..models import Character, CharacterState
from . import refusals
from .queries import usable_by

log = structlog.get_logger(__name__)


def named(handles: Iterable[str], person: Person) -> dict[str, Character]:
    """The characters among handles, by handle, that are `person`'s or of others; no people."""
    wanted = list(dict.fromkeys(handles))
    if not wanted:
        return {}
    people = set(Person.objects.filter(username__in=wanted).values_list("username", flat=True))
    asked = Q(pk=None)
    for handle in wanted:
        owner, dot, own = handle.rpartition(".")
        asked |= Q(owner__username=owner, handle=own) if dot else Q(owner=person, handle=handle)
    rows = Character.objects.select_related("owner").filter(asked).exclude(state=CharacterState.DECLINED)
    found: dict[str, Character] = {}
    for row in rows:
        found[f"{row.owner.username}.{row.handle}"] = row
        if row.owner_id == person.pk:
            found[row.handle] = row
    return {handle: found[handle] for handle in wanted if handle in found and handle not in people}


def require(characters: Iterable[Character], person: Person) -> None:
    """Raise a Refusal unless `person` may use all of them now; what errors is a no."""
    for character in characters:
        try:
            usable = usable_by(person, character)
        except Refusal:
            raise
        except Exception as error:
            log.exception("character.consent_failed", character=character.pk)
            raise cameo_refusals.ConsentUnavailable from error
        if not usable and character.owner_id == person.pk and character.state == CharacterState.UNCERTAIN:
            raise refusals.CharacterWaiting
        if not usable:
            raise refusals.CharacterMissing


def worded(prompt: str, characters: Sequence[Character], person: Person) -> str:
    """The prompt in which the names of these characters are mentions; who is not named comes at the end."""
    missing = []
    for character in characters:
        mention = character.mention(person)
        if re.search(rf"(?<![\w@.]){re.escape(mention)}(?![\w])", prompt, re.IGNORECASE):
            continue
        name = re.compile(rf"(?<![\w@.])@?{re.escape(character.name)}(?!\w)", re.IGNORECASE)
        prompt, count = name.subn(mention, prompt)
        if not count:
            missing.append(mention)
    return (
        f"{prompt.rstrip()} {' '.join(f'{mention} is there.' for mention in missing)}" if missing else prompt
    )
