"""Threads of requests are used again, and nobody waits for one."""

from __future__ import annotations

import asyncio
import threading

from asgiref.sync import sync_to_async

from sora_site.threads import KeptThreads


async def _nothing(*_message: object) -> None:
    return None


def test_requests_that_follow_each_other_share_a_thread():
    seen: list[int] = []

    async def inner(_scope, _receive, _send):
        await sync_to_async(lambda: seen.append(threading.get_ident()))()
        await sync_to_async(lambda: seen.append(threading.get_ident()))()

    async def three() -> None:
        application = KeptThreads(inner)
        for _request in range(3):
            await application({}, _nothing, _nothing)

    asyncio.run(three())
    assert len(seen) == 6
    assert len(set(seen)) == 1


def test_requests_at_the_same_time_have_a_thread_each_and_only_some_are_kept():
    meet = threading.Barrier(4, timeout=20)

    async def inner(_scope, _receive, _send):
        await sync_to_async(meet.wait)()  # passes only when four are on four threads

    application = KeptThreads(inner, kept=2)

    async def four() -> None:
        await asyncio.gather(*(application({}, _nothing, _nothing) for _request in range(4)))

    asyncio.run(four())
    assert len(application.idle) == 2


def test_a_thread_whose_request_failed_is_used_again():
    async def inner(scope, _receive, _send):
        if scope["fails"]:
            raise RuntimeError("no")

    application = KeptThreads(inner)

    async def both() -> None:
        for fails in (True, False):
            try:
                await application({"fails": fails}, _nothing, _nothing)
            except RuntimeError:
                assert fails

    asyncio.run(both())
    assert len(application.idle) == 1
