"""Every no of this API with its code, its status and its sentence; a test holds it to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import cameo.characters.refusals
import cameo.refusals
import moderation.refusals
from accounts.errors import Refusal

from .. import failures, refusals

OWN: dict[str, tuple[int, Promise]] = {
    "invalid_value": (400, _("A field has a value that is not offered; param names it.")),
    "missing_required_parameter": (400, _("A field is missing; param names it.")),
    "invalid_type": (400, _("A field is of another type; param names it.")),
    "string_too_long": (400, _("A text is longer than it may be.")),
    "unreadable_text": (400, _("A text contains a NUL, or half of a character; param names its field.")),
    "unreadable_address": (400, _("The address of the call contains a NUL.")),
    "invalid_json": (400, _("The body, or a line of a batch, is no JSON object.")),
    "unreadable_body": (400, _("The body broke off, or is no form.")),
    "body_too_large": (413, _("The body is larger than it may be.")),
    "model_not_found": (400, _("There is no such model here; the message lists those there are.")),
    "unsafe_address": (400, _("A picture's address is not https, or leads into a private network.")),
    "image_unreachable": (400, _("A picture's address did not answer with a picture in time.")),
    "unsupported_image": (400, _("What lies at a picture's address is no JPEG, PNG or WebP.")),
    "image_too_large": (400, _("A picture is larger than 10 MB.")),
    "file_id_unsupported": (400, _("Pictures are sent, not named by the id of a file.")),
    "invalid_api_key": (401, _("The key is missing, mistyped, revoked or over.")),
    "missing_scope": (403, _("The key may not do that; the message names the scope.")),
    "unknown_address": (404, _("There is no call at this address.")),
    "video_not_found": (404, _("There is no such video, or it is not yours.")),
    "video_expired": (404, _("Programs can no longer fetch this video; its owner can.")),
    "file_not_found": (404, _("A file of this video is not there.")),
    "take_not_found": (404, _("No take of this shot is kept.")),
    "character_not_found": (404, _("There is no such character, or it is not shared with you.")),
    "webhook_endpoint_not_found": (404, _("There is no such webhook.")),
    "method_not_allowed": (405, _("This method is not offered at this address.")),
    "video_not_ready": (409, _("The video is not finished.")),
    "idempotency_key_reused": (409, _("This Idempotency-Key came before with another call.")),
    "rate_limit_exceeded": (429, _("The key asked too often within a minute; retry-after says when it may.")),
    "concurrent_limit_exceeded": (429, _("As many videos of this key are being made as may be.")),
    "daily_limit_exceeded": (429, _("The key made its videos of a day.")),
    "server_error": (500, _("Something broke here; x-request-id helps to find it.")),
}
_PLACE = re.compile(r"%\(\w+\)[ds]")


@dataclass(frozen=True, slots=True)
class Row:
    """One no: its code, its HTTP status ("" for a video that failed), what it says."""

    code: str
    status: int | str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some of them under a heading."""

    title: str
    rows: list[Row]


def groups() -> list[Group]:
    """All of them, in the reader's language."""
    own = [Row(code, status, str(words)) for code, (status, words) in OWN.items()]
    failed = [Row(code, "", _plain(words)) for code, words in failures.SENTENCES.items()]
    return [
        Group(str(_("Of the API itself")), own),
        Group(str(_("Of making a video")), list(_refusals(refusals))),
        Group(str(_("Of words and films that break a rule")), list(_refusals(moderation.refusals))),
        Group(
            str(_("Of people and characters")),
            [*_refusals(cameo.refusals), *_refusals(cameo.characters.refusals)],
        ),
        Group(str(_("In error of a video that failed")), failed),
    ]


def _refusals(module: ModuleType) -> Iterator[Row]:
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind.__module__ == module.__name__:
            status = 400 if kind.http_status == 422 else kind.http_status
            yield Row(kind.code, status, _plain(kind.message))


def _plain(words: str | Promise) -> str:
    """A sentence without the places where a number or a name stands."""
    return _PLACE.sub("…", str(words)).replace("%%", "%")
