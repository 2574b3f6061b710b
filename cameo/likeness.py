"""What a figure needs to look and sound like somebody: colours, some features, pitch and timbre of the voice.

Measured where the points of the face say what is where; the owner may correct
every one of them. Pitch and timbre are a tint, not a copy of a voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from perception import proportions, voices
from perception.landmarks import BROW, CHIN, LEFT_EYE, RIGHT_EYE, Face

from . import features
from .verification import FRONT
from .watching import Floats, Watched

CHEEKS = (50, 280, 205, 425)
TEMPLES = (234, 454)
LOW, HIGH = 150.0, 190.0  # Hz: between them a voice is "mid"
# Differences of colour (CIELAB): from the first on a chin is bearded; below the second a crown is bare, and
# what hangs beside a jaw is of one colour with the hair.
BEARD, BALD, ALIKE = 26.0, 12.0, 22.0
STUBBLE, OF_HAIR = 12.0, 10.0  # a chin so far from the skin is bearded, too, where it is so near to the hair
BEHIND = 0.5  # of the face's height: how far beside it the wall is seen
BESIDE = (0.02, 0.05, 0.08, 0.11)  # of the face's height: how far beside the jaw hair is looked for
# What is usual for grown faces and how far it spreads: by hand, from the proportions that drawing teaches.
USUAL = {
    "width": (0.92, 0.08), "jaw": (0.79, 0.05), "eye_gap": (0.42, 0.03), "eye_size": (0.145, 0.02),
    "brow_height": (0.15, 0.03), "brow_tilt": (-0.15, 0.1), "brow_weight": (0.033, 0.008),
    "nose_width": (0.26, 0.035), "nose_length": (0.33, 0.04), "mouth_width": (0.32, 0.04),
    "mouth_height": (0.24, 0.03), "lips": (0.1, 0.025),
}  # fmt: skip


def looks(seen: Watched) -> dict[str, Any]:
    """Fields of the engine's appearance; empty where no frame shows the face from the front."""
    front = [
        (found[0], picture)
        for found, picture in zip(seen.faces, seen.pictures, strict=True)
        if len(found) == 1 and abs(found[0].yaw) < FRONT
    ]
    if not front:
        return {}
    step = max(1, len(front) // 12)
    samples = [_sample(face, picture) for face, picture in front[::step]]
    colour = {name: np.median([sample[name] for sample in samples], axis=0) for name in samples[0]}
    found: dict[str, Any] = {name: _hexadecimal(colour[name]) for name in ("skin", "hair", "top")}
    bald = _difference(colour["hair"], colour["skin"]) < BALD
    found["hair_style"] = "bald" if bald else _style(colour)
    found["face"] = shape([face for face, _picture in front])
    found["beard"] = _bearded(colour)
    seen_near = front[::step]
    found["glasses"] = features.glasses(seen_near)
    if (eyes := features.irises(seen_near)) is not None:
        found["eyes"] = _hexadecimal(eyes)
    if (build := features.build(seen_near, colour["top"], found["face"]["width"])) is not None:
        found["build"] = build
    return found


def shape(front: Sequence[Face]) -> dict[str, float]:
    """How the proportions of faces from the front differ from usual ones, each -1 to 1."""
    calm = sorted(front, key=lambda face: face.mouth + abs(face.yaw))[: max(3, len(front) // 3)]
    measured = np.median([proportions.proportions(face) for face in calm], axis=0)
    usual, spread = np.array(list(USUAL.values())).T
    much = np.clip((measured - usual) / (2 * spread), -1, 1)
    return {name: round(float(value), 3) for name, value in zip(USUAL, much, strict=True)}


def _sample(face: Face, picture: npt.NDArray[np.uint8]) -> dict[str, Floats]:
    """Colours around the face, each the median of a small square."""
    points = face.points
    up = points[BROW] - points[CHIN]
    tall = float(np.linalg.norm(up)) + 1e-6
    up = up / tall
    across = points[LEFT_EYE] - points[RIGHT_EYE]
    across = across / (float(np.linalg.norm(across)) + 1e-6)
    reach = max(2, int(0.04 * tall))

    def at(place: Floats) -> Floats:
        x = int(np.clip(place[0], 0, picture.shape[1] - 1))
        y = int(np.clip(place[1], 0, picture.shape[0] - 1))
        part = picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].reshape(-1, 3)
        return np.median(part, axis=0).astype(np.float32) if len(part) else np.zeros(3, np.float32)

    beside = np.stack([
        np.median([at(points[k] - up * 0.35 * tall + side * across * out * tall)
                   for k, side in zip(TEMPLES, (-1, 1), strict=True)], axis=0)
        for out in BESIDE
    ])  # fmt: skip
    return {
        "skin": np.median([at(points[k]) for k in CHEEKS], axis=0),
        "hair": at(points[BROW] + up * 0.14 * tall),
        "top": at(points[CHIN] - up * 0.55 * tall),
        "chin": at(points[CHIN] + up * 0.06 * tall),
        "beside": beside,
        "behind": np.median(
            [at(points[k] - up * 0.1 * tall + side * across * BEHIND * tall)
             for k, side in zip(TEMPLES, (-1, 1), strict=True)], axis=0,
        ),
    }  # fmt: skip


def _bearded(colour: dict[str, Floats]) -> bool:
    """Whether the chin is unlike the skin, or a little so and like the hair."""
    unlike = _difference(colour["chin"], colour["skin"])
    return unlike > BEARD or (unlike > STUBBLE and _difference(colour["chin"], colour["hair"]) < OF_HAIR)


def _style(colour: dict[str, Floats]) -> str:
    """Long where hair hangs beside the jaw, too."""
    hair, others = colour["hair"], (colour["skin"], colour["behind"])
    hangs = [
        _difference(one, hair) < min(ALIKE, *(_difference(one, other) for other in others))
        for one in colour["beside"]
    ]
    return "long" if any(hangs) else "short"


def _difference(one: Floats, other: Floats) -> float:
    """The distance of two sRGB colours in CIELAB (CIE76)."""
    import cv2

    both = np.asarray([[one, other]], np.float32) / 255
    lab = cv2.cvtColor(both, cv2.COLOR_RGB2LAB)[0]
    return float(np.linalg.norm(lab[0] - lab[1]))


def _hexadecimal(colour: Floats) -> str:
    red, green, blue = (int(np.clip(round(float(value)), 0, 255)) for value in colour)
    return f"#{red:02x}{green:02x}{blue:02x}"


def voice(sound: Floats) -> dict[str, Any]:
    """`pitch_hz` of a voice, whether it is "low", "mid" or "high", and its `timbre`; empty for silence."""
    hertz = voices.pitch(sound)
    if hertz is None:
        return {}
    found = {
        "pitch_hz": round(hertz, 1),
        "voice": "low" if hertz < LOW else "high" if hertz > HIGH else "mid",
    }
    return found | {"timbre": [round(float(band), 2) for band in voices.timbre(sound)]}
