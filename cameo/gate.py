"""What other apps ask about likeness: who is named, and did they agree. What errors is a no."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import structlog

from accounts import clock
from accounts.errors import Refusal
from accounts.gate import can_see
from accounts.models import Follow, Person
from accounts.policy import policy_for

from . import figures, refusals, restrictions
from .models import Access, Cameo, RequestState
from .restrictions import Chip

log = structlog.get_logger(__name__)
# An e-mail address or a word before the @ is no mention; a dot at the end belongs to the sentence.
_MENTION = re.compile(r"(?<![\w@.])@([A-Za-z0-9_.]{3,56})")
MOST = 3


def mentions(prompt: str) -> list[str]:
    """The handles named in a prompt, small letters, each once, in order."""
    found = (match.group(1).rstrip(".").lower() for match in _MENTION.finditer(prompt))
    return list(dict.fromkeys(found))


def fingerprint(words: str) -> str:
    """The same for the same words, however they are spaced and written."""
    return hashlib.sha256(" ".join(words.lower().split()).encode()).hexdigest()


def require_consent(handles: Iterable[str], person: Person, words: str = "") -> None:
    """Raise a Refusal unless everybody named agreed to be shown by `person`, in a scene of these words."""
    named = list(dict.fromkeys(handles))
    if len(named) > MOST:
        raise refusals.TooManyCameos
    for handle in named:
        try:
            _require(handle, person, words)
        except Refusal:
            raise
        except Exception as error:
            log.exception("consent.failed", handle=handle)
            raise refusals.ConsentUnavailable from error


def require_nobody_famous(words: str) -> None:
    """Raise a Refusal where `words` call a public figure by name; what errors is a no."""
    try:
        name = figures.named(words)
    except Exception as error:
        log.exception("figures.failed")
        raise refusals.ConsentUnavailable from error
    if name is not None:
        raise refusals.PublicFigure(name)


def _require(handle: str, person: Person, words: str) -> None:
    cameo = usable(handle)
    if cameo is None or not can_see(person, cameo.owner):
        raise refusals.ConsentMissing(handle)
    if cameo.owner_id == person.pk:
        return
    if not allows(cameo, person, cameo.access):
        raise refusals.ConsentMissing(handle)
    answer = restrictions.ask([Chip.of(chip) for chip in cameo.restrictions], words)
    if answer.broken is not None:
        raise refusals.RestrictionBroken(handle, answer.broken.what)
    if (cameo.approve_each or answer.doubtful is not None) and not approved(cameo, person, words):
        raise refusals.ApprovalNeeded(handle, words)


def usable(handle: str) -> Cameo | None:
    """The verified likeness of that handle, not revoked."""
    cameo = Cameo.objects.select_related("owner").filter(owner__username=handle, revoked_at=None).first()
    return cameo if cameo is not None and cameo.verified_at is not None else None


def allows(cameo: Cameo, person: Person, access: str) -> bool:
    """Whether the owner's setting lets `person` in; the owner's policy and the expiry are asked first."""
    if cameo.owner_id == person.pk:
        return True
    now = clock.now()
    if cameo.expires_at is not None and cameo.expires_at <= now:
        return False
    policy = policy_for(cameo.owner)
    if not policy.cameo_by_others:
        return False
    match Access(access):
        case Access.EVERYONE:
            return not cameo.owner.is_teen
        case Access.MUTUALS:
            pair = [cameo.owner_id, person.pk]
            mutual = Follow.objects.filter(follower__in=pair, followed__in=pair).count() == len(pair)
            return mutual and not cameo.owner.is_teen
        case Access.APPROVED:
            grant = cameo.grants.filter(person=person).first()
            return grant is not None and (grant.expires_at is None or grant.expires_at > now)
        case Access.ONLY_ME:
            return False


def approved(cameo: Cameo, person: Person, words: str) -> bool:
    """Whether the owner said yes to just these words by `person`."""
    asked = cameo.requests.filter(person=person, fingerprint=fingerprint(words))
    return asked.filter(state=RequestState.APPROVED).exists()


def looks(handle: str) -> dict[str, Any]:
    """The fields of the engine's appearance that make a figure look like this person; empty if unknown."""
    cameo = usable(handle)
    if cameo is None:
        return {}
    return {**cameo.likeness, **restrictions.wear([Chip.of(chip) for chip in cameo.restrictions])}


def may_sound_like(handle: str, person: Person) -> bool:
    """Whether `person` may give a figure this person's voice; face and voice are asked separately."""
    cameo = usable(handle)
    return cameo is not None and can_see(person, cameo.owner) and allows(cameo, person, cameo.voice_access)


def may_copy_voice(handle: str, person: Person) -> bool:
    """Whether a trained voice may speak as this person in a video of `person`: more than a tint."""
    cameo = usable(handle)
    return cameo is not None and cameo.voice_copy and may_sound_like(handle, person)


def voice(handle: str) -> dict[str, Any]:
    """What was measured of the voice: `voice` "low", "mid" or "high", `pitch_hz`."""
    cameo = usable(handle)
    return dict(cameo.voice) if cameo is not None else {}
