"""What a person who records is told at once: whether the face is there, where it is, and where it looks.

A glance is a small picture from the recorder's page, looked at and forgotten; it decides nothing.
"""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
from django.core.cache import cache
from PIL import Image

from accounts.models import Person
from perception import landmarks

from . import recordings, refusals
from .verification import TURNED

LARGEST, WIDEST = 64 * 1024, 480  # bytes and pixels of a glance
MOST = 600  # glances for one challenge: three a second for as long as it is good
NEAR, FAR = 0.75, 0.22  # of the picture's height, that of the face
ASIDE = 0.22  # of the picture's sides, how far from the middle
DARK = 45.0  # of 255, the mean of the face


@dataclass(frozen=True, slots=True)
class Glance:
    """`face`: "ok", "nobody", "several", "near", "far", "aside", "dark", or "" where nothing can look.

    `turn` is "left" or "right" of the person, "front", or "" without a face.
    """

    face: str = ""
    turn: str = ""

    def as_json(self) -> dict[str, str]:
        """For the recorder."""
        return asdict(self)


def glance(person: Person, number: int, content: bytes) -> Glance:
    """Look at a JPEG for one's own open challenge."""
    recordings.still_open(person, number)
    key = f"cameo-glances:{number}"
    cache.add(key, 0, int(recordings.GOOD_FOR.total_seconds()) + 60)
    if cache.incr(key) > MOST:
        raise refusals.TooManyRecordings
    return seen(_opened(content)) if landmarks.available() else Glance()


def seen(picture: npt.NDArray[np.uint8]) -> Glance:
    """What is to be said of (H, W, 3) uint8 sRGB."""
    found = landmarks.faces(picture)
    if len(found) != 1:
        return Glance("several" if found else "nobody")
    face, (height, width) = found[0], picture.shape[:2]
    left, top, wide, tall = face.box
    turn = "left" if face.yaw > TURNED else "right" if face.yaw < -TURNED else "front"
    beside = max(abs(left + wide / 2 - width / 2) / width, abs(top + tall / 2 - height / 2) / height)
    part = picture[max(0, int(top)) : int(top + tall), max(0, int(left)) : int(left + wide)]
    said = (
        ("near", tall > NEAR * height),
        ("far", tall < FAR * height),
        ("aside", beside > ASIDE),
        ("dark", part.size > 0 and float(part.mean()) < DARK),
    )
    return Glance(next((word for word, holds in said if holds), "ok"), turn)


def _opened(content: bytes) -> npt.NDArray[np.uint8]:
    if len(content) > LARGEST:
        raise refusals.RecordingTooLarge
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
            if max(image.size) > WIDEST:
                raise refusals.RecordingUnreadable
            return np.asarray(image.convert("RGB"), np.uint8)
    except (OSError, SyntaxError, ValueError) as error:
        raise refusals.RecordingUnreadable from error
