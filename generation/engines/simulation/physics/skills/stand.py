"""Standing and being alive: breathing, shifting weight, looking around, a wave, gestures while speaking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..balance import Wish
from . import Stage, skill
from .person import STANCE, Person


@skill("stand", "wave", "talk", "look")
class Stand(Person):
    """A person who waits in front of the camera, breathes, looks around and waves."""

    def __init__(self, stage: Stage) -> None:
        self.phase = stage.rng.uniform(0, 2 * np.pi, 4)
        super().__init__(stage)

    def keys(self) -> Sequence[tuple[float, Mapping[str, float]]]:
        """Stand, raise a hand and wave it, lower it again."""
        start = self.stage.beat.start + 0.7
        side = "l" if self.phase[0] < np.pi else "r"
        up = {f"shoulder_{side}": 4, f"spread_{side}": 88, f"elbow_{side}": 110, f"roll_{side}": 74}
        rows: list[tuple[float, Mapping[str, float]]] = [(0.0, STANCE), (start, STANCE)]
        rows.append((start + 0.55, up))
        for beat in range(4):
            swing = 22 if beat % 2 else -22
            rows.append(
                (start + 0.75 + 0.22 * beat, {f"elbow_{side}": 108 - swing, f"roll_{side}": 74 + swing / 3})
            )
        rows += [(start + 1.75, {joint: up[joint] for joint in up}), (start + 2.4, STANCE)]
        return rows

    def wish(self, time: float) -> Wish:
        """Standing with breath, small sways and a wandering gaze."""
        wish = super().wish(time)
        breath = np.sin(2 * np.pi * 0.28 * time + self.phase[0])
        for joint, size in (("waist", 1.0), ("spread_l", 1.4), ("spread_r", 1.4), ("neck", -0.8)):
            wish.angles[self.index[joint]] += np.radians(size * breath)
        sway = np.sin(2 * np.pi * 0.17 * time + self.phase[1])
        assert wish.balance is not None
        wish.balance[0][1] += 0.014 * sway
        wish.balance[0][2] += 0.004 * breath
        glance = np.sin(2 * np.pi * 0.13 * time + self.phase[2]) + 0.5 * np.sin(
            2 * np.pi * 0.31 * time + self.phase[3]
        )
        wish.angles[self.index["gaze"]] += np.radians(16 * np.clip(1.6 * glance, -1, 1))
        wish.angles[self.index["neck"]] += np.radians(3 * np.sin(2 * np.pi * 0.21 * time + self.phase[3]))
        return wish
