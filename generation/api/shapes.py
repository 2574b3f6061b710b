"""A video as clients know it: every key always there, null where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation

from accounts import clock

from .. import failures
from ..models import Video
from ..states import ParentKind, Status

STATUS = {
    Status.QUEUED: "queued",
    Status.IN_PROGRESS: "in_progress",
    Status.IN_REVIEW: "in_progress",
    Status.COMPLETED: "completed",
}
COLUMNS = (
    *("public_id", "model", "status", "progress", "created_at", "completed_at", "prompt", "instruction"),
    *("width", "height", "seconds", "eta_seconds", "failure_code", "failure_message"),
    *("parent_kind", "parent__public_id", "made_by__expires_at"),
)  # what `video` and `poll_milliseconds` read of a row
NEARLY = 99
POLL_MILLISECONDS, SLOWEST_POLL = 2000, 10_000
POLLS_A_SECOND = 20.0
POLLS = 10  # for what is left of a render, about so many questions are enough


def seconds_since(moment: datetime | None) -> int | None:
    """A time in Unix seconds."""
    return int(moment.timestamp()) if moment is not None else None


def video(row: Video) -> dict[str, Any]:
    """The Video object."""
    status = STATUS.get(Status(row.status), "failed")
    remixed = row.parent if row.parent_kind == ParentKind.REMIX else None
    return {
        "id": row.public_id,
        "object": "video",
        "model": row.model,
        "status": status,
        "progress": 100 if status == "completed" else min(NEARLY, row.progress),
        "created_at": seconds_since(row.created_at),
        "completed_at": seconds_since(row.completed_at) if status == "completed" else None,
        "expires_at": seconds_since(expires_at(row)),
        "prompt": row.instruction or row.prompt,
        "size": f"{row.width}x{row.height}",
        "seconds": str(row.seconds),
        "remixed_from_video_id": remixed.public_id if remixed is not None else None,
        "error": _error(row) if status == "failed" else None,
    }


def created(rows: Sequence[Video]) -> dict[str, Any]:
    """The first of the videos that a call made; the names of all where it asked for several."""
    told = video(rows[0])
    return {**told, "variants": [row.public_id for row in rows]} if len(rows) > 1 else told


def expires_at(row: Video) -> datetime | None:
    """When programs can no longer fetch a video; None for never, and for what the pages made."""
    made = getattr(row, "made_by", None)
    return made.expires_at if made is not None else None


def _error(row: Video) -> dict[str, str]:
    with translation.override("en"):
        return failures.of(row) or {"code": str(row.status), "message": "The video could not be made."}


def poll_milliseconds(row: Video, asked_a_second: float = 0.0) -> int:
    """When it is worth to ask again, so that asking does not slow down what is asked for.

    The longer a video still takes, or has waited in the queue, the later; and the later, too, the more often
    its key asks already: a key with many programs asks no more than some `POLLS_A_SECOND` times a second.
    """
    waits = (clock.now() - row.created_at).total_seconds() if row.status == Status.QUEUED else 0.0
    slow = max(row.eta_seconds or 0.0, waits) * 1000 / POLLS
    crowd = POLL_MILLISECONDS * asked_a_second / POLLS_A_SECOND
    return max(POLL_MILLISECONDS, min(SLOWEST_POLL, round(max(slow, crowd))))


def page(rows: list[Video], size: int) -> dict[str, Any]:
    """A list of videos of which one more than `size` was asked for, to know whether there are more."""
    shown = [video(row) for row in rows[:size]]
    return {
        "object": "list",
        "data": shown,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": len(rows) > size,
    }
