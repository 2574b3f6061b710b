"""What a style is, and the registry of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame to grade: `rgb` (H, W, 3), `depth` (H, W) metres, `segmentation` (H, W) ids, -1 for sky.

    `focus` is the metres to the subject, `index` the frame's number in its shot.
    """

    rgb: Pixels
    depth: Floats
    segmentation: npt.NDArray[np.int32]
    focus: float
    index: int
    seed: int


Style = Callable[[Shot], Pixels]
STYLES: dict[str, Style] = {}


def style(name: str) -> Callable[[Style], Style]:
    """Register a style under the name that requests use."""

    def register(function: Style) -> Style:
        STYLES[name] = function
        return function

    return register
