"""Faces in a picture and 468 points on each: the networks of MediaPipe, run by OpenCV.

BlazeFace (Bazarevsky et al. 2019) finds them, Face Mesh (Kartynnik et al. 2019)
lays the points. The package `mediapipe` carries both as files of 0.2 and 1.2 MB;
none of its code runs. Where it is not installed, `available` is false, which
means uncertain and never yes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Picture = npt.NDArray[np.uint8]
DETECTOR, MESH = "face_detection/face_detection_short_range", "face_landmark/face_landmark"
SIDE, MESH_SIDE, POINTS = 128, 192, 468
SURE, OVERLAP = 0.6, 0.3
CROP = 1.5  # the mesh looks at a square that much larger than the detected box
NOSE, LEFT_EYE, RIGHT_EYE, CHIN, BROW = 1, 263, 33, 152, 10
LIPS_UP, LIPS_DOWN, MOUTH_LEFT, MOUTH_RIGHT = 13, 14, 291, 61


@dataclass(frozen=True, slots=True)
class Face:
    """A face: `box` (x, y, width, height) and `points` (468, 2) in pixels of the picture."""

    score: float
    box: tuple[float, float, float, float]
    points: Floats

    @property
    def yaw(self) -> float:
        """How far the head is turned, -1 to 1: below 0 to the left of the picture, about 0 from the front."""
        left, right, nose = (self.points[k, 0] for k in (RIGHT_EYE, LEFT_EYE, NOSE))
        return float(((nose - left) - (right - nose)) / (abs(right - left) + 1e-6))

    @property
    def mouth(self) -> float:
        """How far the lips are open, as a share of the mouth's width."""
        up, down, one, other = (self.points[k] for k in (LIPS_UP, LIPS_DOWN, MOUTH_LEFT, MOUTH_RIGHT))
        return float(np.linalg.norm(up - down) / (np.linalg.norm(one - other) + 1e-6))


@cache
def _folder() -> Path | None:
    found = find_spec("mediapipe")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "modules"
    return folder if all((folder / f"{name}.tflite").is_file() for name in (DETECTOR, MESH)) else None


# The networks keep what they were given last: threads of one process take turns.
_ONE_AT_A_TIME = Lock()


@cache
def _networks() -> tuple[Any, Any] | None:
    folder = _folder()
    if folder is None:
        return None
    try:
        import cv2

        return cv2.dnn.readNetFromTFLite(str(folder / f"{DETECTOR}.tflite")), cv2.dnn.readNetFromTFLite(
            str(folder / f"{MESH}.tflite")
        )
    except (ImportError, AttributeError):
        return None


def available() -> bool:
    """Whether faces can be looked for on this machine."""
    return _networks() is not None


@cache
def _anchors() -> Floats:
    """The centres of the detector's 896 windows, as shares of its square."""
    centres = [
        ((x + 0.5) / side, (y + 0.5) / side)
        for side, each in ((16, 2), (8, 6))
        for y in range(side)
        for x in range(side)
        for _ in range(each)
    ]
    return np.asarray(centres, np.float32)


def faces(picture: Picture) -> list[Face]:
    """The faces of (H, W, 3) uint8 sRGB, surest first; `RuntimeError` where nothing can look."""
    networks = _networks()
    if networks is None:
        raise RuntimeError("No face detector is installed.")
    with _ONE_AT_A_TIME:
        return [_with_points(networks[1], picture, *found) for found in _detect(networks[0], picture)]


def surest(picture: Picture) -> float:
    """How sure the detector is of the surest face in (H, W, 3) uint8 sRGB, 0 to 1; 0 for none."""
    networks = _networks()
    if networks is None:
        raise RuntimeError("No face detector is installed.")
    with _ONE_AT_A_TIME:
        return max((score for score, _box, _marks in _detect(networks[0], picture)), default=0.0)


def _detect(
    network: Any,  # noqa: ANN401 (OpenCV has no types)
    picture: Picture,
) -> list[tuple[float, Floats, Floats]]:
    """Score, box (centre and size) and six points of each face, in pixels."""
    import cv2

    height, width = picture.shape[:2]
    side = max(height, width)
    square = cv2.copyMakeBorder(picture, 0, side - height, 0, side - width, cv2.BORDER_CONSTANT)
    network.setInput(cv2.dnn.blobFromImage(square, 1 / 127.5, (SIDE, SIDE), (127.5,) * 3))
    outputs = [
        out.reshape(len(_anchors()), -1) for out in network.forward(network.getUnconnectedOutLayersNames())
    ]
    boxes = next(out for out in outputs if out.shape[1] == 16)
    scores = 1 / (1 + np.exp(-np.clip(next(out for out in outputs if out.shape[1] == 1).ravel(), -80, 80)))
    places = [place for place in np.argsort(-scores)[:50] if scores[place] >= SURE]
    found: list[tuple[float, Floats, Floats]] = []
    for place in places:
        centre = boxes[place, :2] / SIDE + _anchors()[place]
        box = np.concatenate([centre, boxes[place, 2:4] / SIDE]) * side
        points = (boxes[place, 4:].reshape(6, 2) / SIDE + _anchors()[place]) * side
        if all(_overlap(box, other) < OVERLAP for _score, other, _points in found):
            found.append((float(scores[place]), box, points))
    return found


def _overlap(one: Floats, other: Floats) -> float:
    """Intersection over union of two boxes of centre and size."""
    low = np.maximum(one[:2] - one[2:] / 2, other[:2] - other[2:] / 2)
    high = np.minimum(one[:2] + one[2:] / 2, other[:2] + other[2:] / 2)
    shared = float(np.prod(np.maximum(high - low, 0)))
    return shared / (float(np.prod(one[2:]) + np.prod(other[2:])) - shared + 1e-6)


def _with_points(
    network: Any,  # noqa: ANN401
    picture: Picture,
    score: float,
    box: Floats,
    marks: Floats,
) -> Face:
    """Lay the mesh over an upright square around the face, and bring its points back."""
    import cv2

    across = marks[1] - marks[0]
    angle = float(np.degrees(np.arctan2(across[1], across[0])))
    side = CROP * float(max(box[2:]))
    matrix = cv2.getRotationMatrix2D((float(box[0]), float(box[1])), angle, MESH_SIDE / side)
    matrix[:, 2] = matrix[:, 2] + MESH_SIDE / 2 - box[:2]
    crop = cv2.warpAffine(picture, matrix, (MESH_SIDE, MESH_SIDE))
    network.setInput(cv2.dnn.blobFromImage(crop, 1 / 255.0, (MESH_SIDE, MESH_SIDE)))
    outputs = network.forward(network.getUnconnectedOutLayersNames())
    points = next(out for out in outputs if out.size == POINTS * 3).reshape(POINTS, 3)[:, :2]
    back = cv2.invertAffineTransform(matrix)
    left, top = box[:2] - box[2:] / 2
    placed = points @ back[:, :2].T + back[:, 2]
    return Face(
        score, (float(left), float(top), float(box[2]), float(box[3])), np.asarray(placed, np.float32)
    )
