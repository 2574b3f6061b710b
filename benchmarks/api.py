"""The Videos API: retrieve and list among 100,000 videos, and 200 clients that poll while one is made.

Requests go over kept connections from this machine, so its cores are shared with the server. The bare view
(`bare_addresses.py`) answers a constant on the same server, by the same short way of programs: no key and no
rows.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from . import api_storm, site
from .report import ROOT, Table
from .wire import Connection

CONNECTIONS = 4
BARE = "a bare view"
GENEROUS = {"PRO_AT_ONCE": "1000", "PRO_DAILY_VIDEOS": "10000"}  # one person makes what 200 would
SEED = """
import datetime, json, secrets, sys
import django
django.setup()
from django.utils import timezone
from accounts.models import Person
from generation.api import keys
from generation.models import Video
many = int(sys.argv[1])
person = Person.objects.create_user(
    "bench", "bench@example.org", birth_date=datetime.date(1990, 5, 1), plan="pro"
)
now = timezone.now() - datetime.timedelta(days=2)  # none of them counts for today
for start in range(0, many, 5000):
    Video.objects.bulk_create(
        Video(owner=person, prompt="A corgi rides a skateboard", model="sora-2", style="realistic", seconds=4,
              width=1280, height=720, seed=n, status="completed", progress=100, folder="videos/none",
              created_at=now - datetime.timedelta(seconds=many - n), completed_at=now)
        for n in range(start, min(many, start + 5000))
    )
limits = keys.Limits(per_minute=100_000, per_day=10_000, concurrent=1000)
names = list(Video.objects.filter(owner=person).order_by("?").values_list("public_id", flat=True)[:2000])
print(json.dumps({"key": keys.create(person, "bench", limits=limits)[1], "names": names}))
"""
Ask = Callable[[int], tuple[str, str]]


def measure(*, quick: bool) -> list[Table]:
    """Requests a second and p99 of retrieve and list, and what a poll storm costs a render."""
    return measured(2000, 2.0, 1) if quick else measured(100_000, 6.0, 2)


def measured(videos: int, seconds: float, rounds: int) -> list[Table]:
    """Both tables: among so many videos, for so many seconds a call, with so many renders of each kind."""
    env = {**os.environ, **GENEROUS, "DJANGO_SETTINGS_MODULE": "benchmarks.bare"}
    with tempfile.TemporaryDirectory() as name, site.running(Path(name) / "data", env=env) as here:
        told = json.loads(_inside(here, SEED, str(videos)))
        reads = asyncio.run(_reads(here, told, seconds))
        storm = asyncio.run(
            api_storm.blown(here.address, told["key"], rounds, functools.partial(_server_cpu, here))
        )
        costs = json.loads(_inside(here, api_storm.ATTEMPTS))
    return [_read_table(videos, *reads), api_storm.table(storm, costs)]


def _inside(here: site.Site, program: str, *words: str) -> str:
    """What a program with Django on the site's own data prints."""
    env = {**os.environ, "SORA_DATA": str(here.data), "DJANGO_SETTINGS_MODULE": "sora_site.settings"}
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


async def _reads(
    here: site.Site, told: dict[str, Any], seconds: float
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """The delays of each kind of call, asked over and over, and the server's CPU seconds for each."""
    names, dice = told["names"], random.Random(7)  # noqa: S311 (which rows are asked for)

    def retrieve(_number: int) -> tuple[str, str]:
        return "GET", f"/v1/videos/{dice.choice(names)}"

    def listed(_number: int) -> tuple[str, str]:
        return "GET", f"/v1/videos?limit=20&after={dice.choice(names)}"

    def bare(_number: int) -> tuple[str, str]:
        return "GET", "/v1/bare"

    def page(_number: int) -> tuple[str, str]:
        return "GET", "/bare/"

    found, costs = {}, {}
    kinds = {BARE: bare, "a bare page": page, "retrieve": retrieve, "list, 20 a page": listed}
    for name, ask in kinds.items():
        await _load(here.address, told["key"], ask, 1.0)
        before = _server_cpu(here)
        found[name] = await _load(here.address, told["key"], ask, seconds)
        costs[name] = _server_cpu(here) - before
    return found, costs


def _server_cpu(here: site.Site) -> float:
    """Seconds of CPU that the web process has used; what the load of a machine does not change."""
    port = here.address.rpartition(":")[2]
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"daphne" in words and port.encode() in words:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


async def _load(address: str, key: str, ask: Ask, seconds: float) -> list[float]:
    delays: list[float] = []
    until = time.monotonic() + seconds

    async def one() -> None:
        async with Connection(address, key) as line:
            while time.monotonic() < until:
                began = time.monotonic()
                status, _headers, _body = await line.ask(*ask(len(delays)))
                if status != 200:
                    raise RuntimeError(f"The API answers {status}.")
                delays.append(time.monotonic() - began)

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return delays


def _read_table(videos: int, reads: dict[str, list[float]], costs: dict[str, float]) -> Table:
    p50_bare = float(np.percentile(reads[BARE], 50))
    rows = []
    for name, delays in reads.items():
        p50, p99 = np.percentile(delays, [50, 99])
        rate = len(delays) / sum(delays) * CONNECTIONS
        times = [f"{rate:.0f}", f"{p50 * 1000:.1f}", f"{p99 * 1000:.1f}", f"{p50 / p50_bare:.1f}"]
        mine = costs[name] / len(delays)
        dearer = mine / (costs[BARE] / len(reads[BARE]))
        rows.append([name, *times, f"{mine * 1000:.1f}", f"{dearer:.1f}"])
    return Table(
        f"Videos API: reads among {videos:,} videos of one person",
        [
            "call",
            "requests/s",
            "p50, ms",
            "p99, ms",
            "p50 to the bare view's",
            "server's CPU, ms a request",
            "CPU to the bare view's",
        ],
        rows,
        [
            f"{CONNECTIONS} connections; one web process; load: {os.getloadavg()[0]:.1f} when it ended.",
            "A bare view answers a constant; a bare page, too, through all of the middleware of pages.",
        ],
    )
