"""The process in which films of strangers are decoded, and the limits that it sets on itself before it looks.

The limits are set by the child, not between fork and exec: a server with threads must not run Python there.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EngineError, Interrupted

ROOT = Path(__file__).resolve().parents[3]
MEMORY = 4 << 30  # of addresses: most of it is libraries and what their threads reserve
DISK = 2 << 30
FILES = 64
NEW_USER, NEW_NET = 0x10000000, 0x40000000  # clone(2)
LOOK_SECONDS, TAKE_SECONDS, TRACE_SECONDS, PICTURE_SECONDS = 40, 1200, 60, 10
POLL_SECONDS = 0.2
LAST_WORDS = 400


class FilmRefused(EngineError):
    """The film cannot be decoded here, or is not what may be sent."""

    code = "film_refused"


@dataclass(frozen=True, slots=True)
class Errand:
    """What the child is to do, with the file, a folder to write into, and the rest.

    `what` is `look`, `take`, `trace` or `picture`.
    """

    what: str
    film: Path
    folder: Path
    more: Mapping[str, Any]
    seconds: int


def run(
    errand: Errand,
    told: Callable[[float], None] = lambda _fraction: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> dict[str, Any]:
    """Let the child do an errand; what it answers.

    Raises `FilmRefused`, and `Interrupted` soon after `should_stop` answers True.
    """
    words = {"what": errand.what, "film": str(errand.film), "folder": str(errand.folder), **errand.more}
    env = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    env |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", __package__ or "", json.dumps(words), str(errand.seconds)]
    with subprocess.Popen(
        command, cwd=errand.folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            answer = _heard(child, errand, told, should_stop)
        finally:
            child.kill()
        if answer is None:
            child.wait()
            raise FilmRefused(f"The film could not be decoded (ended with {child.returncode}).")
    if "refused" in answer:
        raise FilmRefused(str(answer["refused"])[:LAST_WORDS])
    return answer


def _heard(
    child: subprocess.Popen[bytes],
    errand: Errand,
    told: Callable[[float], None],
    should_stop: Callable[[], bool],
) -> dict[str, Any] | None:
    """Read the child's lines until it answers or ends; None when it ended without an answer."""
    assert child.stdout is not None  # noqa: S101 (a pipe was asked for)
    # by the clock it gets more than on the CPU, so that a loaded machine does not refuse films
    deadline, rest = time.monotonic() + 4 * errand.seconds, b""
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if should_stop():
                raise Interrupted("The film was not wanted any more.")
            if not ready.select(POLL_SECONDS):
                continue
            piece = os.read(child.stdout.fileno(), 65536)
            if not piece:
                return None
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                said = json.loads(line)
                if "fraction" not in said:
                    return dict(said)
                told(float(said["fraction"]))
    return None


def enter(seconds: int) -> None:
    """Called by the child before it looks at the film: from here on it has only this much of anything."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, DISK),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    with suppress(OSError, AttributeError):
        # where the system lets it: a network namespace without any network in it
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NET)
