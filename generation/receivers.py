"""What this app does when an app below tells news."""

from __future__ import annotations

from typing import Any

import structlog
from django.dispatch import receiver

from cameo import gate as cameo_gate
from cameo.signals import consent_revoked

from . import claims
from .lifecycle import transition
from .models import Video
from .states import Status

log = structlog.get_logger(__name__)


@receiver(consent_revoked)
def take_down(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """Somebody took their consent back, from everybody or one person: what shows them goes."""
    handle, person = str(news["handle"]), news["person_id"]
    videos = Video.objects.filter(prompt__icontains=f"@{handle}")
    for video in videos if person is None else videos.filter(owner_id=person):
        if handle in cameo_gate.mentions(video.prompt):
            withdraw(video, handle)


def withdraw(video: Video, handle: str) -> None:
    """Remove a finished video, block one that is being made."""
    reason = f"consent of @{handle} revoked"
    changes = {"publishable": False, "failure_code": "cameo_consent_missing", "failure_message": reason}
    if transition(video, Status.REMOVED, reason=reason, changes=changes):
        return
    claims.block_video(video, "cameo_consent_missing", reason)
