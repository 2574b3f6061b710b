"""Threads that are kept for the requests to come, each with its connection to the database.

Django answers each request on a new thread, and a thread opens a connection of its own: with SQLite that
costs about as much as answering a program's poll. Here a request takes a thread that is idle, or a new one
where none is, so that nobody waits for one; some of them stay, the others end with their request.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext

KEPT = 8
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class KeptThreads:
    """An ASGI application whose synchronous parts run on threads that are used again, a request at a time."""

    def __init__(self, inner: Application, kept: int = KEPT) -> None:
        self.inner, self.kept = inner, kept
        self.idle: list[ThreadPoolExecutor] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer on the thread that was used last: the others' connections grow old and close."""
        thread = self.idle.pop() if self.idle else ThreadPoolExecutor(1, thread_name_prefix="page")
        try:
            async with ThreadSensitiveContext(executor=thread):
                await self.inner(scope, receive, send)
        finally:
            if len(self.idle) < self.kept:
                self.idle.append(thread)
            else:
                thread.shutdown(wait=False)
