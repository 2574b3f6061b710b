"""Open sea with hazy islands on the horizon; the water's surface is drawn by the renderers."""

from __future__ import annotations

import numpy as np

from ...screenplay import Shot
from ..scene import ELLIPSOID, Scene
from ..water import Water
from . import stage


@stage("sea", sun_azimuth=2.3)
def sea(scene: Scene, shot: Shot, rng: np.random.Generator) -> Water:
    """The water's mean level is z = 0; a rising wind makes higher waves."""
    scene.material("water", "water", "#12637c", roughness=0.08)
    island = scene.material("island", "foliage_far", "#587a63", roughness=0.95)
    for place in range(9):
        bearing = rng.uniform(-np.pi, np.pi)
        far = rng.uniform(120, 170)
        size = (rng.uniform(14, 34), rng.uniform(12, 30), rng.uniform(4, 13))
        scene.visual(
            scene.ground, ELLIPSOID, island, size=size, position=(far * np.cos(bearing), far * np.sin(bearing), -1.5), name=f"island{place}"
        )
    return Water.calm(rng, height=0.14 if shot.weather == "windy" else 0.075)
