"""Into the water: off both feet, down through the surface, up again, and there one treads water."""

from __future__ import annotations

import numpy as np

from ..pose import Pose
from . import Moment, action, hump, rise
from .jumps import PELVIS, TAKE_OFF

HIGH, FAR, DEEP = 0.5, 2.0, 1.15  # metres of an adult: up, ahead, and how far the hips go under
CHEST = 0.30  # metres that the hips are under water at last
DOWN, UP = 0.55, 1.5  # seconds from the surface to the deepest point, and up again


def seconds_aloft(gravity: float, scale: float) -> float:
    """How long one is in the air from the take-off to the feet's touching the water."""
    return float(2 * np.sqrt(2 * HIGH * scale / gravity))


@action("plunge", whole=True)
def plunge(pose: Pose, now: Moment) -> None:
    """Once; one comes up again and stays."""
    k, lasts = now.scale, seconds_aloft(now.gravity, now.scale)
    t = now.time - TAKE_OFF
    crouch = 0.26 * hump(now.time, 0.0, TAKE_OFF * 0.75, TAKE_OFF + 0.02) if t < 0 else 0.0
    pose.move(up=-crouch * k)
    pose.pitch += 1.1 * crouch
    arms = rise(now.time, TAKE_OFF - 0.15, TAKE_OFF + 0.1)
    pose.set(shoulder=4 - 50 * crouch / 0.26 * (1 - arms) + 150 * arms, elbow=20, spread=12 + 16 * arms)
    if t <= 0:
        return
    tuck = hump(t, 0.0, 0.5 * lasts, lasts)
    pose.planted = 0.0
    pose.looks = 0.0
    pose.move(forward=FAR * k * min(t / lasts, 1.0) + 0.25 * k * rise(t - lasts, 0.0, 0.8))
    pose.set(hip=10 + 70 * tuck, knee=14 + 80 * tuck, straddle=5, ankle=-25)
    standing = now.floor + PELVIS * k
    if t <= lasts:
        pose.place[2] = standing + 0.5 * now.gravity * t * (lasts - t)
        return
    _under(pose, now, t - lasts, standing)


def _under(pose: Pose, now: Moment, since: float, standing: float) -> None:
    """Below the surface: the water brakes, then lifts; arms and legs tread."""
    k = now.scale
    speed = 0.5 * now.gravity * seconds_aloft(now.gravity, k)
    sink = PELVIS * k + DEEP * k
    u = min(since / DOWN, 1.0)
    # A cubic that leaves with the speed of the fall and comes to rest at the deepest point.
    fall = speed * DOWN * u * (1 - u) ** 2 + sink * u * u * (3 - 2 * u)
    up = rise(since, DOWN, DOWN + UP)
    last = now.floor - CHEST * k + 0.03 * k * now.swing(0.5)
    pose.place[2] = (standing - fall) * (1 - up) + last * up
    tread = np.sin(2 * np.pi * 0.9 * now.time)
    pose.set(
        shoulder=150 * (1 - up) + 42 * up,
        spread=28 + (40 + 10 * tread) * up,
        elbow=20 + 30 * up,
        neck=-8 * up,
    )
    pose.set(hip_l=24 + 14 * tread * up, hip_r=24 - 14 * tread * up, knee=40, ankle=-30)
    pose.looks = 0.6 * up
