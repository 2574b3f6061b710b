"""Keeps a few child processes running, and ends them in order.

Each child leads a process group of its own and, on Linux, gets SIGTERM when
this process dies. A child that exits is started again after a growing pause; one
that keeps dying ends the whole, as a site that is half there helps nobody. Knows
nothing of Django or Redis.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

POLL_SECONDS = 0.2
HEALTHY_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 15.0
MOST_FAILURES = 6
LOG_BYTES = 10_000_000
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class KeepsDyingError(Exception):
    """A child died too often in a row; carries its name and the end of its log."""

    def __init__(self, name: str, tail: str) -> None:
        super().__init__(name)
        self.name = name
        self.tail = tail


@dataclass(frozen=True, slots=True)
class Program:
    """What to run; `rank` orders the end (low first), `grace` is the seconds from SIGTERM to SIGKILL."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    rank: int = 0
    grace: float = 10.0
    dies_with_parent: bool = True


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    failures: int = 0
    start_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs programs until `stopping` is set; `announce` gets one line for each thing worth telling."""

    logs: Path
    announce: Callable[[str], None]
    stopping: bool = False
    _children: list[_Child] = field(default_factory=list)

    def start(self, program: Program) -> None:
        """Start `program` and look after it from now on."""
        child = _Child(program)
        self._children.append(child)
        self._spawn(child)

    def check(self) -> None:
        """Start again whoever died; KeepsDyingError once one has died too often."""
        for child in self._children:
            if child.process is None:
                if time.monotonic() >= child.start_at:
                    self._spawn(child)
            elif child.process.poll() is not None:
                self._bury(child, child.process.returncode)

    def watch(self) -> None:
        """Look after the children until somebody sets `stopping`."""
        while not self.stopping:
            self.check()
            time.sleep(POLL_SECONDS)

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Look after the children until `ready` answers True; False if that took too long or a stop came."""
        deadline = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < deadline:
            if ready():
                return True
            self.check()
            time.sleep(POLL_SECONDS / 2)
        return False

    def stop(self) -> None:
        """End the children by rank, those of one rank together."""
        for rank in sorted({child.program.rank for child in self._children}):
            group = [child for child in self._children if child.program.rank == rank and child.process]
            for child in group:
                _send(child, signal.SIGTERM)
            for child in group:
                if child.process:
                    self._wait(child, child.process)

    def tail(self, name: str, lines: int = 12) -> str:
        """The last lines that the child of that name wrote."""
        with contextlib.suppress(OSError):
            text = (self.logs / f"{name}.log").read_bytes()[-20_000:].decode("utf-8", "replace")
            return "\n".join(text.splitlines()[-lines:])
        return ""

    def running(self, name: str) -> bool:
        """Whether the child of that name runs at this moment."""
        return any(
            child.program.name == name and child.process is not None and child.process.poll() is None
            for child in self._children
        )

    def _spawn(self, child: _Child) -> None:
        program = child.program
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{program.name}.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as handle:
            child.process = subprocess.Popen(
                program.argv,
                env=dict(program.env),
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if program.dies_with_parent else None,
            )
        child.born = time.monotonic()

    def _bury(self, child: _Child, status: int) -> None:
        name = child.program.name
        lived = time.monotonic() - child.born
        child.failures = 1 if lived >= HEALTHY_SECONDS else child.failures + 1
        _send(child, signal.SIGKILL)  # a killed worker leaves its pool behind
        child.process = None
        if child.failures >= MOST_FAILURES:
            raise KeepsDyingError(name, self.tail(name))
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (child.failures - 1), LONGEST_PAUSE_SECONDS)
        child.start_at = time.monotonic() + pause
        self.announce(f"{name} ended with {status} after {lived:.0f} s; starting it again")

    def _wait(self, child: _Child, process: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        try:
            process.wait(child.program.grace)
        except subprocess.TimeoutExpired:
            self.announce(f"{child.program.name} did not end in {child.program.grace:.0f} s and is killed")
        _send(child, signal.SIGKILL)  # and whatever is left of its group
        process.wait()
        child.process = None
        self.announce(f"{child.program.name} stopped in {time.monotonic() - began:.1f} s")


def _send(child: _Child, number: signal.Signals) -> None:
    """Signal a child: SIGTERM to itself, SIGKILL to its whole group."""
    if child.process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if number is signal.SIGKILL:
            os.killpg(child.process.pid, number)
        else:
            child.process.send_signal(number)


def _die_with_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
