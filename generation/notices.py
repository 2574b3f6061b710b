"""The kinds of notices about one's own videos."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from accounts.notices.kinds import ALWAYS, Group, Kind, plain
from accounts.notices.kinds import register as tell_kinds
from accounts.notices.telling import tell

from .models import Video
from .signals import video_transitioned
from .states import Status

EXCERPT = 80
KINDS = {
    Status.COMPLETED: "video_ready",
    Status.FAILED: "video_failed",
    Status.BLOCKED: "video_blocked",
    Status.REMOVED: "video_removed",
}


def register() -> None:
    """Tell this app's kinds."""
    tell_kinds(
        Kind("video_ready", Group.VIDEOS, "film", plain(_("“%(words)s” is ready."))),
        Kind("video_failed", Group.VIDEOS, "film", plain(_("“%(words)s” could not be made."))),
        Kind("video_blocked", ALWAYS, "flag", plain(_("“%(words)s” was blocked. Its page says why."))),
        Kind("video_removed", ALWAYS, "flag", plain(_("“%(words)s” was taken down. Its page says why."))),
    )


@receiver(video_transitioned)
def ended(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """A video came to an end, good or bad: its owner is told."""
    video, to = news["video"], news["to_status"]
    if isinstance(video, Video) and video.deleted_at is None and to in KINDS:
        words, url = (video.title or video.prompt)[:EXCERPT], video.get_absolute_url()
        tell(video.owner, KINDS[to], about=video.public_id, words=words, url=url)
