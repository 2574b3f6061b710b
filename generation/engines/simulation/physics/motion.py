"""Reference motion: curves through keys, in the units of whoever uses them. Pure NumPy and SciPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.interpolate import BPoly, PchipInterpolator

Floats = npt.NDArray[np.float64]
TABLE = 240.0  # rows per second in which a posture is tabulated


class Posture:
    """Joint angles over time through keys `(time s, {joint: degrees})`; a joint keeps its last key.

    A name that no joint has ("elbow") stands for both sides ("elbow_l", "elbow_r"). Between keys the
    angle moves monotonously (Fritsch and Carlson 1980), so nothing overshoots a pose that was asked for.
    """

    def __init__(self, joints: Sequence[str], keys: Sequence[tuple[float, Mapping[str, float]]]) -> None:
        self.joints = tuple(joints)
        rows: dict[str, list[tuple[float, float]]] = {joint: [] for joint in joints}
        for time, pose in keys:
            for name, degrees in pose.items():
                for joint in (name,) if name in rows else (f"{name}_l", f"{name}_r"):
                    rows[joint].append((time, np.radians(degrees)))
        curves = [_curve(rows[joint]) for joint in joints]
        self._start = min(start for _, start, _ in curves)
        stop = max(stop for _, _, stop in curves)
        times = self._start + np.arange(int(np.ceil((stop - self._start) * TABLE)) + 2) / TABLE
        self._angles = np.stack([curve(np.clip(times, start, end)) for curve, start, end in curves], 1)
        self._rates = np.gradient(self._angles, 1 / TABLE, axis=0)

    def at(self, time: float) -> tuple[Floats, Floats]:
        """(angles rad, rates rad/s) of all joints."""
        place = (time - self._start) * TABLE
        if place <= 0:
            return self._angles[0].copy(), np.zeros(len(self.joints))
        row = int(place)
        if row >= len(self._angles) - 1:
            return self._angles[-1].copy(), np.zeros(len(self.joints))
        part = place - row
        angles = self._angles[row] * (1 - part) + self._angles[row + 1] * part
        return angles, self._rates[row] * (1 - part) + self._rates[row + 1] * part


def _curve(keys: Sequence[tuple[float, float]]) -> tuple[PchipInterpolator, float, float]:
    rows = list(keys) or [(0.0, 0.0)]
    if len(rows) == 1:
        rows.append((rows[0][0] + 1.0, rows[0][1]))
    times, values = zip(*rows, strict=True)
    return PchipInterpolator(times, values), times[0], times[-1]


def legs(hip: float, knee: float, ankle: float) -> dict[str, float]:
    """Both legs' angles in degrees, as a row of a posture."""
    return {"hip": hip, "knee": knee, "ankle": ankle}


class Track:
    """A smooth path through knots `(time, position, velocity)`: quintic pieces, at rest accelerations."""

    def __init__(self, knots: Sequence[tuple[float, npt.ArrayLike, npt.ArrayLike]]) -> None:
        self.start, self.stop = knots[0][0], knots[-1][0]
        times = [knot[0] for knot in knots]
        rows = [[np.asarray(p, float), np.asarray(v, float), np.zeros(np.shape(p))] for _, p, v in knots]
        self._path = BPoly.from_derivatives(times, rows)
        self._speed = self._path.derivative()
        self._push = self._speed.derivative()

    def at(self, time: float) -> tuple[Floats, Floats, Floats]:
        """(position, velocity, acceleration); before the first and after the last knot it rests."""
        t = min(max(time, self.start), self.stop)
        position = np.asarray(self._path(t), float)
        if not self.start <= time <= self.stop:
            return position, np.zeros_like(position), np.zeros_like(position)
        return position, np.asarray(self._speed(t), float), np.asarray(self._push(t), float)


def ease(time: float, start: float, stop: float) -> float:
    """0 before `start`, 1 after `stop`, smooth between."""
    u = min(max((time - start) / (stop - start), 0.0), 1.0)
    return u * u * u * (10 - 15 * u + 6 * u * u)
