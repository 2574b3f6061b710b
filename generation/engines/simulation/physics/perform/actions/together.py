"""With each other, and dancing."""

from __future__ import annotations

import numpy as np

from ..pose import Pose
from . import Moment, action, hump, rise
from .jumps import hop


@action("hug", "embrace", seconds=2.6, near=0.36)
def hug(pose: Pose, now: Moment) -> None:
    """Arms round the other one."""
    close = hump(now.u, 0.0, 0.35, 1.0) if now.u > 0.7 else rise(now.u, 0.0, 0.35)
    pose.set(
        shoulder=8 + 72 * close,
        elbow=14 + 52 * close,
        spread=9 + 16 * close,
        roll=8 - 40 * close,
        neck=10 * close,
    )
    pose.pitch += 0.1 * close
    pose.looks *= 1 - close


@action("high_five", seconds=1.8, near=0.62)
def high_five(pose: Pose, now: Moment) -> None:
    """Palms meet overhead at half time."""
    back, hit = rise(now.u, 0.0, 0.3), hump(now.u, 0.32, 0.5, 0.75)
    pose.set(
        shoulder_r=4 + 128 * back * (1 - rise(now.u, 0.7, 1.0)),
        elbow_r=24 + 46 * back * (1 - hit),
        spread_r=10,
    )
    pose.move(up=0.03 * hit)


@action("shake_hands", "handshake", seconds=2.0, near=0.66)
def shake_hands(pose: Pose, now: Moment) -> None:
    """Right hands meet between the two."""
    out = hump(now.u, 0.0, 0.3, 1.0) if now.u > 0.75 else rise(now.u, 0.0, 0.3)
    shake = now.swing(2.2) * out
    pose.set(shoulder_r=4 + 44 * out, elbow_r=14 + 32 * out + 8 * shake, spread_r=4, roll_r=-6)


@action("kiss", seconds=2.2, near=0.4)
def kiss(pose: Pose, now: Moment) -> None:
    """A peck on the cheek."""
    lean = hump(now.u, 0.1, 0.5, 0.9)
    pose.pitch += 0.16 * lean
    pose.set(neck=8 * lean, shoulder=4 + 24 * lean, elbow=14 + 40 * lean)


@action("give", "offer", "show", "hold_out", seconds=0.0, near=0.7)
def give(pose: Pose, now: Moment) -> None:
    """Something held out in both hands."""
    out = rise(now.time, 0.0, 0.7)
    pose.set(shoulder=10 + 44 * out, elbow=26 + 26 * out, spread=0, roll=-14, wrist=-24 * out)


@action("hold", seconds=0.0, near=0.7)
def hold(pose: Pose, now: Moment) -> None:
    """Something held upright before the chest."""
    pose.set(shoulder_r=16, elbow_r=112, spread_r=6, roll_r=-18, wrist_r=0)
    pose.add(elbow_r=2 * now.swing(0.3))


@action("dance")
def dance(pose: Pose, now: Moment) -> None:
    """Hips, arms and knees to a beat of 118 a minute."""
    beat = now.time * 118 / 60 * now.pace
    a, b = float(np.sin(np.pi * beat)), float(np.sin(2 * np.pi * beat))
    pose.move(up=-0.05 * abs(a) * now.scale, left=0.06 * a)
    pose.roll += 0.09 * a
    pose.yaw += 0.22 * float(np.sin(np.pi * beat / 2))
    pose.set(shoulder_l=52 + 44 * a, shoulder_r=52 - 44 * a, elbow_l=82 + 18 * b, elbow_r=82 - 18 * b)
    pose.set(spread=26, twist=-16 * a, lean=-8 * a, neck=5 * b)
    left, right = pose.feet
    lifted = left if np.sin(np.pi * beat / 2) > 0 else right
    lifted.place = lifted.place + [0, 0, 0.07 * abs(a) * now.scale]


@action("breakdance", "party", "rave")
def party(pose: Pose, now: Moment) -> None:
    """Jumping with both arms up."""
    hop(pose, now, 0.16, 1.95)
    a = now.swing(1.95)
    pose.set(shoulder=150 + 16 * a, elbow=30 - 20 * a, spread=24)


@action("waltz", goes="walks", speed=0.6)
def waltz(pose: Pose, now: Moment) -> None:
    """Slow turns with arms held round a partner."""
    pose.yaw += 0.5 * now.swing(0.25)
    pose.set(shoulder_l=62, spread_l=46, elbow_l=46, shoulder_r=58, elbow_r=66, spread_r=20, roll_r=-20)


@action("ballet")
def ballet(pose: Pose, now: Moment) -> None:
    """Arms in a wide ring, on the toes, a leg that rises behind."""
    up = 0.5 - 0.5 * np.cos(2 * np.pi * 0.3 * now.time)
    pose.lift(0.05 * now.scale, 0.6)
    pose.feet[1].place = pose.feet[1].place + [
        -0.3 * up * np.cos(pose.yaw),
        -0.3 * up * np.sin(pose.yaw),
        0.3 * up,
    ]
    pose.set(shoulder=40 + 90 * up, spread=46, elbow=34, roll=-26, neck=-8)
    pose.pitch += 0.1 * up


@action("conduct", "magic", "cast_spell")
def conduct(pose: Pose, now: Moment) -> None:
    """Big round arms."""
    a, b = now.swing(0.8), now.swing(0.8, np.pi / 2)
    pose.set(
        shoulder_l=74 + 30 * a,
        shoulder_r=74 + 30 * a,
        spread_l=20 + 22 * b,
        spread_r=20 + 22 * b,
        elbow=44 - 18 * a,
    )
