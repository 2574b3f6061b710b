"""A recording as numbers: what is seen in each frame and heard beside it; no judgement here."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from perception import digits, landmarks
from perception.landmarks import Face

from . import refusals

Floats = npt.NDArray[np.float32]
PER_SECOND = 10
LONGEST, WIDEST = 60.0, 640
MOST_FRAMES, MOST_PIXELS = 60 * 125, 4096 * 2304  # what a camera sends; more is no recording of one
THUMB = 16


@dataclass(frozen=True, slots=True)
class Watched:
    """A recording looked at `PER_SECOND` times a second.

    `faces` holds all faces of each frame, `pictures` the frames (H, W, 3) uint8,
    `thumbs` (n, 256) their small grey copies from 0 to 1, `sound` mono at 16 kHz.
    """

    times: Floats
    faces: tuple[tuple[Face, ...], ...]
    pictures: tuple[npt.NDArray[np.uint8], ...]
    thumbs: Floats
    sound: Floats

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.times[-1]) if len(self.times) else 0.0

    @property
    def alone(self) -> npt.NDArray[np.bool_]:
        """Frames with exactly one face."""
        return np.asarray([len(found) == 1 for found in self.faces], bool)

    def of_face(self, what: str) -> Floats:
        """`yaw` or `mouth` of the one face in each frame; not a number where there is none or more."""
        return np.asarray(
            [getattr(found[0], what) if len(found) == 1 else np.nan for found in self.faces], np.float32
        )


def watch(content: bytes) -> Watched:
    """Decode a recording of camera and microphone; `RecordingUnreadable` for anything else."""
    try:
        with av.open(io.BytesIO(content)) as film:
            if not film.streams.video or not film.streams.audio:
                raise refusals.RecordingUnreadable
            pictures, times = _pictures(film)
        with av.open(io.BytesIO(content)) as film:
            sound = _sound(film)
    except (av.FFmpegError, ValueError, IndexError, MemoryError) as error:
        raise refusals.RecordingUnreadable from error
    if not pictures:
        raise refusals.RecordingUnreadable
    looked = landmarks.available()
    faces = tuple(tuple(landmarks.faces(picture)) if looked else () for picture in pictures)
    return Watched(
        np.asarray(times, np.float32), faces, tuple(pictures), np.stack([_thumb(p) for p in pictures]), sound
    )


def _pictures(film: Any) -> tuple[list[npt.NDArray[np.uint8]], list[float]]:  # noqa: ANN401 (PyAV)
    stream = film.streams.video[0]
    stream.codec_context.thread_count = 1
    pictures: list[npt.NDArray[np.uint8]] = []
    times: list[float] = []
    if stream.codec_context.width * stream.codec_context.height > MOST_PIXELS:
        raise refusals.RecordingUnreadable
    for number, frame in enumerate(film.decode(stream)):
        when = float(frame.time or 0.0)
        if when > LONGEST or number > MOST_FRAMES:
            break
        if times and when < times[-1] + 0.8 / PER_SECOND:
            continue
        scale = min(1.0, WIDEST / max(frame.width, frame.height))
        small = frame.reformat(
            width=max(2, int(frame.width * scale)), height=max(2, int(frame.height * scale)), format="rgb24"
        )
        pictures.append(small.to_ndarray())
        times.append(when)
    return pictures, times


def _sound(film: Any) -> Floats:  # noqa: ANN401
    resampler = av.AudioResampler(format="flt", layout="mono", rate=digits.RATE)
    parts: list[Floats] = []
    for frame in film.decode(film.streams.audio[0]):
        parts += [part.to_ndarray().ravel().astype(np.float32) for part in resampler.resample(frame)]
        if sum(map(len, parts)) > LONGEST * digits.RATE:
            break
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _thumb(picture: npt.NDArray[np.uint8]) -> Floats:
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (THUMB, THUMB), interpolation=cv2.INTER_AREA)
    return np.asarray(small.ravel() / 255, np.float32)
