"""A person who performs: gait and breath underneath, motions over them, limbs that reach, eyes that look."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ...blocking import sizes
from ...blocking.path import Spot
from ...blocking.script import Part, Script
from ...world.bodies.person import HIP_DROP, JOINTS, scale_of
from ..skills import Stage
from . import limbs, performer
from .actions import Moment, get
from .base import Performer
from .gait import Footing
from .manners import coloured
from .pose import INDEX, Pose

Floats = npt.NDArray[np.float64]
STANDING, FADE = 0.93, 0.35
SHOULDER = np.array([0.0, 0.205, 0.40])
TORSO, NECK, EYES = 0.06, 0.50, 0.17
SMOOTH = 0.045


@performer("person")
class Actor(Performer):
    """One person; see `pose`."""

    seats_itself = True

    def __init__(self, stage: Stage, script: Script) -> None:
        super().__init__(stage, script, JOINTS)
        person = stage.world.screenplay.actor(stage.actor)
        self.scale = scale_of(person.appearance)
        sneaks = any(get(part.action).goes == "sneaks" for part in script.parts)
        self.footing = Footing(script.path, self.scale, sneaks=sneaks)
        self.phase = tuple(float(value) for value in stage.rng.uniform(0, 2 * np.pi, 4))
        self.bodies = {n: stage.world.model.body(n).id for n in _names(stage)}
        self.floor = float(script.path.place[2])
        self.seats = _seats(stage, script)

    def pose(self, time: float) -> tuple[Floats, Floats, Floats]:
        """Gait first, motions over it, then legs, arms and the head as they are wanted."""
        pose = self._walking(time)
        for part in self.script.parts:
            act = get(part.action)
            weight = part.weight(time, FADE)
            if weight <= 0:
                continue
            changed = pose.copy()
            now = self._moment(part, time)
            act.move(changed, now)
            coloured(changed, now)
            pose = pose.toward(changed, weight)
        if self.mount is not None:
            self._mounted(pose, *self.mount(time))
        return self._finished(pose)

    def _mounted(self, pose: Pose, place: Floats, turn: Floats) -> None:
        """Sit where the mount's seat is, heading as it does."""
        frame = np.zeros(9)
        mujoco.mju_quat2Mat(frame, turn)
        frame = frame.reshape(3, 3)
        pose.place = place + frame @ self.seat
        pose.yaw = float(np.arctan2(frame[1, 0], frame[0, 0]))
        pose.pitch = float(-np.arcsin(np.clip(frame[2, 0], -1, 1)))
        pose.planted = 0.0

    def _moment(self, part: Part, time: float) -> Moment:
        since, gravity = time - part.start, -float(self.model.opt.gravity[2])
        return Moment(part, since, self.scale, self.phase, self._aim(part.target), self.floor, gravity)

    def _aim(self, name: str) -> Floats:
        """Where the middle (a person's face) of somebody or something is now; ahead of the face for ""."""
        if name in self.seats:
            return self.seats[name]
        if name in self.bodies:
            head = self.bodies.get(f"{name}_head")
            middle = self.data.xpos[self.bodies[name] if head is None else head]
            return np.asarray(middle + [0, 0, 0.12 if head else 0])
        spot = self.script.path.at(0.0)
        ahead = np.array([np.cos(spot.yaw), np.sin(spot.yaw), 0.0])
        face = np.array([spot.x, spot.y, spot.z + 1.5 * self.scale])
        return np.asarray(face + 2 * ahead)

    def _walking(self, time: float) -> Pose:
        """What the body does by itself: stands and breathes, or walks or runs along its path."""
        spot = self.script.path.at(time)
        share, stride, phase = self.footing.speed(time)
        feet = (self.footing.foot(0, time), self.footing.foot(1, time))
        k = self.scale
        pose = Pose(np.array([spot.x, spot.y, spot.z + STANDING * k]), spot.yaw, feet=feet)
        pose.set(spread=9, elbow=14, wrist=4, roll=8, waist=3)
        self._breathe(pose, time)
        if stride is not None:
            self._stride(pose, spot, share, phase, runs=stride.runs)
        pose.look, pose.looks = self._attention(time), 0.55 if stride is None else 0.3
        return pose

    def _breathe(self, pose: Pose, time: float) -> None:
        breath = float(np.sin(2 * np.pi * 0.27 * time + self.phase[0]))
        sway = float(np.sin(2 * np.pi * 0.16 * time + self.phase[1]))
        pose.add(waist=0.9 * breath, spread=1.3 * breath, neck=-0.8 * breath)
        pose.move(left=0.014 * sway, up=0.003 * breath)
        pose.roll += 0.012 * sway

    def _stride(self, pose: Pose, spot: Spot, share: float, phase: float, *, runs: bool) -> None:
        """Trunk and arms of walking; the arms answer the feet of the other side."""
        k = self.scale
        bob = float(np.cos(2 * np.pi * phase)) * share
        pose.place[2] = spot.z + ((0.875 - 0.035 * bob) if runs else (0.9 + 0.012 * bob)) * k
        pose.place[2] += (STANDING * k + spot.z - pose.place[2]) * (1 - share)
        pose.pitch += (0.19 if runs else 0.05) * share
        ahead = np.array([np.cos(spot.yaw), np.sin(spot.yaw), 0.0])
        offsets = [float((foot.place - pose.place) @ ahead) / k for foot in pose.feet]
        gain, elbow = (62.0, 78.0) if runs else (58.0, 22.0)
        for side, other in (("l", offsets[1]), ("r", offsets[0])):
            pose.set(**{f"shoulder_{side}": float(np.clip(gain * other, -42, 46))})
            pose.set(**{f"elbow_{side}": elbow * share + 14 * (1 - share) + 14 * max(0.0, other)})
        pose.set(twist=float(np.clip(9 * (offsets[0] - offsets[1]), -9, 9)) * -1.0)
        pose.add(neck=-4 * share)

    def _attention(self, time: float) -> Floats:
        """What one looks at: the target of the moment, else who is speaking, else ahead to the audience."""
        part = self.script.part(time)
        if part is not None and part.target in self.bodies:
            return np.asarray(self._aim(part.target))
        spot = self.script.path.at(time)
        turn = 0.5 * np.sin(2 * np.pi * 0.11 * time + self.phase[2])
        away = np.array([np.cos(spot.yaw + 0.5 * turn), np.sin(spot.yaw + 0.5 * turn), 0.02])
        face = np.array([spot.x, spot.y, spot.z + 1.5 * self.scale])
        return np.asarray(face + 6 * away)

    def _finished(self, pose: Pose) -> tuple[Floats, Floats, Floats]:
        """Legs to the feet, arms to the hands, head to what is looked at."""
        k = self.scale
        angles = pose.angles.copy()
        self._settle(pose)
        turn = limbs.rotation(pose.yaw, pose.pitch, pose.roll)
        if pose.planted > 0:
            self._legs(pose, turn, angles, k)
        torso = turn @ limbs.rotation(angles[INDEX["twist"]], angles[INDEX["waist"]], angles[INDEX["lean"]])
        chest = pose.place + turn @ [0, 0, TORSO * k]
        for side, sign in (("l", 1), ("r", -1)):
            if side in pose.hands:
                self._hand(pose.hands[side], torso, chest, angles, (side, sign))
        if pose.looks > 0:
            head = chest + torso @ [0, 0, (NECK + EYES) * k]
            away = torso.T @ (pose.look - head)
            yaw = float(np.clip(np.arctan2(away[1], away[0]), -1.15, 1.15))
            tilt = float(np.clip(-np.arctan2(away[2], np.hypot(away[0], away[1])), -0.6, 0.7))
            angles[INDEX["gaze"]] += pose.looks * (yaw - angles[INDEX["gaze"]])
            angles[INDEX["neck"]] += pose.looks * 0.8 * (tilt - angles[INDEX["neck"]])
        quaternion = np.zeros(4)
        mujoco.mju_mat2Quat(quaternion, np.ascontiguousarray(turn).ravel())
        return pose.place, quaternion, angles

    def _settle(self, pose: Pose) -> None:
        """Lower a pelvis that stands too high for its planted feet."""
        if pose.planted < 0.5:
            return
        longest = 0.805 * self.scale
        turn = limbs.rotation(pose.yaw, pose.pitch, pose.roll)
        for foot, sign in zip(pose.feet, (1, -1), strict=True):
            hip = pose.place + turn @ np.array([0, sign * 0.095, -HIP_DROP]) * self.scale
            across = float(np.hypot(*(foot.place - hip)[:2]))
            highest = foot.place[2] + np.sqrt(max(longest**2 - across**2, 0.05))
            excess = hip[2] - highest
            if excess > -SMOOTH:
                pose.place[2] -= (excess + SMOOTH) ** 2 / (4 * SMOOTH) if excess < SMOOTH else excess

    def _legs(self, pose: Pose, turn: Floats, angles: Floats, k: float) -> None:
        for foot, (side, sign) in zip(pose.feet, (("l", 1), ("r", -1)), strict=True):
            hip = pose.place + turn @ np.array([0, sign * 0.095 * k, -HIP_DROP * k])
            heading = float(np.clip((foot.yaw - pose.yaw + np.pi) % (2 * np.pi) - np.pi, -0.6, 0.6))
            bend, straddle, knee = limbs.leg(turn.T @ (foot.place - hip), sign, k, heading)
            wanted = {
                "hip": bend,
                "straddle": straddle,
                "knee": knee,
                "turnout": sign * heading,
                "ankle": knee - bend + foot.pitch + pose.pitch,
                "tilt": -straddle + sign * pose.roll,
            }
            for joint, angle in wanted.items():
                place = INDEX[f"{joint}_{side}"]
                angles[place] += pose.planted * (angle - angles[place])

    def _hand(
        self, wish: tuple[Floats, float], torso: Floats, chest: Floats, angles: Floats, arm: tuple[str, int]
    ) -> None:
        (point, weight), (side, sign) = wish, arm
        shoulder = chest + torso @ (SHOULDER * [1, sign, 1] * self.scale)
        raised, spread, elbow = limbs.arm(torso.T @ (point - shoulder), sign, self.scale)
        for joint, angle in (("shoulder", raised), ("spread", spread), ("elbow", elbow), ("roll", 0.0)):
            place = INDEX[f"{joint}_{side}"]
            angles[place] += weight * (angle - angles[place])


def _names(stage: Stage) -> list[str]:
    """Everybody's and everything's bodies that may be aimed at."""
    model: Any = stage.world.model
    roots = {*stage.world.shot.cast, *stage.world.shot.props}
    heads = {f"{name}_head" for name in roots}
    return [model.body(b).name for b in range(model.nbody) if model.body(b).name in roots | heads]


def _seats(stage: Stage, script: Script) -> dict[str, Floats]:
    """Where the hips of who sits or lies on a thing are in the world."""
    found = {}
    world = stage.world
    for part in script.parts:
        spot = sizes.seat(world.screenplay, part.target) if get(part.action).seated else None
        if spot is not None and part.target in world.blocking.marks:
            mark = world.blocking.marks[part.target]
            found[part.target] = mark.place + limbs.rotation(np.radians(mark.yaw)) @ spot
    return found
