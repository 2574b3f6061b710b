"""Films of strangers as pictures and sound, decoded by a child of `confined`: this module as a program.

Only MP4, MOV and WebM are opened, and never an address or a second file that a film names.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import confined

KINDS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
OPTIONS = {"format_whitelist": KINDS, "protocol_whitelist": "pipe"}
SECONDS = 40  # on the CPU


class NotAFilm(ValueError):
    """It cannot be decoded here, or is larger than may be."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is looked at: seconds, frames, pixels of a frame, seconds between two pictures, their width.

    `rate` is that of the sound in Hz; 0 asks for none. `least` is the shortest side of a picture.
    """

    longest: float
    most_frames: int
    most_pixels: int
    gap: float
    widest: int
    rate: int = 0
    least: int = 2


@dataclass(frozen=True, slots=True)
class Decoded:
    """Pictures (n, H, W, 3) uint8 sRGB, their times in seconds, mono sound, how long it was looked at."""

    pictures: npt.NDArray[np.uint8]
    times: npt.NDArray[np.float32]
    sound: npt.NDArray[np.float32]
    seconds: float
    speaks: bool


def decoded(content: bytes, wanted: Wanted) -> Decoded:
    """Decode a film in a process of its own; raises `NotAFilm`."""
    if content[4:8] != b"ftyp" and content[:4] != b"\x1a\x45\xdf\xa3":
        raise NotAFilm("It is no MP4, MOV or WebM.")
    try:
        found = confined.run(__name__, asdict(wanted), content, SECONDS)
    except confined.Refused as error:
        raise NotAFilm(str(error)) from error
    arrays, facts = found.arrays, found.facts
    return Decoded(
        arrays["pictures"], arrays["times"], arrays["sound"], float(facts["seconds"]), bool(facts["speaks"])
    )


def _look(film: Any, wanted: Wanted) -> dict[str, Any]:  # noqa: ANN401 (PyAV)
    """Pictures at least `gap` seconds apart, all of the first one's size."""
    if not film.streams.video:
        raise NotAFilm("It has no picture.")
    stream = film.streams.video[0]
    stream.codec_context.thread_count = 1
    if stream.codec_context.width * stream.codec_context.height > wanted.most_pixels:
        raise NotAFilm("Its pictures are too large.")
    pictures: list[npt.NDArray[np.uint8]] = []
    times: list[float] = []
    last, size = 0.0, None
    each = 1 / float(stream.average_rate) if stream.average_rate else 0.04
    for number, frame in enumerate(film.decode(stream)):
        last = float(frame.time if frame.time is not None else number * each)
        if last > wanted.longest or number > wanted.most_frames:
            break
        if times and last < times[-1] + wanted.gap:
            continue
        size = size or _size(frame.width, frame.height, wanted)
        pictures.append(frame.reformat(width=size[0], height=size[1], format="rgb24").to_ndarray())
        times.append(last)
    if not pictures:
        raise NotAFilm("It has no picture.")
    return {"pictures": np.stack(pictures), "times": np.asarray(times, np.float32), "seconds": last + each}


def _size(width: int, height: int, wanted: Wanted) -> tuple[int, int]:
    if width * height > wanted.most_pixels or min(width, height) < wanted.least:
        raise NotAFilm("Its pictures are too large or too small.")
    scale = min(1.0, wanted.widest / max(width, height))
    return max(2, round(width * scale)), max(2, round(height * scale))


def _hear(film: Any, wanted: Wanted) -> npt.NDArray[np.float32]:  # noqa: ANN401
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=wanted.rate)
    parts: list[npt.NDArray[np.float32]] = []
    heard = 0
    for frame in film.decode(film.streams.audio[0]):
        for part in resampler.resample(frame):
            parts.append(part.to_ndarray().ravel().astype(np.float32))
            heard += len(parts[-1])
        if heard > wanted.longest * wanted.rate:
            break
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def main(asked: Mapping[str, Any]) -> None:
    """The child: libraries are loaded before the limits, the film is opened after them."""
    import av

    seconds = int(asked["cpu_seconds"])
    wanted = Wanted(**{name: value for name, value in asked.items() if name != "cpu_seconds"})
    confined.enter(seconds)
    content = sys.stdin.buffer.read()
    failures = (MemoryError, OSError, ValueError, RuntimeError, ArithmeticError, LookupError, av.FFmpegError)
    try:
        with av.open(io.BytesIO(content), options=OPTIONS) as film:
            speaks = bool(film.streams.audio)
            seen = _look(film, wanted)
        sound = np.zeros(0, np.float32)
        if wanted.rate and speaks:
            with av.open(io.BytesIO(content), options=OPTIONS) as film:
                sound = _hear(film, wanted)
        arrays = {"pictures": seen["pictures"], "times": seen["times"], "sound": sound}
        confined.say({"seconds": seen["seconds"], "speaks": speaks}, arrays)
    except failures as error:
        confined.refuse(f"It could not be decoded ({type(error).__name__}).")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
