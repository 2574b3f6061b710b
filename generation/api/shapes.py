"""A video as clients know it: every key always there, null where there is nothing to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation

from .. import failures
from ..models import Video
from ..states import ParentKind, Status
from . import seen
from .seen import Seen

STATUS: dict[str, str] = {
    Status.QUEUED: "queued",
    Status.IN_PROGRESS: "in_progress",
    Status.IN_REVIEW: "in_progress",
    Status.COMPLETED: "completed",
}
NEARLY = 99


def seconds_since(moment: datetime | None) -> int | None:
    """A time in Unix seconds."""
    return int(moment.timestamp()) if moment is not None else None


def video(row: Video | Seen) -> dict[str, Any]:
    """The Video object."""
    row = row if isinstance(row, Seen) else seen.of(row)
    status = STATUS.get(row.status, "failed")
    remixed = row.parent__public_id if row.parent_kind == ParentKind.REMIX else None
    return {
        "id": row.public_id,
        "object": "video",
        "model": row.model,
        "status": status,
        "progress": 100 if status == "completed" else min(NEARLY, row.progress),
        "created_at": seconds_since(row.created_at),
        "completed_at": seconds_since(row.completed_at) if status == "completed" else None,
        "expires_at": seconds_since(row.made_by__expires_at),
        "prompt": row.instruction or row.prompt,
        "size": f"{row.width}x{row.height}",
        "seconds": str(row.seconds),
        "remixed_from_video_id": remixed,
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


def _error(row: Seen) -> dict[str, str]:
    with translation.override("en"):
        return failures.of(row) or {"code": str(row.status), "message": "The video could not be made."}


def page(rows: Sequence[Seen], size: int) -> dict[str, Any]:
    """A list of videos of which one more than `size` was asked for, to know whether there are more.

    A page of none (`limit=0`) says that there are none beyond it: who went on after it would go on for ever.
    """
    shown = [video(row) for row in rows[:size]]
    return {
        "object": "list",
        "data": shown,
        "first_id": shown[0]["id"] if shown else None,
        "last_id": shown[-1]["id"] if shown else None,
        "has_more": len(rows) > size > 0,
    }
