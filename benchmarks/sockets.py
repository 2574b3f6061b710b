"""From a worker's event to a browser's socket, with 1 and 100 sockets, beside a raw Redis subscriber."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import redis.asyncio as redis
import websockets

from . import site
from .report import ROOT, Table

SENDER = """
import os, sys, time
import django
django.setup()
from django.contrib.auth import get_user_model
from generation import events
group = events.group_of(get_user_model().objects.get(username="alice").pk)
for number in range(int(sys.argv[1])):
    events.send(group, {"id": "bench", "seq": number, "sent": time.time()})
    time.sleep(0.02)
"""


def measure(*, quick: bool) -> list[Table]:
    """p50 and p99 of the delay, in milliseconds."""
    events = 60 if quick else 400
    rows = []
    with tempfile.TemporaryDirectory() as name, site.running(Path(name) / "data") as here:
        with site.browser() as page:
            site.sign_up(page, here)
            cookie = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
        for many in (1, 100):
            sockets, raw = asyncio.run(_listen(here, cookie, many, events))
            for label, delays in (
                (f"{many} sockets" if many > 1 else "1 socket", sockets),
                ("raw Redis beside them", raw),
            ):
                p50, p99 = np.percentile(delays, [50, 99]) * 1000
                rows.append([label, str(len(delays)), f"{p50:.1f}", f"{p99:.1f}"])
    return [
        Table(
            "Worker event to browser socket",
            ["listener", "events heard", "p50, ms", "p99, ms"],
            rows,
            ["50 events a second, one person's sockets; sender, server and listeners share the machine."],
        )
    ]


async def _listen(here: site.Site, cookie: str, many: int, events: int) -> tuple[list[float], list[float]]:
    delays: list[float] = []
    raw: list[float] = []
    address = here.address.replace("http", "ws") + "/ws/progress/"
    headers = {"Cookie": cookie, "Origin": here.address}
    ready = asyncio.Barrier(many + 2)

    async def socket() -> None:
        async with websockets.connect(address, additional_headers=headers) as client:
            await client.recv()  # the snapshot
            await ready.wait()
            for _ in range(events):
                video = json.loads(await client.recv())["video"]
                delays.append(time.time() - video["sent"])

    async def subscriber() -> None:
        client = redis.Redis(unix_socket_path=str(here.data / "run" / "valkey.sock"))
        async with client.pubsub() as channel:
            await channel.psubscribe("*__group__videos.*")
            await channel.get_message(timeout=5)
            await ready.wait()
            while len(raw) < events:
                message = await channel.get_message(ignore_subscribe_messages=True, timeout=5)
                if message is not None:
                    raw.append(time.time() - _sent(message["data"]))
        await client.aclose()

    async def sender() -> None:
        await ready.wait()
        env = {**os.environ, "SORA_DATA": str(here.data), "DJANGO_SETTINGS_MODULE": "sora_site.settings"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SENDER, str(events), cwd=ROOT, env=env, stderr=subprocess.DEVNULL
        )
        await process.wait()

    async with asyncio.TaskGroup() as group:
        for task in (*(socket() for _ in range(many)), subscriber(), sender()):
            group.create_task(task)
    return delays, raw


def _sent(data: bytes) -> float:
    """The moment that `SENDER` wrote into an event."""
    from channels.layers import get_channel_layer

    message = get_channel_layer().deserialize(data)
    return float(message["video"]["sent"])
