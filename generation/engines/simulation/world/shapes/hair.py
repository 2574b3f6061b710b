"""Hair and beards: overlapping soft solids round the skull of `face`."""

from __future__ import annotations

import numpy as np

from ...screenplay import Appearance
from ...screenplay.vocabulary.people import HATTED
from .mesh import Mesh, ellipsoid, joined, loft


def hair(look: Appearance) -> dict[str, Mesh]:
    """Hair and beard by label, in the head's frame and metres of a grown person."""
    if look.hair_style == "bald":
        return {}
    cap = loft(
        [
            (0.20, 0.145, 0.163, -0.03),
            (0.25, 0.15, 0.166, -0.022),
            (0.30, 0.135, 0.148, -0.012),
            (0.345, 0.095, 0.1, -0.008),
            (0.37, 0.045, 0.05, -0.006),
            (0.376, 0.004, 0.004, -0.006),
        ],
        roundness=0.95,
    )
    back = ellipsoid(0.11, 0.155, 0.12).moved((-0.05, 0, 0.2))
    fringe = ellipsoid(0.052, 0.118, 0.036).turned("x", 8).moved((0.096, 0.015, 0.316))
    side_l = ellipsoid(0.045, 0.018, 0.055).moved((0.035, 0.152, 0.235))
    side_r = ellipsoid(0.045, 0.018, 0.055).moved((0.035, -0.152, 0.235))
    pieces = [cap, back, side_l, side_r] if look.costume in HATTED else [cap, back, fringe, side_l, side_r]
    if look.hair_style == "long":
        pieces.append(
            loft(
                [
                    (-0.12, 0.03, 0.1, -0.1),
                    (-0.08, 0.06, 0.15, -0.09),
                    (0.05, 0.085, 0.168, -0.07),
                    (0.2, 0.12, 0.166, -0.045),
                    (0.26, 0.03, 0.05, -0.04),
                ]
            )
        )
    if look.hair_style == "bun":
        pieces.append(ellipsoid(0.06, 0.065, 0.06).moved((-0.1, 0, 0.36)))
    if look.hair_style == "curly":
        ring = np.linspace(0, 2 * np.pi, 13)[:-1]
        for row, (radius, z) in enumerate(((0.15, 0.24), (0.13, 0.31), (0.075, 0.36))):
            pieces += [
                ellipsoid(0.048, 0.048, 0.048, detail=12).moved(
                    (radius * np.cos(a) - 0.03, radius * np.sin(a), z)
                )
                for a in ring + row * 0.3
                if np.cos(a) < 0.55 or z > 0.28
            ]
    pieces_by_label = {"hair": joined(pieces)}
    if look.beard:
        pieces_by_label["beard"] = loft(
            [
                (0.0, 0.02, 0.03, 0.07),
                (0.02, 0.055, 0.075, 0.058),
                (0.06, 0.085, 0.108, 0.04),
                (0.1, 0.08, 0.13, 0.036),
                (0.12, 0.03, 0.1, 0.03),
            ]
        )
    return pieces_by_label
