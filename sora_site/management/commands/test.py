"""`test`: the whole suite by pytest, the browser's tests in a second process.

Playwright's synchronous interface leaves an event loop running, which would
break every later asynchronous test of the same process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.management import BaseCommand

from sora_site.bootstrap import system
from sora_site.bootstrap.exits import Exit

NOTHING_COLLECTED = 5
MOST_PROCESSES = 4
DATABASE_ONLY = "--database-only"
HELP = """usage: python3 manage.py test [PYTEST'S ARGUMENTS …]

Runs every test, on all cores (at most 4). Arguments go to pytest as they are: paths, -k WORDS, -x, -vv, …
With DATABASE_URL=postgres://… the same suite runs on PostgreSQL, with REDIS_URL
on that server; --database-only leaves out what can reach no database.
With CI=1 a missing browser is an error.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One pytest process: its name, its exit status and its closing line."""

    name: str
    status: int
    closing: str


class Command(BaseCommand):
    """Run all tests."""

    help = "Run all tests; arguments are pytest's."

    def run_from_argv(self, argv: list[str]) -> None:
        """Hand every argument to pytest untouched."""
        arguments = argv[2:]
        if arguments in (["-h"], ["--help"]):
            self.stdout.write(HELP)
            return
        parts = [_run(name, [*marker, *arguments]) for name, marker in _parts(arguments)]
        for part in parts:
            self.stdout.write(f"{part.name}: {part.closing}")
        sys.exit(_status(parts))


def _parts(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    if any(word == "-m" or word.startswith("-m=") for word in arguments):
        return [("tests", [])]
    parts = [("tests", ["-m", "not browser", *_spread(arguments)])]
    if system.find_browser():
        parts.append(("browser tests", ["-m", "browser"]))
    else:
        sys.stderr.write(f"Browser tests are left out: {system.apt_line(['chromium'])}\n")
    return parts


def _spread(arguments: Sequence[str]) -> list[str]:
    """A process a core for the whole suite; a chosen part, or a Redis that all would share, keeps to one."""
    if set(arguments) - {DATABASE_ONLY} or "REDIS_URL" in os.environ:
        return []
    return ["-n", str(min(os.cpu_count() or 1, MOST_PROCESSES)), "--dist", "worksteal"]


def _run(name: str, arguments: Sequence[str]) -> Part:
    """One pytest process, its output passed on as it comes."""
    colour = "yes" if sys.stdout.isatty() else "auto"
    command = [sys.executable, "-m", "pytest", f"--color={colour}", *arguments]
    closing = "no output"
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ, stdout=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line.strip() or closing
    return Part(name, process.returncode, closing)


def _status(parts: Sequence[Part]) -> int:
    """0 when every part passed and at least one test ran; a part without tests is no failure."""
    failed = [part.status for part in parts if part.status not in {0, NOTHING_COLLECTED}]
    if failed:
        return failed[0] if failed[0] > 0 else Exit.FAILED
    return NOTHING_COLLECTED if all(part.status == NOTHING_COLLECTED for part in parts) else Exit.CLEAN
