"""Sport: balls and other things that are thrown, kicked, lifted and hit."""

from __future__ import annotations

import numpy as np

from ..pose import Pose
from . import Moment, action, hump, rise
from .jumps import PELVIS, hop

JUGGLED = 1.6  # throws a second of each hand


@action("throw", "toss", seconds=1.7, near=4.0)
def throw(pose: Pose, now: Moment) -> None:
    """Overarm, from behind the head; it leaves the hand at 45 % of the time."""
    back, forward = rise(now.u, 0.0, 0.28), rise(now.u, 0.3, 0.5)
    pose.pitch += -0.12 * back + 0.3 * forward * (1 - rise(now.u, 0.6, 1.0))
    pose.set(shoulder_r=4 + 150 * back - 105 * forward, elbow_r=14 + 96 * back * (1 - forward), spread_r=14)
    pose.set(
        twist=-34 * back + 62 * forward * (1 - rise(now.u, 0.6, 1.0)), shoulder_l=50 * back * (1 - forward)
    )
    pose.looks = max(pose.looks, 0.8)


@action("catch", seconds=1.8, near=4.0)
def catch(pose: Pose, now: Moment) -> None:
    """Both hands go where it comes and give way."""
    reach = rise(now.u, 0.15, 0.45)
    take = rise(now.u, 0.5, 0.75)
    pose.set(
        shoulder=8 + 62 * reach - 14 * take, elbow=20 + 18 * reach + 46 * take, spread=2, roll=-12, wrist=-20
    )
    pose.move(up=-0.04 * take * now.scale)


@action("kick", seconds=1.5, near=0.55)
def kick(pose: Pose, now: Moment) -> None:
    """The right leg swings back and through; it meets the ball at 45 % of the time."""
    back, through = hump(now.u, 0.0, 0.27, 0.45), hump(now.u, 0.3, 0.55, 1.0)
    foot = pose.feet[1]
    c, s = np.cos(pose.yaw), np.sin(pose.yaw)
    ahead, up = (-0.42 * back + 0.62 * through) * now.scale, (0.16 * back + 0.34 * through) * now.scale
    foot.place = foot.place + np.array([c * ahead, s * ahead, up])
    foot.pitch = -0.7 * back - 0.35 * through
    pose.pitch += 0.12 * back - 0.2 * through
    pose.set(
        shoulder_l=4 + 60 * through - 20 * back, shoulder_r=4 - 40 * through + 24 * back, spread=26, elbow=24
    )


@action("dribble")
def dribble(pose: Pose, now: Moment) -> None:
    """A ball pushed to the floor again and again, knees bent."""
    push = 0.5 + 0.5 * now.swing(1.7)
    pose.move(up=-0.1 * now.scale)
    pose.pitch += 0.2
    pose.set(
        shoulder_r=22, elbow_r=38 + 34 * push, spread_r=14, wrist_r=-30 + 30 * push, spread_l=26, elbow_l=50
    )


@action("juggle")
def juggle(pose: Pose, now: Moment) -> None:
    """Hands that scoop in turn: outside and down to catch, inside and up to throw; see `blocking`."""
    beat = JUGGLED / now.pace
    a, inside = now.swing(beat), now.swing(beat, np.pi / 2)
    pose.set(shoulder=20, spread=10)
    pose.set(elbow_l=80 + 15 * a, elbow_r=80 - 15 * a, roll_l=-2 - 14 * inside, roll_r=-2 + 14 * inside)
    pose.set(neck=-14)
    pose.looks = 0.0


@action("punch", "box", "fight")
def box(pose: Pose, now: Moment) -> None:
    """Left, right, on light feet."""
    left, right = max(0.0, now.swing(1.4)), max(0.0, now.swing(1.4, np.pi))
    hop(pose, now, 0.02, 1.4)
    pose.pitch += 0.12
    pose.set(
        shoulder_l=48 + 38 * left,
        elbow_l=120 - 112 * left,
        shoulder_r=48 + 38 * right,
        elbow_r=120 - 112 * right,
    )
    pose.set(spread=4, roll=-16, twist=22 * (right - left))


@action("lift", "lift_weights")
def lift(pose: Pose, now: Moment) -> None:
    """From the floor over the head, again and again."""
    up = 0.5 - 0.5 * np.cos(2 * np.pi * 0.3 * now.pace * now.time)
    squat = max(0.0, 1 - 2 * up)
    pose.move(up=-0.34 * squat * now.scale)
    pose.pitch += 0.5 * squat
    pose.set(shoulder=20 + 140 * up, elbow=20 + 96 * float(np.sin(np.pi * up)), spread=12, wrist=-20)


