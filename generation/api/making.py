"""One call that makes videos: the key's limits, the pages' own actions, and once per idempotency key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import actions, queries
from ..admission import Brief
from ..models import Video
from . import extras, films, usage
from .doors import Call

BriefOf = Callable[[Mapping[str, Any], str], Brief]


def make(
    request: Call, path: str, body: Mapping[str, Any], name: str, brief_of: BriefOf, *, film: bool = False
) -> list[Video]:
    """What the body asks at `path`; what the same `name` made before is answered again.

    With `film` the body's `video` may be a file.

    Raises an `ApiError`, or a `Refusal` of the gates.
    """
    asked = usage.digest({"path": path, **body})
    expires_at = extras.expiry(body)
    made = queries.submitted(request.person, name)
    if not made:
        with films.opened(request.person, body if film else {}) as sources:
            brief = brief_of({**body, **sources}, name)
            usage.admit(request.key, brief.variants)
            made = actions.create(request.person, brief)
    for video in made:
        usage.note(request.key, video, asked, expires_at)
    return made
