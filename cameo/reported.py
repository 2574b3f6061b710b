"""Cameos as things that are reported: closed, and opened again, by the desk of moderation."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from accounts import audit
from accounts.models import Person
from moderation.desk.subjects import Look, Subject
from moderation.desk.subjects import register as register_subjects
from moderation.models import About
from moderation.refusals import NothingToDecide

from . import actions
from .models import Cameo


def register() -> None:
    """Tell the desk of cameos."""
    register_subjects(Subject(About.CAMEO, look, take_down, give_back))


def _cameo(target: str) -> Cameo:
    found = Cameo.objects.select_related("owner").filter(owner__username=target).first()
    if found is None:
        raise NothingToDecide
    return found


def look(target: str) -> Look:
    """Whose it is."""
    found = Cameo.objects.filter(owner__username=target).exists()
    return Look(reverse("profile", args=[target]), f"@{target}") if found else Look()


def take_down(staff: Person | None, target: str, reason: str) -> None:
    """Nobody puts it into videos any more; what shows it goes."""
    cameo = _cameo(target)
    if actions.revoke(cameo, staff):
        audit.record(staff, "cameo.taken_down", cameo, reason=reason)


@transaction.atomic
def give_back(staff: Person | None, target: str, reason: str) -> None:
    """It may be used again; videos that went are given back one by one."""
    cameo = _cameo(target)
    if Cameo.objects.filter(pk=cameo.pk).exclude(revoked_at=None).update(revoked_at=None):
        audit.record(staff, "cameo.given_back", cameo, reason=reason)
