"""Web servers to measure pages on, a connection that keeps open, and what a process has cost."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Self

from .postgres import free_port
from .report import ROOT

SERVERS = ("granian", "daphne")
START_SECONDS = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: what it is, where it answers, its first process."""

    label: str
    port: int
    process: int

    def cpu(self) -> float:
        """Seconds of CPU that it used so far, all of its processes together."""
        return cpu_of_family(self.process)


@contextmanager
def served(name: str, env: dict[str, str]) -> Iterator[Served]:
    """The site on one of `SERVERS` with one process for pages, until the context ends."""
    port = free_port()
    words = [sys.executable, "-m", *_words(name, port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        _wait(process, port)
        yield Served(f"{name} {version(name)}", port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _words(name: str, port: int) -> list[str]:
    if name == "daphne":
        return ["daphne", "-b", "127.0.0.1", "-p", str(port), "sora_site.asgi:application"]
    pages = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    return [*pages, "--workers", "1", "--blocking-threads", "2", "--no-log", "sora_site.wsgi:application"]


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/bare/", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not come up.")


def cpu_of_family(first: int) -> float:
    """Seconds of CPU of a process and of all below it that still run."""
    parents, costs = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            costs[int(folder.name)] = int(fields[11]) + int(fields[12])
    family = {first}
    while below := {pid for pid, above in parents.items() if above in family and pid not in family}:
        family |= below
    return sum(costs.get(pid, 0) for pid in family) / TICKS


class Connection:
    """One kept HTTP/1.1 connection with a cookie; nothing of a client library is measured with it."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port, self.cookie = port, cookie

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.writer.close()

    async def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page."""
        cookie = f"\r\nCookie: {self.cookie}" if self.cookie else ""
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}{cookie}\r\n\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin1").lower()
        sizes = [line.split(": ")[1] for line in head.split("\r\n") if line.startswith("content-length: ")]
        body = await self.reader.readexactly(int(sizes[0])) if sizes else await self._chunks()
        return int(head.split()[1]), body

    async def _chunks(self) -> bytes:
        body = b""
        while size := int(await self.reader.readline(), 16):
            body += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return body
