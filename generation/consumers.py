"""The owner's socket: one's own videos as they are made, and a way to cancel them.

It subscribes before it reads the snapshot, so no change falls between the two;
states that are older than what was sent already are dropped. A message that
makes no sense is answered, never fatal.
"""

from __future__ import annotations

import json
from typing import Any

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.errors import Refusal
from accounts.sockets import PersonConsumer

from . import actions, queries
from .events import group_of
from .models import Video

LONGEST_MESSAGE = 4096


class BadMessageError(ValueError):
    """What a client sent makes no sense: a stable code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class ProgressConsumer(PersonConsumer):
    """`/ws/progress/`."""

    def group(self) -> str:
        """Videos of the person."""
        return group_of(self.person.pk)

    async def welcome(self) -> None:
        """A snapshot; what was published meanwhile and is older than it is dropped."""
        self.seen: dict[str, int] = {}
        videos = await database_sync_to_async(self._snapshot)()
        for video in videos:
            self.seen[video["id"]] = max(video["seq"], self.seen.get(video["id"], -1))
        await self._send({"type": "snapshot", "videos": videos})

    async def video_event(self, event: dict[str, Any]) -> None:
        """A state from `events.publish`."""
        video = event["video"]
        if video["seq"] > self.seen.get(video["id"], -1):
            self.seen[video["id"]] = video["seq"]
            await self._send({"type": "progress", "video": video})

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A message of the client."""
        try:
            message = parse(text_data, bytes_data)
            await database_sync_to_async(self._cancel)(message["video"])
        except BadMessageError as error:
            await self._send({"type": "error", "code": error.code, "message": str(error)})
        except Refusal as refusal:
            sentence = await sync_to_async(self._in_words)(refusal)
            await self._send({"type": "error", "code": refusal.code, "message": sentence})

    def _snapshot(self) -> list[dict[str, Any]]:
        with translation.override(self._language()):
            return queries.snapshot(self.person)

    def _cancel(self, public_id: str) -> None:
        video = Video.objects.owned_by(self.person).filter(public_id=public_id).first()
        if video is None:
            with translation.override(self._language()):
                raise BadMessageError("video_not_found", _("There is no such video."))
        actions.cancel(self.person, video)

    def _in_words(self, refusal: Refusal) -> str:
        with translation.override(self._language()):
            return str(refusal.message)

    def _language(self) -> str:
        return getattr(self.person, "language", "") or settings.LANGUAGE_CODE

    async def _send(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message))


def parse(text: str | None, data: bytes | None) -> dict[str, str]:
    """What a client may send: `{"type": "cancel", "video": id}`; `BadMessageError` for all else."""
    if text is None or data is not None:
        raise BadMessageError("bad_message", _("Messages must be text."))
    if len(text) > LONGEST_MESSAGE:
        raise BadMessageError("message_too_large", _("This message is too long."))
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessageError("bad_message", _("This message is not JSON.")) from None
    if not isinstance(message, dict) or message.get("type") != "cancel":
        raise BadMessageError("unknown_message", _("This kind of message is not known."))
    if not isinstance(message.get("video"), str) or "\x00" in message["video"]:
        raise BadMessageError("bad_message", _("The message must name a video."))
    return message
