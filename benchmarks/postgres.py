"""A PostgreSQL for one measurement: a cluster in a folder, on a port of its own, gone at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """The address of its database, as `DATABASE_URL` has it."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="sora-pg-") as name:
        folder, port = Path(name), free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        options = f"-k {folder} -c listen_addresses=127.0.0.1 -p {port} -c shared_buffers=512MB"
        _run([programs / "initdb", "-D", data, "-U", "sora", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgres://sora@127.0.0.1:{port}/postgres"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"])


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def _programs() -> Path:
    found = shutil.which("initdb")
    beside = [Path(found)] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not beside:
        raise RuntimeError("This measurement needs PostgreSQL's programs (Debian: postgresql).")
    return beside[-1].parent


def _run(words: list[Path | str]) -> None:
    """PostgreSQL refuses to run as root; its own user always exists where the package is installed."""
    who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*who, *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd="/")