@action("squat", "exercise", "train")
def squat(pose: Pose, now: Moment) -> None:
    """Down and up, arms forward."""
    down = 0.5 - 0.5 * np.cos(2 * np.pi * 0.5 * now.pace * now.time)
    pose.move(up=-0.4 * down * now.scale, forward=-0.1 * down)
    pose.pitch += 0.45 * down
    pose.set(shoulder=10 + 70 * down, elbow=12, neck=-14 * down)


@action("push_up", whole=True)
def push_up(pose: Pose, now: Moment) -> None:
    """On hands and toes."""
    down = 0.5 - 0.5 * np.cos(2 * np.pi * 0.6 * now.pace * now.time)
    pose.planted = 0.0
    pose.pitch = 1.32 + 0.12 * down
    pose.place[2] = now.floor + (0.44 - 0.2 * down) * now.scale
    pose.set(
        hip=2, knee=3, ankle=30, shoulder=82 - 26 * down, elbow=4 + 76 * down, spread=10, wrist=-70, neck=-30
    )
    pose.looks = 0.0


@action("sit_up", "stretch", whole=False)
def stretch(pose: Pose, now: Moment) -> None:
    """Arms up, and over to one side and the other."""
    side = now.swing(0.22)
    pose.set(shoulder=168, spread=10, elbow=8, lean=24 * side, neck=-4)
    pose.roll += 0.08 * side


@action("yoga", "balance", seconds=4.0)
def yoga(pose: Pose, now: Moment) -> None:
    """The tree: one foot at the other knee, palms together overhead."""
    up = hump(now.u, 0.0, 0.3, 1.3)
    pose.planted = 1 - up
    pose.place[2] = now.floor + PELVIS * now.scale
    pose.move(left=0.085 * up * now.scale)
    pose.set(hip_l=2, knee_l=3, ankle_l=1, straddle_l=0, hip_r=62 * up, knee_r=122 * up, straddle_r=46 * up)
    pose.set(shoulder=4 + 160 * up, spread=9 - 12 * up, elbow=14 + 18 * up, roll=-20 * up, ankle_r=-30 * up)
    pose.roll += 0.015 * now.swing(0.4)
    pose.looks = 0.0


@action("swing_bat", "bat", "golf", seconds=1.9)
def bat(pose: Pose, now: Moment) -> None:
    """Both hands round a handle, a swing of the whole trunk."""
    back, through = rise(now.u, 0.0, 0.35), rise(now.u, 0.4, 0.6)
    pose.set(twist=-48 * back + 100 * through, shoulder=58, elbow=34 - 20 * through, spread=2, roll=-22)
    pose.add(gaze=20 * through)
    pose.move(up=-0.06 * back * now.scale)


@action("play_tennis", "play_volleyball")
def racket(pose: Pose, now: Moment) -> None:
    """Forehand and backhand, ready on bent knees."""
    stroke = now.swing(0.6)
    pose.move(up=-0.09 * now.scale, left=0.1 * stroke)
    pose.set(
        twist=-40 * stroke, shoulder_r=44 + 22 * stroke, elbow_r=52, spread_r=30 + 26 * stroke, elbow_l=70
    )
    pose.set(shoulder_l=34)


@action("climb", goes="floats", speed=0.5, whole=True)
def climb(pose: Pose, now: Moment) -> None:
    """Hand over hand, up what stands ahead."""
    a = now.swing(0.7)
    pose.planted = 0.0
    pose.place[2] = now.floor + (PELVIS + 0.55 * now.u * min(now.part.seconds, 4.0)) * now.scale
    pose.set(
        shoulder_l=128 + 36 * a, shoulder_r=128 - 36 * a, elbow_l=50 - 30 * a, elbow_r=50 + 30 * a, neck=-28
    )
    pose.set(hip_l=46 - 30 * a, hip_r=46 + 30 * a, knee_l=76 - 40 * a, knee_r=76 + 40 * a, ankle=10, waist=2)
    pose.looks = 0.0


@action("row", "paddle")
def row(pose: Pose, now: Moment) -> None:
    """Long pulls."""
    pull = 0.5 + 0.5 * now.swing(0.5)
    pose.set(waist=34 - 34 * pull, shoulder=66 - 60 * pull, elbow=10 + 84 * pull, spread=10, roll=-12)
