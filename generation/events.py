"""Numbered progress events from any process to the owner's sockets."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F
from django.utils import translation

from accounts import live

from . import queries
from .models import Video

EVENT = "video.event"


def group_of(person_pk: int) -> str:
    """The name of the group in which a person's own sockets are."""
    return f"videos.{person_pk}"


def send(group: str, video: dict[str, object]) -> None:
    """Publish one state to a group."""
    live.send(group, {"type": EVENT, "video": video})


def publish(video: Video) -> None:
    """Tell the owner the present state of `video`, in the owner's language."""
    language = getattr(video.owner, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        send(group_of(video.owner_id), queries.state(video))


def publish_places(queue: str) -> None:
    """Tell the first people in a queue that their place changed."""
    for video in queries.waiting_owners(queue):
        Video.objects.filter(pk=video.pk).update(progress_seq=F("progress_seq") + 1)
        video.refresh_from_db(fields=["progress_seq", "status"])
        publish(video)
