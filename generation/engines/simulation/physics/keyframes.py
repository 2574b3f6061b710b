"""Acting: joint angles that pass through key poses with eased timing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator

Pose = Mapping[str, float]


class Keyframes:
    """Key poses by time (seconds → joint → degrees), eased by monotone cubics; held at both ends."""

    def __init__(self, keys: Sequence[tuple[float, Pose]]) -> None:
        joints = {joint for _, pose in keys for joint in pose}
        self._curves = {
            joint: self._curve([(t, pose[joint]) for t, pose in keys if joint in pose]) for joint in joints
        }

    @staticmethod
    def _curve(points: list[tuple[float, float]]) -> PchipInterpolator:
        first, last = points[0], points[-1]
        padded = [(first[0] - 1.0, first[1]), *points, (last[0] + 1.0, last[1])]
        times, angles = zip(*padded, strict=True)
        return PchipInterpolator(np.array(times), np.array(angles))

    def at(self, time: float) -> dict[str, float]:
        """The pose at `time`."""
        return {
            joint: float(curve(np.clip(time, curve.x[0], curve.x[-1])))
            for joint, curve in self._curves.items()
        }
