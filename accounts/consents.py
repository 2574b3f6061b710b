"""Consents: what somebody agreed to, in which version of the text, when, and when they took it back.

A text that changes what is done gets a higher number: a yes to an older one no longer holds, and the
person is asked again. The texts of all versions are kept here.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import audit, clock
from .models import Consent, Person

# subject -> texts, oldest first; the last one is in force and its place is its number
TEXTS: dict[str, tuple[Promise, ...]] = {
    "account": (
        _(
            "What you make and do here is kept to run this place for you: My data lists all of it, what "
            "for, and how long. Nothing is sold or given to advertisers, and no page loads anything from "
            "elsewhere."
        ),
    ),
    "chats": (
        _(
            "Your export is read once by this server and then deleted. Only a short list of topics is "
            "kept, which you can read, change and delete. It ranks your feed and nothing else, nobody else"
            " sees it, and you can switch it off at any time. Health, faith, politics, origin and love are"
            " left out."
        ),
    ),
    "cameo": (
        _(
            "Your recording is used to check that it is you and to measure how you look and sound. It is "
            "kept sealed, never shown to others, and deleted with your cameo, which you can take back at "
            "any time."
        ),
    ),
}


def version(subject: str) -> int:
    """The number of the text in force."""
    return len(TEXTS[subject])


def text(subject: str) -> Promise:
    """The text in force."""
    return TEXTS[subject][-1]


def holds(person: Person, subject: str) -> bool:
    """Whether `person` agreed to the text in force and did not take it back."""
    rows = Consent.objects.filter(person=person, subject=subject, withdrawn_at=None)
    return rows.filter(version=version(subject)).exists()


def due(person: Person) -> list[str]:
    """Subjects of which `person` agreed to an older text, and has not answered the one in force."""
    changed = [subject for subject in TEXTS if version(subject) > 1]
    if not changed:
        return []
    rows = Consent.objects.filter(person=person, subject__in=changed, withdrawn_at=None)
    newest: dict[str, int] = {}
    for subject, number in rows.values_list("subject", "version"):
        newest[subject] = max(number, newest.get(subject, 0))
    return [subject for subject in changed if 0 < newest.get(subject, 0) < version(subject)]


@transaction.atomic
def give(person: Person, subject: str) -> None:
    """Agree to the text in force; twice is once."""
    if holds(person, subject):
        return
    Consent.objects.create(person=person, subject=subject, version=version(subject))
    audit.record(person, "consent.given", person, subject=subject, version=version(subject))


@transaction.atomic
def withdraw(person: Person, subject: str) -> None:
    """Take it back."""
    rows = Consent.objects.filter(person=person, subject=subject, withdrawn_at=None)
    if rows.update(withdrawn_at=clock.now()):
        audit.record(person, "consent.withdrawn", person, subject=subject)
