"""What this app does when an app below tells news."""

from __future__ import annotations

from typing import Any

import structlog
from django.db.models import Q
from django.dispatch import receiver

from cameo.signals import consent_revoked

from . import starring
from .models import Video

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
