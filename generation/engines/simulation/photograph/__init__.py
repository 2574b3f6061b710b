"""The photographer: Blender's Cycles takes the frames of a take.

Owns the renderer process. Blender's state is global and a crash in it ends its
process, so each shot is rendered by processes of its own, fed through a folder
(`job.py`) and a pipe: a crash is a failed shot, not a dead worker, and ending
the process is how a shot is stopped at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import Interrupted, RenderFailed
from .crew import Crew
from .job import write_job

if TYPE_CHECKING:
    from ..between.tiles import Box
    from ..take import Take
    from ..world import World

Mask = npt.NDArray[np.bool_]
SILENCE_SECONDS = 600.0
POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Photo:
    """A frame that Cycles took: the whole of it, or one file for each box that was ordered."""

    frame: int
    paths: tuple[Path, ...]


class Photographer:
    """Takes frames of one take on order, in the order of the orders; leaving the context ends Blender.

    `settings` may hold `samples` (per pixel, default 8), `bounces` (default 3),
    `processes` (default 1), `threads` (for each, default the cores), `device` ("auto", "cpu" or "gpu") and
    `shutter` (the share of a frame that it is open, default 0: everything is
    sharp). `frames` are all that may be ordered.
    """

    def __init__(
        self,
        world: World,
        take: Take,
        width: int,
        height: int,
        *,
        settings: Mapping[str, Any],
        workdir: Path,
        frames: Sequence[int],
        should_stop: Callable[[], bool],
    ) -> None:
        write_job(workdir, world, take, width, height, settings, list(frames))
        self.rows = {frame: row for row, frame in enumerate(frames)}
        self.workdir, self.should_stop = workdir, should_stop
        self.crew = Crew(workdir, settings, len(frames))
        self.device = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.crew.end()

    def order(self, frame: int, boxes: Sequence[Box] = (), need: Mask | None = None) -> None:
        """Ask for a frame, or only for what lies in some boxes of it, and there for what is needed (H, W)."""
        stencil = ""
        if need is not None:
            stencil = f"stencil-{frame:05d}.png"
            cv2.imwrite(str(self.workdir / stencil), need.astype(np.uint8) * np.uint8(255))
        edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        self.crew.order(self.rows[frame], frame, edges, stencil)

    def taken(self) -> Photo:
        """The next photo of those ordered.

        Raises `Interrupted` within about a second of `should_stop`, `EngineUnavailable`
        without Blender, `RenderFailed` when the renderer crashes or falls silent.
        """
        began = time.monotonic()
        while True:
            if self.should_stop():
                raise Interrupted("The renderer was asked to stop.")
            said = self.crew.heard(POLL_SECONDS)
            if said is not None:
                self.device = str(said["device"])
                return Photo(int(said["frame"]), tuple(self.workdir / name for name in said["files"]))
            if time.monotonic() - began > SILENCE_SECONDS:
                raise RenderFailed(f"The renderer said nothing for {SILENCE_SECONDS:.0f} s and was ended.")


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
    """Render every one of `frames` of `take` into PNG files in `workdir`, (H, W, 3) 8-bit sRGB.

    `on_frame(index, path)` is called as frames finish, in any order. `settings`
    and what is raised: see `Photographer`.
    """
    with Photographer(
        world, take, width, height, settings=settings, workdir=workdir, frames=frames, should_stop=should_stop
    ) as photographer:
        for frame in frames:
            photographer.order(frame)
        for _ in frames:
            photo = photographer.taken()
            on_frame(photo.frame, photo.paths[0])
