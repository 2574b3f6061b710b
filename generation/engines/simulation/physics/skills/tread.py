"""Treading water: what one who fell in goes on with, by strokes that push off the water."""

from __future__ import annotations

import numpy as np

from . import Stage, skill
from .backflip import Backflip

LONG_AGO = 9.0


@skill("tread_water")
class Tread(Backflip):
    """Somebody in the water who keeps the chin out of it."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.begin = -2 * LONG_AGO

    def resume(self, time: float) -> None:
        """The leap is long over, and the body has turned all the way."""
        super().resume(time)
        self.left = self.opened = time - LONG_AGO
        self.turned, self.tucked, self.landed = 2 * np.pi, 0.0, True

    def finish(self) -> None:
        """Whether the head came out of the water, or stayed out."""
        self.stage.notes |= {"action": "tread_water", "as_wanted": True}
