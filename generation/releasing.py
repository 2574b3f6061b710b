"""Leases videos that wait for release, and decides what follows when a release could not be made."""

from __future__ import annotations

import shutil
import uuid

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.expressions import CombinedExpression

from accounts import clock

from . import claims, conf, dispatch, kept, queries, release
from .engines.errors import EngineError, Interrupted
from .holds import ReleaseHold
from .models import Video
from .states import Status
from .watch import Watch
from .worker import FULL

log = structlog.get_logger(__name__)


def release_next() -> str:
    """Release the video that waited longest; answers what came of it, `idle` when none waited."""
    hold = claim_next()
    return run(hold) if hold is not None else "idle"


def claim_next() -> ReleaseHold | None:
    """Lease the oldest video that waits for release; None when none does."""
    for video in queries.releasable()[: claims.CANDIDATES]:
        if video.release_attempts >= conf.MAX_RELEASE_ATTEMPTS:
            claims.fail_video(video, "release_failed", "The release was tried several times without success.")
            continue
        token = uuid.uuid4()
        got = (
            queries.releasable()
            .filter(pk=video.pk)
            .order_by()
            .update(
                release_token=token,
                release_lease_until=clock.now() + conf.lease(),
                release_attempts=F("release_attempts") + 1,
            )
        )
        if got == 1:
            video.refresh_from_db()
            return ReleaseHold(video, token)
    return None


def run(hold: ReleaseHold) -> str:
    """Take a leased video through the release gate; a failure is tried again a bounded number of times."""
    video = hold.video
    watch = Watch(hold)
    try:
        with watch:
            outcome = release.release(hold, watch.report, watch.should_stop)
    except Interrupted:
        outcome = "lost"
        _free(hold)
    except EngineError as error:
        outcome = _failed(hold, error.code, str(error), retryable=error.retryable)
    except OSError as error:
        code = "disk_full" if error.errno in FULL else "release_failed"
        outcome = _failed(hold, code, str(error), retryable=True)
    except Exception as error:  # a gate that crashes releases nothing
        log.exception("release.crashed", video=video.public_id)
        outcome = _failed(hold, "release_failed", f"{type(error).__name__}: {error}", retryable=True)
    except BaseException:
        _free(hold, release_attempts=F("release_attempts") - 1)
        raise
    if outcome == "completed":
        _keep(video)
        shutil.rmtree(video.work_folder, ignore_errors=True)
    log.info("release.done", video=video.public_id, outcome=outcome)
    return outcome


def _keep(video: Video) -> None:
    """Keep the shots for what is made from them later; a full disk costs the functions, not the video."""
    try:
        kept.keep(video)
    except OSError as error:
        log.warning("release.not_kept", video=video.public_id, error=str(error))


def _failed(hold: ReleaseHold, code: str, message: str, *, retryable: bool) -> str:
    log.warning("release.failed", video=hold.video.public_id, code=code, message=message)
    if retryable and hold.video.release_attempts < conf.MAX_RELEASE_ATTEMPTS:
        _free(hold)
        return f"again: {code}"
    with transaction.atomic():
        if not Video.objects.select_for_update().filter(pk=hold.video.pk, release_token=hold.token).exists():
            return "lost"
        claims.fail_video(hold.video, code, message[:2000])
    return f"failed: {code}"


def _free(hold: ReleaseHold, **changes: CombinedExpression) -> None:
    """Give the lease up and ring for the next try."""
    with transaction.atomic():
        mine = Video.objects.filter(pk=hold.video.pk, release_token=hold.token, status=Status.IN_REVIEW)
        if mine.update(release_token=None, release_lease_until=None, **changes):
            dispatch.ring_on_commit(conf.MEDIA_QUEUE)
