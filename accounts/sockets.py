"""What every socket of a person shares: who is let in, and that it ends when they no longer may be."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from . import live
from .models import Person
from .policy import may_sign_in

UNAUTHENTICATED = 4401


def door_of(pk: int) -> str:
    """The group in which all sockets of a person hear that they should look again whether they may stay."""
    return f"people.{pk}"


def look_again(pk: int) -> None:
    """Sockets of the person ask whether the person may still sign in, and their session still is."""
    live.send(door_of(pk), {"type": "rules.changed"})


class PersonConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """A socket of somebody who is signed in; it subscribes before `welcome` reads, so no change is lost."""

    person: Person
    joined: tuple[str, ...] = ()

    def group(self) -> str:
        """The group whose events this socket hears."""
        raise NotImplementedError

    async def welcome(self) -> None:
        """Send the state that is there now."""
        raise NotImplementedError

    async def connect(self) -> None:
        """Let a signed-in person in."""
        person = self.scope.get("user")
        if not isinstance(person, Person) or not may_sign_in(person):
            await self.close(code=UNAUTHENTICATED)
            return
        self.person = person
        self.joined = (self.group(), door_of(person.pk))
        for group in self.joined:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()
        await self.welcome()

    async def disconnect(self, _code: int) -> None:
        """Leave the groups."""
        for group in self.joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def rules_changed(self, _event: dict[str, Any]) -> None:
        """Close the socket of somebody who may no longer sign in, or whose session was ended elsewhere."""
        if not await database_sync_to_async(self._may_stay)():
            await self.close(code=UNAUTHENTICATED)

    def _may_stay(self) -> bool:
        person = Person.objects.filter(pk=self.person.pk).first()
        session = self.scope.get("session")
        ended = session is not None and not session.exists(session.session_key)
        return person is not None and may_sign_in(person) and not ended
