"""What other apps ask about likeness: who is named, and did they agree. What errors is a no."""

from __future__ import annotations

import re

import structlog

from accounts.errors import Refusal
from accounts.gate import can_see
from accounts.models import Follow, Person
from accounts.policy import policy_for

from . import refusals
from .models import Access, Cameo

log = structlog.get_logger(__name__)
# An e-mail address or a word before the @ is no mention; a dot at the end belongs to the sentence.
_MENTION = re.compile(r"(?<![\w@.])@([A-Za-z0-9_.]{3,30})")
MOST = 3


def mentions(prompt: str) -> list[str]:
    """The handles named in a prompt, small letters, each once, in order."""
    found = (match.group(1).rstrip(".").lower() for match in _MENTION.finditer(prompt))
    return list(dict.fromkeys(found))


def require_consent(handles: list[str], person: Person) -> None:
    """Raise a Refusal unless everybody named agreed to be shown in videos by `person`."""
    if len(handles) > MOST:
        raise refusals.TooManyCameos
    for handle in handles:
        try:
            agreed = _agreed(handle, person)
        except Refusal:
            raise
        except Exception as error:
            log.exception("consent.failed", handle=handle)
            raise refusals.ConsentUnavailable from error
        if not agreed:
            raise refusals.ConsentMissing(handle)


def _agreed(handle: str, person: Person) -> bool:
    cameo = Cameo.objects.select_related("owner").filter(owner__username=handle, revoked_at=None).first()
    if cameo is None or cameo.verified_at is None or not can_see(person, cameo.owner):
        return False
    if cameo.owner_id == person.pk:
        return True
    if not policy_for(cameo.owner).cameo_by_others:
        return False
    match Access(cameo.access):
        case Access.EVERYONE:
            return True
        case Access.MUTUALS:
            pair = [cameo.owner_id, person.pk]
            return Follow.objects.filter(follower__in=pair, followed__in=pair).count() == len(pair)
        case Access.APPROVED:
            return cameo.grants.filter(person=person).exists()
        case Access.ONLY_ME:
            return False
