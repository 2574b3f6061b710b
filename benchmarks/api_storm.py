"""What 200 programs that poll cost the videos that are made meanwhile.

As many programs each made a video of their own: one is rendered, the others wait for their turn, and each
asks for its own as long after the last answer as that says. The queue is there in any case. In turns, some of
its videos are rendered while nobody asks and some while all do; those who ask begin anew each time, within
two seconds of each other, which is the worst moment, and is measured with the rest.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .report import Table
from .wire import Connection

CLIENTS, RENDERS, SPARE = 200, 2, 8
MODEL, SIZE = "sora-1-turbo", "640x360"
BODY = {"prompt": "A corgi rides a skateboard", "model": MODEL, "size": SIZE, "seconds": "4", "seed": 7}
OVER = {"completed", "failed"}
RENDERED = 95  # percent: what comes then is the release, while the next video is rendered
TOGETHER = 4
ATTEMPTS = """
import json
import django
django.setup()
from generation.models import Attempt
rows = Attempt.objects.filter(outcome="rendered").select_related("shot__video")
print(json.dumps({row.shot.video.public_id: [row.wall_seconds, row.cpu_seconds] for row in rows}))
"""


@dataclass(slots=True)
class Storm:
    """What was made with and without clients that ask, and what they and the server had of it."""

    names: dict[str, list[str]] = field(default_factory=lambda: {"alone": [], "stormed": []})
    polls: list[float] = field(default_factory=list)
    seconds: float = 0.0
    server_cpu: float = 0.0


async def blown(address: str, key: str, rounds: int, server_cpu: Callable[[], float]) -> Storm:
    """Render in turns with and without clients; `server_cpu` tells the web process's CPU seconds so far."""
    found, many = Storm(), CLIENTS + 2 * RENDERS * rounds + SPARE
    queue = await _queued(address, key, many)
    async with Connection(address, key) as line:
        at = await _next(line, queue)
        for _round in range(rounds):
            for kind in ("alone", "stormed"):
                mine = queue[at : at + CLIENTS] if kind == "stormed" else []
                before, began = server_cpu(), time.monotonic()
                clients = [asyncio.create_task(_client(address, key, name, found.polls)) for name in mine]
                for name in queue[at : at + RENDERS]:
                    await _rendered(line, name)
                    found.names[kind].append(name)
                at += RENDERS
                for client in clients:
                    client.cancel()
                await asyncio.gather(*clients, return_exceptions=True)
                if mine:
                    found.server_cpu += server_cpu() - before
                    found.seconds += time.monotonic() - began
    return found


async def _queued(address: str, key: str, many: int) -> list[str]:
    """So many videos, in the order in which they are made; the first is while the others are asked for."""

    async def some(left: list[int]) -> None:
        async with Connection(address, key) as line:
            while left:
                left.pop()
                status, _headers, body = await line.ask("POST", "/v1/videos", json.dumps(BODY).encode())
                if status != 200:
                    raise RuntimeError(f"The API answers {status}: {body[:300]!r}")

    left = list(range(many))
    await asyncio.gather(*(some(left) for _ in range(TOGETHER)))
    async with Connection(address, key) as line:
        return await _in_order(line, many)


async def _in_order(line: Connection, many: int) -> list[str]:
    """The newest `many` videos, oldest first."""
    names: list[str] = []
    while len(names) < many:
        after = f"&after={names[-1]}" if names else ""
        size = min(100, many - len(names))
        _status, _headers, body = await line.ask("GET", f"/v1/videos?limit={size}{after}")
        names += [video["id"] for video in json.loads(body)["data"]]
    return names[::-1]


async def _next(line: Connection, queue: list[str]) -> int:
    """Wait until a video is rendered; the place of the one after it."""
    for place, name in enumerate(queue):
        video = await _asked(line, name)
        if video["status"] not in OVER and video["progress"] < RENDERED:
            await _rendered(line, name)
            return place + 1
    raise RuntimeError("Everything was made before anything was measured.")


async def _asked(line: Connection, name: str) -> dict[str, Any]:
    _status, _headers, body = await line.ask("GET", f"/v1/videos/{name}")
    found: dict[str, Any] = json.loads(body)
    return found


async def _rendered(line: Connection, name: str) -> None:
    while True:
        video = await _asked(line, name)
        if video["status"] == "failed":
            raise RuntimeError(f"A video failed: {video['error']}")
        if video["status"] in OVER or video["progress"] >= RENDERED:
            return
        await asyncio.sleep(1.0)


async def _client(address: str, key: str, name: str, polls: list[float]) -> None:
    """One program that waits for its video, as the official clients do."""
    await asyncio.sleep(random.random() * 2)  # noqa: S311 (clients do not begin together)
    async with Connection(address, key) as line:
        while True:
            began = time.monotonic()
            _status, headers, body = await line.ask("GET", f"/v1/videos/{name}")
            polls.append(time.monotonic() - began)
            if json.loads(body)["status"] in OVER:
                return
            await asyncio.sleep(int(headers.get("openai-poll-after-ms", "2000")) / 1000)


def table(storm: Storm, costs: dict[str, list[float]]) -> Table:
    """What a render took with and without them; `costs` are wall and CPU seconds by name."""
    (wall, cpu), (wall_stormed, cpu_stormed) = (
        np.median(np.array([costs[name] for name in storm.names[kind]], float), axis=0)
        for kind in ("alone", "stormed")
    )
    p50, p99 = np.percentile(storm.polls, [50, 99]) * 1000
    rows = [
        ["alone", f"{wall:.1f}", f"{cpu:.1f}", "", ""],
        [f"{CLIENTS} clients poll", f"{wall_stormed:.1f}", f"{cpu_stormed:.1f}", f"{p50:.0f}", f"{p99:.0f}"],
        [
            "change",
            f"{100 * (wall_stormed / wall - 1):+.1f} %",
            f"{100 * (cpu_stormed / cpu - 1):+.1f} %",
            "",
            "",
        ],
    ]
    rate, share = len(storm.polls) / storm.seconds, storm.server_cpu / storm.seconds / (os.cpu_count() or 1)
    how = (
        "Each client asks for a video of its own, as long after each answer as `openai-poll-after-ms` says: "
        "one is rendered, the others wait in the queue; the queue is there without clients, too."
    )
    much = (
        f"{len(storm.polls)} polls, {rate:.1f} a second, for which the web process takes {100 * share:.1f} % "
        "of the machine; the clients run on the same one."
    )
    notes = [f"Median of {len(storm.names['alone'])} each, in turns; {MODEL}, {SIZE}, 4 s.", how, much]
    columns = ["", "render, s by the clock", "render, s of CPU", "poll p50, ms", "poll p99, ms"]
    return Table("Videos API: a poll storm while a video is made", columns, rows, notes)
