"""The kinds of data that this app keeps about a person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.mydata import kinds
from accounts.mydata.kinds import Kind

from . import actions, characters
from .models import Cameo, Challenge, Character, Grant, Part, Recording, UseRequest


def _end(person: Person) -> None:
    """Take the likeness back from every video, then delete it with its recordings."""
    if Cameo.objects.filter(owner=person).exists():
        actions.delete(person)
    _forget_recordings(person)


def _forget_cameo(person: Person) -> int:
    if not Cameo.objects.filter(owner=person).exists():
        return _forget_recordings(person)
    actions.delete(person)
    return 1


def _forget_recordings(person: Person) -> int:
    from . import vault

    rows = Recording.objects.filter(person=person)
    on_the_way = Part.objects.filter(challenge__person=person).values_list("file", flat=True)
    vault.remove([*(row.file for row in rows if row.file), *on_the_way])
    count = rows.delete()[0]
    Challenge.objects.filter(person=person).delete()
    return count


def _forget_characters(person: Person) -> int:
    ids = list(Character.objects.filter(owner=person).values_list("public_id", flat=True))
    for public_id in ids:
        characters.delete(person, public_id)
    return len(ids)


def _end_characters(person: Person) -> None:
    _forget_characters(person)


def _no_files(_person: Person) -> Iterable[tuple[str, Path]]:
    """Recordings are sealed and stay so: what was measured is in the rows."""
    return ()


def register() -> None:
    """Tell them."""
    kinds.register(
        Kind("cameo", _("Your cameo"), _("To put you into videos on your terms."),
             lambda p: Cameo.objects.filter(owner=p), "created_at", frozenset({"reference"}),
             files=_no_files, forget=_forget_cameo, before_end=_end, page="cameo"),
        Kind("recordings", _("Recordings of your cameo"),
             _("To check that it is you, and to copy your voice if you let it; sealed, gone with the cameo."),
             lambda p: Recording.objects.filter(person=p), "made_at", frozenset({"file"})),
        Kind("challenges", _("What you were asked to say"), _("To check that a recording is new."),
             lambda p: Challenge.objects.filter(person=p), "made_at", frozenset({"digits"})),
        Kind("characters", _("Your pets and things"), _("To put them into videos on your terms."),
             lambda p: Character.objects.filter(owner=p), "created_at", frozenset({"cutout", "frames"}),
             forget=_forget_characters, before_end=_end_characters, page="characters"),
        Kind("grants", _("Who may use a likeness"), _("Asked each time a video is made or shown."),
             lambda p: Grant.objects.filter(Q(person=p) | Q(cameo__owner=p)), "at"),
        Kind("requests", _("Requests to use a likeness"), _("So that they can be answered."),
             lambda p: UseRequest.objects.filter(Q(person=p) | Q(cameo__owner=p)), "asked_at"),
    )  # fmt: skip
