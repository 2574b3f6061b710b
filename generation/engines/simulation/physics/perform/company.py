"""Everybody and everything that performs in a shot, placed together at each moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking import Hold, Launch, Ride, sizes
from ...take import Splash
from ...world.bodies import BODIES
from ...world.bodies.person import scale_of
from . import PERFORMERS, limbs, load
from .actions import plunge
from .actions.jumps import TAKE_OFF
from .movers import Mover

if TYPE_CHECKING:
    from ...world import World
    from ..skills import Stage
    from .base import Performer

Floats = npt.NDArray[np.float64]
HATS = 0.30
FEET, FLOOR = 8, "floor"
SOLES = ("_sole_", "_paw_", "_foot_", "_hoof_")


@dataclass(frozen=True, slots=True)
class Instrument:
    """How an instrument is held: `place` of its point `grip` on the trunk, metres; turned by degrees."""

    place: tuple[float, float, float]
    grip: tuple[float, float, float]
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


PLAYED = {
    "guitar": Instrument((0.185, -0.06, 0.10), (-0.05, -0.12, 0.2), roll=18.0),
    "violin": Instrument((0.15, 0.15, 0.50), (0.0, -0.12, 0.116), yaw=-50.0, pitch=-90.0),
}


class Company:
    """The performers of a shot; `place` poses them all."""

    def __init__(self, world: World, stages: list[Stage], data: Any) -> None:
        load()
        self.world, self.model, self.data = world, world.model, data
        self.blocking = world.blocking
        scripts = self.blocking.scripts
        self.performers: dict[str, Performer] = {}
        for stage in stages:
            rig = BODIES[world.screenplay.actor(stage.actor).kind].rig
            self.performers[stage.actor] = PERFORMERS[rig](stage, scripts[stage.actor])
        self.movers = {
            name: Mover(self.model, data, name, scripts[name], phase=1.3 * number)
            for number, name in enumerate(world.shot.props)
            if name in scripts and _free(self.model, name)
        }
        for ride in self.blocking.rides:
            self._seat(ride)
        self._sent: set[tuple[str, float]] = set()
        self.ease: Callable[[float, float], None] | None = None
        self._touch_little()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody and everything that is posed here."""
        return (*self.movers, *self.performers)

    def _touch_little(self) -> None:
        """Feet of performers and what is juggled touch the floor, and nothing else touches anything."""
        model = self.model
        juggled = {model.body(sent.prop).id for sent in self.blocking.launches if sent.catcher}
        for geom in range(model.ngeom):
            if int(model.body_rootid[model.geom_bodyid[geom]]) in juggled:
                model.geom_contype[geom], model.geom_conaffinity[geom] = FEET, 0
        roots = {model.body(name).id for name in (*self.performers, *self.movers)}
        wet = {model.body(name).id for name in self.performers if self._plunges(name)}
        for geom in range(model.ngeom):
            if int(model.body_rootid[model.geom_bodyid[geom]]) in roots:
                sole = any(part in model.geom(geom).name for part in SOLES)
                sole = sole and int(model.body_rootid[model.geom_bodyid[geom]]) not in wet
                model.geom_contype[geom], model.geom_conaffinity[geom] = FEET if sole else 0, 0
            elif model.geom(geom).name == FLOOR:
                model.geom_conaffinity[geom] |= FEET

    def _plunges(self, name: str) -> bool:
        return any(part.action == "plunge" for part in self.blocking.scripts[name].parts)

    def splashes(self) -> tuple[Splash, ...]:
        """What those who jump into water throw up, as they go in and as they come up again."""
        found = []
        gravity = -float(self.model.opt.gravity[2])
        for name in filter(self._plunges, self.performers):
            scale = scale_of(self.world.screenplay.actor(name).appearance)
            mass = float(self.model.body_subtreemass[self.model.body(name).id])
            aloft = plunge.seconds_aloft(gravity, scale)
            part = next(p for p in self.blocking.scripts[name].parts if p.action == "plunge")
            into = part.start + TAKE_OFF + aloft
            fast = 0.5 * gravity * aloft
            for time, joules, radius in (
                (into, 0.5 * mass * fast**2, 0.34),
                (into + plunge.DOWN + 0.55 * plunge.UP, 0.5 * mass * 0.6**2, 0.22),
            ):
                x, y, _ = self.performers[name].pose(time)[0]
                sea = self.world.water
                level = 0.05 if sea is None else float(sea.height(x, y, time))
                spot = (round(float(x), 4), round(float(y), 4), round(level, 4))
                found.append(Splash(round(time, 4), spot, round(joules, 3), radius))
        return tuple(found)

    def _seat(self, ride: Ride) -> None:
        """Tell a rider where its mount is at any time."""
        rider = self.performers.get(ride.rider)
        if rider is None:
            return
        seat = sizes.seat(self.world.screenplay, ride.mount)
        high = sizes.size(self.world.screenplay, ride.mount)[2]
        rider.seat = np.array(seat if seat is not None else (0.0, 0.0, high))
        if seat is None and not rider.seats_itself:
            floor = float(self.blocking.marks[ride.mount].place[2])
            top = sizes.top(self.world.screenplay, ride.mount) or high
            rider.seat[2] = floor + top - float(self.data.xpos[self.model.body(ride.mount).id, 2])
        if ride.mount in self.movers:
            rider.mount = self.movers[ride.mount].pose
        elif ride.mount in self.performers:
            rider.mount = partial(_root, self.performers[ride.mount])

    def place(self, time: float, step: float) -> None:
        """Put everybody where they are at `time`; what they hold follows their hands."""
        for mover in self.movers.values():
            mover.place(time, step)
        for performer in self.performers.values():
            performer.place(time, step)
        if self.ease is not None:
            self.ease(time, step)
        held = [h for h in self.blocking.holds if _is_held(h, time) and _free(self.model, h.prop)]
        if held:
            mujoco.mj_kinematics(self.model, self.data)
        for hold in held:
            self._hold(hold)
        for launch in self.blocking.launches:
            key = (launch.prop, launch.time)
            if time >= launch.time and key not in self._sent:
                self._sent.add(key)
                self._launch(launch)

    def _hold(self, hold: Hold) -> None:
        place, frame = self._palm(hold)
        joint = self.model.joint(f"{hold.prop}_root")
        at, dof = int(joint.qposadr[0]), int(joint.dofadr[0])
        turn = np.zeros(4)
        mujoco.mju_mat2Quat(turn, np.ascontiguousarray(frame).ravel())
        grip = np.array(sizes.grip(self.world.screenplay, hold.prop))
        if hold.hand in PLAYED:
            grip = np.array(PLAYED[hold.hand].grip)
        if hold.hand == "head":
            grip = np.zeros(3)
        self.data.qpos[at : at + 3], self.data.qpos[at + 3 : at + 7] = place - frame @ grip, turn
        self.data.qvel[dof : dof + 6] = 0

    def _palm(self, hold: Hold) -> tuple[Floats, Floats]:
        """Where a held thing is held (3,), and the frame (3, 3) it is held in."""
        model, data = self.model, self.data
        head = model.body(f"{hold.actor}_head").id
        if hold.hand == "head" or not _has_hands(model, hold.actor):
            frame = data.xmat[head].reshape(3, 3)
            high = HATS if _has_hands(model, hold.actor) else 0.12
            return data.xpos[head] + frame @ [0.0, 0, high], frame
        hands = {side: model.body(f"{hold.actor}_hand_{side}").id for side in "lr"}
        palms = {s: data.xpos[b] + data.xmat[b].reshape(3, 3) @ [0.03, 0, -0.08] for s, b in hands.items()}
        trunk = model.body(f"{hold.actor}_torso").id
        torso = data.xmat[trunk].reshape(3, 3)
        if (played := PLAYED.get(hold.hand)) is not None:
            turn = limbs.rotation(np.radians(played.yaw), np.radians(played.pitch), np.radians(played.roll))
            size = scale_of(self.world.screenplay.actor(hold.actor).appearance)
            return data.xpos[trunk] + torso @ np.array(played.place) * size, torso @ turn
        frame = _upright(torso)
        if hold.hand == "both":
            return (palms["l"] + palms["r"]) / 2 + frame @ [0.06, 0, 0], frame
        return palms[hold.hand], frame

    def _goal(self, launch: Launch) -> Floats:
        """Where a thing that is sent off has to arrive: in the hand of its catcher, as it will be then."""
        catcher = self.performers.get(launch.catcher)
        if catcher is None:
            return np.array(launch.goal)
        data, step = self.data, float(self.model.opt.timestep)
        before, moving = data.qpos.copy(), data.qvel.copy()
        catcher.place(launch.time + launch.seconds, step)
        mujoco.mj_kinematics(self.model, data)
        palm, frame = self._palm(Hold(launch.prop, launch.catcher, launch.hand))
        goal = palm - frame @ np.array(sizes.grip(self.world.screenplay, launch.prop))
        data.qpos[:], data.qvel[:] = before, moving
        mujoco.mj_kinematics(self.model, data)
        return np.asarray(goal)

    def _launch(self, launch: Launch) -> None:
        """Let a thing go on the parabola that ends at its goal."""
        joint = self.model.joint(f"{launch.prop}_root")
        at, dof = int(joint.qposadr[0]), int(joint.dofadr[0])
        goal = self._goal(launch)
        if launch.start is not None:
            self.data.qpos[at : at + 3] = launch.start
        speed = (goal - self.data.qpos[at : at + 3]) / launch.seconds
        speed -= 0.5 * self.model.opt.gravity * launch.seconds
        self.data.qvel[dof : dof + 3] = speed
        self.data.qvel[dof + 3 : dof + 6] = (0.0, 6.0, 0.0)


def _is_held(hold: Hold, time: float) -> bool:
    """Whether a hold lasts now; what is held when the shot begins was held before."""
    begins = hold.start or -np.inf
    return bool(begins <= time < hold.stop)


def _root(performer: Performer, time: float) -> tuple[Floats, Floats]:
    place, turn, _ = performer.pose(time)
    return place, turn


def _free(model: Any, name: str) -> bool:
    joint = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_JOINT, f"{name}_root")
    return bool(joint >= 0 and model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_FREE)


def _has_hands(model: Any, name: str) -> bool:
    return bool(mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, f"{name}_hand_l") >= 0)


def _upright(frame: Floats) -> Floats:
    """A frame with the same heading whose third axis points up."""
    ahead = frame[:, 0] * [1, 1, 0]
    if np.linalg.norm(ahead) < 0.2:
        ahead = -frame[:, 2] * [1, 1, 0]
    ahead = ahead / max(float(np.linalg.norm(ahead)), 1e-6)
    up = np.array([0, 0, 1.0])
    return np.stack([ahead, np.cross(up, ahead), up], 1)
