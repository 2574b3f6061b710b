"""Lights for the viewfinder: what a gaffer would put up for this sky or this hall.

MuJoCo's renderer is fixed-function OpenGL without a sky light, so the sky is
imitated by weak lights without shadows: a blue one from above, a warm one off
the ground, a little of everything from everywhere. Only the key casts shadows,
with its shadow map fitted tightly round the subject; what a shadow-casting
light calls ambient lies in its shadow too, so the ambient light hangs on another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mujoco
import numpy as np

from .sky import Colour, Floats, floats, palette, sun_direction

if TYPE_CHECKING:
    from ..world import Sky


@dataclass(frozen=True, slots=True)
class Light:
    """A distant light: `toward` is the unit vector to it, colours add in display space."""

    toward: tuple[float, float, float]
    colour: Colour
    specular: float = 0.0
    shadow: bool = False
    ambient: Colour = (0.0, 0.0, 0.0)


def _unit(x: float, y: float, z: float) -> tuple[float, float, float]:
    length = float(np.sqrt(x * x + y * y + z * z))
    return x / length, y / length, z / length


def outdoor(sky: Sky) -> list[Light]:
    """Sun or moon, sky, and the light off the ground."""
    tones = palette(sky)
    sun = sun_direction(sky)
    x, y, z = (float(part) for part in sun)
    return [
        Light(_unit(x, y, max(z, 0.22)), tones.sun, 0.45 * tones.halo, shadow=True),
        Light(_unit(-x * 0.4, -y * 0.4, 1.0), tones.fill, ambient=tones.ambient),
        Light(_unit(-x, -y, 0.25), (tones.fill[0] * 0.7, tones.fill[1] * 0.62, tones.fill[2] * 0.55)),
    ]


@dataclass(frozen=True, slots=True)
class Mood:
    """How an indoor place is lit: the key, what is everywhere, the light from behind."""

    key: Colour = (0.46, 0.43, 0.38)
    ambient: Colour = (0.45, 0.435, 0.42)
    fill: Colour = (0.20, 0.21, 0.24)
    rim: Colour = (0.22, 0.21, 0.20)


MOODS = {
    "": Mood(),
    "studio": Mood((0.48, 0.45, 0.40), (0.50, 0.48, 0.46)),
    "warm": Mood((0.48, 0.41, 0.32), (0.44, 0.40, 0.345), (0.22, 0.19, 0.16), (0.26, 0.21, 0.15)),
    "cool": Mood((0.36, 0.38, 0.40), (0.40, 0.43, 0.46), (0.18, 0.22, 0.26), (0.22, 0.25, 0.30)),
    "dim": Mood((0.62, 0.60, 0.57), (0.27, 0.27, 0.30), (0.10, 0.11, 0.15), (0.20, 0.24, 0.32)),
    "stage": Mood((0.80, 0.72, 0.60), (0.34, 0.30, 0.32), (0.12, 0.08, 0.16), (0.44, 0.34, 0.42)),
}
EVENING = {"night": 0.78, "sunset": 0.92, "dawn": 0.95}


def indoor(forward: Floats, sky: Sky) -> list[Light]:
    """A soft key from above the camera's left shoulder, a cool fill and a rim from behind the subject."""
    x, y = float(forward[0]), float(forward[1])
    length = max(float(np.hypot(x, y)), 1e-6)
    x, y = x / length, y / length
    mood = MOODS.get(sky.mood, MOODS[""])
    level = EVENING.get(str(sky.time_of_day), 1.0)
    r, g, b = (value * level for value in mood.ambient)
    warm = 1.0 - level
    toward = _unit(-x * 0.55 - y * 0.45, -y * 0.55 + x * 0.45, 1.25)
    return [
        Light(toward, mood.key, 0.35, shadow=True),
        Light(_unit(-x + y * 0.8, -y - x * 0.8, 0.5), mood.fill, ambient=(r, g, b * (1 - 0.5 * warm))),
        Light(_unit(x, y, 0.8), mood.rim, 0.2),
    ]


def light_scene(
    scene: mujoco.MjvScene, lights: list[Light], focus: Floats, reach: float, ceiling: float = np.inf
) -> None:
    """Put `lights` into an `MjvScene`, round the point `focus`; `reach` is the shadow's radius in metres.

    What is higher than `ceiling` metres throws no shadow: the key shines through a roof.
    """
    scene.nlight = len(lights)
    for index, light in enumerate(lights):
        entry, toward = scene.lights[index], floats(light.toward)
        entry.type = int(mujoco.mjtLightType.mjLIGHT_DIRECTIONAL)
        away = (ceiling - focus[2]) / max(float(toward[2]), 0.1)
        entry.pos[:] = focus + toward * float(np.clip(away, 1.5, reach * 2))
        entry.dir[:] = -toward
        entry.attenuation[:] = (1, 0, 0)
        entry.ambient[:] = light.ambient
        entry.diffuse[:] = light.colour
        entry.specular[:] = light.specular
        entry.castshadow = int(light.shadow)
        entry.headlight = 0
        entry.texid = -1
