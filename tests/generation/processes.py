"""Real Celery workers for tests, each the leader of a process group of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
CATALOG = Path(__file__).with_name("catalog.toml")


def environment(**extra: str) -> dict[str, str]:
    """What makes another process use this test's database, folders, broker and models."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    own = {"DATABASE_URL": url, "SORA_DATA": str(settings.DATA_DIR), "SORA_CATALOG": str(CATALOG)}
    quick = {"LEASE_SECONDS": "2", "REAP_SECONDS": "1", "REMAP_SIGTERM": "SIGQUIT"}
    return {**os.environ, **own, **quick, **extra}


class Worker:
    """A Celery worker that takes all queues, with beat inside unless told otherwise."""

    def __init__(
        self,
        name: str,
        *,
        beat: bool = True,
        queues: str = "simulation,media,default",
        also: str = "",
        **env: str,
    ) -> None:
        self.log = Path(settings.DATA_DIR) / f"{name}.log"
        celery = Path(sys.executable).with_name("celery")
        argv = [str(celery), "-A", "sora_site", "worker", "-n", f"{name}@%h", "-c", "1", "-l", "INFO"]
        argv += ["-Q", queues, "--without-mingle", "--without-gossip", *(["-I", also] if also else [])]
        if beat:
            argv += ["-B", "-s", str(Path(settings.DATA_DIR) / f"{name}-beat")]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                argv, cwd=ROOT, env=environment(**env), stdout=out, stderr=out, start_new_session=True
            )

    def kill(self) -> None:
        """SIGKILL to the whole group, as when the machine goes away."""
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM to the worker, as a supervisor that stops it does."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def _send(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        self.process.wait(30)


@contextlib.contextmanager
def worker(name: str = "w", **options) -> Iterator[Worker]:
    """A worker for as long as the block lasts; its log is shown when the block fails."""
    running = Worker(name, **options)
    try:
        yield running
    except BaseException:
        lines = running.log.read_text("utf-8", "replace").splitlines()
        sys.stderr.write("\n".join(line for line in lines if "reap" not in line)[-6000:])
        raise
    finally:
        running.kill()


def until(true: Callable[[], object], seconds: float = 140) -> None:
    """Wait for something that other processes do; the limit only ends a test that hangs.

    It is long because a busy machine takes a minute to start a worker, and shorter than the
    runner's own limit for a test with two waits, so that the worker's log is still shown.
    """
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError("It did not happen.")
        time.sleep(0.05)
