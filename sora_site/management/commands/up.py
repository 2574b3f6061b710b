"""`up`: migrate, start everything, look after it, end it in order. See `sora_site/supervise.py`."""

from __future__ import annotations

import argparse
import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from sora_site import broker, welcome
from sora_site.bootstrap.exits import Exit
from sora_site.env import redis_socket
from sora_site.supervise import KeepsDyingError, Program, Supervisor

BROKER_SECONDS = 30.0
READY_SECONDS = 90.0
ANYWHERE_4 = "0.0.0.0"  # noqa: S104  (compared with, not bound to)


class Command(BaseCommand):
    """Run the whole site on this machine until Ctrl-C."""

    help = "Set up and run the site: database, broker, workers, web. Ctrl-C ends it."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        add("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="port 0: any free one")
        add("--data", metavar="DIR", help="where everything is written; default SORA_DATA, else data/")
        add("--renderers", type=int, default=1, metavar="N", help="how many shots are rendered at once")

    def handle(self, *_args: Any, **options: Any) -> None:
        began = time.monotonic()
        self.host, self.port = _free_address(options["bind"])
        self.supervisor = Supervisor(settings.DATA_DIR / "logs", self._say)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        with self._alone(), self._ended_in_order():
            self._check_settings()
            self._note_address()
            self._broker()
            self._migrate()
            self._workers(options["renderers"])
            self._web()
            if not self.supervisor.stopping:
                self._greet(time.monotonic() - began)
            self.supervisor.watch()

    # --- the steps ---------------------------------------------------------
    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (settings.DATA_DIR / "run" / "up.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                sentence = (
                    f"Another `up` is running on {settings.DATA_DIR}. End it, or use another --data DIR."
                )
                raise CommandError(sentence, returncode=Exit.ALREADY_RUNNING) from None
            yield

    @contextmanager
    def _ended_in_order(self) -> Iterator[None]:
        try:
            yield
        except KeepsDyingError as error:
            whole = settings.DATA_DIR / "logs" / f"{error.name}.log"
            sentence = f"{error.name} keeps dying. Its log ends with:\n{error.tail}\nAll of it: {whole}"
            self._fail(Exit.KEEPS_DYING, sentence)
        finally:
            self.supervisor.stop()

    def _check_settings(self) -> None:
        try:
            self.check()
        except SystemCheckError as error:
            self._fail(Exit.USAGE, str(error))

    def _note_address(self) -> None:
        shown = {ANYWHERE_4: "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        self.local = f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"
        (settings.DATA_DIR / "run" / "address").write_text(self.local, "utf-8")
        if not os.environ.get("SITE_URL"):
            settings.SITE_URL = self.local

    def _broker(self) -> None:
        if os.environ.get("REDIS_URL"):
            if not broker.answers(settings.REDIS_URL):
                self._fail(
                    Exit.FAILED, f"Nothing answers at REDIS_URL ({settings.REDIS_URL}). Start it first."
                )
            return
        socket_path = redis_socket(settings.DATA_DIR)
        socket_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if broker.end_left_over(settings.REDIS_URL, socket_path):
            self._say("ended the broker that an earlier run had left")
        try:
            self.supervisor.start(broker.program(socket_path, settings.DATA_DIR))
        except broker.NoServerError as error:
            self._fail(Exit.SETUP_FAILED, str(error))
        self._await("broker", lambda: broker.answers(settings.REDIS_URL), BROKER_SECONDS)

    def _migrate(self) -> None:
        self._say("preparing the database")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except Exception as error:  # noqa: BLE001  (a migration may raise anything)
            self._fail(Exit.MIGRATION_FAILED, f"The database could not be prepared: {error}")
        finally:
            connections.close_all()

    def _workers(self, renderers: int) -> None:
        celery = [sys.executable, "-m", "celery", "-A", "sora_site"]
        # SIGTERM then means: put running work back after a short grace, and go.
        env = {**_environment(), "REMAP_SIGTERM": "SIGQUIT"}
        quiet = ["--without-mingle", "--without-gossip", "-l", "INFO"]
        grace = settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT + 15
        for name, queues, many in (("renderer", "simulation", renderers), ("clerk", "default,media", 2)):
            argv = [*celery, "worker", "-n", f"{name}@%h", "-Q", queues, "-c", str(many), *quiet]
            self.supervisor.start(Program(name, argv, env, rank=1, grace=grace))
        schedule = str(settings.DATA_DIR / "run" / "beat-schedule")
        argv = [*celery, "beat", "-s", schedule, "--pidfile=", "-l", "INFO"]
        self.supervisor.start(Program("beat", argv, _environment(), rank=1))

    def _web(self) -> None:
        argv = [
            sys.executable,
            "-m",
            "daphne",
            "-b",
            self.host,
            "-p",
            str(self.port),
            "sora_site.asgi:application",
        ]
        self.supervisor.start(Program("web", argv, _environment(), rank=0))
        self._await("web", lambda: _healthy(self.local), READY_SECONDS)

    def _await(self, name: str, ready: Any, seconds: float) -> None:
        if self.supervisor.wait_until(ready, seconds) or self.supervisor.stopping:
            return
        tail = self.supervisor.tail(name)
        self._fail(Exit.KEEPS_DYING, f"{name} did not answer in {seconds:.0f} s. Its log ends with:\n{tail}")

    def _greet(self, seconds: float) -> None:
        for line in welcome.lines(self.local, seconds):
            self.stdout.write(line)
        self.stdout.flush()

    # --- speaking ----------------------------------------------------------
    def _say(self, text: str) -> None:
        self.stderr.write(f"· {text}")
        self.stderr.flush()

    def _stop(self, *_signal: object) -> None:
        self.supervisor.stopping = True

    def _fail(self, code: Exit, sentence: str) -> NoReturn:
        raise CommandError(sentence, returncode=code)


def _environment() -> dict[str, str]:
    """The children's: the project can be imported from whatever folder they work in."""
    path = [str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def _free_address(bind: str) -> tuple[str, int]:
    """Host and port of `--bind`; CommandError unless a server can listen there."""
    host, separator, port = bind.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not (separator and port.isascii() and port.isdigit() and int(port) < 65536):
        raise CommandError(
            f"--bind {bind!r} is not HOST:PORT, such as 127.0.0.1:8000.", returncode=Exit.USAGE
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            sentence = (
                f"{bind} cannot be used ({error.strerror}). Try another, such as --bind 127.0.0.1:8001."
            )
            raise CommandError(sentence, returncode=Exit.ADDRESS_IN_USE) from None
        return host, int(probe.getsockname()[1])


def _healthy(address: str) -> bool:
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
