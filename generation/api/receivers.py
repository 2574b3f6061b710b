"""What the Videos API does when a video's life goes on."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from ..models import Video
from ..signals import video_transitioned
from ..states import Status
from . import webhooks


@receiver(video_transitioned)
def tell_programs(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """A video came to an end: its owner's webhooks are due, and are sent at once."""
    video = news["video"]
    if isinstance(video, Video) and news["from_status"] != Status.REMOVED:
        webhooks.tell(video)
