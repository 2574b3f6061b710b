"""Takes shots from the queue and puts them away again: rendered, failed, handed back or lost.

Each function is one transaction. The video's row is locked first, always, so
that two workers that finish the last two shots together agree on who was last,
and a cancel comes either before or after, never in between.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts import clock

from . import conf, dispatch, events
from .holds import ShotHold
from .lifecycle import transition
from .models import Attempt, Shot, Video
from .states import Outcome, ShotStatus, Status

CANDIDATES = 8


def claim_next(queue: str, worker: str) -> ShotHold | None:
    """Lease the oldest waiting shot of `queue` to `worker`; None when none waits."""
    while True:
        waiting = Shot.objects.filter(
            queue=queue, status=ShotStatus.QUEUED, video__status__in=[Status.QUEUED, Status.IN_PROGRESS]
        ).order_by("queued_at", "video_id", "index")
        found = list(waiting[:CANDIDATES])
        if not found:
            return None
        for shot in found:
            hold = claim(shot, worker)
            if hold is not None:
                return hold


def claim(shot: Shot, worker: str) -> ShotHold | None:
    """Lease one shot; None when another was faster or its video is not wanted any more."""
    token, now = uuid.uuid4(), clock.now()
    with transaction.atomic():
        video = _locked(shot.video_id)
        if video.status not in {Status.QUEUED, Status.IN_PROGRESS}:
            return None
        got = Shot.objects.filter(pk=shot.pk, status=ShotStatus.QUEUED).update(
            status=ShotStatus.RENDERING,
            attempt_token=token,
            lease_until=now + conf.lease(),
            attempts=F("attempts") + 1,
            worker=worker,
            stage="",
            fraction=0.0,
        )
        if got != 1:
            return None
        number = Attempt.objects.filter(shot=shot).count() + 1
        attempt = Attempt.objects.create(
            shot=shot, number=number, token=token, worker=worker, started_at=now, model=video.model
        )
        transition(video, Status.IN_PROGRESS, from_=Status.QUEUED, reason=f"claimed by {worker}")
        transaction.on_commit(lambda: events.publish_places(shot.queue))
    shot.refresh_from_db()
    shot.video = video
    return ShotHold(shot, attempt, token)


def rendered(
    hold: ShotHold, result: Mapping[str, Any], *, wall: float, cpu: float, frame_pixels: int
) -> bool:
    """Keep a finished shot; the last one sends its video to release. False when the hold was lost."""
    with transaction.atomic():
        video = _locked(hold.shot.video_id)
        if not _put(hold, ShotStatus.RENDERED, result=dict(result), fraction=1.0):
            _close(hold, Outcome.LOST)
            return False
        _close(hold, Outcome.RENDERED, wall_seconds=wall, cpu_seconds=cpu, frame_pixels=frame_pixels)
        send_to_release(video)
    return True


def send_to_release(video: Video) -> bool:
    """Send a video all of whose shots are rendered to release; True when this call did it."""
    if video.shots.exclude(status=ShotStatus.RENDERED).exists():
        return False
    changes = {"progress": conf.RENDER_SHARE, "stage": "", "release_attempts": 0}
    moved = transition(
        video, Status.IN_REVIEW, from_=Status.IN_PROGRESS, reason="all shots rendered", changes=changes
    )
    if moved:
        dispatch.ring_on_commit(conf.MEDIA_QUEUE)
    return moved


def failed(hold: ShotHold, code: str, message: str, *, retryable: bool) -> bool:
    """Put a failed shot back while it has tries left, else fail its video; False when the hold was lost."""
    again = retryable and hold.shot.attempts < conf.MAX_ATTEMPTS
    with transaction.atomic():
        video = _locked(hold.shot.video_id)
        if not _put(hold, ShotStatus.QUEUED if again else ShotStatus.FAILED):
            _close(hold, Outcome.LOST)
            return False
        _close(hold, Outcome.FAILED, error_code=code, error_message=message)
        if again:
            _requeue(video, hold.shot.queue, f"attempt failed: {code}")
        else:
            fail_video(video, code, message)
    return True


def returned(hold: ShotHold) -> bool:
    """Hand a shot back because this worker has to go; that costs no attempt."""
    with transaction.atomic():
        video = _locked(hold.shot.video_id)
        if not _put(hold, ShotStatus.QUEUED, attempts=F("attempts") - 1):
            _close(hold, Outcome.LOST)
            return False
        _close(hold, Outcome.RETURNED)
        _requeue(video, hold.shot.queue, "handed back by a worker that stops")
    return True


def gone(hold: ShotHold) -> None:
    """Close the books on an attempt whose shot is not ours any more."""
    hold.shot.video.refresh_from_db(fields=["status"])
    canceled = hold.shot.video.status in {Status.CANCELED, Status.BLOCKED}
    _close(hold, Outcome.CANCELED if canceled else Outcome.LOST)


def lost(shot: Shot) -> bool:
    """Take a shot away from a worker that let its lease run out; True when this call did it."""
    now = clock.now()
    token = shot.attempt_token
    if token is None:
        return False
    with transaction.atomic():
        video = _locked(shot.video_id)
        expired = Shot.objects.filter(
            pk=shot.pk, status=ShotStatus.RENDERING, attempt_token=token, lease_until__lt=now
        )
        again = shot.attempts < conf.MAX_ATTEMPTS
        status = ShotStatus.QUEUED if again else ShotStatus.FAILED
        if expired.update(status=status, attempt_token=None, lease_until=None, stage="", fraction=0.0) != 1:
            return False
        running = Attempt.objects.filter(token=token, outcome=Outcome.RUNNING)
        running.update(outcome=Outcome.LOST, ended_at=now, error_code="worker_lost")
        if again:
            _requeue(video, shot.queue, "worker lost")
        else:
            fail_video(video, "worker_lost", f"The worker was lost {shot.attempts} times.")
    return True


def fail_video(video: Video, code: str, message: str) -> bool:
    """Let a video fail with a reason; its other shots stop."""
    moved = transition(
        video, Status.FAILED, reason=code, changes={"failure_code": code, "failure_message": message}
    )
    if moved:
        stop_shots(video)
    return moved


def block_video(video: Video, code: str, message: str) -> bool:
    """Stop a video that is not done, because it breaks a rule; its shots stop."""
    with transaction.atomic():
        changes = {"failure_code": code, "failure_message": message}
        moved = transition(video, Status.BLOCKED, reason=code, changes=changes)
        if moved:
            stop_shots(video)
    return moved


def stop_shots(video: Video) -> None:
    """Take all unfinished shots of a video out of the queue and out of their workers' hands."""
    unfinished = video.shots.filter(status__in=[ShotStatus.QUEUED, ShotStatus.RENDERING])
    unfinished.update(status=ShotStatus.CANCELED, lease_until=None)


def _locked(video_pk: int) -> Video:
    return Video.objects.select_for_update().get(pk=video_pk)


def _put(hold: ShotHold, status: ShotStatus, **changes: Any) -> bool:
    """Take the shot out of this worker's hands; False when it was not in them."""
    fields = {"stage": "", "fraction": 0.0, "lease_until": None, "attempt_token": None, **changes}
    mine = Shot.objects.filter(pk=hold.shot.pk, attempt_token=hold.token, status=ShotStatus.RENDERING)
    return mine.update(status=status, **fields) == 1


def _close(hold: ShotHold, outcome: Outcome, **facts: Any) -> None:
    running = Attempt.objects.filter(pk=hold.attempt.pk, outcome=Outcome.RUNNING)
    running.update(outcome=outcome, ended_at=clock.now(), **facts)


def _requeue(video: Video, queue: str, reason: str) -> None:
    if not video.shots.filter(status=ShotStatus.RENDERING).exists():
        transition(video, Status.QUEUED, from_=Status.IN_PROGRESS, reason=reason)
    dispatch.ring_on_commit(queue)
