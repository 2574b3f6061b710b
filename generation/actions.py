"""The only writers on a person's behalf: each checks whose video it is, writes, and leaves an audit line."""

from __future__ import annotations

from django.db import transaction

from accounts import audit, clock
from accounts.errors import Refusal
from accounts.models import Person

from . import admission, claims, events, queries, signals, variations
from .admission import Brief
from .lifecycle import transition
from .models import Video
from .refusals import NotRetryable, NotYours, TooLateToCancel
from .states import ParentKind, Status

RETRYABLE = {Status.FAILED, Status.CANCELED}


def create(person: Person, brief: Brief) -> list[Video]:
    """Admit a brief and put its videos into the queue; the same submission again answers the same videos."""
    earlier = queries.submitted(person, brief.submission)
    if earlier:
        return earlier
    try:
        admitted = admission.admit(brief, person)
        with transaction.atomic():
            videos = admission.enqueue(admitted)
            for video in videos:
                audit.record(person, "video.created", video, model=video.model)
    except Refusal:
        # the other half of a double click may have taken the last free place
        earlier = queries.submitted(person, brief.submission)
        if earlier:
            return earlier
        raise
    return videos


def cancel(person: Person, video: Video) -> Video:
    """Stop a video that waits or is being made; its worker feels it within two seconds."""
    _own(person, video)
    with transaction.atomic():
        done = transition(
            video,
            Status.CANCELED,
            reason="canceled by the owner",
            actor=person,
            changes={"cancel_requested_at": clock.now(), "failure_code": "canceled"},
        )
        if done:
            claims.stop_shots(video)
            audit.record(person, "video.canceled", video)
    if not done:
        video.refresh_from_db()
        if video.status != Status.CANCELED:
            raise TooLateToCancel
    return video


def retry(person: Person, video: Video) -> Video:
    """Try a failed or canceled video again through admission: same words, same seed, once a failure."""
    _own(person, video)
    if video.status not in RETRYABLE:
        raise NotRetryable
    key = f"retry:{video.public_id}"
    if video.screenplay:
        return create(person, variations.again(video, submission=key))[0]
    brief = Brief(
        prompt=video.prompt,
        model=video.model,
        style=video.style,
        size=(video.width, video.height),
        seconds=video.seconds,
        seed=video.seed,
        physics=video.physics,
        parent=video.parent,
        parent_kind=video.parent_kind,
        retry_of=video,
        submission=key,
    )
    return create(person, brief)[0]


def reroll(person: Person, video: Video, *, seed: int | None = None) -> Video:
    """The same brief with another seed."""
    _own(person, video)
    brief = Brief(
        prompt=video.prompt,
        model=video.model,
        style=video.style,
        size=(video.width, video.height),
        seconds=video.seconds,
        seed=seed,
        physics=video.physics,
        parent=video,
        parent_kind=ParentKind.REROLL,
    )
    return create(person, brief)[0]


def delete(person: Person, video: Video) -> Video:
    """Take a video away from everybody, its owner included; `restore` undoes it."""
    _own(person, video)
    with transaction.atomic():
        if video.status in {Status.QUEUED, Status.IN_PROGRESS}:
            cancel(person, video)
        changed = Video.objects.filter(pk=video.pk, deleted_at=None).update(deleted_at=clock.now())
        video.refresh_from_db()
        if changed:
            audit.record(person, "video.deleted", video)
            transaction.on_commit(lambda: signals.video_deleted.send_robust(Video, video=video))
    return video


def restore(person: Person, video: Video) -> Video:
    """Undo `delete`."""
    _own(person, video)
    with transaction.atomic():
        changed = Video.objects.filter(pk=video.pk).exclude(deleted_at=None).update(deleted_at=None)
        video.refresh_from_db()
        if changed:
            audit.record(person, "video.restored", video)
            transaction.on_commit(lambda: signals.video_restored.send_robust(Video, video=video))
            transaction.on_commit(lambda: events.publish(video))
    return video


def _own(person: Person, video: Video) -> None:
    if video.owner_id != person.pk:
        raise NotYours
