"""Films that people send to be edited or extended: measured and looked at in a sandbox, then kept privately.

Whatever cannot be decoded, is too long or cannot be checked is refused. A film with somebody's face is
refused where they have not agreed; see `cameo.uploads`. All is decoded by a worker, in the same sandbox.
"""

from __future__ import annotations

import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image

from accounts.models import Person
from cameo import uploads
from moderation.desk import returning

from .engines.errors import RenderFailed
from .engines.footage import sandbox
from .engines.footage.sandbox import Errand, FilmRefused
from .queries import FPS
from .refusals import FootageRefused, FootageUnchecked

if TYPE_CHECKING:
    from .models import Shot, Video

log = structlog.get_logger(__name__)
Rgb = npt.NDArray[np.uint8]
AS_IT_IS = "realistic"  # the style that changes nothing of it
MOST_BYTES = 100 * 1024 * 1024
PIECE = 1 << 20
LEFT_SECONDS = 3600
FACE = _(
    "This film shows a face that is neither yours, by your cameo, nor of somebody who lets you use theirs. "
    "Send one without."
)


@dataclass(frozen=True, slots=True)
class Footage:
    """A checked film: where it lies until it is kept, its seconds, its sides in pixels, two PNGs."""

    path: Path
    seconds: float
    width: int
    height: int
    first: bytes
    last: bytes


@contextmanager
def received(upload: IO[bytes], person: Person) -> Iterator[Footage]:
    """The film of an upload, checked, for as long as the context lasts; raises a Refusal."""
    folder = _incoming() / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield _checked(upload, folder, person)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _incoming() -> Path:
    return Path(settings.WORK_DIR) / "incoming"


def _checked(upload: IO[bytes], folder: Path, person: Person) -> Footage:
    path, left = folder / "film", MOST_BYTES
    with path.open("wb") as file:
        while piece := upload.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise FootageRefused
            file.write(piece)
    try:
        facts = sandbox.run(Errand("look", path, folder, {}, sandbox.LOOK_SECONDS))
    except FilmRefused as error:
        log.info("footage.refused", reason=str(error))
        raise FootageRefused.because(str(error)) from error
    stills = sorted(folder.glob("still-*.png"))
    _check_faces(stills, person)
    returning.require_new(pictures(stills))
    first, last = (folder / f"{name}.png" for name in ("first", "last"))
    return Footage(
        path=path,
        seconds=facts["frames"] / FPS,
        width=facts["width"],
        height=facts["height"],
        first=first.read_bytes(),
        last=last.read_bytes(),
    )


def _check_faces(stills: Sequence[Path], person: Person) -> None:
    """Refuse the face of anybody who has not agreed; refuse, too, when nothing here can tell."""
    try:
        found = uploads.look(pictures(stills), person) if stills else None
    except Exception as error:
        log.exception("footage.unchecked")
        raise FootageUnchecked from error
    if found is None:
        raise FootageUnchecked
    if found.verdict is uploads.Verdict.SOMEBODY:
        raise FootageRefused(FACE)


def pictures(stills: Sequence[Path]) -> Iterator[Rgb]:
    """The stills that the sandbox wrote."""
    for path in stills:
        yield np.asarray(Image.open(path).convert("RGB"), np.uint8)


def store(video: Video, source: Path) -> None:
    """Keep the film of a new video where only its worker finds it: linked, or copied where that cannot be."""
    video.kept_folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    target = video.kept_folder / "footage"
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    video.footage = str(target.relative_to(settings.WORK_DIR))
    video.save(update_fields=["footage"])


def of(video: Video | None) -> Path | None:
    """The film from which a video's first shot was taken, where it is still kept."""
    path = Path(settings.WORK_DIR) / video.footage if video is not None and video.footage else None
    return path if path is not None and path.is_file() else None


def path_of(shot: Shot) -> Path | None:
    """The film that a shot takes over; `RenderFailed` when it should and the film is gone."""
    if not shot.video.footage or shot.index:
        return None
    path = of(shot.video)
    if path is None:
        raise RenderFailed("The film that was sent is not there any more.")
    return path


def sweep(now: float | None = None) -> int:
    """Remove what a server that died left of uploads; answers how many."""
    swept = 0
    for folder in _incoming().glob("*") if _incoming().is_dir() else ():
        with suppress(OSError):
            if (now or time.time()) - folder.stat().st_mtime > LEFT_SECONDS:
                shutil.rmtree(folder)
                swept += 1
    return swept
