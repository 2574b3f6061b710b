"""Lights for the viewfinder: what a gaffer would put up for this sky or this hall.

MuJoCo's renderer is fixed-function OpenGL without a sky light, so the sky is
imitated by weak lights without shadows: a blue one from above, a warm one off
the ground, a little of everything from everywhere. Only the key casts shadows,
with its shadow map fitted tightly round the subject; what a shadow-casting
light calls ambient lies in its shadow too, so the ambient light hangs on another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import mujoco
import numpy as np

from .sky import Colour, Floats, floats, palette, sun_direction

if TYPE_CHECKING:
    from ..grade.styles import Rig
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
    "stage": Mood((0.92, 0.84, 0.72), (0.40, 0.36, 0.38), (0.20, 0.16, 0.22), (0.44, 0.34, 0.42)),
}
BEHIND = (205.0, 28.0)
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


def rigged(lights: list[Light], rig: Rig, facing: Floats, forward: Floats) -> list[Light]:
    """The three lights of a place (key, fill, rim) as a style's rig has them, and its torch.

    `facing` is where the camera looks over the whole shot, `forward` where it looks now.
    """
    key, fill, rim = lights
    toward = key.toward if rig.toward is None else around(facing, *rig.toward)
    found = [
        replace(key, toward=toward, colour=_times(key.colour, rig.key, rig.tint)),
        replace(fill, colour=_times(fill.colour, rig.fill), ambient=_times(fill.ambient, rig.ambient)),
        replace(rim, colour=_times(rim.colour, rig.rim)),
    ]
    if rig.rim > 1:  # outdoors nobody lights from behind by itself
        found[2] = replace(found[2], toward=around(facing, *BEHIND), specular=0.25)
    if rig.torch:
        x, y, z = (-float(part) for part in forward)
        found.append(Light((x, y, z), (rig.torch,) * 3, 0.3))
    return found


def around(facing: Floats, left: float, up: float) -> tuple[float, float, float]:
    """The unit vector from a subject to a lamp `left` degrees left of the camera and `up` above level."""
    length = max(float(np.hypot(facing[0], facing[1])), 1e-6)
    x, y = -float(facing[0]) / length, -float(facing[1]) / length
    turn, rise = np.radians(left), np.radians(up)
    across, along = float(np.sin(turn)), float(np.cos(turn))
    # The camera's left, seen from behind it, is (y, -x) of the way back to it.
    return _unit(
        (x * along + y * across) * float(np.cos(rise)),
        (y * along - x * across) * float(np.cos(rise)),
        float(np.sin(rise)),
    )


def _times(colour: Colour, share: float, tint: Colour = (1.0, 1.0, 1.0)) -> Colour:
    r, g, b = (part * share * other for part, other in zip(colour, tint, strict=True))
    return r, g, b


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
