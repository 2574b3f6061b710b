"""What is written down while a world runs: poses per frame, impacts, rolling."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import mujoco
import numpy as np
import numpy.typing as npt

from ..take import Contact

Floats = npt.NDArray[np.float64]
SETTLE, GATHER, LONGEST, FAINTEST = 0.05, 0.014, 0.09, 0.08


@dataclass(slots=True)
class _Touch:
    """A pair of geoms that is or was in contact; `early` is the impulse of its first moment.

    `push` is the whole impulse with friction on the second geom, `shove` that of its first moment.

    A bounce has the impulse of all its contact; what stays down would go on gathering its weight.
    """

    since: float
    last: float
    speed: float
    place: Floats
    impulse: float = 0.0
    early: float = 0.0
    push: Floats = field(default_factory=lambda: np.zeros(3))
    shove: Floats = field(default_factory=lambda: np.zeros(3))
    told: bool = True


@dataclass
class Recorder:
    """Collects one take's poses and impacts; `collect` after every step, `frame` at every frame."""

    model: Any
    rows: dict[str, list[Floats]] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    _helped: list[Floats] = field(default_factory=list)
    _touching: dict[tuple[int, int], _Touch] = field(default_factory=dict)

    def __post_init__(self) -> None:
        model = self.model
        solid = model.geom_group == 4
        self._speaks = solid & ((model.geom_contype > 0) | (model.geom_conaffinity > 0))
        self._six, self._force = np.zeros(6), np.zeros(6)

    def help(self, force: Floats) -> None:
        """Note the newtons (3,) that skills added in this step and no body bears."""
        self._helped.append(force)

    def frame(self, data: Any) -> None:
        """Write down the pose of this instant."""
        mujoco.mj_kinematics(self.model, data)  # after a step, bodies still are where it began
        for name in ("qpos", "qvel", "mocap_pos", "mocap_quat", "ctrl", "xpos", "xquat"):
            self.rows.setdefault(name, []).append(np.array(getattr(data, name), float))
        helped = np.mean(self._helped, axis=0) if self._helped else np.zeros(3)
        self.rows.setdefault("assist", []).append(np.round(helped, 6))
        self._helped.clear()
        self.rows.setdefault("times", []).append(np.array(data.time, float))

    def stacked(self, name: str) -> Floats:
        """All frames of one quantity as an array."""
        return np.stack(self.rows[name])

    def collect(self, data: Any) -> None:
        """Follow every touching pair; a new touch that is fast enough becomes an impact."""
        step = float(self.model.opt.timestep)
        now = float(data.time) - step  # the places of contacts are of the step's beginning
        for index in range(data.ncon):
            contact = data.contact[index]
            if contact.dist > 0.001:
                continue
            pair = (int(contact.geom[0]), int(contact.geom[1]))
            touch = self._touching.get(pair)
            if touch is None or now - touch.last > SETTLE:
                speed = self._approach(data, pair, contact)
                touch = _Touch(now, now, speed, contact.pos.copy(), told=speed < FAINTEST)
                self._touching[pair] = touch
            mujoco.mj_contactForce(self.model, data, index, self._force)
            touch.last = now
            touch.impulse += float(self._force[0]) * step
            touch.push = touch.push + contact.frame.reshape(3, 3).T @ self._force[:3] * step
            if now - touch.since <= GATHER:
                touch.early, touch.shove = touch.impulse, touch.push
        for pair, touch in self._touching.items():
            left = now - touch.last > 1.5 * step
            if not touch.told and (left or now - touch.since > LONGEST):
                touch.told = True
                whole = touch.impulse, touch.push
                self._tell(pair, touch, *(whole if left else (touch.early, touch.shove)))

    def _approach(self, data: Any, pair: tuple[int, int], contact: Any) -> float:
        """Speed in m/s at which two geoms come together along the contact's normal."""
        speeds = []
        for geom in pair:
            body = int(self.model.geom_bodyid[geom])
            mujoco.mj_objectVelocity(self.model, data, mujoco.mjtObj.mjOBJ_XBODY, body, self._six, 0)
            speeds.append(self._six[3:] + np.cross(self._six[:3], contact.pos - data.xpos[body]))
        return float(abs((speeds[1] - speeds[0]) @ contact.frame[:3]))

    def _tell(self, pair: tuple[int, int], touch: _Touch, impulse: float, push: Floats) -> None:
        names = [self.model.geom(geom).name for geom in pair]
        materials = [self._material(geom) for geom in pair]
        x, y, z = (round(float(value), 4) for value in touch.place)
        along, across, up = (round(float(value), 5) for value in push)
        self.contacts.append(
            Contact(
                round(touch.since, 4), names[0], names[1], materials[0], materials[1],
                round(impulse, 4), round(touch.speed, 4), (x, y, z),
                (along, across, up),
            )
        )  # fmt: skip

    def _material(self, geom: int) -> str:
        material = int(self.model.geom_matid[geom])
        return self.model.material(material).name if material >= 0 else ""
