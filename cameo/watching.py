"""A recording as numbers: what is seen in each frame and heard beside it; no judgement here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perception import digits, films, landmarks
from perception.films import Wanted
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
    wanted = Wanted(LONGEST, MOST_FRAMES, MOST_PIXELS, 0.8 / PER_SECOND, WIDEST, rate=digits.RATE)
    try:
        film = films.decoded(content, wanted)
    except films.NotAFilm as error:
        raise refusals.RecordingUnreadable from error
    if not film.speaks:
        raise refusals.RecordingUnreadable
    pictures = tuple(film.pictures)
    looked = landmarks.available()
    faces = tuple(tuple(landmarks.faces(picture)) if looked else () for picture in pictures)
    return Watched(film.times, faces, pictures, np.stack([_thumb(p) for p in pictures]), film.sound)


def _thumb(picture: npt.NDArray[np.uint8]) -> Floats:
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (THUMB, THUMB), interpolation=cv2.INTER_AREA)
    return np.asarray(small.ravel() / 255, np.float32)
