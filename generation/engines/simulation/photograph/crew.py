"""The renderer's processes: started, heard, and ended with all that they started."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ...errors import EngineUnavailable, RenderFailed

ROOT = Path(__file__).parents[4]
UNAVAILABLE = 3
TAIL_LINES = 12


class Crew:
    """Processes that share a job's frames. Leaving the context ends those that still run."""

    def __init__(self, folder: Path, settings: Mapping[str, Any], frames: int) -> None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        many = int(settings.get("processes", 0)) or 1
        self.folder = folder
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        many = max(1, min(many, frames))
        self._processes = [self._start(number, many, max(1, cores // many)) for number in range(many)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            _end(process)

    def finished(self, seconds: float) -> Iterator[tuple[int, Path]]:
        """Frames that are done, after waiting up to `seconds` for one; raises what a dead process means."""
        with contextlib.suppress(queue.Empty):
            said = self._said.get(timeout=seconds)
            while True:
                yield int(said["frame"]), self.folder / str(said["file"])
                said = self._said.get_nowait()
        for number, process in enumerate(self._processes):
            if process.poll() not in (None, 0) and self._said.empty():
                raise self._failure(number, process)

    def _start(self, number: int, many: int, threads: int) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", __package__, str(self.folder), str(number), str(many), str(threads)]
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        with (self.folder / f"blender-{number}.log").open("w") as log:
            process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONPATH": path},
                start_new_session=True,
            )
        assert process.stdout is not None  # noqa: S101  (asked for above)
        threading.Thread(target=self._listen, args=(process.stdout,), daemon=True).start()
        return process

    def _listen(self, pipe: IO[str]) -> None:
        for line in pipe:
            with contextlib.suppress(ValueError):
                self._said.put(json.loads(line))

    def _failure(self, number: int, process: subprocess.Popen[str]) -> Exception:
        lines = (self.folder / f"blender-{number}.log").read_text("utf-8", "replace").splitlines()
        told = " / ".join(line.strip() for line in lines[-TAIL_LINES:] if line.strip())[-600:]
        if process.returncode == UNAVAILABLE:
            return EngineUnavailable(f"Blender cannot run on this machine: {told}.")
        return RenderFailed(f"The renderer ended with status {process.returncode}: {told}.")


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
