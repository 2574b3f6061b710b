"""Strings of small bulbs, hung where the camera sees them: behind who acts, above their heads.

Both renderers hang the same strings; they are part of the picture, never of the physics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mujoco
import numpy as np
import numpy.typing as npt

from .viewfinder.develop import Eye

if TYPE_CHECKING:
    from .take import Take
    from .world import World

Floats = npt.NDArray[np.float64]
COLOURS = ((1.0, 0.72, 0.36), (1.0, 0.30, 0.22), (1.0, 0.78, 0.42), (0.42, 0.86, 0.40), (1.0, 0.62, 0.26))
RADIUS, WIRE = 0.034, 0.006
APART, USUAL_AWAY = 0.30, 6.0
# Each string: metres behind the subject, height in the picture at its ends (1 the upper edge), its sag.
STRINGS = ((0.7, 0.96, 0.16), (1.6, 0.72, 0.24), (2.6, 1.0, 0.42), (3.8, 0.62, 0.22), (5.4, 0.86, 0.30))
WALL_GAP = 0.12


@dataclass(frozen=True, slots=True)
class Festoon:
    """`bulbs` (n, 3) metres with a `colour` (n,) of COLOURS each; `wires` (m, 2, 3) from end to end.

    `radius` is that of a bulb in metres: larger ones hang where the camera is far away.
    """

    bulbs: Floats
    colour: npt.NDArray[np.int64]
    wires: Floats
    radius: float = RADIUS


def festoon(world: World, take: Take, aspect: float) -> Festoon:
    """The strings of a take; a camera that travels passes several sets of them."""
    moved = np.linalg.norm(take.camera_position[-1] - take.camera_position[0])
    shares = (0.5,) if moved < 3 else (0.08, 0.5, 0.92)
    data = mujoco.MjData(world.model)
    bulbs, wires = [], []
    for share in shares:
        frame = round(share * (take.frames - 1))
        take.pose(world.model, data, frame)
        for behind, high, sag in STRINGS:
            line = _string(world, take, frame, data, aspect, (behind, high, sag))
            bulbs.append(line[1:-1] - (0, 0, 0.05))
            wires.append(np.stack([line[:-1], line[1:]], 1))
    every = np.concatenate(bulbs)
    return Festoon(every, np.arange(len(every)) % len(COLOURS), np.concatenate(wires), RADIUS * larger(take))


def larger(take: Take) -> float:
    """How many times as large what is hung up must be, by how far the camera stands; at least 1."""
    away = float(np.linalg.norm(take.camera_target - take.camera_position, axis=1).mean())
    return max(away / USUAL_AWAY, 1.0)


def _string(
    world: World, take: Take, frame: int, data: object, aspect: float, hung: tuple[float, float, float]
) -> Floats:
    """The points (n, 3) of one string, ends included."""
    behind, high, sag = hung
    place, target = take.camera_position[frame], take.camera_target[frame]
    eye = Eye.at(place, target, float(take.camera_fov[frame]))
    forward = np.asarray(eye.forward, float)
    away = float(np.linalg.norm(target - place))
    wall = _wall(world, data, target, forward)
    depth = away + min(behind, max(wall - WALL_GAP, 0.1) * behind / STRINGS[-1][0])
    tall = depth * np.tan(eye.field / 2)
    wide = tall * aspect * 1.25
    count = max(int(2 * wide / (APART * larger(take))), 4)
    u = np.linspace(-1, 1, count + 2)
    level = tall * (high - sag * (1 - u * u) * (0.75 + 0.25 * np.cos(5 * u + behind)))
    line = place + forward * depth + np.outer(u * wide, eye.right) + np.outer(level, eye.up)
    line[:, 2] = np.minimum(line[:, 2], world.room[1][2] - 0.05 if world.indoor else np.inf)
    return np.asarray(line)


def _wall(world: World, data: object, start: Floats, forward: Floats) -> float:
    """Metres from `start` to what stands behind it and never moves, 20 where nothing does."""
    groups = np.array((1, 1, 1, 0, 0, 0), np.uint8)
    hit = np.array([-1], np.int32)
    ahead = np.array((forward[0], forward[1], max(forward[2], 0.0)))
    found = mujoco.mj_ray(
        world.model, data, start + (0, 0, 1.0), ahead / np.linalg.norm(ahead), groups, 1, -1, hit
    )
    if hit[0] < 0 or world.model.body_weldid[world.model.geom_bodyid[hit[0]]] != 0:
        return 20.0
    return float(min(found, 20.0))
