"""Where a picture shows bared bodies: the detector of NudeNet, run by onnxruntime.

A YOLOv8 of 12 MB (notAI.tech) that the package `nudenet` carries under the AGPL-3.0; none of its code runs.
It errs on smooth round things of the colour of skin (a colour wheel scored 0.83): one frame proves nothing.
Where the package is not installed, `available` is false: uncertain, never yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from . import carried

Picture = npt.NDArray[np.uint8]
SIDE = 320
# in the order of the network's outputs
PARTS = (
    "female genitals covered", "female face", "buttocks", "female breast", "female genitals", "male breast",
    "anus", "feet", "belly covered", "feet covered", "armpits covered", "armpits", "male face", "belly",
    "male genitals", "anus covered", "female breast covered", "buttocks covered",
)  # fmt: skip
BARED = frozenset({"buttocks", "female breast", "female genitals", "anus", "male genitals"})
SURE = 0.55
LEAST = 0.002  # share of the picture that a part must fill


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a body: its name, how sure (0 to 1), and the share of the picture that it fills."""

    name: str
    score: float
    share: float


def _network() -> Any:  # noqa: ANN401 (onnxruntime has no types)
    return carried.network("nudenet", "320n.onnx")


def available() -> bool:
    """Whether pictures can be looked at on this machine."""
    return _network() is not None


def bared(picture: Picture) -> list[Part]:
    """The bared parts in (H, W, 3) uint8 sRGB, surest first; `RuntimeError` where nothing can look."""
    network = _network()
    if network is None:
        raise RuntimeError("No detector of nudity is installed.")
    import cv2

    height, width = picture.shape[:2]
    side = max(height, width)
    square = cv2.copyMakeBorder(picture, 0, side - height, 0, side - width, cv2.BORDER_CONSTANT)
    pixels = cv2.dnn.blobFromImage(square, 1 / 255, (SIDE, SIDE))
    [output] = network.run(None, {network.get_inputs()[0].name: pixels})
    rows = np.squeeze(output, axis=0).T
    best = rows[:, 4:].argmax(axis=1)
    found = [
        Part(PARTS[best[place]], float(rows[place, 4 + best[place]]), float(share))
        for place in np.flatnonzero(rows[:, 4:].max(axis=1) >= SURE)
        if PARTS[best[place]] in BARED
        and (share := rows[place, 2] * rows[place, 3] / SIDE**2 * side * side / (height * width)) >= LEAST
    ]
    return sorted(found, key=lambda part: -part.score)
