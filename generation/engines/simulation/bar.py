"""A progress bar for a terminal; plain lines where there is none."""

from __future__ import annotations

from typing import TextIO

from ..base import Progress

WIDTH = 28
STEP = 0.1


class Bar:
    """Shows progress on a stream: one line that is redrawn, or a line per tenth in a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._drawn = False
        self._told = -1.0

    def show(self, progress: Progress) -> None:
        """Draw this progress."""
        text = f"{progress.fraction:4.0%} {progress.stage.value}"
        if progress.eta_seconds is not None and progress.fraction < 1:
            text += f", {_clock(progress.eta_seconds)} left"
        if self._live:
            full = round(progress.fraction * WIDTH)
            self._stream.write(f"\r\x1b[K[{'#' * full}{'.' * (WIDTH - full)}] {text}")
            self._drawn = True
        elif progress.fraction >= self._told + STEP or (progress.fraction >= 1 > self._told):
            self._told = progress.fraction
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """End the line that was redrawn."""
        if self._drawn:
            self._stream.write("\n")
            self._drawn = False


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
