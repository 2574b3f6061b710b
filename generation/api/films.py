"""Films that come with a call: known again where they were made here, else checked and taken as footage."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from accounts.models import Person

from .. import footage
from ..models import Video
from ..states import Status
from . import bodies

# Nobody here understands what is in a film of somebody else, so this is what becomes of it.
ELSEWHERE = "film_goes_on_elsewhere; It goes on in a place that is made after its last frame, not in its own."
LOOK_ONLY = "film_look_only; Only the look of the film is changed, as a whole."
MADE_ANEW = "film_made_anew; The words are staged anew in a place made after the film's first frame."


def approximated(video: Video, *, longer: bool) -> str:
    """What was only approximated of a film that was sent, as `code; sentence` of a header; else empty."""
    if video.parent_id is not None or not (video.footage or video.start_image):
        return ""
    if longer:
        return ELSEWHERE
    return LOOK_ONLY if video.footage else MADE_ANEW


@contextmanager
def opened(person: Person, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What takes the place of a file in `video`: `{"id": …}` of one's own film, or a `Footage`; else nothing.

    A film that was downloaded here and comes back, byte by byte, is the video that it was: its screenplay,
    its seed and everybody's consent are known, so an edit changes just what is asked for.
    """
    file = bodies.upload(body, "video")
    if file is None:
        yield {}
        return
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type, unused-ignore]
    mine = Video.objects.owned_by(person).filter(status=Status.COMPLETED, report__film__sha256=digest)
    known = mine.values_list("public_id", flat=True).order_by("-pk").first()
    if known is not None:
        yield {"video": {"id": known}}
        return
    file.seek(0)
    with footage.received(file, person) as film:
        yield {"video": film}
