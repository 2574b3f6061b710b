"""From numbers to say to a verified cameo: challenge, upload, checks, and what follows from them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.urls import reverse

from accounts import audit, clock, consents
from accounts.models import Person
from accounts.notices.telling import tell
from accounts.policy import policy_for

from . import likeness, reference, refusals, vault, verification, watching
from .models import Cameo, Challenge, Part, Recording, RecordingState
from .verification import Result
from .watching import Watched

log = structlog.get_logger(__name__)
GOOD_FOR = timedelta(minutes=3)
TRIES_AN_HOUR = 6
NUMBERS, DIGITS_EACH = 3, 2
LARGEST = 40 * 1024 * 1024


@transaction.atomic
def challenge(person: Person) -> Challenge:
    """Fresh random numbers and turns; those asked before are no longer good."""
    if not policy_for(person).cameo:
        raise refusals.CameoOff
    recent = person.challenges.filter(made_at__gte=clock.now() - timedelta(hours=1), used_at__isnull=False)
    if recent.count() >= TRIES_AN_HOUR:
        raise refusals.TooManyRecordings
    _forget_open(person)
    chance = secrets.SystemRandom()
    digits = "".join(str(chance.randrange(10)) for _ in range(NUMBERS * DIGITS_EACH))
    turns = ["left", "right"]
    chance.shuffle(turns)
    return Challenge.objects.create(person=person, digits=digits, turns=turns)


def still_open(person: Person, number: int) -> None:
    """Raise `ChallengeOver` unless this challenge is the person's own, unused and in time."""
    fresh = clock.now() - GOOD_FOR
    if not Challenge.objects.filter(pk=number, person=person, used_at=None, made_at__gte=fresh).exists():
        raise refusals.ChallengeOver


def _forget_open(person: Person) -> None:
    """Challenges that were not answered, and what has come of their recordings."""
    rows = person.challenges.filter(used_at=None)
    names = list(Part.objects.filter(challenge__in=rows).values_list("file", flat=True))
    rows.delete()
    transaction.on_commit(lambda: vault.remove(names))


@transaction.atomic
def submit(person: Person, number: int, content: bytes) -> Recording:
    """Take a recording for the challenge it answers, once and in time; it is sealed before anything looks."""
    if len(content) > LARGEST:
        raise refusals.RecordingTooLarge
    if not policy_for(person).cameo:
        raise refusals.CameoOff
    fresh = clock.now() - GOOD_FOR
    mine = Challenge.objects.filter(pk=number, person=person, used_at=None, made_at__gte=fresh)
    if not mine.update(used_at=clock.now()):
        raise refusals.ChallengeOver
    consents.give(person, "cameo")
    made = Recording.objects.create(person=person, challenge_id=number, file=vault.seal(content))
    audit.record(person, "cameo.recorded", made)
    return made


def check(recording: Recording) -> Recording:
    """Watch a recording and decide; whatever goes wrong in here brings a person in, never a yes."""
    asked = recording.challenge
    try:
        seen = watching.watch(vault.open_sealed(recording.file))
        checks = verification.verify(seen, numbers=asked.digits, turns=list(asked.turns))
        checks += verification.as_before(seen, _earlier(recording))
        verdict = verification.overall(checks)
        measured = (likeness.looks(seen), likeness.voice(seen.sound))
    except refusals.RecordingUnreadable:
        return _settle(recording, Result.FAIL, [], ({}, {}))
    except Exception:
        log.exception("cameo.check_failed", recording=recording.pk)
        return _settle(recording, Result.UNCERTAIN, [], ({}, {}))
    return _settle(recording, verdict, [one.as_json() for one in checks], measured, seen)


def _earlier(recording: Recording) -> Watched | None:
    """The recording that the cameo of this account is of, watched; None where there is none."""
    passed = Recording.objects.filter(person=recording.person, state=RecordingState.PASSED).exclude(file="")
    row = passed.exclude(pk=recording.pk).first()
    return watching.watch(vault.open_sealed(row.file)) if row is not None else None


_STATES = {
    Result.PASS: RecordingState.PASSED,
    Result.FAIL: RecordingState.FAILED,
    Result.UNCERTAIN: RecordingState.UNCERTAIN,
}


@transaction.atomic
def _settle(
    recording: Recording,
    verdict: Result,
    checks: list[dict[str, Any]],
    measured: tuple[dict[str, Any], dict[str, Any]],
    seen: Watched | None = None,
) -> Recording:
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.CHECKING)
    if not waiting.update(state=_STATES[verdict], checks=checks, decided_at=clock.now()):
        return recording
    recording.refresh_from_db()
    audit.record(None, "cameo.checked", recording, verdict=verdict.value)
    if verdict is Result.PASS:
        admit(recording, measured, seen)
    elif verdict is Result.FAIL:
        _discard(recording)
    return recording


def admit(
    recording: Recording,
    measured: tuple[dict[str, Any], dict[str, Any]],
    seen: Watched | None = None,
) -> Cameo:
    """The likeness of a recording that passed is the person's cameo from now on."""
    looks, voice = measured
    now = clock.now()
    cameo, _created = Cameo.objects.get_or_create(owner=recording.person)
    cameo.likeness, cameo.voice = looks or cameo.likeness, voice or cameo.voice
    cameo.verified_at, cameo.revoked_at = now, None
    cameo.save()
    if seen is not None:
        reference.keep(cameo, seen)
    audit.record(recording.person, "cameo.verified", cameo)
    return cameo


@transaction.atomic
def decide(recording: Recording, staff: Person, *, yes: bool) -> None:
    """A person looked at an uncertain recording; what was measured comes from it anew."""
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.UNCERTAIN)
    if not waiting.update(
        state=RecordingState.PASSED if yes else RecordingState.FAILED, decided_at=clock.now()
    ):
        return
    recording.refresh_from_db()
    audit.record(staff, "cameo.decided", recording, yes=yes)
    tell(recording.person, "cameo_verified" if yes else "cameo_not_verified", url=reverse("cameo"))
    if not yes:
        _discard(recording)
        return
    seen = watching.watch(vault.open_sealed(recording.file))
    admit(recording, (likeness.looks(seen), likeness.voice(seen.sound)), seen)


def _discard(recording: Recording) -> None:
    """What did not pass is not kept; the checks are."""
    name = recording.file
    Recording.objects.filter(pk=recording.pk).update(file="")
    recording.file = ""
    transaction.on_commit(lambda: vault.remove([name]))
