"""`up`: migrate, start everything, look after it, end it in order. See `sora_site/station.py`."""

from __future__ import annotations

import argparse
import os
import signal
import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.core.management.base import SystemCheckError

from sora_site import welcome
from sora_site.bootstrap.exits import Exit
from sora_site.station import Station, StationError, free_address, local_address


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
        if not 1 <= options["renderers"] <= 64:
            raise CommandError("--renderers lies between 1 and 64.", returncode=Exit.USAGE)
        try:
            self._run(options["bind"], options["renderers"])
        except StationError as error:
            raise CommandError(str(error), returncode=error.code) from None
        except SystemCheckError as error:
            raise CommandError(str(error), returncode=Exit.USAGE) from None

    def _run(self, bind: str, renderers: int) -> None:
        began = time.monotonic()
        host, port = free_address(bind)
        station = Station(self._say)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_signal: setattr(station.supervisor, "stopping", True))
        with station.running():
            self.check()
            address = _note_address(host, port)
            station.start_broker()
            station.migrate()
            station.start_workers(renderers)
            station.start_web(host, port)
            if not station.supervisor.stopping:
                self._greet(address, time.monotonic() - began)
            station.supervisor.watch()

    def _greet(self, address: str, seconds: float) -> None:
        for line in welcome.lines(address, seconds):
            self.stdout.write(line)
        self.stdout.flush()

    def _say(self, text: str) -> None:
        self.stderr.write(f"· {text}")
        self.stderr.flush()


def _note_address(host: str, port: int) -> str:
    """Keep the address for links that other commands print; the address itself."""
    address = local_address(host, port)
    (settings.DATA_DIR / "run" / "address").write_text(address, "utf-8")
    if not os.environ.get("SITE_URL"):
        settings.SITE_URL = address
    return address
