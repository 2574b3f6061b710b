"""Where the moving features of a face are for an expression: lids, irises, brows, lips, teeth, tongue.

Everything is in the head's frame and in metres of a grown person; a placement is a point and a 3x3 matrix
that turns, and may stretch, the shape at rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.interpolate import PchipInterpolator

from ...expression import Expression

Floats = npt.NDArray[np.float64]
Placement = tuple[Floats, Floats]
# (z, half depth, half width, shift along x) of the skull's cross-sections, bottom to top.
SKULL = (
    (0.02, 0.01, 0.01, 0.03),
    (0.028, 0.05, 0.055, 0.03),
    (0.06, 0.1, 0.105, 0.022),
    (0.12, 0.138, 0.142, 0.01),
    (0.19, 0.152, 0.158, 0.0),
    (0.26, 0.142, 0.148, -0.004),
    (0.31, 0.105, 0.11, -0.006),
    (0.338, 0.05, 0.052, -0.008),
    (0.345, 0.005, 0.005, -0.008),
)
EYE, EYE_AXES, EYE_TURN = (0.118, 0.06, 0.2), (0.032, 0.040, 0.047), 20.0
IRIS, IRIS_AXES = (0.141, 0.0635, 0.199), (0.0125, 0.025, 0.029)
PUPIL, PUPIL_AXES = (0.1485, 0.0645, 0.199), (0.0075, 0.014, 0.017)
GLINT, GLINT_AXES = (0.1535, 0.0645, 0.209), (0.003, 0.0052, 0.0062)
# Of the eye's middle, in the eye's own frame: x ahead, z up.
LID, LID_AXES = (-0.0045, 0.0, 0.0178), (0.034, 0.0425, 0.040)
SHUT, SHUT_AXES = (0.0035, 0.0, 0.0005), (0.0375, 0.0425, 0.0475)
UNDER, UNDER_RAISED, UNDER_AXES = (-0.006, 0.0, -0.040), (0.004, 0.0, -0.019), (0.028, 0.041, 0.03)
LASH_OPEN, LASH_SHUT = (0.0308, 0.0, 0.0187), (0.0395, 0.0, -0.017)
BROW = (0.142, 0.06, 0.268)
MOUTH_HEIGHT, MOUTH_WIDTH, LIP = 0.09, 0.05, 0.0066
SEGMENTS, SEGMENT = 8, 0.0065
PANE, TONGUE_AXES = (0.0015, 0.0065, 0.01), (0.0062, 0.024, 0.012)
TOOTHED = range(1, SEGMENTS - 1)  # the pieces of the mouth in which teeth are seen


@dataclass(frozen=True, slots=True)
class Lips:
    """A mouth as it is shaped: points along the `upper` and the `lower` lip (n, 3), from right to left."""

    upper: Floats
    lower: Floats


@cache
def _profile() -> Any:
    rows = np.array(SKULL)
    return PchipInterpolator(rows[:, 0], rows[:, 1:])


def skin(y: Floats, z: Floats) -> Floats:
    """How far forward (x) the skull's surface is at these places."""
    depth, width, shift = np.moveaxis(_profile()(np.clip(z, 0.03, 0.34)), -1, 0)
    return np.asarray(shift + depth * np.sqrt(np.clip(1 - (y / width) ** 2, 0.02, 1)))


def lips(face: Expression) -> Lips:
    """Both lips on the skull."""
    s = np.linspace(-1, 1, SEGMENTS + 1)
    width = MOUTH_WIDTH * (1 + 0.16 * face.smile - 0.42 * face.pucker + 0.06 * face.jaw)
    corner = 0.024 * face.smile * (s * s - 0.4) + 0.014 * face.skew * s
    gap, round_ = 0.062 * face.jaw + 0.004 * face.pucker, 1 - np.abs(s) ** 2.2
    y = width * s
    rows = []
    for share in (0.26, -0.74):
        z = MOUTH_HEIGHT + corner + share * gap * round_ + (0.0016 if share > 0 else -0.0016) * round_
        rows.append(np.stack([skin(y, z) + 0.014 * face.pucker * round_, y, z], 1))
    return Lips(*rows)


def segments(face: Expression) -> list[Placement]:
    """A capsule for each piece of the upper, then of the lower lip; at rest along z, `SEGMENT` half long."""
    found = []
    shaped = lips(face)
    for points, full in ((shaped.upper, 0.92), (shaped.lower, 1.12)):
        for number in range(SEGMENTS):
            start, stop = points[number], points[number + 1]
            middle = abs((number + 0.5) / SEGMENTS * 2 - 1)
            thick = full * (1.05 - 0.5 * middle**2)
            found.append(((start + stop) / 2, _along(stop - start, thick)))
    return found


def _along(way: Floats, thick: float) -> Floats:
    """The matrix that lays a capsule along `way`, its whole length, `thick` times as thick."""
    long = float(np.linalg.norm(way))
    ahead = way / max(long, 1e-9)
    side = np.cross([1.0, 0.0, 0.0], ahead)
    side /= max(float(np.linalg.norm(side)), 1e-9)
    return np.stack([np.cross(side, ahead) * thick, side * thick, ahead * long / 2 / SEGMENT], 1)


