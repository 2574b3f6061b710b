"""What sizes and lengths a family of models computes.

Video autoencoders compress by whole steps, so sides are multiples and frame
counts lie on a line. Pipelines do not all say so: off the grid, LTX-2 gives 25
frames with the sound of 30. Hence nothing is rounded in a call. The engine
chooses the smallest canvas and the shortest clip on the grid that cover what was asked,
says so in its report, and cuts the film out of them; `check` refuses the rest.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import BadRequest


@dataclass(frozen=True, slots=True)
class Grid:
    """Sides are multiples of `space` pixels; frames are `time` · k + `first`, from `fewest` to `most`."""

    space: int
    time: int
    first: int = 1
    fewest: int = 1
    most: int = 1_000_000

    def canvas(self, width: int, height: int, stages: int = 1) -> tuple[int, int]:
        """The smallest (width, height) on the grid that covers the asked one.

        With two `stages` the first works at half the size, so its half lies on the grid, too.
        """
        unit = self.space * (2 ** (stages - 1))
        return math.ceil(width / unit) * unit, math.ceil(height / unit) * unit

    def frames(self, seconds: float, rate: float) -> int:
        """The fewest frames on the grid that last `seconds` at `rate` frames a second.

        Raises `BadRequest` when the family makes no clips of that length.
        """
        wanted = max(self.fewest, math.ceil(seconds * rate - 1e-6))
        frames = math.ceil((wanted - self.first) / self.time) * self.time + self.first
        if frames > self.most:
            raise BadRequest(
                f"A shot of {seconds:g} s needs {frames} frames at {rate:g} a second; this model makes "
                f"{self.most} at most. Make the shot shorter or cut it in two."
            )
        return max(frames, self.first)

    def check(self, width: int, height: int, frames: int, stages: int = 1) -> None:
        """Raise `BadRequest`, which names the rule, unless size and length lie on the grid."""
        unit = self.space * (2 ** (stages - 1))
        if width % unit or height % unit or min(width, height) < unit:
            raise BadRequest(
                f"{width}x{height} is not on the grid of this model: both sides divide by {unit}."
            )
        if (frames - self.first) % self.time or not self.fewest <= frames <= self.most:
            raise BadRequest(
                f"{frames} frames are not on the grid of this model: {self.time}·k + {self.first}, "
                f"from {self.fewest} to {self.most}."
            )
