"""The socket that every page keeps: how many notices wait, and the newest one."""

from __future__ import annotations

import json
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.utils import translation

from ..models import Person
from . import queries
from .telling import group_of

UNAUTHENTICATED = 4401


class NoticeConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """`/ws/notices/`: it only tells, and hears nothing."""

    group = ""

    async def connect(self) -> None:
        """Let a signed-in person in: subscribe first, then the count."""
        person = self.scope.get("user")
        if not isinstance(person, Person) or not person.is_active:
            await self.close(code=UNAUTHENTICATED)
            return
        self.person = person
        self.group = group_of(person.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self._tell(fresh=False)

    async def disconnect(self, _code: int) -> None:
        """Leave the group."""
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def notice_event(self, _event: dict[str, Any]) -> None:
        """Something changed."""
        await self._tell(fresh=True)

    async def _tell(self, *, fresh: bool) -> None:
        news = await database_sync_to_async(self._news)()
        await self.send(text_data=json.dumps({**news, "fresh": fresh}))

    def _news(self) -> dict[str, Any]:
        with translation.override(self.person.language or settings.LANGUAGE_CODE):
            newest = queries.newest(self.person)
            return {
                "unseen": queries.unseen(self.person),
                "newest": newest and {"words": newest.sentence, "url": newest.url},
            }
