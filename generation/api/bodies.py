"""Reads what clients send: JSON, forms and multipart with bracketed names, into one shape."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from .errors import ApiError, bad

_PART = re.compile(r"\[([^\[\]]*)\]")
LARGEST = 2 * 1024 * 1024


def read(request: HttpRequest) -> dict[str, Any]:
    """The fields of a body; nested ones as dictionaries and lists, files as `UploadedFile`."""
    kind = (request.content_type or "").lower()
    try:
        if kind == "application/json":
            return _json(request)
        return _form(request)
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation) as error:
        if isinstance(error, RequestDataTooBig):
            raise ApiError(413, "The body is too large.", code="body_too_large") from error
        raise bad("body", "The body could not be read.", "unreadable_body") from error


def _json(request: HttpRequest) -> dict[str, Any]:
    raw = request.body
    if not raw.strip():
        return {}
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise bad("body", "The body is no valid JSON.", "invalid_json") from error
    if not isinstance(found, dict):
        raise bad("body", "The body must be a JSON object.", "invalid_json")
    return found


def _form(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    fields: Mapping[str, Any] = {**request.POST.dict(), **request.FILES.dict()}
    for name, value in fields.items():
        _put(found, name, _unfolded(value))
    return found


def _unfolded(value: Any) -> Any:  # noqa: ANN401 (a text or a file)
    """Some clients send objects as JSON in a field of a form."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _put(found: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401
    """`video[id]` becomes {"video": {"id": …}}."""
    base, inner = name.partition("[")[0], _PART.findall(name)
    if not inner:
        found[base] = value
        return
    place = found.setdefault(base, {})
    for part in inner[:-1]:
        place = place.setdefault(part, {}) if isinstance(place, dict) else {}
    if isinstance(place, dict):
        place[inner[-1]] = value


def text(body: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """A text field; numbers are taken as their digits, because clients differ."""
    value = body.get(name)
    if value is None or value == "":
        if default is None:
            raise bad(name, f"'{name}' is required.", "missing_required_parameter")
        return default
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad(name, f"'{name}' must be a string.", "invalid_type")
    return str(value)


def upload(body: Mapping[str, Any], name: str) -> UploadedFile[Any] | None:
    """A file field, if it is there."""
    value = body.get(name)
    return value if isinstance(value, UploadedFile) else None
