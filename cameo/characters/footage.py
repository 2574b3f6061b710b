"""The frames of a film of a pet or a thing: enough to look at, and no more kept than that."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from PIL import Image

from . import refusals

Picture = npt.NDArray[np.uint8]
SHORTEST, LONGEST = 3.0, 20.0  # seconds; what comes after is not looked at and not used
LOOKS, WIDEST = 14, 640
MOST_FRAMES, MOST_PIXELS = 20 * 125, 4096 * 2304
TOLERANCE = 0.12  # seconds that a film may be shorter and still be of three


@dataclass(frozen=True, slots=True)
class Footage:
    """Evenly spread frames (H, W, 3) uint8 sRGB, all of one size, and how long the film is in seconds."""

    frames: tuple[Picture, ...]
    seconds: float

    def sheet(self) -> bytes:
        """All frames beside each other, as a JPEG."""
        small = [_shrunk(frame, 320) for frame in self.frames]
        columns = 4
        blank = np.zeros_like(small[0])
        rows = [
            np.concatenate(
                [*small[at : at + columns], *[blank] * (columns - len(small[at : at + columns]))], 1
            )
            for at in range(0, len(small), columns)
        ]
        out = io.BytesIO()
        Image.fromarray(np.concatenate(rows)).save(out, "JPEG", quality=85)
        return out.getvalue()


def watch(content: bytes) -> Footage:
    """Decode a film's pictures; refuses what is no film or shorter than three seconds."""
    try:
        with av.open(io.BytesIO(content)) as film:
            frames, seconds = _frames(film)
    except (av.FFmpegError, ValueError, IndexError, MemoryError, OverflowError) as error:
        raise refusals.ClipUnreadable from error
    if not frames:
        raise refusals.ClipUnreadable
    if seconds < SHORTEST - TOLERANCE:
        raise refusals.ClipTooShort
    step = max(1.0, (len(frames) - 1) / (LOOKS - 1))
    chosen = [frames[round(k * step)] for k in range(min(LOOKS, len(frames)))]
    return Footage(tuple(chosen), seconds)


def _frames(film: Any) -> tuple[list[Picture], float]:  # noqa: ANN401 (PyAV)
    """Four frames a second up to `LONGEST`, and the film's length as far as it was decoded."""
    if not film.streams.video:
        raise refusals.ClipUnreadable
    stream = film.streams.video[0]
    stream.thread_type = "AUTO"
    if stream.codec_context.width * stream.codec_context.height > MOST_PIXELS:
        raise refusals.ClipUnreadable
    frames: list[Picture] = []
    taken, last, size = -1.0, 0.0, None
    each = 1 / float(stream.average_rate) if stream.average_rate else 0.04
    for number, frame in enumerate(film.decode(stream)):
        last = float(frame.time if frame.time is not None else number * each)
        if last > LONGEST or number > MOST_FRAMES:
            break
        if taken >= 0 and last < taken + 0.25:
            continue
        size = size or _size(frame.width, frame.height)
        frames.append(frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray())
        taken = last
    return frames, last + each


def _size(width: int, height: int) -> tuple[int, int]:
    if min(width, height) < 48:
        raise refusals.ClipUnreadable
    scale = min(1.0, WIDEST / max(width, height))
    return max(2, round(width * scale)), max(2, round(height * scale))


def _shrunk(frame: Picture, width: int) -> Picture:
    picture = Image.fromarray(frame)
    picture.thumbnail((width, width))
    return np.asarray(picture, np.uint8)
