"""The processes of the embedded default on one data folder: broker, workers, beat, web.

`up` runs all of them until it is told to stop; `demo` and `bench` borrow the
workers for a while. One data folder has one station at a time.
"""

from __future__ import annotations

import fcntl
import http.client
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from . import broker
from .bootstrap.exits import Exit
from .env import redis_socket
from .supervise import KeepsDyingError, Program, Supervisor

BROKER_SECONDS = 30.0
READY_SECONDS = 90.0
ANYWHERE_4 = "0.0.0.0"  # noqa: S104  (compared with, not bound to)


class StationError(Exception):
    """The site cannot run here; the text says why and what to do, `code` is the exit status."""

    def __init__(self, sentence: str, code: Exit) -> None:
        super().__init__(sentence)
        self.code = code


class Station:
    """Starts the processes and looks after them; `announce` gets one line for each thing worth telling."""

    def __init__(self, announce: Callable[[str], None]) -> None:
        self.announce = announce
        self.supervisor = Supervisor(settings.DATA_DIR / "logs", announce)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Alone on the data folder, and with every process ended in order at the end."""
        with alone():
            try:
                yield
            except KeepsDyingError as error:
                whole = settings.DATA_DIR / "logs" / f"{error.name}.log"
                sentence = f"{error.name} keeps dying. Its log ends with:\n{error.tail}\nAll of it: {whole}"
                raise StationError(sentence, Exit.KEEPS_DYING) from None
            finally:
                self.supervisor.stop()

    def start_broker(self) -> None:
        """A Redis-compatible server, unless REDIS_URL names one; StationError if none answers."""
        if os.environ.get("REDIS_URL"):
            if not broker.answers(settings.REDIS_URL):
                sentence = f"Nothing answers at REDIS_URL ({settings.REDIS_URL}). Start it first."
                raise StationError(sentence, Exit.FAILED)
            return
        path = redis_socket(settings.DATA_DIR)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if broker.end_left_over(settings.REDIS_URL, path):
            self.announce("ended the broker that an earlier run had left")
        try:
            self.supervisor.start(broker.program(path, settings.DATA_DIR))
        except broker.NoServerError as error:
            raise StationError(str(error), Exit.SETUP_FAILED) from None
        self._await("broker", lambda: broker.answers(settings.REDIS_URL), BROKER_SECONDS)

    def migrate(self) -> None:
        """Bring the database up to date; StationError says what went wrong."""
        self.announce("preparing the database")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except Exception as error:  # a migration may raise anything
            sentence = f"The database could not be prepared: {error}"
            raise StationError(sentence, Exit.MIGRATION_FAILED) from error
        finally:
            connections.close_all()

    def start_workers(self, renderers: int = 1) -> None:
        """A worker that renders, one for all that is quick, so that neither waits for the other, and beat."""
        celery = [sys.executable, "-m", "celery", "-A", "sora_site"]
        # SIGTERM then means: put running work back after a short grace, and go.
        env = {**environment(), "REMAP_SIGTERM": "SIGQUIT"}
        quiet = ["--without-mingle", "--without-gossip", "-l", "INFO"]
        grace = settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT + 15
        for name, queues, many in (("renderer", "simulation", renderers), ("clerk", "default,media", 2)):
            argv = [*celery, "worker", "-n", f"{name}@%h", "-Q", queues, "-c", str(many), *quiet]
            self.supervisor.start(Program(name, argv, env, rank=1, grace=grace))
        if os.environ.get("SORA_DIFFUSION") == "1":
            # one process a device, and nobody who asks the device before it forks
            argv = [*celery, "worker", "-n", "diffusion@%h", "-Q", "diffusion", "-c", "1", *quiet]
            self.supervisor.start(
                Program("diffusion", argv, env | {"HF_HUB_OFFLINE": "1"}, rank=1, grace=grace)
            )
        schedule = str(settings.DATA_DIR / "run" / "beat-schedule")
        argv = [*celery, "beat", "-s", schedule, "--pidfile=", "-l", "INFO"]
        self.supervisor.start(Program("beat", argv, environment(), rank=1))

    def start_web(self, host: str, port: int) -> None:
        """Pages and sockets on `host` and `port`; returns once `/healthz` says that all is well."""
        # Without an access log: addresses hold invite codes, and what somebody types into the composer.
        where = ["-b", host, "-p", str(port), "-v", "0"]
        argv = [sys.executable, "-m", "daphne", *where, "sora_site.asgi:application"]
        self.supervisor.start(Program("web", argv, environment(), rank=0))
        self._await("web", lambda: healthy(local_address(host, port)), READY_SECONDS)

    def _await(self, name: str, ready: Callable[[], bool], seconds: float) -> None:
        if self.supervisor.wait_until(ready, seconds) or self.supervisor.stopping:
            return
        tail = self.supervisor.tail(name)
        sentence = f"{name} did not answer in {seconds:.0f} s. Its log ends with:\n{tail}"
        raise StationError(sentence, Exit.KEEPS_DYING)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data folder; StationError while another station does."""
    with (settings.DATA_DIR / "run" / "up.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sentence = f"Another `up` is running on {settings.DATA_DIR}. End it, or use another data folder."
            raise StationError(sentence, Exit.ALREADY_RUNNING) from None
        yield


def is_running() -> bool:
    """Whether a station runs on the data folder at this moment."""
    try:
        with alone():
            return False
    except StationError:
        return True


def environment() -> dict[str, str]:
    """The children's: the project can be imported from whatever folder they work in."""
    path = [str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def local_address(host: str, port: int) -> str:
    """How this machine reaches a server that listens on `host`."""
    shown = {ANYWHERE_4: "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def free_address(bind: str) -> tuple[str, int]:
    """Host and port of HOST:PORT (port 0: any free one); StationError unless a server can listen there."""
    host, separator, port = bind.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not (separator and port.isascii() and port.isdigit() and int(port) < 65536):
        raise StationError(f"{bind!r} is not HOST:PORT, such as 127.0.0.1:8000.", Exit.USAGE)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            sentence = f"{bind} cannot be used ({error.strerror}). Try another: --bind 127.0.0.1:8001"
            raise StationError(sentence, Exit.ADDRESS_IN_USE) from None
        return host, int(probe.getsockname()[1])


def healthy(address: str) -> bool:
    """Whether `/healthz` says 200, asked under a name that this deployment answers to."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"] or ["127.0.0.1"]
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=3)
    try:
        connection.request("GET", "/healthz", headers={"Host": names[0]})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
