"""The feed's pages among 100,000 posts on PostgreSQL: requests a second, p99 and CPU, on WSGI and on ASGI.

A private PostgreSQL and Valkey, readers whose sessions, lists and cards are warm, one web process. Load comes
over kept connections from this machine, so that its cores are shared with the server: CPU is what to compare.
About three minutes.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from . import postgres
from .alone import valkey
from .report import ROOT, Table
from .serving import SERVERS, Served, cpu_of_family, served
from .wire import Connection

POSTS, SECONDS = 100_000, 6.0
QUICK_POSTS, QUICK_SECONDS = 500, 0.5
CONNECTIONS = (1, 8)
BARE = "a bare view"
PAGES = {BARE: "/bare/", "For you": "/", "Latest": "/latest/", "Following": "/following/", "Top": "/top/"}
NOTE = (
    "One web process, PostgreSQL and Valkey of their own, load from the same machine; CPU is what the "
    "server's processes used for a page. The bare view answers a constant through all of the middleware. "
    "Sessions, lists and cards are warm; a reader's list is ranked anew every 20 seconds, which is counted."
)
COLUMNS = [
    "server", "page", "alone: p50, ms", "p99, ms", "requests/s with 8 at once", "p99, ms",
    "CPU of a page, ms", "to the bare view's", "PostgreSQL's CPU, ms", "queries",
]  # fmt: skip


def measure(*, quick: bool) -> list[Table]:
    """Each page on each server; queries are counted in a process of its own on the same database."""
    posts, seconds = (QUICK_POSTS, QUICK_SECONDS) if quick else (POSTS, SECONDS)
    rows: list[list[str]] = []
    with _site() as (env, database):
        told = _inside(env, "benchmarks.feed_seed", str(posts))
        asked = _inside(env, "benchmarks.feed_queries", told["cookies"][-1], *list(PAGES.values())[1:])
        for name in SERVERS:
            with served(name, env) as here:
                rows += asyncio.run(_pages(here, told["cookies"], seconds, database, asked))
    load = f"{os.getloadavg()[0]:.1f}"
    return [Table(f"Pages of the feed among {posts:,} posts", COLUMNS, rows, [NOTE, f"Load average {load}."])]


@contextmanager
def _site() -> Iterator[tuple[dict[str, str], int]]:
    """The environment of a site of its own, and the first process of its database."""
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as name, postgres.server() as database:
        cache = valkey(Path(name))
        try:
            env = {
                **os.environ, "SORA_DATA": name, "SECRET_KEY": "a key that only this measurement knows",
                "DATABASE_URL": database, "REDIS_URL": f"unix://{name}/valkey.sock", "TEEN_NIGHT": "none",
                "EMAIL_URL": "memorymail://", "SORA_NO_BOOTSTRAP": "1", "PYTHONPATH": str(ROOT),
                "DJANGO_SETTINGS_MODULE": "benchmarks.bare",
            }  # fmt: skip
            yield env, _process_on(database)
        finally:
            cache.terminate()
            cache.wait(10)


def _process_on(database: str) -> int:
    """The first process of the PostgreSQL that listens on a port, by the words it was started with."""
    port = database.rpartition(":")[2].partition("/")[0].encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"/postgres") and port in words:
            return int(folder.name)
    raise RuntimeError("PostgreSQL is not found among the processes.")


def _inside(env: dict[str, str], *words: str) -> dict[str, Any]:
    """What a program of this folder prints."""
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


async def _pages(
    here: Served, cookies: list[str], seconds: float, database: int, asked: dict[str, Any]
) -> list[list[str]]:
    rows, bare = [], 0.0
    for name, path in PAGES.items():
        await _load(here, path, cookies, len(cookies), 0.0)  # everybody's session, list and cards
        await _load(here, path, cookies, CONNECTIONS[-1], seconds / 4)
        alone, _took = await _load(here, path, cookies, CONNECTIONS[0], seconds / 2)
        before = here.cpu(), cpu_of_family(database)
        many, took = await _load(here, path, cookies, CONNECTIONS[-1], seconds)
        mine, theirs = here.cpu() - before[0], cpu_of_family(database) - before[1]
        cost = 1000 * mine / len(many)
        bare = bare or cost
        times = [f"{value * 1000:.1f}" for value in np.percentile(alone, [50, 99])]
        times += [f"{len(many) / took:.0f}", f"{np.percentile(many, 99) * 1000:.1f}"]
        dear = [f"{cost:.2f}", f"{cost / bare:.1f}", f"{1000 * theirs / len(many):.2f}"]
        rows.append([here.label, name, *times, *dear, str(asked.get(path, "–"))])
    return rows


async def _load(
    here: Served, path: str, cookies: list[str], connections: int, seconds: float
) -> tuple[list[float], float]:
    """How long each page took, and how long all took: each connection asks again and again."""
    began, delays = time.monotonic(), list[float]()

    async def one(number: int) -> None:
        address, cookie = f"http://127.0.0.1:{here.port}", cookies[number % len(cookies)]
        async with Connection(address, cookie=cookie) as line:
            while True:
                asked_at = time.monotonic()
                status, _headers, _body = await line.ask("GET", path)
                if status != 200:
                    raise RuntimeError(f"{path} answers {status}.")
                delays.append(time.monotonic() - asked_at)
                if time.monotonic() - began >= seconds:
                    return

    await asyncio.gather(*(one(number) for number in range(connections)))
    return delays, time.monotonic() - began