def inside(face: Expression) -> dict[str, Placement]:
    """The dark of the mouth, the upper teeth and the tongue; in a closed mouth they hide behind the lips."""
    shaped = lips(face)
    top, low = shaped.upper, shaped.lower
    gap = top - low
    tall = float(gap[SEGMENTS // 2, 2])
    bare = float(np.clip((tall - 0.008) / 0.012, 0, 1))
    found = {}
    for number in range(SEGMENTS):
        pair = slice(number, number + 2)
        found[f"dark_{number}"] = _pane(top[pair], low[pair], 0.0012)
        if number in TOOTHED:
            found[f"teeth_{number}"] = _pane(
                top[pair], top[pair] - 0.42 * gap[pair], 0.0028 * bare - 0.004 * (1 - bare)
            )
    middle = low[SEGMENTS // 2]
    place = middle + [-0.0015 * bare - 0.012 * (1 - bare), 0, 0.22 * tall]
    wide = float(top[-1, 1]) / MOUTH_WIDTH
    found["tongue"] = (place, np.diag([1.0, wide, max(0.26 * tall / TONGUE_AXES[2], 0.05)]))
    return found


def _pane(top: Floats, low: Floats, ahead: float) -> Placement:
    """The box of half sides `PANE` between two pieces of the lips, (2, 3) each, `ahead` m before them."""
    across = (top[1] + low[1] - top[0] - low[0]) / 4
    up = (top[0] + top[1] - low[0] - low[1]) / 4
    up = up if float(np.linalg.norm(up)) > 1e-5 else np.array([0, 0, 1e-5])
    out = np.cross(across, up)
    out /= max(float(np.linalg.norm(out)), 1e-12)
    middle = (top[0] + top[1] + low[0] + low[1]) / 4
    return middle + ahead * out, np.stack([out, across / PANE[1], up / PANE[2]], 1)


def eye(face: Expression, sign: int) -> dict[str, Placement]:
    """Iris, pupil, glint, lids and lashes of the left (`sign` 1) or the right (-1) eye."""
    frame = _yaw(np.radians(sign * EYE_TURN))
    centre = _mirrored(EYE, sign)
    swing = _yaw(face.yaw) @ _pitch(face.pitch)
    axes = np.diag(EYE_AXES)
    rolled = frame @ axes @ swing @ np.linalg.inv(frame @ axes)  # keeps the eyeball's surface where it is
    shut = float(np.clip(1 - face.lids, -0.4, 1.0))
    found: dict[str, Placement] = {}
    for name, place in (("iris", IRIS), ("pupil", PUPIL)):
        found[name] = (centre + rolled @ (_mirrored(place, sign) - centre), rolled @ frame)
    light = _mirrored(GLINT, sign) + [-0.03 * (shut > 0.3), 0.008, 0]
    found["glint"] = (light, frame)
    lid = _between(LID_AXES, SHUT_AXES, shut) / np.array(LID_AXES)
    found["lid"] = (centre + frame @ _between(LID, SHUT, shut), frame @ np.diag(lid))
    found["under"] = (centre + frame @ _between(UNDER, UNDER_RAISED, face.squint), frame)
    curve = 1 - 1.5 * max(shut, 0.0)
    rim = _between(LASH_OPEN, LASH_SHUT, shut) + [0.004 * max(0.0, shut * (1 - shut)) * 4, 0, 0]
    found["lash"] = (centre + frame @ rim, frame @ _bent(curve))
    return found


def _bent(curve: float) -> Floats:
    """A matrix that bends a flat arc: 1 as it is, 0 straight, negative the other way; its thickness stays."""
    bent = max(abs(curve), 0.35)
    return np.diag(np.array([1.0, 1.0, bent if curve >= 0 else -bent]))


def brow(face: Expression, sign: int) -> Placement:
    """A brow moved as a whole, in the head's frame: where its middle is, and how it is turned."""
    frown = max(0.0, -face.tilt)
    rise = 0.014 * face.lift - 0.009 * frown + 0.004 * max(0.0, face.tilt)
    move = np.array([0.005 * frown - 0.25 * max(rise, 0.0), -sign * 0.007 * frown, rise])
    return _mirrored(BROW, sign) + move, _roll(-sign * 0.46 * face.tilt)


def _mirrored(place: Any, sign: int) -> Floats:
    mirrored: Floats = np.asarray(place, float) * np.array([1.0, sign, 1.0])
    return mirrored


def _between(first: Any, last: Any, share: float) -> Floats:
    start = np.asarray(first, float)
    return np.asarray(start + share * (np.asarray(last, float) - start))


def _yaw(angle: float) -> Floats:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _pitch(angle: float) -> Floats:
    """Up for a positive angle."""
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, 0, -s], [0, 1.0, 0], [s, 0, c]])


def _roll(angle: float) -> Floats:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[1.0, 0, 0], [0, c, -s], [0, s, c]])


def placed(face: Expression) -> dict[str, Placement]:
    """Every feature that moves, by the label of its geom."""
    found = {f"lip_{number}": placement for number, placement in enumerate(segments(face))}
    found |= inside(face)
    for side, sign in (("l", 1), ("r", -1)):
        found |= {f"{name}_{side}": placement for name, placement in eye(face, sign).items()}
        found[f"brow_{side}"] = brow(face, sign)
    return found
