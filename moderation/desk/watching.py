"""Watched words: what a person should look at, and topics that are stopped in an emergency."""

from __future__ import annotations

import re

from django.db.models import Q

from accounts import audit, clock
from accounts.models import Person

from .. import refusals
from ..models import About, Category
from ..text.normal import plain, undisguised
from . import cases, statements
from .models import Watch

SAYS = frozenset({"prompt", "caption", "comment", "message"})


def listen(text: str, person: Person, surface: str) -> None:
    """Refuse what is stopped; open a case about who says what is watched."""
    if surface in SAYS:
        statements.require_few_strikes(person)
    rows = Watch.objects.filter(Q(until=None) | Q(until__gt=clock.now()), on=True)
    hit = [row for row in rows if _holds(row, text)]
    if any(row.stop for row in hit):
        raise refusals.TopicStopped
    for row in hit:
        case, new = cases.opened(About.PROFILE, person.username, person, Category.OTHER, origin="words")
        if new:
            audit.record(None, "case.watched", case, topic=row.topic, surface=surface)


def _holds(row: Watch, text: str) -> bool:
    words = [re.escape(plain(line)) for line in row.words.splitlines() if plain(line)]
    if not words:
        return False
    found = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")
    return any(found.search(form) for form in {plain(text), undisguised(text)})
