"""The calls of the Videos API: parse, ask the same actions as the pages, render."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase, JsonResponse

from .. import actions
from ..models import Video
from ..states import Status
from . import batches as batch
from . import bodies, briefs, films, making, pace, seen, shapes, stream
from . import content as content_of
from .doors import Call, crowd, door, polled, submission
from .errors import bad, not_found
from .making import BriefOf
from .models import Scope
from .seen import Seen

MOST, USUAL = 100, 20
COMING = {Status.QUEUED, Status.IN_PROGRESS, Status.IN_REVIEW}


def _told(request: Call, row: Seen, said: dict[str, Any] | None = None) -> JsonResponse:
    answer = JsonResponse(said or shapes.video(row))
    if row.status in COMING:
        answer["openai-poll-after-ms"] = str(pace.milliseconds(row, crowd(request)))
    return answer


def _made(request: Call, brief_of: BriefOf, *, film: bool = False, longer: bool = False) -> JsonResponse:
    """Make what the body asks, within the key's limits; sent again with its idempotency key, once."""
    body, name = bodies.read(request), submission(request)
    rows = making.make(request, request.path, body, name, brief_of, film=film)
    answer = _told(request, seen.of(rows[0]), shapes.created(rows))
    approximated = films.approximated(rows[0], longer=longer) if film else ""
    if approximated:
        answer["x-sora-approximated"] = approximated
    return answer


def _own(request: Call, video_id: str) -> Video:
    rows = Video.objects.owned_by(request.person).exclude(status=Status.REMOVED).light()
    found = rows.select_related("parent", "made_by").filter(public_id=video_id).first()
    if found is None:
        raise not_found()
    return found


def _create(request: Call) -> HttpResponseBase:
    return _made(request, lambda body, name: briefs.create(request.person, body, name))


def _list(request: Call) -> HttpResponseBase:
    """Newest first unless `order=asc`, after the video `after`; by keyset."""
    raw = request.GET.get("limit", str(USUAL))
    if not raw.isascii() or not raw.isdigit() or int(raw) > MOST:
        raise bad("limit", f"'limit' must be a whole number from 0 to {MOST}.")
    order = request.GET.get("order", "desc")
    if order not in {"asc", "desc"}:
        raise bad("order", "'order' must be 'asc' or 'desc'.")
    name, size = request.GET.get("after"), int(raw)
    after = seen.number(request.person, name) if name else None
    if name and after is None:
        raise bad("after", "There is no such video.", "video_not_found")
    found = seen.page(request.person, after=after, rising=order == "asc", most=size + 1)
    return JsonResponse(shapes.page(found, size))


def _retrieve(request: Call, video_id: str) -> HttpResponseBase:
    found = seen.own(request.person, video_id)
    if found is None:
        raise not_found()
    return _told(request, found)


def _delete(request: Call, video_id: str) -> HttpResponseBase:
    actions.delete(request.person, _own(request, video_id))
    return JsonResponse({"id": video_id, "object": "video.deleted", "deleted": True})


def _content(request: Call, video_id: str) -> HttpResponseBase:
    return content_of.answer(request, _own(request, video_id))


def _physics(request: Call, video_id: str) -> HttpResponseBase:
    return content_of.physics(_own(request, video_id))


def _events(request: Call, video_id: str) -> HttpResponseBase:
    return stream.answer(request, _own(request, video_id))


def _remix(request: Call, video_id: str) -> HttpResponseBase:
    return _made(request, lambda body, name: briefs.remix(request.person, video_id, body, name))


def _edit(request: Call) -> HttpResponseBase:
    return _made(request, lambda body, name: briefs.edit(request.person, body, name), film=True)


def _extend(request: Call) -> HttpResponseBase:
    return _made(
        request, lambda body, name: briefs.extend(request.person, body, name), film=True, longer=True
    )


videos = door(GET=(Scope.READ, _list), POST=(Scope.CREATE, _create))
video = door(GET=(Scope.READ, polled(_retrieve)), DELETE=(Scope.MANAGE, _delete))
content = door(GET=(Scope.READ, _content))
physics = door(GET=(Scope.READ, _physics))
events = door(GET=(Scope.READ, _events))
remix = door(POST=(Scope.CREATE, _remix))
edits = door(POST=(Scope.CREATE, _edit))
batches = door(POST=(Scope.CREATE, batch.create))
extensions = door(POST=(Scope.CREATE, _extend))
