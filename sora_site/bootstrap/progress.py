"""How setting up speaks: one line a step on standard error, one sentence for a failure, one lock for all."""

from __future__ import annotations

import contextlib
import fcntl
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .exits import Exit

_BEGAN = time.monotonic()


class SetupError(Exception):
    """Setting up cannot go on; the text says what to do."""

    def __init__(self, sentence: str, code: Exit = Exit.SETUP_FAILED) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    sys.stderr.write(f"[{time.monotonic() - _BEGAN:5.0f} s] {text}\n")
    sys.stderr.flush()


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Only one process sets up at a time; a second waits and then finds the work done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "setup.lock").open("w")
    except OSError as error:
        raise SetupError(
            f"{folder} cannot be written ({error.strerror}): set SORA_VENV to a folder that can."
        ) from None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another run is setting up; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
