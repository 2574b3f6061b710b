"""Going somewhere: the steps come from `gait`, motions here are only their style."""

from __future__ import annotations

import numpy as np

from ..pose import Pose
from . import Moment, action


@action("walk", goes="walks", speed=1.25)
@action("follow", goes="walks", speed=1.25)
@action("run", "chase", "jog", goes="runs", speed=3.0)
def go(pose: Pose, now: Moment) -> None:
    """As feet and arms do by themselves."""
    del pose, now


@action("sneak", goes="sneaks", speed=0.7)
def sneak(pose: Pose, now: Moment) -> None:
    """Bent low, hands before the chest, looking about."""
    pose.move(up=-0.1 * now.scale)
    pose.pitch += 0.3
    pose.set(elbow=95, shoulder=38, spread=8, wrist=20, neck=-14)
    pose.add(gaze=28 * now.swing(0.35, now.phase[0]))


@action("march", goes="walks", speed=1.1)
def march(pose: Pose, now: Moment) -> None:
    """Upright, arms swung high and straight."""
    del now
    for side in ("l", "r"):
        pose.add(**{f"shoulder_{side}": pose.angles[_shoulder(side)] * 40})
    pose.set(elbow=8, waist=-3, neck=-4)


@action("stumble", "trip", goes="walks", speed=1.0)
def stumble(pose: Pose, now: Moment) -> None:
    """Clumsy: the trunk sways and the arms look for balance."""
    sway, other = now.swing(0.9, now.phase[0]), now.swing(0.63, now.phase[1])
    pose.roll += 0.14 * sway
    pose.pitch += 0.12 + 0.12 * other
    pose.set(spread_l=38 + 26 * sway, spread_r=38 - 26 * sway, elbow=30)


@action("skip", goes="walks", speed=1.6)
def skip(pose: Pose, now: Moment) -> None:
    """A merry walk that bounces."""
    bounce = abs(now.swing(1.0))
    pose.move(up=0.05 * bounce * now.scale)
    pose.set(elbow=50)
    pose.add(shoulder_l=22 * now.swing(0.5), shoulder_r=-22 * now.swing(0.5), neck=-6)


@action("carry", goes="walks", speed=1.0)
def carry(pose: Pose, now: Moment) -> None:
    """Both arms before the body under a load."""
    pose.set(shoulder=34, elbow=72, spread=4, waist=-5)
    pose.add(neck=3 * now.swing(0.2, now.phase[0]))


@action("push", goes="walks", speed=0.8)
def push(pose: Pose, now: Moment) -> None:
    """Leaning into something heavy."""
    pose.pitch += 0.32
    pose.set(shoulder=68, elbow=24, spread=6, wrist=-40, neck=-16)
    pose.add(waist=2 * now.swing(1.1))


@action("crawl", goes="walks", speed=0.45, whole=True)
def crawl(pose: Pose, now: Moment) -> None:
    """On hands and knees."""
    beat = now.swing(0.9)
    pose.planted = 0.0
    pose.place[2] = now.floor + (0.47 + 0.01 * abs(beat)) * now.scale
    pose.pitch, pose.roll = 1.36, 0.05 * beat
    pose.set(hip_l=84 + 12 * beat, hip_r=84 - 12 * beat, knee=86, ankle=-50, waist=4, neck=-42)
    pose.set(shoulder_l=84 - 16 * beat, shoulder_r=84 + 16 * beat, elbow=10, spread=4, wrist=-70)


@action("swim", goes="floats", speed=0.9, whole=True)
def swim(pose: Pose, now: Moment) -> None:
    """Front crawl: arms wheel, legs flutter, the head turns to breathe."""
    cycle = 2 * np.pi * 0.65 * now.pace * now.time
    pose.planted = 0.0
    pose.place[2] = now.floor - 0.02 + 0.02 * np.sin(2 * cycle)
    pose.pitch, pose.roll = 1.42, 0.28 * np.sin(cycle)
    for side, shift in (("l", 0.0), ("r", np.pi)):
        turn = (np.degrees(cycle + shift)) % 360
        pose.set(**{f"shoulder_{side}": 190 - turn if turn < 360 else -170, f"spread_{side}": 12})
        pose.set(**{f"elbow_{side}": 20 + 40 * max(0.0, float(np.sin(cycle + shift)))})
    kick = np.sin(5 * cycle)
    pose.set(hip_l=16 * kick, hip_r=-16 * kick, knee_l=12 - 10 * kick, knee_r=12 + 10 * kick, ankle=-45)
    pose.set(neck=-40, gaze=40 * max(0.0, float(np.sin(cycle))))


@action("slide", goes="floats", speed=2.2, whole=True)
def slide(pose: Pose, now: Moment) -> None:
    """Down on the seat, legs ahead, leaning back, arms up for joy."""
    joy = 0.5 + 0.5 * now.swing(1.1, now.phase[0])
    pose.planted = 0.0
    pose.place[2] = now.floor + 0.17 * now.scale
    pose.pitch, pose.roll = -0.3, 0.06 * now.swing(0.7, now.phase[1])
    pose.set(hip_l=78, hip_r=72, knee_l=14, knee_r=22, ankle=-18, spread_l=30 + 10 * joy, spread_r=34)
    pose.set(shoulder_l=128 + 24 * joy, shoulder_r=140 + 14 * joy, elbow=16, neck=12)


@action("fly", "hover", goes="floats", speed=2.5, whole=True)
def fly(pose: Pose, now: Moment) -> None:
    """As superheroes do: one fist ahead, banking softly."""
    pose.planted = 0.0
    pose.place[2] = now.floor + (1.7 + 0.12 * now.swing(0.4)) * now.scale
    pose.pitch, pose.roll = 1.25, 0.12 * now.swing(0.3, now.phase[0])
    pose.set(shoulder_l=175, spread_l=6, elbow_l=4, shoulder_r=-12, spread_r=14, elbow_r=10, neck=-48)
    pose.set(hip_l=2, hip_r=18, knee_l=6, knee_r=42 + 4 * now.swing(0.5), ankle=-45)


@action("skate", "ski", "snowboard", "surf", goes="rolls", speed=2.6)
def skate(pose: Pose, now: Moment) -> None:
    """Sideways on a board, knees bent, arms out for balance."""
    sway = now.swing(0.45, now.phase[0])
    pose.move(up=(-0.14 + 0.02 * now.swing(0.9)) * now.scale)
    pose.pitch += 0.16
    pose.roll += 0.07 * sway
    pose.set(spread_l=52 + 18 * sway, spread_r=52 - 18 * sway, elbow=24, shoulder=18, gaze=0, neck=-8)


def _shoulder(side: str) -> int:
    from ..pose import INDEX

    return INDEX[f"shoulder_{side}"]
