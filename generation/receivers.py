"""What this app does when an app below tells news."""

from __future__ import annotations

from typing import Any

import structlog
from django.db.models import Q
from django.dispatch import receiver

from accounts.models import Person
from accounts.signals import person_blocked
from cameo.characters.queries import usable_by
from cameo.signals import character_withdrawn, consent_revoked

from . import starring
from .models import Casting, Video

log = structlog.get_logger(__name__)


@receiver(consent_revoked)
def take_down(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """Somebody took their consent back, from everybody or one person: what shows them goes."""
    handle, person = str(news["handle"]), news["person_id"]
    named = Q(prompt__icontains=f"@{handle}") | Q(appearances__person__username=handle)
    videos = Video.objects.filter(named).distinct()
    for video in videos if person is None else videos.filter(owner_id=person):
        if handle in starring.handles(video.prompt, video.screenplay):
            starring.withdraw(video, handle)


@receiver(person_blocked)
def part(sender: object, **news: Any) -> None:  # noqa: ARG001
    """Two who see nothing of each other any more are in no videos of each other, nor are their characters."""
    pair: tuple[Person, Person] = (news["blocker"], news["blocked"])
    for shown, maker in (pair, pair[::-1]):
        theirs = Video.objects.filter(owner=maker)
        for video in theirs.filter(appearances__person=shown, appearances__withdrawn_at=None).distinct():
            starring.withdraw(video, shown.username)
        for video in theirs.filter(castings__character__owner=shown).distinct():
            starring.end(video, f"@{shown.username} and @{maker.username} are parted")


@receiver(character_withdrawn)
def take_character_down(sender: object, **news: Any) -> None:  # noqa: ARG001
    """A character is gone or shared with fewer: what others made with it goes, its owner's videos stay."""
    rows = Casting.objects.filter(character_id=news["character_id"]).select_related(
        "character__owner", "video__owner"
    )
    for row in rows:
        video = row.video
        if video.owner_id == row.character.owner_id:
            continue
        if news["gone"] or not usable_by(video.owner, row.character):
            starring.end(video, f"the character {row.character.public_id} was taken back")
