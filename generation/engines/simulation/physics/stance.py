"""Standing: what a person's legs and balance do to the pelvis while the soles touch something.

A whole-body balance controller reduced to its effect (virtual model control,
Pratt et al. 2001): a bounded wrench that draws the pelvis to where it should be
above the support, with the equal and opposite wrench on the support, so the
momentum of person and support together is conserved. The leg servos hold the
matching angles. Off the support there is no wrench at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..world.bodies.person import HIP_DROP, SHIN, SOLE, THIGH, Body
from .stage import Stage

Floats = npt.NDArray[np.float64]
FORCE_LIMIT = 3.6  # body weights
TORQUE_LIMIT = 420.0  # N·m, adult


@dataclass
class Stance:
    """One person on one support (`support` None: the ground); `foot` is the mid-foot point on it."""

    person: Body
    support: str | None
    foot: Floats
    yaw: float = 0.0
    stiffness: float = 120.0  # 1/s² of the whole body's mass
    damping: float = 20.0

    def hold(
        self, stage: Stage, height: float, pitch: float, *, ahead: float = 0.0, lift: Floats | None = None
    ) -> bool:
        """Keep the pelvis `height` m above the sole, leaning `pitch` rad forward, `ahead` m in front of the feet.

        `lift` adds a wanted acceleration (3,). Returns False, and applies nothing, when no sole touches.
        """
        if not stage.touching(self.person.feet):
            return False
        name, mass = self.person.root, stage.mass(self.person.root)
        origin, axes, drift, spin = self._support(stage)
        heading = axes @ np.array([np.cos(self.yaw), np.sin(self.yaw), 0.0])
        heading[2] = 0
        heading /= np.linalg.norm(heading)
        want = origin + axes @ self.foot + np.array([0, 0, height]) + heading * ahead
        velocity, turning = stage.velocity(name)
        pull = self.stiffness * (want - stage.position(name)) + self.damping * (drift - velocity)
        pull += np.array([0, 0, 9.81]) if lift is None else np.array([0, 0, 9.81]) + lift
        force = _bounded(pull * mass, FORCE_LIMIT * mass * 9.81)
        error = _rotation_error(stage.rotation(name), heading, pitch)
        torque = _bounded(mass * (7.0 * error - 1.1 * (turning - spin * 0.3)), TORQUE_LIMIT)
        base = origin + axes @ self.foot
        arm = np.cross(stage.position(name) - base, force)
        stage.push(name, force, stage.position(name), torque)
        if self.support is not None:
            stage.push(self.support, -force, base, -(torque + arm))
        return True

    def legs(self, height: float, pitch: float, *, ahead: float = 0.0, toes: float = 0.0) -> dict[str, float]:
        """Leg angles in degrees that put the soles flat under a pelvis at `height` (two-link kinematics)."""
        k = self.person.scale
        drop = height - HIP_DROP * k * np.cos(pitch) - SOLE * k
        back = -ahead + HIP_DROP * k * np.sin(pitch)
        reach = float(np.clip(np.hypot(drop, back), 0.15, (THIGH + SHIN) * k - 1e-4))
        a, b = THIGH * k, SHIN * k
        bend = np.pi - np.arccos(np.clip((a * a + b * b - reach * reach) / (2 * a * b), -1, 1))
        inner = np.arccos(np.clip((a * a + reach * reach - b * b) / (2 * a * reach), -1, 1))
        thigh = np.arctan2(back, drop) + inner
        shin = thigh - bend
        return {
            "hip": float(np.degrees(thigh + pitch)),
            "knee": float(np.degrees(bend)),
            "ankle": float(np.degrees(-shin)) + toes,
        }

    def _support(self, stage: Stage) -> tuple[Floats, Floats, Floats, Floats]:
        if self.support is None:
            return np.zeros(3), np.eye(3), np.zeros(3), np.zeros(3)
        velocity, spin = stage.velocity(self.support)
        origin, axes = stage.position(self.support), stage.rotation(self.support)
        return origin, axes, velocity + np.cross(spin, axes @ self.foot), spin


def _rotation_error(axes: Floats, heading: Floats, pitch: float) -> Floats:
    """The rotation vector (rad) from the current axes to: facing `heading`, pitched forward."""
    side = np.cross([0.0, 0.0, 1.0], heading)
    forward = np.cos(pitch) * heading - np.sin(pitch) * np.array([0.0, 0.0, 1.0])
    want = np.stack([forward, side, np.cross(forward, side)], 1)
    return 0.5 * np.asarray(sum(np.cross(axes[:, i], want[:, i]) for i in range(3)), float)


def _bounded(vector: Floats, limit: float) -> Floats:
    size = float(np.linalg.norm(vector))
    return vector if size <= limit else vector * (limit / size)
