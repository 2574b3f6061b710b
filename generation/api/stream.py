"""Progress as server-sent events: the state now, each change, and the end; then the stream closes.

The row is the truth: it is read again when the channel layer says that something changed, and every few
seconds anyhow, so that a lost message costs seconds, never the end. See https://html.spec.whatwg.org/#server-sent-events.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from django.utils import translation

from .. import queries
from ..events import group_of
from ..models import Video
from . import shapes
from .doors import Call

LOOK_SECONDS = 2.0  # how often the row is read where no news comes
QUIET_SECONDS = 15.0  # after which a comment keeps proxies from closing the stream
LONGEST_SECONDS = 3600.0
ENDED = {"completed", "failed"}


def answer(request: Call, row: Video) -> StreamingHttpResponse:
    """The stream of one video; under WSGI it holds a thread, under ASGI only a task."""
    body = _later(row) if isinstance(request, ASGIRequest) else _now(row)
    found = StreamingHttpResponse(body, content_type="text/event-stream; charset=utf-8")
    found["Cache-Control"], found["X-Accel-Buffering"] = "no-store", "no"
    return found


def told(pk: int) -> tuple[int, str, bytes] | None:
    """The number of the last change, the status and the event of a video; None when it is gone."""
    row = Video.objects.light().select_related("parent", "made_by").filter(pk=pk, deleted_at=None).first()
    if row is None:
        return None
    with translation.override("en"):
        state, said = queries.state(row), shapes.video(row)
    ended = said["status"] in ENDED
    event: dict[str, Any] = {
        "type": f"video.{said['status']}" if ended else "video.progress",
        "sequence_number": row.progress_seq,
        "stage": state["stage_label"],
        "queue_place": state["queue_place"],
        "eta_seconds": state["eta_seconds"],
        "video": said,
    }
    text = f"event: {event['type']}\nid: {row.progress_seq}\ndata: {json.dumps(event)}\n\n"
    return row.progress_seq, said["status"], text.encode()


class Teller:
    """What of one video is still to be told."""

    def __init__(self, row: Video) -> None:
        self.pk, self.began, self.spoke = row.pk, time.monotonic(), time.monotonic()
        self.last, self.over = "", False

    def next(self) -> bytes:
        """The event that is new, a comment after a long silence, or nothing."""
        found = told(self.pk)
        now = time.monotonic()
        if found is None:
            self.over = True
            return b'event: video.deleted\ndata: {"type": "video.deleted"}\n\n'
        number, status, text = found
        self.over = status in ENDED or now - self.began > LONGEST_SECONDS
        if f"{number} {status}" != self.last:
            self.last, self.spoke = f"{number} {status}", now
            return text
        if now - self.spoke > QUIET_SECONDS:
            self.spoke = now
            return b": still there\n\n"
        return b""


def _now(row: Video) -> Iterator[bytes]:
    teller = Teller(row)
    while True:
        if text := teller.next():
            yield text
        if teller.over:
            return
        time.sleep(LOOK_SECONDS / 4)


async def _later(row: Video) -> AsyncIterator[bytes]:
    teller, layer = Teller(row), get_channel_layer()
    channel, group = await layer.new_channel(), group_of(row.owner_id)
    await layer.group_add(group, channel)
    look = database_sync_to_async(teller.next)
    try:
        while True:
            if text := await look():
                yield text
            if teller.over:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(_news(layer, channel, row.public_id), LOOK_SECONDS)
    finally:
        await layer.group_discard(group, channel)


async def _news(layer: Any, channel: str, name: str) -> None:  # noqa: ANN401 (channels has no types)
    """Until something is said about this video."""
    while True:
        message = await layer.receive(channel)
        if message.get("video", {}).get("id") == name:
            return


__all__ = ["answer", "told"]
