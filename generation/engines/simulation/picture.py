"""From a take to the picture track: preview frames, final frames by either renderer, grade, film.

Owns which frames are drawn and in which order they meet; how a frame looks
belongs to the renderers and to the grade.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from .viewfinder.shutter import Shutter
from .weather import weathered

if TYPE_CHECKING:
    from .take import Take
    from .world import World

PREVIEW_WIDTH = 480
PREVIEWS = 6
PREVIEW_EVERY = 0.6
NEAR_LOSSLESS = 12
DRAWING, COST = "drawing-{:05d}.png", "cost.json"
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
        self.saved: Mapping[str, Any] = {}
        self._shown = PREVIEWS
        self._shown_at = float("-inf")

    def film(self, drawings: Iterable[tuple[int, Rgb]]) -> Path:
        """The picture track: every drawing of the shot, written as often as it is shown."""
        with self._writer() as film:
            for index, graded in self._told(drawings, len(self.indices)):
                self._write(film, graded, index)
        return self.picture

    def keep(self, drawings: Iterable[tuple[int, Rgb]], many: int) -> None:
        """Write each of `many` drawings into a file, as it is, and what they cost."""
        folder = self.request.workdir
        for index, graded in self._told(drawings, many):
            with self.ledger.stage(Stage.ENCODE):
                _write_drawing(folder / DRAWING.format(index), graded)
        (folder / COST).write_text(json.dumps(dict(self.saved)), "utf-8")

    def _told(self, drawings: Iterable[tuple[int, Rgb]], many: int) -> Iterator[tuple[int, Rgb]]:
        """Report each drawing as it comes, with a preview now and then."""
        for done, (index, graded) in enumerate(drawings, start=1):
            self._go_on()
            yield index, graded
            self.meter.at(Stage.RENDER, done / many, preview=self._preview(graded), measured=True)

    def drawings(self, renderer: str, first: int, stop: int) -> Iterator[tuple[int, Rgb]]:
        """Drawings `first` to `stop` of the shot, finished: (number of the frame, picture).

        The same pictures, bit by bit, whatever part of the shot is asked for, as
        long as `first` is a multiple of `stride`.
        """
        return self._looked(first, stop) if renderer == "viewfinder" else self._photographed(first, stop)

    def stride(self, renderer: str) -> int:
        """Where a part of the shot may begin: at multiples of this many drawings."""
        return 1 if renderer == "viewfinder" else self._reach

    @property
    def _reach(self) -> int:
        """How far rendered frames may lie apart; where the matter boils, every drawing is its own."""
        boils = style_of(self.request.style).matter.boils
        return 1 if boils else max(1, int(self.request.settings.get("reach", 1)))

    def _looked(self, first: int, stop: int) -> Iterator[tuple[int, Rgb]]:
        """The viewfinder's frames are the picture."""
        size = self.request.width, self.request.height
        shutter = Shutter(self.world.model, self.take, *size, style_of(self.request.style).lens.shutter)
        with viewfinder.opened(self.world, self.take, *size) as stage:
            for index in self.indices[first:stop]:
                self._go_on()
                with self.ledger.stage(Stage.RENDER):
                    frame = stage.frame(index)
                    blurred = shutter.blurred(frame.rgb, frame)
                yield index, self._graded(blurred, frame)

    def _photographed(self, first: int, stop: int) -> Iterator[tuple[int, Rgb]]:
        """Cycles' frames are the picture; the viewfinder tells what is where in them."""
        from .between import Reel
        from .photograph import Photographer

        folder = self.request.workdir / "cycles"
        folder.mkdir(exist_ok=True)
        size = self.request.width, self.request.height
        with self.ledger.stage(Stage.RENDER):
            photographer = Photographer(
                self.world,
                self.take,
                *size,
                settings=self.request.settings,
                workdir=folder,
                frames=self.indices,
                should_stop=self.should_stop,
            )
        with photographer, viewfinder.opened(self.world, self.take, *size) as stage:
            reel = Reel(photographer, stage, self.indices, self._reach)
            pictures = reel.pictures(first, stop)
            for _ in range(first, stop):
                with self.ledger.stage(Stage.RENDER):
                    facts, photo = next(pictures)
                hazy = weathered(photo, facts.depth, self.world, self.take, facts.index, misty=True)
                yield facts.index, self._graded(hazy, facts)
            with self.ledger.stage(Stage.RENDER):
                photographer.crew.end()  # what it used is booked when it has ended
            self.saved = {**reel.saved.told(), "device": photographer.device}

    def _graded(self, rgb: Rgb, frame: viewfinder.Facts) -> Rgb:
        with self.ledger.stage(Stage.GRADE):
            graded = grade(rgb, frame, self.request.style, self.request.seed)
            return titled(graded, self.world.shot, frame.index / self.request.fps)

    def _writer(self) -> PictureWriter:
        request = self.request
        return PictureWriter(self.picture, request.width, request.height, request.fps, NEAR_LOSSLESS)

    def _write(self, film: PictureWriter, picture: Rgb, index: int) -> None:
        """Append a drawing as often as it is shown."""
        step = self.indices[1] - self.indices[0] if len(self.indices) > 1 else 1
        with self.ledger.stage(Stage.ENCODE):
            for _ in range(min(step, self.take.frames - index)):
                film.write(picture)

    def _go_on(self) -> None:
        if self.should_stop():
            raise Interrupted("The shot was stopped.")

    def _preview(self, picture: Rgb) -> Path | None:
        now = time.monotonic()
        if now - self._shown_at < PREVIEW_EVERY:
            return None
        self._shown_at = now
        self._shown += 1
        with self.ledger.stage(Stage.PREVIEW):
            return write_preview(picture, self.request.workdir / f"preview-{self._shown:04d}.jpg")


def gathered(folders: Sequence[Path], indices: Sequence[int]) -> Iterator[tuple[int, Rgb]]:
    """All drawings of a shot in order, from the folders of its parts; `RenderFailed` when one lacks."""
    found = {path.name: path for folder in folders for path in folder.glob("drawing-*.png")}
    for index in indices:
        path = found.get(DRAWING.format(index))
        read = cv2.imread(str(path), cv2.IMREAD_COLOR) if path is not None else None
        if read is None:
            raise RenderFailed(f"The drawing of frame {index} is not there.")
        yield index, np.ascontiguousarray(read[:, :, ::-1], dtype=np.uint8)


def together(folders: Sequence[Path]) -> dict[str, Any]:
    """What the parts of a shot cost, summed; empty where nothing was saved."""
    costs = [json.loads((folder / COST).read_text("utf-8")) for folder in folders]
    if not all(costs):
        return {}
    frames = [cost["whole"] + cost["between"] for cost in costs]
    rendered = sum(cost["rendered"] * many for cost, many in zip(costs, frames, strict=True))
    return {
        "whole": sum(cost["whole"] for cost in costs),
        "between": sum(cost["between"] for cost in costs),
        "rendered": round(rendered / sum(frames), 4),
        "device": costs[0]["device"],
        "parts": len(costs),
    }


def _write_drawing(path: Path, picture: Rgb) -> None:
    _, data = cv2.imencode(".png", picture[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1])
    try:
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise EncodeFailed(f"A drawing could not be written: {error.strerror or error}.") from error
