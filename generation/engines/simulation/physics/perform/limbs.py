"""Limbs that reach: closed forms for two-bone legs and arms of the person's body.

Angles follow `world.bodies.person`: thighs and arms forward +, knees and elbows
bend +, toes up +; sideways joints are outward + on both sides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...world.bodies.person import FOREARM, SHIN, THIGH, UPPER_ARM

Floats = npt.NDArray[np.float64]
LONGEST = 0.999
PALM = 0.06


def rotation(yaw: float, pitch: float = 0.0, roll: float = 0.0) -> Floats:
    """The matrix (3, 3) of yaw about z, then pitch about y, then roll about x."""
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (np.cos, np.sin))
    return np.array(
        [
            [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
            [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
            [-sp, cp * sr, cp * cr],
        ]
    )


def _bend(distance: float, upper: float, lower: float) -> float:
    """The angle of the middle joint that makes a limb `distance` long."""
    longest = (upper + lower) * LONGEST
    d = min(max(distance, abs(upper - lower) + 0.02), longest)
    cosine = (d * d - upper * upper - lower * lower) / (2 * upper * lower)
    return float(np.arccos(np.clip(cosine, -1, 1)))


def leg(reach: Floats, side: int, scale: float, heading: float = 0.0) -> tuple[float, float, float]:
    """(hip, straddle, knee) in radians for an ankle at `reach` (3,) m from the hip, in the pelvis' frame.

    `side` is 1 for the left leg and -1 for the right one; the thigh is turned out so that the knee points to
    `heading`. Too far an ankle is reached for, not reached.
    """
    hip, straddle, knee = two_bones(reach, THIGH * scale, SHIN * scale, heading)
    return hip, side * straddle, knee


def two_bones(reach: Floats, thigh: float, shin: float, heading: float = 0.0) -> tuple[float, float, float]:
    """(hip forward, outward to +y, knee) in radians for the end of a limb at `reach` (3,) m from its hip."""
    knee = _bend(float(np.linalg.norm(reach)), thigh, shin)
    back = -shin * np.sin(knee)
    x, y, z = back * np.cos(heading), back * np.sin(heading), -(thigh + shin * np.cos(knee))
    across = float(np.hypot(y, z))
    straddle = float(np.arcsin(np.clip(reach[1] / across, -0.95, 0.95)) - np.arctan2(y, -z))
    low = y * np.sin(straddle) + z * np.cos(straddle)
    hip = float(np.arctan2(reach[0], -reach[2]) - np.arctan2(x, -low))
    hip = (hip + np.pi) % (2 * np.pi) - np.pi
    return hip, straddle, knee


def arm(reach: Floats, side: int, scale: float) -> tuple[float, float, float]:
    """(shoulder, spread, elbow) in radians for a palm at `reach` (3,) m from the shoulder, in its frame."""
    upper, fore = UPPER_ARM * scale, (FOREARM + PALM) * scale
    elbow = _bend(float(np.linalg.norm(reach)), upper, fore)
    x, z = fore * np.sin(elbow), -(upper + fore * np.cos(elbow))
    spread = float(np.arcsin(np.clip(reach[1] / -z, -0.95, 0.95)))
    shoulder = float(np.arctan2(reach[0], -reach[2]) - np.arctan2(x, -z * np.cos(spread)))
    shoulder = (shoulder + np.pi / 2) % (2 * np.pi) - np.pi / 2
    return shoulder, side * spread, elbow
