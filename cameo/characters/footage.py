"""The frames of a film of a pet or a thing: enough to look at, and no more kept than that."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from perception import films
from perception.films import Wanted

from . import refusals

Picture = npt.NDArray[np.uint8]
SHORTEST, LONGEST = 3.0, 20.0  # seconds; what comes after is not looked at and not used
LOOKS, WIDEST = 14, 640
MOST_FRAMES, MOST_PIXELS = 20 * 125, 4096 * 2304
GAP = 0.25  # seconds between two pictures
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
    """Decode a film's pictures, four a second; refuses what is no film or shorter than three seconds."""
    wanted = Wanted(LONGEST, MOST_FRAMES, MOST_PIXELS, GAP, WIDEST, least=48)
    try:
        film = films.decoded(content, wanted)
    except films.NotAFilm as error:
        raise refusals.ClipUnreadable from error
    if film.seconds < SHORTEST - TOLERANCE:
        raise refusals.ClipTooShort
    frames = list(film.pictures)
    step = max(1.0, (len(frames) - 1) / (LOOKS - 1))
    chosen = [frames[round(k * step)] for k in range(min(LOOKS, len(frames)))]
    return Footage(tuple(chosen), film.seconds)


def _shrunk(frame: Picture, width: int) -> Picture:
    picture = Image.fromarray(frame)
    picture.thumbnail((width, width))
    return np.asarray(picture, np.uint8)
