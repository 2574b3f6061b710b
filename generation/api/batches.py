"""Many videos by one call: JSON Lines in, JSON Lines out, a line each, in their order.

A line is the body of a video, or what the original's batches take: `custom_id`, `method`, `url`, `body`.
Lines stand by themselves: one that is refused is answered with its error, the others go on. With an
`Idempotency-Key` the whole file can be sent again, and makes nothing twice.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from accounts.errors import Refusal

from . import bodies, briefs, making, shapes
from .doors import Call, submission
from .errors import ApiError, bad, of_refusal

MOST_LINES = 100
MOST_BYTES = 4 * 1024 * 1024
KINDS = {"application/jsonl", "application/x-ndjson", "application/x-jsonlines", "text/plain"}
URL = "/v1/videos"


def create(request: Call) -> HttpResponseBase:
    """Make what every line asks; the body is the file itself, or a form with it in `file`."""
    lines = _lines(request)
    name = submission(request)
    answers = [_answered(request, number, line, name) for number, line in enumerate(lines, 1)]
    text = "".join(json.dumps(answer) + "\n" for answer in answers)
    return HttpResponse(text, content_type="application/jsonl")


def _brief_of(request: Call) -> making.BriefOf:
    return lambda body, name: briefs.create(request.person, body, name)


def _lines(request: Call) -> list[bytes]:
    if (request.content_type or "").lower() in KINDS:
        raw = request.read(MOST_BYTES + 1)
    else:
        file = bodies.upload(bodies.read(request), "file")
        if file is None:
            sentence = "Send JSON Lines as application/jsonl, or a form with them in 'file'."
            raise bad("file", sentence, "missing_required_parameter")
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise ApiError(413, "A batch may have 4 MB.", code="body_too_large")
    lines = [line for line in raw.splitlines() if line.strip()]
    if not 1 <= len(lines) <= MOST_LINES:
        raise bad("file", f"A batch has 1 to {MOST_LINES} lines; not {len(lines)}.")
    return lines


def _answered(request: Call, number: int, line: bytes, name: str) -> dict[str, Any]:
    """What one line is answered."""
    mark: str | None = None
    try:
        mark, body = _read(line)
        own = f"{name[:40]}-{number}" if name else ""
        made = making.make(request, f"{request.path}#{number}", body, own, _brief_of(request))
        response = {"status_code": 200, "body": shapes.created(made)}
        error = None
    except ApiError as no:
        response, error = None, no.told()
    except Refusal as refusal:
        response, error = None, of_refusal(refusal).told()
    return {"custom_id": mark or f"line-{number}", "response": response, "error": error}


def _read(line: bytes) -> tuple[str | None, dict[str, Any]]:
    """The `custom_id` and the body of a line."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise bad("line", "This line is no valid JSON.", "invalid_json") from error
    bodies.check_texts(found, "line")
    if not isinstance(found, dict):
        raise bad("line", "A line must be a JSON object.", "invalid_json")
    mark = found.get("custom_id")
    if mark is not None and not (isinstance(mark, str) and 1 <= len(mark) <= 64):
        raise bad("custom_id", "'custom_id' must be a text of 1 to 64 characters.")
    if "body" not in found:
        return mark, found
    if found.get("url", URL) != URL or found.get("method", "POST") != "POST":
        raise bad("url", f"A batch makes videos only: POST {URL}.")
    if not isinstance(found["body"], dict):
        raise bad("body", "'body' must be a JSON object.", "invalid_type")
    return mark, found["body"]
