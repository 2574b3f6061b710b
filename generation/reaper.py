"""Puts lost work back: run by beat every few seconds, safe to run at any time and twice at once.

It trusts only rows. Leases that ran out go back to their queues; videos whose
last shot is done but that nobody sent on are sent on; and each queue gets as
many messages as it has waiting rows, however many the broker lost.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import structlog
from django.conf import settings
from kombu.exceptions import OperationalError

from accounts import clock

from . import claims, conf, dispatch, footage, kept, queries, starring
from .fleet import offices
from .models import Shot, Stretch, Video
from .sharing import leases
from .states import ACTIVE, ShotStatus, Status

log = structlog.get_logger(__name__)
KEPT_SECONDS = 24 * 3600  # shots of failed videos, for whoever wants to look


def reap() -> dict[str, int]:
    """Do all of it once; answers how much there was to do."""
    counts = {
        "leases": _expired_leases(),
        "rendered": _forgotten_releases(),
        "exhausted": _exhausted_releases(),
        "rerouted": offices.reroute(),
        "rung": _ring_for_waiting(),
        "folders": _sweep(),
        "kept": kept.sweep() + footage.sweep(),
        "ended": starring.end_expired(),
    }
    if any(counts.values()):
        log.info("reaper.done", **counts)
    return counts


def _expired_leases() -> int:
    expired = Shot.objects.filter(status=ShotStatus.RENDERING, lease_until__lt=clock.now())
    return sum(claims.lost(shot) for shot in expired) + leases.reap()


def _forgotten_releases() -> int:
    running = Video.objects.filter(status=Status.IN_PROGRESS, shots__status=ShotStatus.RENDERED).distinct()
    return sum(claims.send_to_release(video) for video in running)


def _exhausted_releases() -> int:
    tired = queries.releasable().filter(release_attempts__gte=conf.MAX_RELEASE_ATTEMPTS)
    reason = "The release was tried several times without success."
    return sum(claims.fail_video(video, "release_failed", reason) for video in tired)


def _ring_for_waiting() -> int:
    """A message more than needed is heard by a worker that finds nothing; one too few would lose a video."""
    rung = 0
    for queue, waiting in queries.queue_lengths().items():
        try:
            missing = waiting - dispatch.live_messages(queue)
        except (OperationalError, OSError) as error:
            log.warning("reaper.broker_away", queue=queue, error=str(error))
            return rung
        for _ in range(max(0, missing)):
            rung += dispatch.ring(queue)
    return rung


def _sweep() -> int:
    """Remove parts of shots, and the private folders of videos, that are not being made any more."""
    making = [ShotStatus.QUEUED, ShotStatus.RENDERING]
    Stretch.objects.exclude(shot__status__in=making).delete()
    swept = 0
    oldest = time.time() - KEPT_SECONDS
    root = Path(settings.WORK_DIR)
    for folder in root.glob("video_*") if root.is_dir() else ():
        if folder.stat().st_mtime > oldest:
            continue
        if not Video.objects.filter(public_id=folder.name, status__in=ACTIVE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            swept += 1
    return swept
