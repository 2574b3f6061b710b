"""From a take to the picture track: preview frames, final frames by either renderer, grade, film.

Owns which frames are drawn and in which order they meet; how a frame looks
belongs to the renderers and to the grade.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from ..base import RenderRequest, Stage
from ..errors import EncodeFailed, Interrupted, RenderFailed
from ..media.encode import PictureWriter
from . import viewfinder
from .grade import grade, style_of
from .ledger import Ledger, Meter
from .titles import titled
from .weather import weathered

if TYPE_CHECKING:
    from .take import Take
    from .world import World

PREVIEW_WIDTH = 480
PREVIEWS = 6
PREVIEW_EVERY = 0.6
NEAR_LOSSLESS = 12
Rgb = npt.NDArray[np.uint8]


def previews(
    request: RenderRequest, world: World, take: Take, should_stop: Callable[[], bool]
) -> Iterator[tuple[float, Path]]:
    """Some small frames spread over the take: (part done, JPEG). The first comes as early as it can."""
    count = min(PREVIEWS, take.frames)
    indices = [round((place + 0.5) * take.frames / count - 0.5) for place in range(count)]
    width, height = _small(request.width, request.height, PREVIEW_WIDTH)
    looked = viewfinder.render_frames(world, take, width, height, frames=indices, should_stop=should_stop)
    for number, frame in enumerate(looked, start=1):
        picture = grade(frame.rgb, frame, request.style, request.seed)
        yield number / count, write_preview(picture, request.workdir / f"preview-{number:04d}.jpg")


def write_preview(picture: Rgb, path: Path) -> Path:
    """Write a picture as a JPEG at most 480 pixels wide; `EncodeFailed` when the disk refuses."""
    height, width = picture.shape[:2]
    if width > PREVIEW_WIDTH:
        size = (PREVIEW_WIDTH, max(1, round(height * PREVIEW_WIDTH / width)))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    _, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 82])
    try:
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise EncodeFailed(f"A preview could not be written: {error.strerror or error}.") from error
    return path


def _small(width: int, height: int, most: int) -> tuple[int, int]:
    scale = min(1.0, most / width)
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


class Camera:
    """Films one take with one of the two renderers."""

    def __init__(
        self,
        request: RenderRequest,
        world: World,
        take: Take,
        ledger: Ledger,
        meter: Meter,
        should_stop: Callable[[], bool],
    ) -> None:
        self.request, self.world, self.take = request, world, take
        self.ledger, self.meter, self.should_stop = ledger, meter, should_stop
        self.indices = style_of(request.style).drawn(take.frames)
        self.picture = request.workdir / "picture.mp4"
        self._shown = PREVIEWS
        self._shown_at = float("-inf")

    def look(self) -> Path:
        """The viewfinder's frames are the picture."""
        with self._writer() as film:
            for done, frame in self._looked():
                graded = self._graded(frame.rgb, frame)
                self._write(film, graded, frame.index)
                part = done / len(self.indices)
                self.meter.at(Stage.RENDER, part, preview=self._preview(graded), measured=True)
        return self.picture

    def photograph(self) -> Path:
        """Cycles' frames are the picture; the viewfinder gives depth and segmentation of the same poses."""
        from .photograph import photograph

        paths: dict[int, Path] = {}

        def on_frame(index: int, path: Path) -> None:
            paths[index] = path
            shown = self._preview(lambda: _read(path))
            self.meter.at(Stage.RENDER, len(paths) / len(self.indices), preview=shown, measured=True)

        folder = self.request.workdir / "cycles"
        folder.mkdir(exist_ok=True)
        with self.ledger.stage(Stage.RENDER):
            self.meter.at(Stage.RENDER, 0.0)
            photograph(
                self.world,
                self.take,
                self.request.width,
                self.request.height,
                settings=self.request.settings,
                workdir=folder,
                frames=self.indices,
                on_frame=on_frame,
                should_stop=self.should_stop,
            )
        with self._writer() as film:
            for done, frame in self._looked():
                if frame.index not in paths:
                    raise RenderFailed(f"The renderer left out frame {frame.index}.")
                photo = weathered(
                    _read(paths[frame.index]), frame.depth, self.world, self.take, frame.index, misty=True
                )
                self._write(film, self._graded(photo, frame), frame.index)
                paths[frame.index].unlink(missing_ok=True)
                self.meter.at(Stage.GRADE, done / len(self.indices), measured=True)
        return self.picture

    def _looked(self) -> Iterator[tuple[int, viewfinder.Frame]]:
        """The viewfinder's frames, numbered from 1; its time is booked as rendering."""
        frames = viewfinder.render_frames(
            self.world,
            self.take,
            self.request.width,
            self.request.height,
            frames=self.indices,
            should_stop=self.should_stop,
        )
        for number in range(1, len(self.indices) + 1):
            with self.ledger.stage(Stage.RENDER):
                frame = next(frames)
            yield number, frame

    def _graded(self, rgb: Rgb, frame: viewfinder.Frame) -> Rgb:
        with self.ledger.stage(Stage.GRADE):
            graded = grade(rgb, frame, self.request.style, self.request.seed)
            return titled(graded, self.world.shot, frame.index / self.request.fps)

    def _writer(self) -> PictureWriter:
        request = self.request
        return PictureWriter(self.picture, request.width, request.height, request.fps, NEAR_LOSSLESS)

    def _write(self, film: PictureWriter, picture: Rgb, index: int) -> None:
        """Append a drawing as often as it is shown."""
        if self.should_stop():
            raise Interrupted("The shot was stopped.")
        step = self.indices[1] - self.indices[0] if len(self.indices) > 1 else 1
        with self.ledger.stage(Stage.ENCODE):
            for _ in range(min(step, self.take.frames - index)):
                film.write(picture)

    def _preview(self, picture: Rgb | Callable[[], Rgb]) -> Path | None:
        now = time.monotonic()
        if now - self._shown_at < PREVIEW_EVERY:
            return None
        self._shown_at = now
        self._shown += 1
        with self.ledger.stage(Stage.PREVIEW):
            shown = picture() if callable(picture) else picture
            return write_preview(shown, self.request.workdir / f"preview-{self._shown:04d}.jpg")


def _read(path: Path) -> Rgb:
    """A frame that the renderer left on disk; `RenderFailed` when it cannot be read."""
    read = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if read is None:
        raise RenderFailed(f"The renderer left a broken {path.name}.")
    picture: Rgb = np.ascontiguousarray(read[:, :, ::-1], dtype=np.uint8)
    return picture
