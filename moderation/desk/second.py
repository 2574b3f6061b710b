"""A person looks at words that a program refused: asked for by whoever wrote them, answered once by staff.

The words of a refusal are not kept, so who asks writes them again. A yes holds for just these words, said
by this person in this place; nothing lifts the refusal of what puts minors next to sexual words.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import audit, clock
from accounts.models import Person
from accounts.notices.telling import tell

from .. import refusals
from ..models import Decision, SecondLook, Surface
from ..policies.terms import Category, Outcome

WORDS = frozenset({Surface.PROMPT, Surface.CAPTION, Surface.COMMENT, Surface.MESSAGE, Surface.NAME})
FILMS = frozenset({Surface.FRAME, Surface.SPEECH, Surface.FILM})
REFUSED, SHOWN_DAYS, SHOWN_MOST = "refused", 180, 50


def of_person(person: Person) -> QuerySet[Decision]:
    """What a program stopped of somebody's, the newest first."""
    since = clock.now() - timedelta(days=SHOWN_DAYS)
    held = Q(surface__in=FILMS) & ~Q(verdict__in=[Outcome.ALLOW, Outcome.ADULTS])
    rows = Decision.objects.filter(Q(verdict=REFUSED) | held, person=person, at__gte=since)
    return rows.select_related("second_look")


def may_ask(person: Person, row: Decision) -> bool:
    """Whether a person can look at it again, and was not asked to yet."""
    young = row.at >= clock.now() - timedelta(days=int(settings.APPEAL_DAYS))
    read = row.surface in WORDS and row.verdict == REFUSED and row.category not in {"", Category.MINORS}
    asked = SecondLook.objects.filter(decision=row).exists()
    return row.person_id == person.pk and young and read and not asked


@transaction.atomic
def ask(person: Person, row: Decision, words: str, why: str) -> SecondLook:
    """Ask for it, with the words as they were."""
    if not may_ask(person, row):
        raise refusals.NoAppeal
    if not words.strip():
        raise refusals.AppealEmpty
    made = SecondLook.objects.create(
        decision=row, person=person, words=words.strip(), why=why.strip()[:500], print=printed(words)
    )
    audit.record(person, "second_look.asked", made)
    return made


def waiting(staff: Person) -> QuerySet[SecondLook]:
    """Those that `staff` may answer, the oldest first."""
    return SecondLook.objects.filter(decided_at=None).exclude(person=staff).order_by("at")


@transaction.atomic
def answer(staff: Person, row: SecondLook, *, right: bool, words: str) -> None:
    """Say whether the words may be said; nobody decides about their own."""
    row = SecondLook.objects.select_for_update().select_related("person").get(pk=row.pk)
    if row.person_id == staff.pk:
        raise refusals.SamePerson
    if row.decided_at is not None:
        raise refusals.NotYourCase
    if not words.strip():
        raise refusals.NoReason
    row.right, row.answer, row.decided_at, row.decided_by = right, words.strip(), clock.now(), staff
    row.save()
    audit.record(staff, "second_look.answered", row, right=right)
    with translation.override(row.person.language):
        said = _("You were right: say it again, it is let through.") if right else _("It stays refused.")
    url = reverse("stopped", args=[row.decision_id])
    tell(row.person, "appeal_decided", about=f"second-{row.pk}", words=str(said), url=url)


def let_through(text: str, person: Person, surface: str) -> bool:
    """Whether a person said that just these words are fine, there, from this person."""
    rows = SecondLook.objects.filter(person=person, right=True, decision__surface=surface)
    return rows.filter(print=printed(text)).exists()


def printed(text: str) -> str:
    """The same for the same words, however they are spaced."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
