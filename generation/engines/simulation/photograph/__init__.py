"""The photographer: Blender's Cycles takes the frames of a take.

Owns the renderer process. Blender's state is global and a crash in it ends its
process, so each shot is rendered by processes of its own, fed through a folder
(`job.py`) and heard through a pipe: a crash is a failed shot, not a dead worker,
and ending the process is how a shot is stopped at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import Interrupted, RenderFailed
from .crew import Crew
from .job import write_job

if TYPE_CHECKING:
    from ..take import Take
    from ..world import World

SILENCE_SECONDS = 600.0
POLL_SECONDS = 0.2


def photograph(
    world: World,
    take: Take,
    width: int,
    height: int,
    *,
    settings: Mapping[str, Any],
    workdir: Path,
    frames: Sequence[int],
    on_frame: Callable[[int, Path], None],
    should_stop: Callable[[], bool],
) -> None:
    """Render `frames` of `take` into PNG files in `workdir`, (H, W, 3) 8-bit sRGB.

    `settings` may hold `samples` (per pixel, default 8), `bounces` (default 3),
    `processes` (default by cores), `device` ("auto", "cpu" or "gpu") and `shutter`
    (the share of a frame that it is open, default 0: everything is sharp).
    `on_frame(index, path)` is called as frames finish, in any order. Raises
    `Interrupted` within about a second of `should_stop`, `EngineUnavailable`
    without Blender, `RenderFailed` when the renderer crashes or falls silent.
    """
    write_job(workdir, world, take, width, height, settings, list(frames))
    with Crew(workdir, settings, len(frames)) as crew:
        left, heard = len(frames), time.monotonic()
        while left:
            if should_stop():
                raise Interrupted("The renderer was asked to stop.")
            for index, path in crew.finished(POLL_SECONDS):
                heard, left = time.monotonic(), left - 1
                on_frame(index, path)
            if time.monotonic() - heard > SILENCE_SECONDS:
                raise RenderFailed(f"The renderer said nothing for {SILENCE_SECONDS:.0f} s and was ended.")
