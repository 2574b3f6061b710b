"""Characters cut out of films perform like puppets: they hop along, lean into turns, bow, bounce and sway.

They keep their face to the audience, as their picture has only one side that is known.
"""

from __future__ import annotations

import mujoco
import numpy as np

from ...blocking.script import Part, Script
from ..skills import Stage
from . import limbs, performer
from .animals import FALLS, FEEDS, FLIES, LEAPS, LIE
from .base import Performer, Placed

GRAVITY = 9.81
TALKS = {"talk", "sing", "laugh", "bark", "shout"}
TURNS = {"spin", "dance"}
HIGH, FLOWN = 0.35, 1.4  # of its height: a jump; metres: a flight
HOPS = 1.9  # a second, of a character of one metre
LEAN, ASIDE = 0.16, 0.22  # radians


@performer("relief")
class Puppet(Performer):
    """One soft relief; see `pose`."""

    def __init__(self, stage: Stage, script: Script) -> None:
        super().__init__(stage, script, ())
        self.tall = stage.world.screenplay.actor(stage.actor).scale
        self.rest = float(stage.data.qpos[self._root + 2]) - script.path.place[2]
        self.phase = float(stage.rng.uniform(0, 2 * np.pi))
        self.hertz = HOPS / float(np.sqrt(max(self.tall, 0.1)))

    def pose(self, time: float) -> Placed:
        """Where it is on its path, and what its action makes of an upright cushion."""
        spot, part = self.script.path.at(time), self.script.part(time)
        place = np.array([spot.x, spot.y, self.rest + spot.z])
        yaw, pitch, roll = spot.yaw, 0.0, 0.03 * float(np.sin(1.1 * time + self.phase))
        if spot.speed > 0.05:
            up, tilt = self._hop(time, spot.speed)
            place[2] += up
            way = float(np.sign(self._heading(time)))
            yaw, roll = yaw + ASIDE * way, roll + tilt - LEAN * way * min(spot.speed, 1.5) / 1.5
        if part is not None:
            up, more = self._acts(part, time)
            place[2] += up
            yaw, pitch, roll = yaw + more[0], pitch + more[1], roll + more[2]
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(limbs.rotation(yaw, pitch, roll)).ravel())
        return place, quaternion, np.zeros(0)

    def _heading(self, time: float) -> float:
        """How fast it goes to the picture's right (+y), m/s."""
        return (self.script.path.at(time + 0.05).y - self.script.path.at(time).y) / 0.05

    def _hop(self, time: float, speed: float) -> tuple[float, float]:
        """(metres up, radians aside) of one hop after the other."""
        turn = (time * self.hertz * (0.8 + 0.25 * min(speed, 3.0)) + self.phase / 6.3) % 2.0
        u = turn % 1.0
        high = self.tall * min(0.08 + 0.06 * speed, 0.3)
        return 4 * high * u * (1 - u), 0.11 * float(np.sin(np.pi * turn))

    def _acts(self, part: Part, time: float) -> tuple[float, tuple[float, float, float]]:
        """(metres up, (yaw, pitch, roll)) of what it does."""
        since, weight, action = time - part.start, part.weight(time), part.action
        if action in FLIES:
            smooth = min(max(since / 1.5, 0.0), 1.0)
            sway = 0.1 * float(np.sin(1.9 * time + self.phase))
            return FLOWN * smooth * smooth * (3 - 2 * smooth) + sway * smooth, (0.0, -0.12 * smooth, sway)
        if action in FALLS | LIE:
            down = min(max(since / (0.45 if action in FALLS else 0.9), 0.0), 1.0)
            return 0.1 * self.tall * down, (0.0, -1.45 * down * down, 0.0)
        if action in TURNS:
            return 0.06 * self.tall * abs(float(np.sin(5 * time))), (2.8 * max(since, 0.0) * weight, 0.0, 0.0)
        if action in LEAPS:
            lasts = 2 * float(np.sqrt(2 * HIGH * self.tall / GRAVITY))
            t = max(since, 0.0) % (lasts + 0.35)
            up = 0.5 * GRAVITY * t * (lasts - t) if t < lasts else 0.0
            over = -2 * np.pi * min(t / lasts, 1.0) if action in {"flip", "backflip"} else 0.0
            return up, (0.0, float(over), 0.0)
        if action in FEEDS:
            return 0.0, (0.0, weight * (0.42 + 0.12 * float(np.sin(7 * time))), 0.0)
        if action in TALKS:
            return 0.0, (
                0.0,
                0.07 * weight * float(np.sin(9 * time)),
                0.05 * weight * float(np.sin(6 * time)),
            )
        if action in {"wave", "clap", "cheer", "celebrate", "point"}:
            return 0.0, (0.0, 0.0, 0.2 * weight * float(np.sin(8 * time)))
        return 0.0, (0.0, 0.02 * float(np.sin(2.3 * time + self.phase)), 0.0)
