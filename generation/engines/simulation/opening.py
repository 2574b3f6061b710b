"""Opening a shot on the last state of another take: places, poses, speeds, water and the camera go on.

The first frame of the new shot is one frame after the last of the old one.
Who performs eases from the old motion, which runs out, into the new one;
everything else simply has the old positions and velocities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ..errors import BadRequest
from .blocking import Begun, Mark
from .take import Splash, Take
from .world.water import GRAVITY, Water

Floats = npt.NDArray[np.float64]
EASE, RUN_OUT = 0.8, 0.22  # seconds until the new motion is all there, and in which the old one runs out
CAMERA_EASE, CAMERA_RUN_OUT = 1.6, 0.5
SPEED_FRAMES = 5  # over which the camera's speed is measured: a hand that holds it trembles
FOAM = 12.0  # seconds for which a splash is still seen
WIDTHS = {"free": (7, 6), "ball": (4, 3), "slide": (1, 1), "hinge": (1, 1)}


@dataclass(frozen=True)
class Opening:
    """The end of `take`, from which another shot goes on."""

    take: Take

    @classmethod
    def load(cls, path: Path) -> Opening:
        """The opening that a saved take gives; `BadRequest` when it is none."""
        take = Take.load(path)
        if take.frames < 2 or not take.model.get("joints"):
            raise BadRequest(f"{path.name} holds no take that can be gone on from.")
        return cls(take)

    @property
    def seconds(self) -> float:
        """How long after the old take's first frame the new shot's first one is."""
        return self.take.frames / self.take.fps

    @property
    def solved(self) -> bool:
        """Whether the set was laid out for a skill."""
        return bool(self.take.model.get("solved", False))

    @property
    def water(self) -> Water | None:
        """The old water, whose waves go on."""
        if self.take.water is None:
            return None
        old = Water.from_json(self.take.water)
        waves = tuple(
            (a, length, heading, phase - float(np.sqrt(GRAVITY * 2 * np.pi / length)) * self.seconds)
            for a, length, heading, phase in old.waves
        )
        return replace(old, waves=waves)

    def begun(self) -> dict[str, Begun]:
        """Where everybody and everything that stands on its own is, and how fast it goes."""
        found = {}
        speeds = (self.take.xpos[-1] - self.take.xpos[-2]) * self.take.fps
        for number, body in enumerate(self.take.model["bodies"]):
            if number == 0 or body["root"] != body["name"]:
                continue
            x, y, z = (round(float(value), 4) for value in self.take.xpos[-1, number])
            yaw = _yaw(self.take.xquat[-1, number])
            found[body["name"]] = Begun(
                Mark((x, y, z), yaw), (float(speeds[number, 0]), float(speeds[number, 1]))
            )
        return found

    def begin(self, model: Any, data: Any) -> None:
        """Give every joint that the old world had, too, its last position and velocity."""
        for q, v, mine in self._joints(model):
            at, dof = int(model.jnt_qposadr[mine]), int(model.jnt_dofadr[mine])
            data.qpos[at : at + len(q)], data.qvel[dof : dof + len(v)] = q, v

    def _joints(self, model: Any, among: Sequence[str] = ()) -> list[tuple[Floats, Floats, int]]:
        """(position, velocity, joint of `model`) of the joints both worlds have, under these roots or all."""
        found = []
        for joint in self.take.model["joints"]:
            mine = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, joint["name"])
            if not joint["name"] or mine < 0:
                continue
            root = model.body(int(model.body_rootid[model.jnt_bodyid[mine]])).name
            if among and root not in among:
                continue
            wide, dofs = WIDTHS[joint["type"]]
            q = self.take.qpos[-1, joint["qpos"] : joint["qpos"] + wide]
            v = self.take.qvel[-1, joint["qvel"] : joint["qvel"] + dofs]
            found.append((q, v, mine))
        return found

    def easing(
        self, model: Any, data: Any, names: Sequence[str], start: float
    ) -> Callable[[float, float], None]:
        """What mixes the old motion of these performers into the new one; called with (time, step)."""
        rows = [_Row(model, q, v, joint) for q, v, joint in self._joints(model, names)] if names else []

        def ease(time: float, step: float) -> None:
            since = time - start
            if since < EASE:
                for row in rows:
                    row.mix(data, since, step)

        return ease

    def onward(self, take: Take) -> Take:
        """The new take with a camera that goes on from the old one's track."""
        since = take.times + 1 / self.take.fps
        share = _smooth(since / CAMERA_EASE)[:, None]
        run = (CAMERA_RUN_OUT * (1 - np.exp(-since / CAMERA_RUN_OUT)))[:, None]

        def bridged(old: Floats, new: Floats) -> Floats:
            old, new = (a[:, None] if a.ndim == 1 else a for a in (old, new))
            over = min(SPEED_FRAMES, len(old) - 1)
            speed = (old[-1] - old[-1 - over]) / over * self.take.fps
            return np.asarray((old[-1] + speed * run) * (1 - share) + new * share)

        return replace(
            take,
            camera_position=bridged(self.take.camera_position, take.camera_position),
            camera_target=bridged(self.take.camera_target, take.camera_target),
            camera_fov=bridged(self.take.camera_fov, take.camera_fov)[:, 0],
        )

    def foamed(self, take: Take) -> Take:
        """The new take with the old splashes, whose foam is still seen."""
        old = [replace(splash, time=splash.time - self.seconds) for splash in self.take.splashes]
        seen: tuple[Splash, ...] = tuple(splash for splash in old if splash.time > -FOAM)
        return replace(take, splashes=(*seen, *take.splashes))


