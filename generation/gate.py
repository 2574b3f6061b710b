"""What the apps above may ask about a video."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import Person

from . import ports
from .models import Video
from .states import Status


def can_watch(person: Person | AnonymousUser | None, video: Video) -> bool:
    """Whether the video's files may be served to `person`."""
    return Video.objects.filter(pk=video.pk, status=Status.COMPLETED).visible_to(person).exists()


def can_publish(person: Person, video: Video) -> bool:
    """Whether `person` may publish `video`: their own, released, without an open doubt."""
    mine = Video.objects.owned_by(person)
    return mine.filter(pk=video.pk, status=Status.COMPLETED, publishable=True).exists()


def can_remix(person: Person, video: Video) -> bool:
    """Whether `person` may make another video from `video`: their own, or one whose owner allows it."""
    found = Video.objects.visible_to(person).filter(pk=video.pk, status=Status.COMPLETED)
    if video.owner_id == person.pk:
        return found.exists()
    return found.filter(ports.remixable_by(found, person)).exists()
