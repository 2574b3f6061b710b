"""What is written in a picture: PP-OCRv4's two small networks, run by onnxruntime.

One finds where lines of letters are (differentiable binarization, https://arxiv.org/abs/1911.08947), one
reads each line (connectionist temporal classification). The package `rapidocr-onnxruntime` carries both
(15 MB, Apache-2.0, trained by PaddleOCR on Latin and Chinese letters); none of its code runs. Letters lower
than about 14 pixels, handwriting and fancy lettering are often missed: what is read proves something, what
is not read proves nothing. Where the package is not installed, `available` is false.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from . import carried

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
FINDER, READER = "ch_PP-OCRv4_det_infer.onnx", "ch_PP-OCRv4_rec_infer.onnx"
SIDE, STEP = 480, 32  # pixels: the longer side that lines are looked for at; sides are multiples of the step
INK, LINE = 0.3, 0.5  # how sure a pixel, and a whole line, must be
SWELL = 1.6  # how far a line is wider than its core, over its area by its length
LOWEST = 3.0  # pixels of the core of a line
HEIGHT, WIDEST = 48, 960  # pixels of a line as it is read
MOST_LINES = 40
SURE = 0.8  # of the letters of a line on average


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read, how sure (0 to 1), and its corners (4, 2) in pixels from the top left on."""

    text: str
    sure: float
    corners: Floats


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of a picture from the top, and whether they are all: of very many only the first are read."""

    lines: tuple[Line, ...]
    whole: bool


def _network(name: str) -> Any:  # noqa: ANN401 (onnxruntime has no types)
    return carried.network("rapidocr_onnxruntime", "models", name)


@cache
def _letters() -> tuple[str, ...]:
    """The letters in the order of the network's outputs: none, those that its file names, the gap."""
    told = _network(READER).get_modelmeta().custom_metadata_map["character"]
    return ("", *told.splitlines(), " ")


def available() -> bool:
    """Whether letters can be read on this machine."""
    return _network(FINDER) is not None and _network(READER) is not None


def written(picture: Picture) -> Written:
    """What is surely written in (H, W, 3) uint8 sRGB, from the top; `RuntimeError` where nothing can look."""
    if not available():
        raise RuntimeError("No reader of letters is installed.")
    places = _places(picture)
    found = [_read(picture, corners) for corners in places[:MOST_LINES]]
    sure = tuple(line for line in found if line.sure >= SURE and line.text)
    return Written(sure, whole=len(places) <= MOST_LINES)


def _places(picture: Picture) -> list[Floats]:
    """The corners of every line, from the top of the picture."""
    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = [max(STEP, round(side * scale / STEP) * STEP) for side in (width, height)]
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    network = _network(FINDER)
    [output] = network.run(None, {network.get_inputs()[0].name: _signal(np.asarray(small, np.uint8))[None]})
    sure = np.ascontiguousarray(output[0, 0], np.float32)
    ink = cv2.dilate((sure > INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _tree = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    grown = np.asarray((width / size[0], height / size[1]), np.float32)
    found = [core * grown for outline in outlines if (core := _corners(outline, sure)) is not None]
    return sorted(found, key=lambda corners: float(corners[:, 1].min()))


def _corners(outline: Any, sure: Floats) -> Floats | None:  # noqa: ANN401 (what OpenCV calls a contour)
    """The box of a line around its core; None for what is none."""
    middle, (across, down), angle = cv2.minAreaRect(outline)
    if min(across, down) < LOWEST:
        return None
    left, top, width, height = cv2.boundingRect(outline)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [np.asarray(outline) - (left, top)], [1])
    if cv2.mean(sure[top : top + height, left : left + width], inside)[0] < LINE:
        return None
    more = across * down * SWELL / (across + down)  # twice the distance by which it is offset
    return _ordered(cv2.boxPoints((middle, (across + more, down + more), angle)))


def _ordered(points: Any) -> Floats:  # noqa: ANN401 (what OpenCV calls a box)
    """Corners clockwise from the top left one."""
    box = np.asarray(points, np.float32)
    total, apart = box.sum(1), box[:, 1] - box[:, 0]
    return box[[total.argmin(), apart.argmin(), total.argmax(), apart.argmax()]]


def _read(picture: Picture, corners: Floats) -> Line:
    """Straighten one line and read it; one that stands upright is read both ways."""
    across = float(np.linalg.norm(corners[1] - corners[0]))
    down = float(np.linalg.norm(corners[2] - corners[1]))
    ways = [corners] if down < 1.5 * across else [np.roll(corners, turn, 0) for turn in (1, -1)]
    read = [_spelt(_scores(_straight(picture, way))) for way in ways]
    text, sure = max(read, key=lambda pair: pair[1])
    return Line(text, sure, corners)


def _straight(picture: Picture, corners: Floats) -> Picture:
    """The part of the picture whose first corner is the line's top left one, at the height to read."""
    across = max(float(np.linalg.norm(corners[1] - corners[0])), 1.0)
    down = max(float(np.linalg.norm(corners[2] - corners[1])), 1.0)
    width = int(np.clip(round(HEIGHT * across / down), HEIGHT // 2, WIDEST))
    onto = np.asarray([(0, 0), (width, 0), (width, HEIGHT), (0, HEIGHT)], np.float32)
    turned = cv2.getPerspectiveTransform(np.ascontiguousarray(corners), onto)
    line = cv2.warpPerspective(
        picture, turned, (width, HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(line, np.uint8)


def _scores(line: Picture) -> Floats:
    """How sure each letter is at each step across a line (steps, letters)."""
    network = _network(READER)
    [output] = network.run(None, {network.get_inputs()[0].name: _signal(line)[None]})
    return np.asarray(output[0], np.float32)


def _spelt(scores: Floats) -> tuple[str, float]:
    """The likeliest letters of (steps, letters): the same one twice in a row is one, the first is none."""
    best = scores.argmax(1)
    new = (best != 0) & (best != np.concatenate([[-1], best[:-1]]))
    if not new.any():
        return "", 0.0
    letters = _letters()
    return "".join(letters[place] for place in best[new]).strip(), float(scores.max(1)[new].mean())


def _signal(picture: Picture) -> Floats:
    """(H, W, 3) sRGB as the networks were trained on: blue first, from -1 to 1, (3, H, W)."""
    return np.ascontiguousarray(picture[..., ::-1].transpose(2, 0, 1), np.float32) / 127.5 - 1
