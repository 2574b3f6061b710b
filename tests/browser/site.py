"""The whole site for the browser's tests: `manage.py up` on a free port and a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
CATALOG = Path(__file__).with_name("catalog.toml")
START_SECONDS = 120
DATABASE = "sora_browser"


class Site:
    """A running site; `address` is where it answers."""

    def __init__(self, folder: Path) -> None:
        own = ("SORA_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_")
        kept = {"SORA_NO_BOOTSTRAP", "SORA_VENV"}  # which Python runs it is not the site's own affair
        plain = {key: value for key, value in os.environ.items() if key in kept or not key.startswith(own)}
        # webhooks of the tests lead to this machine
        plain["WEBHOOKS_ALLOW_LOOPBACK"] = "1"
        self.env = {**plain, "SORA_DATA": str(folder / "data"), "SORA_CATALOG": str(CATALOG), **_database()}
        self.log = folder / "up.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", "--bind", "127.0.0.1:0"],
                cwd=ROOT,
                env=self.env,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.address = self._address()

    def _address(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            found = re.search(r"Sora is up at (\S+)", self.log.read_text("utf-8", "replace"))
            if found:
                return found[1]
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The site did not come up:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")

    def manage(self, *words: str, **env: str) -> str:
        """Another command of `manage.py` on the same data; its output."""
        command, surroundings = [sys.executable, "manage.py", *words], {**self.env, **env}
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout.strip()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(60)


def _database() -> dict[str, str]:
    """On PostgreSQL a database of its own beside the tests'; else nothing: the site's default is a file."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        return {}
    import psycopg

    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return {"DATABASE_URL": urlunsplit(urlsplit(given)._replace(path=f"/{DATABASE}"))}
