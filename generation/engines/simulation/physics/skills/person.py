"""What all skills of people share: a stance, a posture over time, eyes that look at something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import mujoco
import numpy as np

from ...world.bodies.person import JOINTS
from ..balance import Balance, Face, Wish
from ..figure import Figure, Floats
from ..motion import Posture, ease
from . import Stage

STANCE: Mapping[str, float] = {
    "hip": 13, "knee": 24, "ankle": 11, "straddle": 5, "tilt": -5, "turnout": 6, "waist": 4, "shoulder": 4,
    "spread": 9, "elbow": 14, "wrist": 4, "roll": 8, "neck": 0,
}  # fmt: skip
RESUMING = 1.2  # seconds in which one who goes on eases into the new posture
_LEGS = ("hip", "straddle", "turnout", "knee", "ankle", "tilt")


class Person:
    """A person who stands and keeps a posture; skills subclass it and say what else is wanted."""

    def __init__(self, stage: Stage, support: int = 0) -> None:
        self.stage, self.data = stage, stage.data
        model = stage.world.model
        self.figure = Figure(model, stage.actor, JOINTS, ("sole_l", "sole_r"))
        self.balance = Balance(self.figure, support)
        self.support = support
        self.posture = Posture(JOINTS, self.keys())
        self.index = {joint: place for place, joint in enumerate(JOINTS)}
        legs = np.array([joint.rsplit("_", 1)[0] in _LEGS for joint in JOINTS])
        self.soft = np.where(legs, 0.12, 1.0)
        self.height = 0.0
        self.centre = np.zeros(3)
        self.was: tuple[float, Floats, float] | None = None

    def keys(self) -> Sequence[tuple[float, Mapping[str, float]]]:
        """The posture's keys: (seconds from the shot's start, {joint: degrees})."""
        return [(0.0, STANCE)]

    def prepare(self) -> None:
        """First pose: joints as the posture begins, soles on the support."""
        angles, _ = self.posture.at(-1.0)
        self.figure.set_pose(self.data, angles)
        model, data = self.figure.model, self.data
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        ground = self.ground_height()
        data.qpos[self.figure.root_qpos + 2] += ground - self.figure.lowest_sole(data)
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        middle = self.middle()
        data.qpos[self.figure.root_qpos : self.figure.root_qpos + 2] -= (
            data.subtree_com[self.figure.root] - middle
        )[:2] * 0.0
        self.height = float(data.subtree_com[self.figure.root][2] - ground)
        self.heading = data.xmat[self.figure.root].reshape(3, 3).copy()

    def resume(self, time: float) -> None:
        """Stand on from the pose, the place and the heading that the body has now."""
        data, root = self.data, self.figure.root
        ahead = data.xmat[root].reshape(3, 3)[:, 0] * [1.0, 1.0, 0.0]
        ahead /= max(float(np.linalg.norm(ahead)), 1e-6)
        self.heading = np.stack([ahead, np.cross([0.0, 0.0, 1.0], ahead), [0.0, 0.0, 1.0]], 1)
        high = float(data.subtree_com[root][2] - self.middle()[2])
        self.was = (time, data.qpos[self.figure.qpos].copy(), high)

    def ground_height(self) -> float:
        """Height of the surface the soles stand on at the start, metres."""
        return 0.0

    def middle(self) -> Floats:
        """The middle of the soles, metres."""
        places = [self.figure.corners(self.data, geom).mean(0) for geom in self.figure.soles]
        return np.asarray(np.mean(places, 0))

    def wish(self, time: float) -> Wish:
        """Stand over the middle of the feet in the posture of this instant, chest upright."""
        angles, rates = self.posture.at(time)
        height = self.height
        if self.was is not None:
            begun, before, high = self.was
            share = ease(time, begun, begun + RESUMING)
            angles, rates = before + share * (angles - before), share * rates
            height = high + share * (height - high)
        middle = self.middle()
        place = np.array([middle[0], middle[1], middle[2] + height])
        _, velocity = np.zeros(3), self._support_velocity(middle)
        wish = Wish(angles, rates, np.full(len(angles), 160.0), self.soft.copy())
        wish.balance = (place, velocity, np.zeros(3))
        wish.faces.append(Face(self.figure.root, self.heading, 4.0))
        return wish

    def _support_velocity(self, point: Floats) -> Floats:
        return self.balance.carried(self.data, point)[0]

    def look_at(self, wish: Wish, target: Floats, *, share: float = 1.0, lowest: float = -35.0) -> None:
        """Turn neck and gaze so that the face points at `target` (metres, world)."""
        head = self.figure.body("head")
        torso = self.data.xmat[self.figure.body("torso")].reshape(3, 3)
        away = torso.T @ (target - self.data.xpos[head] - [0, 0, 0.15])
        yaw = float(np.clip(np.arctan2(away[1], away[0]), -1.1, 1.1))
        pitch = float(np.clip(-np.arctan2(away[2], np.hypot(away[0], away[1])), np.radians(lowest), 0.75))
        for joint, angle in (("gaze", yaw), ("neck", pitch)):
            place = self.index[joint]
            wish.angles[place] = share * angle + (1 - share) * wish.angles[place]
            wish.stiffness[place], wish.rates[place] = 60.0, 0.0

    def act(self, time: float) -> None:
        """Set this step's torques."""
        if self.balance.due():
            self.balance.act(self.data, self.wish(time))

    def finish(self) -> None:
        """Nothing to add."""
