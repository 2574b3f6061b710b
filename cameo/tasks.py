"""Work beside the request: thin."""

from __future__ import annotations

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


@shared_task(name="cameo.check_recordings")
def check_recordings() -> int:
    """Check every recording that waits, oldest first; how many were."""
    from . import parts, recordings
    from .models import Recording, RecordingState

    parts.sweep()
    waiting = Recording.objects.filter(state=RecordingState.CHECKING).select_related("challenge", "person")
    return sum(bool(recordings.check(row)) for row in waiting.order_by("pk")[:20])


def ring() -> None:
    """Ask for it now; where the broker is away, beat asks within half a minute."""
    try:
        check_recordings.apply_async(queue="default", retry=False)
    except (OperationalError, OSError) as error:
        log.warning("cameo.broker_away", error=str(error))
