"""What staff decide about a video: release it, block it, take it down, give it back.

Each decision needs a reason, goes through the life cycle, is kept in the audit
log and told to the owner. A person's yes replaces the verdict of the automatic
review, nothing else: consent, the film's wholeness and its provenance are
asked again before anything is completed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts import audit, clock
from accounts.errors import Refusal
from accounts.models import Person

from . import claims, conf, dispatch, events, letters, reported, starring
from .engines.errors import EngineError
from .lifecycle import transition
from .models import Shot, Video
from .refusals import CannotComeBack, NotCompleted, NotHeld, ReasonMissing
from .states import ShotStatus, Status

log = structlog.get_logger(__name__)
BLOCKED_CODE, REMOVED_CODE = "result_blocked", "removed_by_staff"
STATED = {"video.blocked", "video.taken_down"}
CLEARED = {"failure_code": "", "failure_message": ""}

Decision = Callable[[Person, Video, str], None]


@transaction.atomic
def let_out(staff: Person, video: Video, reason: str) -> None:
    """Approve a held video: release takes it up again, and the automatic verdict no longer counts."""
    reason = _said(reason)
    held = Video.objects.filter(pk=video.pk, status=Status.IN_REVIEW).exclude(held_at=None)
    changed = held.update(
        held_at=None, approved_at=clock.now(), release_attempts=0, progress_seq=F("progress_seq") + 1
    )
    if not changed:
        raise NotHeld
    video.refresh_from_db()
    dispatch.ring_on_commit(conf.MEDIA_QUEUE)
    transaction.on_commit(lambda: events.publish(video))
    _keep(staff, "video.approved", video, reason)


@transaction.atomic
def block(staff: Person, video: Video, reason: str) -> None:
    """Refuse a held video for good, unless `give_back` is decided later."""
    reason = _said(reason)
    if video.held_at is None:
        raise NotHeld
    changes = {"failure_code": BLOCKED_CODE, "failure_message": reason, "held_at": None}
    if not transition(
        video,
        Status.BLOCKED,
        from_=Status.IN_REVIEW,
        reason=f"blocked by staff: {reason}",
        actor=staff,
        where={"held_at__isnull": False},
        changes=changes,
    ):
        raise NotHeld
    claims.stop_shots(video)
    _keep(staff, "video.blocked", video, reason)


@transaction.atomic
def clear(staff: Person, video: Video, reason: str) -> None:
    """Let a finished video that waited for a person be published; its owner is told."""
    reason = _said(reason)
    waiting = Video.objects.filter(pk=video.pk, status=Status.COMPLETED, publishable=False)
    if not waiting.update(publishable=True, approved_at=clock.now()):
        raise NotHeld
    _keep(staff, "video.cleared", video, reason)


@transaction.atomic
def take_down(staff: Person | None, video: Video, reason: str, *, tell: bool = True) -> None:
    """Take a finished video away from everybody; its files stay, unserved.

    Without `tell`, whoever calls tells the owner; without `staff`, it waits for a person's decision.
    """
    reason = _said(reason)
    changes = {"failure_code": REMOVED_CODE, "failure_message": reason, "publishable": False}
    done = transition(
        video, Status.REMOVED, reason=f"taken down by staff: {reason}", actor=staff, changes=changes
    )
    if not done:
        raise NotCompleted
    reported.remember(video)
    _keep(staff, "video.taken_down", video, reason, tell=tell)


def give_back(staff: Person | None, video: Video, reason: str, *, tell: bool = True) -> None:
    """Undo a removal or a block: a removed film is looked at again, a blocked one released again."""
    reason = _said(reason)
    video.refresh_from_db()
    if video.status == Status.REMOVED:
        _look_again(video)
        _restore(staff, video, reason, tell=tell)
    elif video.status == Status.BLOCKED:
        _reopen(staff, video, reason)
    else:
        raise CannotComeBack


DECISIONS: dict[str, Decision] = {
    "let_out": let_out,
    "block": block,
    "clear": clear,
    "take_down": take_down,
    "give_back": give_back,
}


def _look_again(video: Video) -> None:
    from . import release  # late: it decodes films, which pages otherwise never do

    try:
        release.look_again(video)
    except Refusal:
        raise
    except (EngineError, OSError, LookupError) as error:
        log.warning("review.not_whole", video=video.public_id, error=str(error))
        raise CannotComeBack from error


@transaction.atomic
def _restore(staff: Person | None, video: Video, reason: str, *, tell: bool) -> None:
    done = transition(
        video,
        Status.COMPLETED,
        from_=Status.REMOVED,
        reason=f"given back by staff: {reason}",
        actor=staff,
        changes={**CLEARED, "publishable": True},
    )
    if not done:
        raise CannotComeBack
    # once more, now that whoever takes consent back finds a completed row to take down
    starring.require_consent(video)
    reported.forget(video)
    _keep(staff, "video.given_back", video, reason, tell=tell)


@transaction.atomic
def _reopen(staff: Person | None, video: Video, reason: str) -> None:
    """A blocked video whose shots are all there goes to release; another one is rendered again."""
    rendered = _all_there(video)
    done = transition(
        video,
        Status.IN_REVIEW if rendered else Status.QUEUED,
        from_=Status.BLOCKED,
        reason=f"given back by staff: {reason}",
        actor=staff,
        changes={
            **CLEARED,
            "held_at": None,
            "release_attempts": 0,
            "approved_at": clock.now() if rendered else None,
            "release_token": None,
            "release_lease_until": None,
            "progress": conf.RENDER_SHARE if rendered else 0,
        },
    )
    if not done:
        raise CannotComeBack
    if rendered:
        dispatch.ring_on_commit(conf.MEDIA_QUEUE)
    else:
        _render_again(video)
    _keep(staff, "video.given_back", video, reason)


def _all_there(video: Video) -> bool:
    root = Path(settings.WORK_DIR)
    results = [shot.result for shot in video.shots.all() if shot.status == ShotStatus.RENDERED]
    files = [root / result[part] for result in results if result for part in ("picture", "sound")]
    return len(results) == video.shots.count() and all(path.is_file() for path in files)


def _render_again(video: Video) -> None:
    fresh = {"attempt_token": None, "lease_until": None, "attempts": 0, "stage": "", "fraction": 0.0}
    video.shots.update(status=ShotStatus.QUEUED, result=None, queued_at=clock.now(), **fresh)
    for queue in Shot.objects.filter(video=video).values_list("queue", flat=True):
        dispatch.ring_on_commit(queue)


def _said(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing
    return reason[:1000]


def _keep(staff: Person | None, verb: str, video: Video, reason: str, *, tell: bool = True) -> None:
    audit.record(staff, verb, video, reason=reason)
    if not tell:
        return
    if verb in STATED:
        reported.state(staff, video, reason)
    transaction.on_commit(partial(letters.tell, verb, video, reason))
