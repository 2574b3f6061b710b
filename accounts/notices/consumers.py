"""The socket that every page keeps: how many notices wait, and the newest one."""

from __future__ import annotations

import json
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import translation

from ..sockets import PersonConsumer
from . import queries
from .telling import group_of


class NoticeConsumer(PersonConsumer):
    """`/ws/notices/`: it only tells, and hears nothing."""

    def group(self) -> str:
        """Notices of the person."""
        return group_of(self.person.pk)

    async def welcome(self) -> None:
        """The count, and the newest."""
        await self._tell(fresh=False)

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
