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
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from ...errors import EngineUnavailable, RenderFailed

ROOT = Path(__file__).parents[4]
UNAVAILABLE = 3
TAIL_LINES = 12


class Crew:
    """Processes that share the orders of a job, in turns. `end` ends those that still run."""

    def __init__(self, folder: Path, settings: Mapping[str, Any], frames: int) -> None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        many = max(1, min(int(settings.get("processes", 0)) or 1, frames))
        threads = int(settings.get("threads", 0)) or max(1, cores // many)
        self.folder = folder
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._processes = [self._start(number, threads) for number in range(many)]
        self._turn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End every process with all that it started."""
        for process in self._processes:
            _end(process)

    def order(self, row: int, frame: int, boxes: Sequence[Sequence[int]], stencil: str = "") -> None:
        """Give an order to the process whose turn it is; what a dead one means is told by `heard`."""
        pipe = self._processes[self._turn].stdin
        self._turn = (self._turn + 1) % len(self._processes)
        wanted = {"row": row, "frame": frame, "boxes": [list(box) for box in boxes], "stencil": stencil}
        line = json.dumps(wanted)
        assert pipe is not None  # noqa: S101  (asked for at the start)
        with contextlib.suppress(BrokenPipeError):
            pipe.write(line + "\n")
            pipe.flush()

    def heard(self, seconds: float) -> dict[str, Any] | None:
        """What a process says next, after waiting up to `seconds` for it; raises what a dead one means."""
        with contextlib.suppress(queue.Empty):
            return self._said.get(timeout=seconds)
        for number, process in enumerate(self._processes):
            if process.poll() is not None and self._said.empty():
                raise self._failure(number, process)
        return None

    def _start(self, number: int, threads: int) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", __package__, str(self.folder), str(threads)]
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
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
