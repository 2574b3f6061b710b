"""How much faster two workers of one thread make a shot than one does, by parts as the queue hands them out.

Every worker is a process of its own that has imported everything before the clock starts, as a warm one has.
The parts are drawn at once by two, and one after the other by one; both are timed from the first order to the
last drawing. Quick is a smaller picture. Takes about three minutes on an idle machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from generation.engines import catalog
from generation.engines.base import RenderRequest
from generation.engines.simulation.engine import Shoot, SimulationEngine

from .report import ROOT, Table

PROMPT = "A woman waves and laughs in the kitchen"
SECONDS, SEED, BAR = 2.0, 7, 1.8
SIZES = {False: (854, 480), True: (320, 180)}
PART = 16  # drawings: a multiple of how far rendered frames may lie apart
WORKER = """
import json, sys
from pathlib import Path
from benchmarks.workers import drawn
import mujoco, generation.engines.simulation.photograph, generation.engines.simulation.between
print("ready", flush=True)
for line in sys.stdin:
    folder, width, height, first, stop = json.loads(line)
    drawn(Path(folder), width, height, first, stop)
    print("done", flush=True)
"""


def measure(*, quick: bool) -> list[Table]:
    """Seconds of one and of two workers for the same two parts, and the ratio of the two."""
    width, height = SIZES[quick]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _rehearsed(folder, width, height)
        one = _timed([(folder / f"one-{at}", at, at + PART) for at in (0, PART)], 1, (width, height))
        two = _timed([(folder / f"two-{at}", at, at + PART) for at in (0, PART)], 2, (width, height))
    rows = [["one", f"{one:.1f}", "1.00"], ["two", f"{two:.1f}", f"{one / two:.2f}"]]
    notes = [
        f"“{PROMPT}”: two parts of {PART} drawings, sora-2, one thread for each worker. The bar is {BAR}.",
        f"Load {os.getloadavg()[0]:.1f} when it ended; {os.cpu_count()} cores.",
    ]
    return [
        Table(
            f"Workers side by side, {width}x{height}", ["workers", "seconds", "as fast as one"], rows, notes
        )
    ]


def _request(folder: Path, width: int, height: int) -> RenderRequest:
    settings = dict(catalog.get("sora-2").settings) | {"threads": 1, "processes": 1}
    return RenderRequest(
        PROMPT, "sora-2", "realistic", width, height, SECONDS, SEED, folder, settings=settings
    )


def _rehearsed(folder: Path, width: int, height: int) -> None:
    """The shot's take, which all workers get."""
    Shoot(_request(folder, width, height), lambda _progress: None, lambda: False).staged()


def drawn(folder: Path, width: int, height: int, first: int, stop: int) -> None:
    """Draw a part into `folder`; the take lies beside it. What a worker does."""
    request = replace(_request(folder, width, height), workdir=folder)
    SimulationEngine().draw(
        request,
        folder.parent / "take.zip",
        first,
        stop,
        on_progress=lambda _progress: None,
        should_stop=lambda: False,
    )


def _timed(orders: list[tuple[Path, int, int]], workers: int, size: tuple[int, int]) -> float:
    """Seconds that `workers` need for the orders."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LP_NUM_THREADS"), "1")
    crew = [_started(single) for _ in range(workers)]
    try:
        for worker in crew:
            _heard(worker, "ready")
        began = time.monotonic()
        shares = [orders[number::workers] for number in range(workers)]
        for turn in range(max(map(len, shares))):
            busy = [
                (worker, share[turn]) for worker, share in zip(crew, shares, strict=True) if turn < len(share)
            ]
            for worker, (place, first, stop) in busy:
                place.mkdir()
                _order(worker, [str(place), *size, first, stop])
            for worker, _given in busy:
                _heard(worker, "done")
        return time.monotonic() - began
    finally:
        for worker in crew:
            worker.communicate()


def _started(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _order(worker: subprocess.Popen[str], words: list[str | int]) -> None:
    assert worker.stdin is not None  # noqa: S101 (a pipe)
    worker.stdin.write(json.dumps(words) + "\n")
    worker.stdin.flush()


def _heard(worker: subprocess.Popen[str], word: str) -> None:
    """Wait for a worker's word; what else is printed is not for us."""
    assert worker.stdout is not None  # noqa: S101 (a pipe)
    while line := worker.stdout.readline():
        if line.strip() == word:
            return
    raise RuntimeError(f"A worker ended before it said {word!r}.")
