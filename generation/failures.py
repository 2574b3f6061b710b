"""Why a video is not there: the stable code and a sentence for its owner."""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .states import Status

SENTENCES: dict[str, Promise] = {
    "worker_lost": _("The machine that made your video stopped several times. Please try again."),
    "render_failed": _("The renderer stopped. Please try again."),
    "render_lost": _("The rendered shots are gone. Please try again."),
    "encode_failed": _("The film could not be written. Please try again later."),
    "disk_full": _("The disk of this service is full. Please try again later."),
    "bad_request": _("This model cannot make that. Choose another model, or say it differently."),
    "engine_unavailable": _("The engine for this model is not available here at the moment."),
    "weights_unusable": _("The files of this model are damaged or incomplete here; the staff were told."),
    "output_unusable": _("The model computed no film from that. Try again with another seed or other words."),
    "model_failed": _("The model stopped in the middle of your video; the staff were told."),
    "out_of_memory": _("Your video needs more memory than is here. Choose a smaller size or a shorter one."),
    "device_lost": _("The graphics card failed several times while making your video; the staff were told."),
    "engine_crashed": _("Something went wrong while making your video. Please try again."),
    "engine_error": _("Something went wrong while making your video. Please try again."),
    "release_failed": _("The finished film could not be checked, so it was not released. Please try again."),
    "canceled": _("You canceled this video."),
    "cameo_consent_missing": _("Somebody who appears in this video no longer agrees to it."),
    "too_many_cameos": _("Up to three people can appear in one video."),
    "result_blocked": _("The result breaks the rules of this service."),
    "removed_by_staff": _("This video was taken down because it breaks the rules of this service."),
}
UNKNOWN = _("Your video could not be made. Please try again.")
BY_A_PERSON = {"result_blocked", "removed_by_staff"}
OVER = {Status.FAILED, Status.CANCELED, Status.BLOCKED, Status.REMOVED}


class Failing(Protocol):
    """What of a video says why it is not there."""

    @property
    def status(self) -> str:
        """Where it is in its life."""

    @property
    def failure_code(self) -> str:
        """The stable code; empty where the state says it."""

    @property
    def failure_message(self) -> str:
        """What a person wrote."""


def of(video: Failing) -> dict[str, str] | None:
    """Code and sentence of a video that is not there, with what staff wrote; None for one that may come."""
    if video.status not in OVER:
        return None
    code = video.failure_code or video.status
    sentence = str(SENTENCES.get(code, UNKNOWN))
    if code in BY_A_PERSON and video.failure_message:
        sentence = gettext("%(sentence)s The reviewer wrote: “%(reason)s”") % {
            "sentence": sentence,
            "reason": video.failure_message,
        }
    return {"code": code, "message": sentence}
