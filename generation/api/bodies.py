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

LARGEST_JSON = 15 * 1024 * 1024  # a picture of 10 MB as a data: address
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # no text of PostgreSQL's, and half a character
_PART = re.compile(r"\[([^\[\]]*)\]")
LARGEST = 110 * 1024 * 1024  # a film and what comes with it


def read(request: HttpRequest) -> dict[str, Any]:
    """The fields of a body; nested ones as dictionaries and lists, files as `UploadedFile`."""
    kind = (request.content_type or "").lower()
    stated = str(request.META.get("CONTENT_LENGTH") or "0")
    if stated.isascii() and stated.isdigit() and int(stated) > LARGEST:
        raise ApiError(413, "The body is too large.", code="body_too_large")
    try:
        found = _json(request) if kind == "application/json" else _form(request)
    except (MultiPartParserError, UnreadablePostError, SuspiciousOperation) as error:
        if isinstance(error, RequestDataTooBig):
            raise ApiError(413, "The body is too large.", code="body_too_large") from error
        raise bad("body", "The body could not be read.", "unreadable_body") from error
    check_texts(found)
    return found


def check_texts(found: Any, name: str = "body") -> None:  # noqa: ANN401 (any part of a body)
    """Raises `unreadable_text` where a text, or the name of a field, is one that cannot be kept."""
    if isinstance(found, str) and _UNSTORABLE.search(found):
        raise bad(name, f"{name!a} contains a NUL or half a character.", "unreadable_text")
    if isinstance(found, Mapping):
        for key, value in found.items():
            check_texts(key)
            check_texts(value, key if name == "body" else name)
    elif isinstance(found, list):
        for value in found:
            check_texts(value, name)


def _json(request: HttpRequest) -> dict[str, Any]:
    raw = request.read(LARGEST_JSON + 1)
    if len(raw) > LARGEST_JSON:
        raise ApiError(413, "The body is too large.", code="body_too_large")
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
    for fields in (request.POST, request.FILES):
        for name, values in fields.lists():
            for value in values:
                _put(found, name, _unfolded(value))
    return found


def _unfolded(value: Any) -> Any:  # noqa: ANN401 (a text or a file)
    """Some clients send objects as JSON in a field of a form."""
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _put(found: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401
    """`video[id]` becomes {"video": {"id": …}}, and repeated `characters[][id]` a list of such objects."""
    base, inner = name.partition("[")[0], _PART.findall(name)
    if not inner:
        found[base] = value
    elif inner[0] == "":
        _append(found, base, inner[1:], value)
    else:
        place = found.setdefault(base, {})
        for part in inner[:-1]:
            place = place.setdefault(part, {}) if isinstance(place, dict) else {}
        if isinstance(place, dict):
            place[inner[-1]] = value


def _append(found: dict[str, Any], base: str, inner: list[str], value: Any) -> None:  # noqa: ANN401
    """One more of a list; a field that the last object has already begins the next one."""
    rows = found.setdefault(base, [])
    if not isinstance(rows, list):
        return
    if not inner:
        rows.append(value)
    elif rows and isinstance(rows[-1], dict) and inner[0] not in rows[-1]:
        rows[-1][inner[0]] = value
    else:
        rows.append({inner[0]: value})


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
