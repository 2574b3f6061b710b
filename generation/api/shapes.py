"""A video as clients know it: every key always there, null where there is nothing to say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation

from .. import failures
from ..models import Video
from ..states import ParentKind, Status

STATUS = {
    Status.QUEUED: "queued",
    Status.IN_PROGRESS: "in_progress",
    Status.IN_REVIEW: "in_progress",
    Status.COMPLETED: "completed",
}
NEARLY = 99
POLL_MILLISECONDS = 2000


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
        "expires_at": None,
        "prompt": row.instruction or row.prompt,
        "size": f"{row.width}x{row.height}",
        "seconds": str(row.seconds),
        "remixed_from_video_id": remixed.public_id if remixed is not None else None,
        "error": _error(row) if status == "failed" else None,
    }


def _error(row: Video) -> dict[str, str]:
    with translation.override("en"):
        return failures.of(row) or {"code": str(row.status), "message": "The video could not be made."}


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
