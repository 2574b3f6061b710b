"""Web servers to measure pages on, and what a process has cost."""

from __future__ import annotations

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
