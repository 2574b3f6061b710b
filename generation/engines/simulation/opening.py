"""Opening a shot on the last state of another take: places, poses, speeds, water and the camera go on.

The first frame of the new shot is one frame after the last of the old one.
Who performs eases from the old motion, which runs out, into the new one;
everything else simply has the old positions and velocities.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from ..errors import BadRequest
from .blocking import Begun, Mark
from .screenplay import Beat, Shot
from .take import Splash, Take
from .world.water import GRAVITY, Water

Floats = npt.NDArray[np.float64]
EASE, RUN_OUT = 0.8, 0.22  # seconds until the new motion is all there, and in which the old one runs out
CAMERA_EASE, CAMERA_RUN_OUT = 1.6, 0.5
SPEED_FRAMES = 5  # over which the camera's speed is measured: a hand that holds it trembles
FOLLOW_SIGMA = 0.3
FOAM = 12.0  # seconds for which a splash is still seen
WIDTHS = {"free": (7, 6), "ball": (4, 3), "slide": (1, 1), "hinge": (1, 1)}


@dataclass(frozen=True)
class Opening:
    """The end of `take`, from which another shot goes on."""

    take: Take

    @classmethod
    def load(cls, path: Path, names: Sequence[str] = ()) -> Opening:
        """The opening that a saved take gives; `BadRequest` when it is none.

        `names` are those of its cast and props now: a joined film numbers who had the same name.
        """
        take = Take.load(path)
        if take.frames < 2 or not take.model.get("joints"):
            raise BadRequest(f"{path.name} holds no take that can be gone on from.")
        return cls(_renamed(take, names))

    @property
    def seconds(self) -> float:
        """How long after the old take's first frame the new shot's first one is."""
        return self.take.frames / self.take.fps

    @property
    def solved(self) -> bool:
        """Whether the set was laid out for a skill."""
        return bool(self.take.model.get("stage", {}).get("solved", False))

    @property
    def deeds(self) -> dict[str, str] | None:
        """What everybody did in the old take, by name, where skills played all of it; else None."""
        if not self.solved or any(guided.why == "animated" for guided in self.take.guided):
            return None
        return dict(self.take.model.get("stage", {}).get("deeds", []))

    def dressed(self, shot: Shot) -> Shot:
        """The shot with the deeds for which the set was laid out."""
        deeds = self.take.model.get("stage", {}).get("deeds", [])
        beats = tuple(Beat(actor=actor, action=action) for actor, action in deeds)
        return shot.model_copy(update={"beats": beats})

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
        return replace(old, waves=waves, since=old.since + self.seconds)

    def begun(self) -> dict[str, Begun]:
        """Where everybody and everything that stands on its own is, and how fast it goes."""
        found = {}
        box = self.take.model.get("stage", {}).get("room")
        room = (_triple(box[0]), _triple(box[1])) if box else None
        speeds = (self.take.xpos[-1] - self.take.xpos[-2]) * self.take.fps
        for number, body in enumerate(self.take.model["bodies"]):
            if number == 0 or body["root"] != body["name"]:
                continue
            x, y, z = (round(float(value), 4) for value in self.take.xpos[-1, number])
            yaw = _yaw(self.take.xquat[-1, number])
            speed = float(speeds[number, 0]), float(speeds[number, 1])
            found[body["name"]] = Begun(Mark((x, y, z), yaw), speed, room)
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
        """The new take with a camera that goes on from the old one's track, in step with who is seen."""
        since = take.times + 1 / self.take.fps
        share = _smooth(since / CAMERA_EASE)[:, None]
        run = (CAMERA_RUN_OUT * (1 - np.exp(-since / CAMERA_RUN_OUT)))[:, None]
        along = self._followed(take)

        def bridged(old: Floats, new: Floats, along: Floats) -> Floats:
            old, new = (a[:, None] if a.ndim == 1 else a for a in (old, new))
            over = min(SPEED_FRAMES, len(old) - 1)
            speed = (old[-1] - old[-1 - over]) / over * self.take.fps
            speed = speed - (along[1] - along[0]) * self.take.fps
            went = along[1:] - along[0]
            return np.asarray((old[-1] + went + speed * run) * (1 - share) + new * share)

        still = np.zeros((len(along), 1))
        return replace(
            take,
            camera_position=bridged(self.take.camera_position, take.camera_position, along),
            camera_target=bridged(self.take.camera_target, take.camera_target, along),
            camera_fov=bridged(self.take.camera_fov, take.camera_fov, still)[:, 0],
        )

    def _followed(self, take: Take) -> Floats:
        """(F + 1, 3) where the subject is, smoothed over the cut, from the old take's last frame on."""
        old = {body["name"]: number for number, body in enumerate(self.take.model["bodies"])}
        new = {body["name"]: number for number, body in enumerate(take.model["bodies"])}
        name = self.take.subject
        if name not in old or name not in new:
            return np.zeros((take.frames + 1, 3))
        before = self.take.xpos[:, old[name]]
        whole = np.concatenate([before, take.xpos[:, new[name]]])
        smooth = gaussian_filter1d(whole, FOLLOW_SIGMA * self.take.fps, axis=0, mode="nearest")
        return np.asarray(smooth[len(before) - 1 :])

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


def _renamed(take: Take, names: Sequence[str]) -> Take:
    """The take with its bodies and joints under the names of now."""
    known = {body["name"] for body in take.model["bodies"]}
    new = {
        old: name for name in names if name not in known and (old := re.sub(r"(_\d+)+$", "", name)) in known
    }
    if not new:
        return take

    def named(name: str, root: str) -> str:
        return new[root] + name[len(root) :] if root in new and name.startswith(root) else name

    roots = {body["name"]: body["root"] for body in take.model["bodies"]}
    model = {
        **take.model,
        "bodies": [
            {**body, "name": named(body["name"], body["root"]), "root": new.get(body["root"], body["root"])}
            for body in take.model["bodies"]
        ],
        "joints": [
            {**joint, "name": named(joint["name"], roots[joint["body"]])} for joint in take.model["joints"]
        ],
    }
    return replace(take, model=model, subject=new.get(take.subject, take.subject))


def _smooth(u: Floats) -> Floats:
    """0 to 1 without a jump in speed or acceleration."""
    u = np.clip(u, 0.0, 1.0)
    return np.asarray(u**3 * (u * (6 * u - 15) + 10))


def _triple(values: Sequence[float]) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return x, y, z


def _yaw(quaternion: Floats) -> float:
    w, x, y, z = (float(value) for value in quaternion)
    return round(float(np.degrees(np.arctan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)))), 3)
