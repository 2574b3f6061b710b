"""The only writers of consent; each act is a row of the audit log, which is its owner's ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit, clock
from accounts.gate import can_see
from accounts.models import Person

from . import gate, refusals, restrictions
from .models import Access, Cameo, Grant, Part, RequestState, UseRequest
from .signals import consent_revoked, use_asked, use_decided

TEEN_ACCESS = {Access.ONLY_ME, Access.APPROVED}


@transaction.atomic
def set_terms(
    person: Person,
    *,
    access: str,
    voice_access: str,
    approve_each: bool,
    expires_at: datetime | None,
    restrictions_text: str,
    ends_shown: bool = False,
    voice_copy: bool = False,
) -> Cameo:
    """Say who may use one's face and voice, how long, and under which rules; what narrows holds at once."""
    cameo = own(person)
    if person.is_teen and not {access, voice_access} <= TEEN_ACCESS:
        raise refusals.AccessNotForTeens
    rules = restrictions.read(restrictions_text)
    before = cameo.access
    cameo.access, cameo.voice_access, cameo.expires_at = access, voice_access, expires_at
    cameo.ends_shown, cameo.voice_copy = ends_shown, voice_copy
    cameo.approve_each = approve_each or bool(rules.unread)
    cameo.restrictions_text = restrictions_text[: restrictions.LONGEST]
    cameo.restrictions = [chip.as_json() for chip in rules.chips]
    cameo.save()
    audit.record(
        person,
        "cameo.terms",
        cameo,
        face=access,
        voice=voice_access,
        voice_copied=voice_copy,
        each=cameo.approve_each,
        until=expires_at.isoformat() if expires_at else None,
        then_gone=ends_shown,
        rules=cameo.restrictions_text,
        before=before,
    )
    return cameo


def own(person: Person) -> Cameo:
    """The person's verified cameo; `NoCameo` without one."""
    cameo = gate.usable(person.username)
    if cameo is None:
        raise refusals.NoCameo
    return cameo


@transaction.atomic
def set_looks(cameo: Cameo, looks: dict[str, Any]) -> None:
    """What the owner says of their looks holds over what was measured."""
    cameo.likeness = {**cameo.likeness, **looks}
    cameo.save(update_fields=["likeness"])
    audit.record(cameo.owner, "cameo.looks", cameo)


@transaction.atomic
def grant(person: Person, friend: Person, *, until: datetime | None = None) -> Grant:
    """Let `friend` use one's cameo; again changes until when."""
    cameo = own(person)
    if person.pk == friend.pk or not can_see(person, friend):
        raise refusals.NothingToAsk
    row, _created = Grant.objects.update_or_create(
        cameo=cameo, person=friend, defaults={"expires_at": until, "at": clock.now()}
    )
    audit.record(
        person, "cameo.granted", cameo, to=friend.username, until=until.isoformat() if until else None
    )
    return row


@transaction.atomic
def withdraw(person: Person, friend: Person) -> None:
    """Take it back from one person: their videos that show one go, too."""
    cameo = Cameo.objects.filter(owner=person).first()
    if cameo is None:
        raise refusals.NoCameo
    Grant.objects.filter(cameo=cameo, person=friend).delete()
    UseRequest.objects.filter(cameo=cameo, person=friend).exclude(state=RequestState.DECLINED).update(
        state=RequestState.DECLINED, decided_at=clock.now()
    )
    audit.record(person, "cameo.withdrawn", cameo, to=friend.username)
    handle, number = person.username, friend.pk
    transaction.on_commit(lambda: consent_revoked.send(Cameo, handle=handle, person_id=number))


@transaction.atomic
def revoke(cameo: Cameo, actor: Person | None) -> bool:
    """Take back all consent to a likeness at once; tells whether this call did it."""
    if not Cameo.objects.filter(pk=cameo.pk, revoked_at=None).update(revoked_at=clock.now()):
        return False
    cameo.requests.filter(state=RequestState.PENDING).update(
        state=RequestState.DECLINED, decided_at=clock.now()
    )
    audit.record(actor, "cameo.revoked", cameo)
    handle = cameo.owner.username
    transaction.on_commit(lambda: consent_revoked.send(Cameo, handle=handle, person_id=None))
    return True


@transaction.atomic
def ask(person: Person, handle: str, words: str) -> UseRequest:
    """Ask somebody to be shown in just these words; asking again for the same is the same request."""
    cameo = gate.usable(handle)
    if cameo is None or not can_see(person, cameo.owner) or cameo.owner_id == person.pk:
        raise refusals.NothingToAsk
    if not gate.allows(cameo, person, cameo.access):
        raise refusals.ConsentMissing(handle)
    row, created = UseRequest.objects.get_or_create(
        cameo=cameo, person=person, fingerprint=gate.fingerprint(words), defaults={"words": words}
    )
    if created:
        audit.record(person, "cameo.asked", cameo, words=words[:300])
        transaction.on_commit(lambda: use_asked.send(UseRequest, request=row))
    return row


@transaction.atomic
def decide(person: Person, number: int, *, yes: bool) -> UseRequest:
    """Answer a request for one's own cameo; a yes may be taken back later, a no may become a yes."""
    row = UseRequest.objects.select_related("cameo", "person").filter(pk=number, cameo__owner=person).first()
    if row is None:
        raise refusals.RequestNotFound
    row.state = RequestState.APPROVED if yes else RequestState.DECLINED
    row.decided_at = clock.now()
    row.save(update_fields=["state", "decided_at"])
    audit.record(
        person,
        "cameo.approved" if yes else "cameo.declined",
        row.cameo,
        to=row.person.username,
        words=row.words[:300],
    )
    transaction.on_commit(lambda: use_decided.send(UseRequest, request=row))
    return row


def noted(cameo_owner: Person, actor: Person, verb: str, **detail: Any) -> None:
    """A use or a removal, told by the app that knows videos, in the owner's ledger."""
    cameo = Cameo.objects.filter(owner=cameo_owner).first()
    if cameo is not None:
        audit.record(actor, f"cameo.{verb}", cameo, **detail)


@transaction.atomic
def delete(person: Person) -> None:
    """Delete the cameo with its recordings and all that was measured; the account stays."""
    from . import vault

    cameo = Cameo.objects.filter(owner=person).first()
    if cameo is None:
        raise refusals.NoCameo
    revoke(cameo, person)
    files = [cameo.reference, *(row.file for row in person.recordings.all())]
    files += Part.objects.filter(challenge__person=person).values_list("file", flat=True)
    person.recordings.all().delete()
    person.challenges.all().delete()
    audit.record(person, "cameo.deleted", person)
    cameo.delete()
    transaction.on_commit(lambda: vault.remove(files))
