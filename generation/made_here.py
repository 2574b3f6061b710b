"""Was this made here? By its manifest, by its invisible mark, and by how it looks.

A file is decoded in the sandbox and kept nowhere. Which video it is, is told to those who may see that video;
that something private looks the same is told to nobody.
"""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import structlog
from django.conf import settings

from perception import fingerprint, hidden_mark

from . import conf, origin
from .engines.footage import sandbox
from .engines.footage.sandbox import Errand, FilmRefused
from .engines.media import signet
from .engines.media.provenance import State
from .models import Mark, Video
from .refusals import NotLooked

log = structlog.get_logger(__name__)
MOST_BYTES, PIECE = 100 * 1024 * 1024, 1 << 20
SOME_DOUBT, CERTAIN = 5.8, 12.0  # a weaker mark counts where its number is that of one of our videos


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: the manifest's worth and words, a mark or none, how alike it is, which video."""

    state: State
    claim: dict[str, str]
    marked: bool
    alike: float
    video: Video | None = field(default=None)

    @property
    def is_ours(self) -> bool:
        """Whether it was made here, by any of the three."""
        return self.state is State.TRUSTED or self.marked or self.video is not None


def asked(upload: IO[bytes], viewer: Any) -> Answer:  # noqa: ANN401 (a person, or somebody who is not signed in)
    """Look at a file; `NotLooked` for one that cannot be decoded."""
    folder = Path(settings.WORK_DIR) / "incoming" / uuid.uuid4().hex
    folder.mkdir(parents=True, mode=0o700)
    try:
        facts, grid = _traced(upload, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    reading = hidden_mark.read(grid, origin.mark_key())
    mark = _named(reading)
    prints = np.asarray([int(one, 16) for one in facts["prints"]], np.uint64)
    seen, alike = _look_alike(prints, viewer)
    shown = Video.objects.visible_to(viewer).filter(pk=mark.video_id).first() if mark is not None else None
    return Answer(
        State(facts["state"]),
        {str(name): str(value) for name, value in facts["claim"].items()},
        reading.found or mark is not None,
        alike,
        shown or seen,
    )


def _traced(upload: IO[bytes], folder: Path) -> tuple[dict[str, Any], hidden_mark.Floats]:
    path, left = folder / "file", MOST_BYTES
    with path.open("wb") as file:
        while piece := upload.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise NotLooked
            file.write(piece)
    root = signet.identity(conf.keys_folder(), conf.product_name()).root
    try:
        facts = sandbox.run(Errand("trace", path, folder, {"root": root}, sandbox.TRACE_SECONDS))
        grid = np.load(folder / "grid.npy", allow_pickle=False)
    except (FilmRefused, OSError, ValueError) as error:
        log.info("made_here.not_looked", reason=str(error))
        raise NotLooked from error
    if grid.shape != (hidden_mark.SHORT, hidden_mark.LONG) or grid.dtype != np.float32:
        raise NotLooked
    return facts, np.nan_to_num(grid)


def _named(reading: hidden_mark.Reading) -> Mark | None:
    """The row whose number the reading fits best, if it fits."""
    if reading.sure < SOME_DOUBT:
        return None
    rows = list(Mark.objects.values_list("pk", "number"))
    if not rows:
        return None
    signs = np.stack([hidden_mark.signs(number) for _pk, number in rows])
    fits = signs @ reading.bits / np.sqrt(hidden_mark.BITS)
    best = int(fits.argmax())
    return Mark.objects.get(pk=rows[best][0]) if fits[best] >= CERTAIN else None


def _look_alike(prints: fingerprint.Prints, viewer: Any) -> tuple[Video | None, float]:  # noqa: ANN401
    """Of the videos that `viewer` may see, the one that looks most like it, where most frames do."""
    best, video = 0.0, None
    rows = Mark.objects.filter(video__in=Video.objects.visible_to(viewer)).select_related("video")
    for row in rows.iterator():
        share = fingerprint.share_alike(prints, fingerprint.unpacked(bytes(row.prints)))
        if share > best:
            best, video = share, row.video
    return (video, best) if best >= 0.6 else (None, best)
