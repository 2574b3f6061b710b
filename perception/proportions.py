"""Proportions of a face from its 468 points: twelve ratios, wherever the camera is, seen from the front."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .landmarks import Face

Floats = npt.NDArray[np.float64]
NAMES = (
    "width", "jaw", "eye_gap", "eye_size", "brow_height", "brow_tilt", "brow_weight", "nose_width",
    "nose_length", "mouth_width", "mouth_height", "lips",
)  # fmt: skip
# The points of Face Mesh that are measured between, right and left of the person's face.
TOP, CHIN, CHEEKS, JAW = 10, 152, (234, 454), (172, 397)
EYES = ((33, 133, 159, 145), (263, 362, 386, 374))  # outer and inner corner, upper and lower lid
BROWS = ((70, 105, 107, 52, 65), (300, 334, 336, 282, 295))  # outer end, top, inner end, two below
BRIDGE, NOSE_END, WINGS = 168, 2, (129, 358)
MOUTH, LIPS_UP, LIPS_DOWN, INNER = (61, 291), 0, 17, (13, 14)


def proportions(face: Face) -> Floats:
    """The ratios (12,) in the order of `NAMES`; meant for a face from the front with its mouth shut."""
    points = _upright(face.points.astype(float))

    def far(a: int, b: int) -> float:
        return float(np.linalg.norm(points[a] - points[b]))

    tall, wide = far(TOP, CHIN), far(*CHEEKS)
    centres = [points[list(eye[:2])].mean(axis=0) for eye in EYES]
    openness = np.mean([far(eye[2], eye[3]) for eye in EYES])
    length = np.mean([far(eye[0], eye[1]) for eye in EYES])
    brows = [points[list(row)] for row in BROWS]
    tilt = np.mean([(row[2, 1] - row[0, 1]) / (abs(row[2, 0] - row[0, 0]) + 1e-6) for row in brows])
    gap = far(*INNER)
    return np.array(
        [
            wide / tall,
            far(*JAW) / wide,
            float(np.linalg.norm(centres[0] - centres[1])) / wide,
            (0.5 * length + openness) / wide,
            float(np.mean([c[1] - row[1, 1] for c, row in zip(centres, brows, strict=True)])) / tall,
            tilt,
            float(np.mean([row[3:, 1].mean() - row[1, 1] for row in brows])) / tall,
            far(*WINGS) / wide,
            far(BRIDGE, NOSE_END) / tall,
            far(*MOUTH) / wide,
            float(points[CHIN, 1] - points[list(INNER), 1].mean()) / tall,
            (far(LIPS_UP, LIPS_DOWN) - gap) / tall,
        ]
    )


def _upright(points: Floats) -> Floats:
    """The points turned so that the outer corners of the eyes lie level."""
    across = points[EYES[1][0]] - points[EYES[0][0]]
    angle = -np.arctan2(across[1], across[0])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ turn.T)
