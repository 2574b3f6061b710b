"""Giving, taking back and redeeming invites; the waiting list."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext as _

from .. import audit, clock, codes, refusals
from ..models import Invite, InviteBatch, Person, Redemption, WaitlistEntry
from ..queries import invites_left

WAITLIST_DAYS = 14


def find_invite(typed: str) -> Invite:
    """The open invite of that code; a Refusal says whether it is unknown, revoked, expired or used."""
    invite = Invite.objects.select_related("issuer", "batch").filter(code=codes.tidy(typed)).first()
    if invite is None:
        raise refusals.InviteUnknown
    if invite.revoked_at is not None:
        raise refusals.InviteRevoked
    if invite.expires_at is not None and invite.expires_at <= clock.now():
        raise refusals.InviteExpired
    if invite.used >= invite.cap:
        raise refusals.InviteUsed
    return invite


@transaction.atomic
def redeem(typed: str, person: Person) -> Invite:
    """Let `person`, who was just created, in: one use of the code, counted by compare-and-set."""
    invite = find_invite(typed)
    still_open = Q(revoked_at=None, used__lt=F("cap")) & (Q(expires_at=None) | Q(expires_at__gt=clock.now()))
    if not Invite.objects.filter(still_open, pk=invite.pk).update(used=F("used") + 1):
        raise refusals.InviteUsed
    Redemption.objects.create(invite=invite, person=person)
    Person.objects.filter(pk=person.pk).update(invited_by=invite.issuer)
    person.invited_by = invite.issuer
    audit.record(person, "invite.redeemed", invite, code=invite.code)
    return invite


@transaction.atomic
def give_invite(person: Person) -> Invite:
    """A new code from one of the person's own invites."""
    Person.objects.select_for_update().get(pk=person.pk)
    if invites_left(person) < 1:
        raise refusals.NoInvitesLeft
    invite = Invite.objects.create(issuer=person)
    audit.record(person, "invite.given", invite)
    return invite


@transaction.atomic
def mint_invites(
    *, count: int = 1, cap: int = 1, days: int | None = None, label: str = "", actor: Person | None = None
) -> list[Invite]:
    """A batch of codes from staff or the command line; `days` until they expire (None: never)."""
    expires = clock.now() + timedelta(days=days) if days else None
    batch = InviteBatch.objects.create(
        label=label or f"{clock.today():%Y-%m-%d}", count=count, cap=cap, expires_at=expires, created_by=actor
    )
    return mint_batch(batch, actor)


@transaction.atomic
def mint_batch(batch: InviteBatch, actor: Person | None) -> list[Invite]:
    """The codes of a batch that has none yet; calling it again makes no more."""
    missing = batch.count - batch.invites.count()
    invites = [
        Invite(batch=batch, cap=batch.cap, expires_at=batch.expires_at) for _n in range(max(0, missing))
    ]
    Invite.objects.bulk_create(invites)
    if invites:
        audit.record(actor, "invite.minted", batch, count=len(invites), cap=batch.cap)
    return list(batch.invites.order_by("pk"))


@transaction.atomic
def revoke_invite(invite: Invite, actor: Person | None, *, staff: bool = False) -> None:
    """Take a code back. People may take back their own unused ones, staff any."""
    mine = actor is not None and invite.issuer_id == actor.pk and invite.used == 0
    if not (mine or staff):
        raise refusals.NotYourInvite
    if Invite.objects.filter(pk=invite.pk, revoked_at=None).update(revoked_at=clock.now()):
        audit.record(actor, "invite.revoked", invite)


@transaction.atomic
def join_waitlist(email: str, note: str, language: str) -> WaitlistEntry:
    """Put somebody on the list; the same address twice is one entry."""
    entry, _created = WaitlistEntry.objects.get_or_create(
        email=email.lower(), defaults={"note": note, "language": language}
    )
    return entry


@transaction.atomic
def invite_from_waitlist(entry: WaitlistEntry, actor: Person | None) -> Invite:
    """Mint a code for somebody who waits and mail it to them; a second click sends the same code again."""
    entry = WaitlistEntry.objects.select_for_update().get(pk=entry.pk)
    invite = entry.invite
    if invite is None or not invite.is_open:
        (invite,) = mint_invites(days=WAITLIST_DAYS, label=f"waiting list: {entry.email}", actor=actor)
        entry.invite = invite
    entry.invited_at = clock.now()
    entry.save(update_fields=["invite", "invited_at"])
    audit.record(actor, "waitlist.invited", entry)
    transaction.on_commit(lambda: _mail_invite(entry, invite))
    return invite


def _mail_invite(entry: WaitlistEntry, invite: Invite) -> None:
    with translation.override(entry.language):
        send_mail(
            _("Your invite to Sora"),
            _(
                "Good news: there is a place for you.\n\nOpen this link to come in:\n%(link)s\n\n"
                "It is valid for %(days)d days."
            )
            % {"link": invite.link, "days": WAITLIST_DAYS},
            None,
            [entry.email],
        )
