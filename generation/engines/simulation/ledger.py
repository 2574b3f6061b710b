"""Keeping account of a shot: CPU-seconds of every stage, and how far the whole is."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..base import Progress, Stage

Clock = Callable[[], float]


def cpu_seconds() -> float:
    """CPU time of this process with all its threads, and of its children that ended, in seconds."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


class Ledger:
    """Books CPU and wall seconds on stages; a stage inside another interrupts the outer one's booking."""

    def __init__(self, cpu: Clock = cpu_seconds, wall: Clock = time.monotonic) -> None:
        self._cpu, self._wall = cpu, wall
        self._open: list[Stage] = []
        self._since = (cpu(), wall())
        self.cpu: dict[Stage, float] = {}
        self.wall: dict[Stage, float] = {}

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Book what happens inside on `stage`."""
        self._book()
        self._open.append(stage)
        try:
            yield
        finally:
            self._book()
            self._open.pop()

    def _book(self) -> None:
        now = (self._cpu(), self._wall())
        if self._open:
            stage = self._open[-1]
            self.cpu[stage] = self.cpu.get(stage, 0.0) + now[0] - self._since[0]
            self.wall[stage] = self.wall.get(stage, 0.0) + now[1] - self._since[1]
        self._since = now


class Meter:
    """Turns work done in stages into one fraction that never falls, with an honest time left.

    `weights` are the shares of the stages in the whole, in the order in which
    they run. The time left is extrapolated inside the stage that says so.
    """

    def __init__(
        self,
        weights: Mapping[Stage, float],
        report: Callable[[Progress], None],
        clock: Clock = time.monotonic,
    ) -> None:
        total = sum(weights.values())
        self._start: dict[Stage, float] = {}
        self._share = {stage: weight / total for stage, weight in weights.items()}
        before = 0.0
        for stage, share in self._share.items():
            self._start[stage] = before
            before += share
        self._report, self._clock = report, clock
        self._began: tuple[Stage, float] | None = None
        self._highest = 0.0

    def at(self, stage: Stage, done: float, *, preview: Path | None = None, measured: bool = False) -> None:
        """Tell that `done` (0 to 1) of `stage` is over; the rest of `measured`, even work can be told."""
        now = self._clock()
        if self._began is None or self._began[0] is not stage:
            self._began = (stage, now)
        fraction = min(1.0, self._start[stage] + self._share[stage] * min(1.0, max(0.0, done)))
        self._highest = max(self._highest, fraction)
        left = None
        if measured and done > 0:
            pace = (now - self._began[1]) / (done * self._share[stage])
            left = max(0.0, pace * (1.0 - self._highest))
        self._report(Progress(stage, self._highest, left, preview))
