"""Whether two recordings show, and sound like, the same person: weak measures, so a no is never certain.

Faces: twelve proportions of a mesh, and the colour of the skin. Voices: pitch, and the mean spectrum on the
mel scale. Without trained weights neither recognises anybody: alike passes, unlike goes to staff. A
stronger measure of faces can be plugged in by `CAMEO_FACE_MATCHER` ("package.module:function": two lists of
pictures (H, W, 3) in, a number from 0 to 1 out); what it raises is uncertain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog
from django.conf import settings

from perception import voices as heard
from perception.landmarks import Face
from perception.proportions import proportions

log = structlog.get_logger(__name__)
Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]
Seen = Sequence[tuple[Face, Picture]]
SAME, OTHER = 0.8, 0.12  # from the first on two faces are alike, below the second they are not
# How far the same face varies between looks, from the mesh's own noise: proportions, then CIELAB of the skin.
NOISE = np.array([0.02, 0.012, 0.01, 0.008, 0.012, 0.05, 0.004, 0.012, 0.012, 0.015, 0.012, 0.01, 9, 5, 6])
SKIN = (50, 280, 205, 425)
VOICE_SAME = 0.35
PITCH_SPREAD, TIMBRE_SPREAD = 0.16, 0.5  # of the logarithm of hertz; of the mean log spectrum


@dataclass(frozen=True, slots=True)
class Described:
    """A face in numbers (15,), and the pictures that they are of."""

    numbers: Floats
    pictures: tuple[Picture, ...]


def describe(seen: Seen) -> Described:
    """What one looks like over several looks from the front, those with the calmest mouth first."""
    calm = sorted(seen, key=lambda pair: pair[0].mouth + abs(pair[0].yaw))[: max(3, len(seen) // 2)]
    rows = [np.concatenate([proportions(face), _skin(face, picture)]) for face, picture in calm]
    return Described(np.median(rows, axis=0), tuple(_crop(*pair) for pair in calm[:3]))


def between(one: Described, other: Described) -> float:
    """How alike two faces are, 0 to 1; by the plugged-in measure where there is one."""
    matcher = _matcher()
    if matcher is not None:
        return float(np.clip(matcher(list(one.pictures), list(other.pictures)), 0, 1))
    off = (one.numbers - other.numbers) / NOISE
    return float(np.exp(-0.5 * np.mean(np.minimum(off**2, 25)) / 1.6))


def strong() -> bool:
    """Whether a stronger measure of faces is plugged in, which may say yes by itself."""
    return _matcher() is not None


def _matcher() -> Any | None:  # noqa: ANN401 (a function by its name)
    name = str(getattr(settings, "CAMEO_FACE_MATCHER", "") or "")
    if not name:
        return None
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _skin(face: Face, picture: Picture) -> Floats:
    import cv2

    height, width = picture.shape[:2]
    spots = [face.points[k] for k in SKIN]
    colours = [picture[int(np.clip(y, 0, height - 1)), int(np.clip(x, 0, width - 1))] for x, y in spots]
    flat = np.asarray([[np.median(colours, axis=0)]], np.float32) / 255
    return np.asarray(cv2.cvtColor(flat, cv2.COLOR_RGB2LAB)[0, 0], float)


def _crop(face: Face, picture: Picture) -> Picture:
    x, y, width, height = (int(value) for value in face.box)
    return np.ascontiguousarray(picture[max(0, y - height // 2) : y + height, max(0, x) : x + width])


def voice(sound: npt.NDArray[np.float32]) -> Floats:
    """A voice in numbers: the logarithm of its pitch, then its timbre; empty for none."""
    pitch, timbre = heard.pitch(sound), heard.timbre(sound)
    return np.concatenate([[np.log(pitch)], timbre]) if pitch and len(timbre) else np.zeros(0)


def voices(one: Floats, other: Floats) -> float:
    """How alike two voices are, 0 to 1; 0 where one was not heard."""
    if not len(one) or not len(other):
        return 0.0
    pitch = (one[0] - other[0]) / PITCH_SPREAD
    timbre = float(np.sqrt(np.mean((one[1:] - other[1:]) ** 2))) / TIMBRE_SPREAD
    return float(np.exp(-0.5 * (pitch**2 + timbre**2) / 2))
