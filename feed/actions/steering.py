"""What a person asks of their feed: wishes, switches, mutes; each obeyed from the next page on."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts import audit, clock
from accounts.models import Person
from accounts.policy import policy_for

from .. import describing, lists, refusals
from ..chats import actions as chats
from ..models import Hidden, Mute, Post, Preference, Scope, Seen, Signal, SignalSwitch
from ..ranking.wishes import said

NOW_LASTS = timedelta(hours=6)
MOST_WISHES = 30


@transaction.atomic
def wish(person: Person, sentence: str) -> list[Preference]:
    """Add the wishes of a sentence, a row each; one on the same thing replaces the one before."""
    if not policy_for(person).personalised_feed:
        raise refusals.PersonalisationOff
    found = said(sentence)
    if not found:
        raise refusals.WishNotUnderstood
    kept = Preference.objects.filter(person=person, removed_at=None)
    if kept.exclude(phrase__in=[one.phrase for one in found]).count() + len(found) > MOST_WISHES:
        raise refusals.TooManyWishes
    made = []
    for one in found:
        kept.filter(phrase=one.phrase).update(removed_at=clock.now())
        row = Preference.objects.create(
            person=person,
            phrase=one.phrase,
            weight=one.weight,
            hide=one.hide,
            scope=Scope.NOW if one.now else Scope.ALWAYS,
            expires_at=clock.now() + NOW_LASTS if one.now else None,
            said=sentence[:300],
        )
        describing.describe_wish(row)
        made.append(row)
    audit.record(person, "feed.wished", person, wishes=len(made))
    lists.forget(person.pk)
    return made


@transaction.atomic
def change_wish(person: Person, pk: int, *, weight: float, hide: bool, now: bool) -> Preference:
    """Weigh a wish anew, or say how long it holds."""
    row = Preference.objects.filter(person=person, pk=pk, removed_at=None).first()
    if row is None:
        raise refusals.WishNotFound
    row.weight, row.hide = max(-2.0, min(2.0, weight)), hide
    row.scope = Scope.NOW if now else Scope.ALWAYS
    row.expires_at = clock.now() + NOW_LASTS if now else None
    row.save(update_fields=["weight", "hide", "scope", "expires_at"])
    lists.forget(person.pk)
    return row


@transaction.atomic
def take_back_wish(person: Person, pk: int) -> None:
    """No longer; it can be brought back."""
    if not Preference.objects.filter(person=person, pk=pk, removed_at=None).update(removed_at=clock.now()):
        raise refusals.WishNotFound
    lists.forget(person.pk)


@transaction.atomic
def bring_back_wish(person: Person, pk: int) -> None:
    """Undo of taking back."""
    row = Preference.objects.filter(person=person, pk=pk).exclude(removed_at=None).first()
    if row is None:
        raise refusals.WishNotFound
    Preference.objects.filter(person=person, phrase=row.phrase, removed_at=None).update(
        removed_at=clock.now()
    )
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    if row.vector is None:
        describing.describe_wish(row)
    lists.forget(person.pk)


@transaction.atomic
def switch_signal(person: Person, signal: str, *, on: bool) -> None:
    """Let the feed learn from a signal, or not; what was kept only for it goes when it is switched off."""
    if signal not in Signal.values:
        raise refusals.SignalUnknown
    if on:
        SignalSwitch.objects.filter(person=person, signal=signal).delete()
        if signal == Signal.CHATS:
            chats.describe(person)
        if signal == Signal.WISHES:
            describing.describe_again(person)
    else:
        SignalSwitch.objects.get_or_create(person=person, signal=signal)
        if signal == Signal.SEEN:
            Seen.objects.filter(person=person).delete()
        if signal == Signal.CHATS:
            chats.fade(person)
        if signal == Signal.WISHES:
            describing.fade(person)
    audit.record(person, "feed.signal", person, signal=signal, on=on)
    lists.forget(person.pk)


@transaction.atomic
def less_like_this(person: Person, post: Post) -> None:
    """Hide a post for good."""
    Hidden.objects.get_or_create(person=person, post=post)
    lists.forget(person.pk)


def unhide(person: Person, post: Post) -> None:
    """Undo of `less_like_this`."""
    Hidden.objects.filter(person=person, post=post).delete()
    lists.forget(person.pk)


@transaction.atomic
def mute(person: Person, muted: Person) -> None:
    """Come across nothing of `muted`, who is not told and may still be visited."""
    if person.pk == muted.pk:
        raise refusals.NotYourself
    Mute.objects.get_or_create(person=person, muted=muted)
    audit.record(person, "person.muted", muted)
    lists.forget(person.pk)


def unmute(person: Person, muted: Person) -> None:
    """No longer."""
    Mute.objects.filter(person=person, muted=muted).delete()
    lists.forget(person.pk)
