"""Riding a skateboard: the board rolls and steers, the dog on it balances, looks around and wags."""

from __future__ import annotations

from collections.abc import Mapping

import mujoco
import numpy as np

from ...world.bodies.corgi import JOINTS, LEGS
from ...world.props.boards import WHEEL_RADIUS, WHEELBASE
from ..balance import Balance, Face, Wish
from ..figure import Figure, Floats
from ..motion import Posture
from . import Stage, skill

STANCE: Mapping[str, float] = {
    **{f"hip_{leg}": 14 for leg in LEGS},
    **{f"knee_{leg}": 28 for leg in LEGS},
    "side_fl": 5, "side_bl": 5, "side_fr": -5, "side_br": -5, "neck": -4,
}  # fmt: skip
SPEEDS = {"slow": 1.9, "fast": 4.0}
MOVED = tuple(joint for joint in JOINTS if not joint.startswith(("ear", "tail")))


@skill("ride", "skateboard", "stay")
class Ride:
    """A corgi on a skateboard that is already rolling when the shot begins."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.data = stage, stage.data
        world = stage.world
        self.model = model = world.model
        self.figure = Figure(model, stage.actor, MOVED, tuple(f"paw_{leg}" for leg in LEGS))
        kinds = {world.screenplay.prop(name).kind: name for name in world.shot.props}
        self.board = kinds.get("skateboard")
        self.support = model.body(self.board).id if self.board else 0
        self.balance = Balance(self.figure, self.support)
        self.posture = Posture(MOVED, [(0.0, STANCE)])
        self.index = {joint: place for place, joint in enumerate(MOVED)}
        self.tail = model.actuator(f"{stage.actor}_tail").id
        self.ears = [model.actuator(f"{stage.actor}_ear_{side}").id for side in "lr"]
        self.phase = stage.rng.uniform(0, 2 * np.pi, 6)
        self.speed = SPEEDS.get(stage.beat.manner, 2.9) if self.board else 0.0
        self.height = 0.0

    def prepare(self) -> None:
        """Stand on the deck; board, wheels and dog share the speed of the ride."""
        model, data = self.model, self.data
        angles, _ = self.posture.at(0.0)
        self.figure.set_pose(data, angles)
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        deck = float(data.xpos[self.support][2] + 0.013) if self.board else 0.0
        data.qpos[self.figure.root_qpos + 2] += deck - self.figure.lowest_sole(data)
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        paws = self._paws()
        shift = (paws - data.subtree_com[self.figure.root])[:2]
        self.lean = -shift
        if self.board:
            data.qpos[self.figure.root_qpos : self.figure.root_qpos + 2] += (data.xpos[self.support] - paws)[
                :2
            ]
        self.height = float(data.subtree_com[self.figure.root][2] - deck)
        mujoco.mj_kinematics(model, data)
        self.balance.settle(data)
        if not self.board:
            return
        start = int(model.joint(f"{self.board}_root").dofadr[0])
        data.qvel[start] = data.qvel[self.figure.start] = self.speed
        for where in ("fl", "fr", "bl", "br"):
            axle = model.joint(f"{self.board}_wheel_{where}_axle")
            data.qvel[int(axle.dofadr[0])] = self.speed / WHEEL_RADIUS
        self.steers = [model.actuator(f"{self.board}_steer_{where}").id for where in "fb"]
        self.board_qpos = int(model.joint(f"{self.board}_root").qposadr[0])
        self.stage.notes |= {"action": "ride", "speed": round(self.speed, 3)}

    def resume(self, time: float) -> None:
        """Ride on at the speed that the board has now."""
        del time
        self.balance.settle(self.data)
        if self.board:
            start = int(self.model.joint(f"{self.board}_root").dofadr[0])
            self.speed = float(np.hypot(*self.data.qvel[start : start + 2]))

    def _paws(self) -> Floats:
        return np.asarray(np.mean([self.figure.corners(self.data, geom)[0] for geom in self.figure.soles], 0))

    def act(self, time: float) -> None:
        """Steer, wag, look around and stay on the board."""
        turning = self._steer(time) if self.board else 0.0
        data = self.data
        wag = 0.75 + 0.25 * np.sin(0.9 * time + self.phase[0])
        data.ctrl[self.tail] = np.radians(34 * wag) * np.sin(2 * np.pi * 3.1 * time)
        perk = np.radians(9 * np.sin(2 * np.pi * 0.37 * time + self.phase[1]) - 4)
        data.ctrl[self.ears[0]], data.ctrl[self.ears[1]] = perk, perk + np.radians(6 * np.sin(1.7 * time))
        if self.balance.due():
            self.balance.act(data, self.wish(time, turning))

    def _steer(self, time: float) -> float:
        """Weave gently about the middle of the road; returns the sideways acceleration, m/s²."""
        data, q = self.data, self.board_qpos
        quat = data.qpos[q + 3 : q + 7]
        heading = float(
            np.arctan2(2 * (quat[0] * quat[3] + quat[1] * quat[2]), 1 - 2 * (quat[2] ** 2 + quat[3] ** 2))
        )
        rate = 2 * np.pi * 0.22
        wanted = 0.13 * np.sin(rate * time + self.phase[2]) - 0.10 * float(data.qpos[q + 1])
        angle = float(np.clip(0.5 * (wanted - heading), np.radians(-4), np.radians(4)))
        data.ctrl[self.steers[0]], data.ctrl[self.steers[1]] = angle, -angle
        return float(self.speed**2 * 2 * np.tan(angle) / WHEELBASE)

    def wish(self, time: float, turning: float) -> Wish:
        """A springy stance that leans into the curve, with a head that looks about."""
        angles, rates = self.posture.at(time)
        bob = np.sin(2 * np.pi * 0.8 * time + self.phase[3])
        look = np.sin(2 * np.pi * 0.23 * time + self.phase[4]) + 0.6 * np.sin(2 * np.pi * 0.51 * time)
        for joint, degrees in (
            ("gaze", 20 * np.clip(1.5 * look, -1, 1)),
            ("roll", 9 * np.sin(2 * np.pi * 0.33 * time + self.phase[5])),
            ("neck", -5 + 5 * np.sin(2 * np.pi * 0.8 * time + self.phase[3] + 1.0)),
        ):
            angles[self.index[joint]] = np.radians(degrees)
        head = np.array([joint in ("gaze", "roll", "neck") for joint in MOVED])
        wish = Wish(angles, rates, np.where(head, 90.0, 250.0), np.where(head, 1.0, 0.1))
        ground = self.data.xmat[self.support].reshape(3, 3)
        paws = self._paws()
        velocity, _ = self.balance.carried(self.data, paws)
        place = paws + np.array([*self.lean * 0.0, self.height + 0.008 * bob])
        place[:2] += ground[:2, 1] * np.clip(turning / 9.81, -0.3, 0.3) * self.height
        wish.balance = (place, velocity * [1, 1, 0], ground[:, 1] * turning)
        wish.balance_stiffness = (120.0, 120.0, 120.0)
        heading = np.arctan2(ground[1, 0], ground[0, 0])
        nod, roll = np.radians(2.5 * bob), np.clip(turning / 9.81, -0.3, 0.3) * -0.6
        wish.faces.append(Face(self.figure.root, _rotation(heading, nod, roll), 4.0, 160.0))
        return wish

    def finish(self) -> None:
        """How far it rode and whether it is still on the board."""
        away = self.data.xpos[self.figure.root] - self.data.xpos[self.support]
        stands = bool(self.data.xmat[self.figure.root][8] > 0.7)
        on_board = stands and bool(np.hypot(*away[:2]) < 0.3 and away[2] > 0)
        self.stage.notes |= {"on_board": on_board} if self.board else {}
        self.stage.notes["as_wanted"] = on_board if self.board else stands


def _rotation(yaw: float, pitch: float, roll: float) -> Floats:
    quaternion, matrix = np.zeros(4), np.zeros(9)
    mujoco.mju_euler2Quat(quaternion, np.array([yaw, pitch, roll]), "zyx")
    mujoco.mju_quat2Mat(matrix, quaternion)
    return matrix.reshape(3, 3)
