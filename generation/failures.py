"""Why a video is not there: the stable code and a sentence for its owner."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Video
from .states import Status

SENTENCES: dict[str, Promise] = {
    "worker_lost": _("The machine that made your video stopped several times. Please try again."),
    "render_failed": _("The renderer stopped. Please try again."),
    "render_lost": _("The rendered shots are gone. Please try again."),
    "encode_failed": _("The film could not be written. Please try again later."),
    "disk_full": _("The disk of this service is full. Please try again later."),
    "engine_unavailable": _("The engine for this model is not available here at the moment."),
    "engine_crashed": _("Something went wrong while making your video. Please try again."),
    "release_failed": _("The finished film could not be checked, so it was not released. Please try again."),
    "canceled": _("You canceled this video."),
    "cameo_consent_missing": _("Somebody who appears in this video no longer agrees to it."),
    "result_blocked": _("The result breaks the rules of this service."),
}


def of(video: Video) -> dict[str, str] | None:
    """Code and sentence of a video that will not come; None for one that may."""
    if video.status not in {Status.FAILED, Status.CANCELED, Status.BLOCKED}:
        return None
    code = video.failure_code or video.status
    known = SENTENCES.get(code)
    return {"code": code, "message": str(known) if known is not None else video.failure_message}
