"""The viewfinder: MuJoCo's own OpenGL renderer, dressed up enough to be the final picture of a fast model.

Owns what the GL camera sees of a world and a take: colour, metric depth and
segmentation of each frame. It replaces the model's lights by its own, paints
the model's skybox, moves the sea and the faces, and never changes the physics.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ...errors import Interrupted

if TYPE_CHECKING:
    from ..take import Take
    from ..world import World
    from .develop import Eye
    from .stage import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is where in one frame of a take, as the viewfinder sees it.

    `depth` (H, W) float32 metres along the optical axis (FAR where there is
    only sky); `segmentation` (H, W) int32: the geom's id, `ngeom` + the skin's
    id for a skin, -1 for sky, -2 for drops and bulbs; `focus` the metres along the axis
    to the subject; `time` its second in the shot, `eye` the camera; `places`
    (ngeom, 3, 4) from every geom's own frame to the world.
    """

    index: int
    depth: npt.NDArray[np.float32]
    segmentation: npt.NDArray[np.int32]
    focus: float
    time: float = 0.0
    eye: Eye | None = None
    places: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 3, 4)), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame(Facts):
    """The facts of a frame with its picture: `rgb` (H, W, 3) uint8."""

    rgb: npt.NDArray[np.uint8]


@contextmanager
def opened(world: World, take: Take, width: int, height: int) -> Iterator[Stage]:
    """The viewfinder of a take, for frames in any order; `EngineUnavailable` where there is no OpenGL."""
    from .stage import Stage

    stage: Any = Stage(world, take, width, height)
    try:
        yield stage
    finally:
        stage.close()


def render_frames(
    world: World,
    take: Take,
    width: int,
    height: int,
    *,
    frames: Iterable[int] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[Frame]:
    """Render `frames` of `take` (all of them by default), in the order given.

    Raises `EngineUnavailable` where there is no OpenGL, `Interrupted` once
    `should_stop` answers True.
    """
    with opened(world, take, width, height) as stage:
        for index in range(take.frames) if frames is None else frames:
            if should_stop():
                raise Interrupted("The viewfinder was asked to stop.")
            yield stage.frame(index)
