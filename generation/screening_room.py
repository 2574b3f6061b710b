"""Where staff look at a video they judge: its delivered film, or the rendered shots while it is held.

Private files: only staff who may decide get them, and each look is in the audit log.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit
from accounts.views import person_of

from . import media
from .models import Video


def films(video: Video) -> list[str]:
    """The addresses of what there is to look at: one film, or one for each rendered shot."""
    parts = [0] if video.folder else list(video.shots.exclude(result=None).values_list("index", flat=True))
    return [reverse("admin:generation_video_look", args=[video.pk, part]) for part in parts]


def show(request: HttpRequest, pk: int, index: int, *, allowed: bool) -> HttpResponseBase:
    """Serve a film or a shot's picture to staff; PermissionDenied or Http404 otherwise."""
    if not allowed:
        raise PermissionDenied
    video = Video.objects.filter(pk=pk).first()
    file = _file(video, index) if video is not None else None
    if video is None or file is None or not file.is_file():
        raise Http404(_("There is no such file."))
    if request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        audit.record(person_of(request), "video.looked_at", video, part=index)
    facts = file.stat()
    response = media.respond(request, file, facts.st_size, f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"')
    response.headers["Content-Type"] = "video/mp4"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _file(video: Video, index: int) -> Path | None:
    if video.folder:
        return video.file("content.mp4")
    shot = video.shots.filter(index=index).first()
    if shot is None or not shot.result:
        return None
    return Path(settings.WORK_DIR) / str(shot.result["picture"])
