"""Telling somebody something, once, and only what they may see and want to hear."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from .. import clock, gate, live
from ..models import Person
from ..push import asking as push
from .kinds import ALWAYS, kind
from .models import Notice, NoticeSettings

EVENT = "notice.event"
WORDS = 200


def tell(
    person: Person,
    name: str,
    *,
    actor: Person | None = None,
    about: str = "",
    words: str = "",
    url: str = "",
) -> None:
    """Tell `person` of a kind `name`; not of oneself, of somebody behind a block, or what they switched off.

    What is like one that is not seen yet joins it: the same actor again changes nothing but the time.
    """
    if actor is not None and (actor.pk == person.pk or not gate.can_see(person, actor)):
        return
    if not person.is_here or _is_off(person, kind(name).group):
        return
    new = {"actor": actor, "words": words[:WORDS], "url": url[:WORDS], "at": clock.now()}
    key = {"person": person, "kind": name, "about": about[:64], "seen_at": None}
    old = Notice.objects.filter(**key)
    more = old.exclude(actor=actor).update(others=F("others") + 1, **new) if actor is not None else 0
    if not more and not old.update(**new):
        try:
            with transaction.atomic():
                Notice.objects.create(**key, **new)
        except IntegrityError:
            old.update(**new)  # somebody else was faster by a moment
    transaction.on_commit(lambda: _told(person))


def _told(person: Person) -> None:
    ring(person)
    push.ask(person)


def untell(person: Person, name: str, *, actor: Person, about: str = "") -> None:
    """Take back what was not seen yet: the like that is gone again. One that others joined stays."""
    mine = Notice.objects.filter(person=person, kind=name, about=about[:64], actor=actor, seen_at=None)
    if mine.filter(others=0).delete()[0]:
        transaction.on_commit(lambda: ring(person))


def _is_off(person: Person, group: str) -> bool:
    if group == ALWAYS:
        return False
    row = NoticeSettings.objects.filter(person=person).values_list("off", flat=True).first()
    return group in (row or ())


def see(person: Person, about: str | None = None) -> None:
    """All of them, or those about one thing, are seen now."""
    rows = Notice.objects.filter(person=person, seen_at=None)
    if (rows if about is None else rows.filter(about=about)).update(seen_at=clock.now()):
        ring(person)


def group_of(person_pk: int) -> str:
    """The group in which somebody's own sockets are."""
    return f"notices.{person_pk}"


def ring(person: Person) -> None:
    """Let the open pages of somebody ask again; a lost ring is no harm: the next page counts anew."""
    live.send(group_of(person.pk), {"type": EVENT})
