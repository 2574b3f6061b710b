"""Profiles as things that are reported, and the notices of the desk."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.models import Person
from accounts.notices.kinds import ALWAYS, Kind, plain
from accounts.notices.kinds import register as tell_kinds

from .. import refusals
from ..models import About
from .models import Case
from .subjects import Look, Subject
from .subjects import register as register_subjects


def register() -> None:
    """Tell them."""
    register_subjects(Subject(About.PROFILE, look, take_down, give_back))
    tell_kinds(
        Kind("decided", ALWAYS, "flag", plain(_("A decision about something of yours: %(words)s"))),
        Kind("appeal_decided", ALWAYS, "flag", plain(_("Your appeal was decided. %(words)s"))),
        Kind("report_answered", ALWAYS, "flag", plain(_("Your report was answered. %(words)s"))),
    )


def look(target: str) -> Look:
    """The words of a profile."""
    person = Person.objects.filter(username=target).first()
    if person is None:
        return Look()
    return Look(reverse("profile", args=[target]), f"{person.display_name}\n{person.bio}".strip())


def _person(target: str) -> Person:
    person = Person.objects.filter(username=target).first()
    if person is None:
        raise refusals.NothingToDecide
    return person


@transaction.atomic
def take_down(staff: Person | None, target: str, reason: str) -> None:
    """Clear the name and the words of a profile; they stay in the audit log, to be given back."""
    person = _person(target)
    audit.record(staff, "profile.cleared", person, name=person.display_name, bio=person.bio, reason=reason)
    Person.objects.filter(pk=person.pk).update(display_name="", bio="")


@transaction.atomic
def give_back(staff: Person | None, target: str, reason: str) -> None:
    """Put back what was cleared, where nothing was written since."""
    from accounts.models import AuditEvent

    person = _person(target)
    row = AuditEvent.objects.filter(verb="profile.cleared", target_id=str(person.pk)).first()
    if row is not None and not person.display_name and not person.bio:
        Person.objects.filter(pk=person.pk).update(
            display_name=row.detail.get("name", ""), bio=row.detail.get("bio", "")
        )
    audit.record(staff, "profile.given_back", person, reason=reason)


def history(person: Person) -> list[Case]:
    """What was decided about things of this person before, newest first."""
    return list(Case.objects.filter(subject=person).order_by("-opened_at")[:20])
