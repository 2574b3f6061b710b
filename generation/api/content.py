"""The files of a finished video: the film, its pictures, and what happened in it (the take)."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponseBase, JsonResponse

from accounts import clock

from .. import kept, media, wording
from ..models import Video
from ..states import Status
from . import shapes
from .doors import Call
from .errors import ApiError, bad, not_found

VARIANTS = {
    "video": ("content.mp4", "video/mp4"),
    "thumbnail": ("poster.webp", "image/webp"),
    "spritesheet": ("spritesheet.jpg", "image/jpeg"),
    "take": ("take.zip", "application/zip"),
}


def ready(row: Video) -> Video:
    """The video, if it is finished and programs can still fetch it; `ApiError` otherwise."""
    if row.status != Status.COMPLETED:
        raise ApiError(409, "This video is not finished.", code="video_not_ready", retry=False)
    until = shapes.expires_at(row)
    if until is not None and until <= clock.now():
        sentence = "This video has expired for programs. Its owner still finds it among the drafts."
        raise ApiError(404, sentence, code="video_expired")
    return row


def answer(request: Call, row: Video) -> HttpResponseBase:
    """The file of a variant, whole or one range of it."""
    wanted = request.GET.get("variant", "video")
    if wanted not in VARIANTS:
        raise bad("variant", f"'variant' must be one of {', '.join(VARIANTS)}.")
    name, kind = VARIANTS[wanted]
    ready(row)
    path = _take(request, row) if wanted == "take" else row.file(name)
    try:
        facts = path.stat()
    except OSError as error:
        raise not_found("file") from error
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    found = media.respond(request, path, facts.st_size, etag)
    suffix = name.rpartition(".")[2]
    found["Content-Type"], found["ETag"], found["Accept-Ranges"] = kind, etag, "bytes"
    found["Content-Disposition"] = f'attachment; filename="{row.public_id}.{suffix}"'
    found["Cache-Control"] = "private, no-cache"
    return found


def _take(request: Call, row: Video) -> Path:
    """The take of one shot, counted from 1: trajectories, contacts, cameras (see docs/take.md)."""
    raw = request.GET.get("shot", "1")
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 4 else 0
    shot = row.shots.filter(index=number - 1).first() if number else None
    if shot is None:
        raise bad("shot", f"'shot' must be a whole number from 1 to {row.shots.count()}.")
    path = kept.take_of(shot)
    if path is None:
        sentence = "No take of this shot is kept: it is too old, or its model simulates nothing."
        raise ApiError(404, sentence, code="take_not_found")
    return path


def physics(row: Video) -> JsonResponse:
    """What the audit of a finished video's takes found: the laws in words, and each shot's own numbers."""
    ready(row)
    found = wording.checks(row.report or {})
    shots = [shot.get("physics") or None for shot in (row.report or {}).get("shots", ())]
    lines = found.lines if found is not None else []
    return JsonResponse(
        {
            "object": "video.physics",
            "video_id": row.public_id,
            "held": found.held if found is not None else None,
            "animated_by_hand": found.by_hand if found is not None else None,
            "checks": [
                {"name": line.name, "law": line.label, "amount": line.amount, "held": line.held}
                for line in lines
            ],
            "shots": shots,
        }
    )
