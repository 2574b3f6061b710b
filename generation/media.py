"""Serves a video's files: the third gate for the bytes themselves, with HTTP ranges.

Asynchronous, because a synchronous iterator would be read into memory as a
whole under ASGI. Ranges follow RFC 9110, section 14: one range is served,
anything else that is asked for is answered with the whole file.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from . import conf, media_links
from .models import FILES, Video
from .states import ACTIVE, Status

CHUNK = 256 * 1024
PREVIEW = "preview.jpg"
TYPES = {
    "content.mp4": "video/mp4",
    "poster.webp": "image/webp",
    "spritesheet.jpg": "image/jpeg",
    "sprites.json": "application/json",
    "captions.vtt": "text/vtt; charset=utf-8",
    PREVIEW: "image/jpeg",
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class UnsatisfiableError(ValueError):
    """The range lies outside of the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` up to, not including, `stop` of a file of `size` bytes."""

    start: int
    stop: int
    size: int

    @property
    def length(self) -> int:
        """Bytes to send."""
        return self.stop - self.start


def parse_range(header: str, size: int) -> Part | None:
    """The one range that `header` asks for; None for the whole file. Raises `UnsatisfiableError`."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise UnsatisfiableError
        return Part(max(0, size - int(last)), size, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableError
    return Part(int(first), min(int(last) + 1, size) if last else size, size)


async def serve(request: HttpRequest, public_id: str, kind: str) -> HttpResponseBase:
    """One file of a video, to whoever may see that video; 404 to everybody else."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    holder = await sync_to_async(media_links.holder)(request, public_id, kind)
    person = holder or await request.auser()
    path = await sync_to_async(find)(person, public_id, kind)
    try:
        facts = await asyncio.to_thread(os.stat, path) if path is not None else None
    except OSError:
        facts = None
    if path is None or facts is None:
        raise Http404(_("There is no such file."))
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    handed = _handed_on(path)
    response = respond(request, path, facts.st_size, etag) if handed is None else handed
    _headers(request, response, public_id, kind)
    if handed is None:  # else the web server before us says them
        response.headers["ETag"] = etag
        response.headers["Last-Modified"] = http_date(facts.st_mtime)
    return response


def _handed_on(path: Path) -> HttpResponse | None:
    """Let nginx before us send the file, now that the gate said yes; None where it is ours to send."""
    prefix = str(settings.MEDIA_ACCEL)
    if not prefix or not path.is_relative_to(conf.media_root()):
        return None
    inner = quote(str(path.relative_to(conf.media_root())))
    return HttpResponse(headers={"X-Accel-Redirect": f"{prefix.rstrip('/')}/{inner}"})


def find(person: AbstractBaseUser | AnonymousUser, public_id: str, kind: str) -> Path | None:
    """Where the file lies, if `person` may have it."""
    if kind == PREVIEW:
        if not person.is_authenticated:
            return None
        mine = Video.objects.filter(
            owner_id=person.pk, deleted_at=None, public_id=public_id, status__in=ACTIVE
        )
        video = mine.first()
        return video.preview_file if video is not None else None
    if kind not in FILES:
        return None
    video = Video.objects.visible_to(person).filter(public_id=public_id, status=Status.COMPLETED).first()
    return video.file(kind) if video is not None else None


def respond(request: HttpRequest, path: Path, size: int, etag: str) -> HttpResponseBase:
    """The file, or the one range of it that is asked for; who may have it was decided before."""
    if etag in [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]:
        return HttpResponse(status=304)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    try:
        part = parse_range(asked, size)
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    status = 200 if part is None else 206
    part = part or Part(0, size, size)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status)
    else:
        body = _read_async(path, part) if isinstance(request, ASGIRequest) else _read(path, part)
        response = StreamingHttpResponse(body, status=status)
    response.headers["Content-Length"] = str(part.length)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def _headers(request: HttpRequest, response: HttpResponseBase, public_id: str, kind: str) -> None:
    response.headers["Content-Type"] = TYPES[kind]
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    fleeting = kind == PREVIEW
    # no-cache: kept, but asked for again, so that a video that was taken down is gone at once
    response.headers["Cache-Control"] = "private, no-store" if fleeting else "private, no-cache"
    response.headers["Vary"] = "Cookie"
    way = "attachment" if request.GET.get("download") == "1" else "inline"
    name = f"{public_id}.mp4" if kind == "content.mp4" else f"{public_id}-{kind}"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'


async def _read_async(path: Path, part: Part) -> AsyncIterator[bytes]:
    handle = await asyncio.to_thread(_open_at, path, part.start)
    try:
        left = part.length
        while left > 0 and (chunk := await asyncio.to_thread(handle.read, min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
    finally:
        handle.close()


def _read(path: Path, part: Part) -> Iterator[bytes]:
    with _open_at(path, part.start) as handle:
        left = part.length
        while left > 0 and (chunk := handle.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _open_at(path: Path, start: int) -> BinaryIO:
    handle = path.open("rb")
    handle.seek(start)
    return handle