class _Row:
    """One joint on its way from the old motion to the new one."""

    def __init__(self, model: Any, q: Floats, v: Floats, joint: int) -> None:
        self.at, self.dof = int(model.jnt_qposadr[joint]), int(model.jnt_dofadr[joint])
        kind = mujoco.mjtJoint(int(model.jnt_type[joint]))
        self.free = kind == mujoco.mjtJoint.mjJNT_FREE
        self.q, self.v = q.copy(), v.copy()
        self.skipped = kind == mujoco.mjtJoint.mjJNT_BALL

    def mix(self, data: Any, since: float, step: float) -> None:
        """Put the joint between what it did and what it does now."""
        if self.skipped:
            return
        size = 7 if self.free else 1
        now = data.qpos[self.at : self.at + size].copy()
        speed = data.qvel[self.dof : self.dof + len(self.v)].copy()
        later = self._moved(now, speed, step)
        first, second = self._between(now, since), self._between(later, since + step)
        data.qpos[self.at : self.at + size] = first
        data.qvel[self.dof : self.dof + len(self.v)] = self._speed(first, second, step)

    def _moved(self, q: Floats, v: Floats, seconds: float) -> Floats:
        """The position after going on with a velocity (a free joint's spin is in its own frame)."""
        found = q.copy()
        if not self.free:
            return np.asarray(found + v * seconds)
        found[:3] += v[:3] * seconds
        turn = found[3:].copy()
        mujoco.mju_quatIntegrate(turn, v[3:], seconds)
        found[3:] = turn
        return found

    def _between(self, new: Floats, since: float) -> Floats:
        share = float(_smooth(np.array(since / EASE)))
        old = self._moved(self.q, self.v, RUN_OUT * (1 - float(np.exp(-since / RUN_OUT))))
        if not self.free:
            return np.asarray(old * (1 - share) + new * share)
        spin = np.zeros(3)
        mujoco.mju_subQuat(spin, new[3:], old[3:])
        turn = old[3:].copy()
        mujoco.mju_quatIntegrate(turn, spin, share)
        return np.concatenate([old[:3] * (1 - share) + new[:3] * share, turn])

    def _speed(self, first: Floats, second: Floats, step: float) -> Floats:
        if not self.free:
            return np.asarray((second - first) / step)
        spin = np.zeros(3)
        mujoco.mju_subQuat(spin, second[3:], first[3:])
        return np.concatenate([(second[:3] - first[:3]) / step, spin / step])


def _smooth(u: Floats) -> Floats:
    """0 to 1 without a jump in speed or acceleration."""
    u = np.clip(u, 0.0, 1.0)
    return np.asarray(u**3 * (u * (6 * u - 15) + 10))


def _yaw(quaternion: Floats) -> float:
    w, x, y, z = (float(value) for value in quaternion)
    return round(float(np.degrees(np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)))), 3)
