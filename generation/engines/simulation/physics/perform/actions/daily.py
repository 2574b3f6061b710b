"""What people do all day: sitting, sleeping, eating, working, making music."""

from __future__ import annotations

import numpy as np

from ..limbs import rotation
from ..pose import Pose
from . import Moment, action, hump, rise
from .jumps import PELVIS

SEAT = 0.46


@action("sit", seated=True)
def sit(pose: Pose, now: Moment) -> None:
    """Down onto the seat behind (the target's, else low on the ground), hands on the knees."""
    seat = now.target[2] if now.part.target else now.floor
    down = rise(now.time, 0.0, 0.9)
    if now.part.target:
        pose.place[:2] += down * (now.target[:2] - pose.place[:2])
        pose.place[2] = (now.floor + PELVIS * now.scale) * (1 - down) + (seat + 0.1 * now.scale) * down
        pose.pitch += 0.55 * hump(now.time, 0.0, 0.45, 1.0)
    else:
        _on_ground(pose, now, down)
    pose.set(shoulder=4 + 30 * down, elbow=14 + 46 * down, spread=6, roll=-8, waist=4)


def _on_ground(pose: Pose, now: Moment, down: float) -> None:
    """Cross-legged."""
    pose.planted = 1 - rise(down, 0.1, 0.6)
    pose.place[2] = now.floor + (PELVIS - (PELVIS - 0.15) * down) * now.scale
    pose.set(
        hip=13 + 72 * down,
        straddle=5 + 42 * down,
        knee=24 + 96 * down,
        turnout=6 + 34 * down,
        ankle=-20 * down,
    )
    pose.pitch += 0.35 * hump(down, 0.0, 0.5, 1.0)


@action("play_chess", near=1.25)
def chess(pose: Pose, now: Moment) -> None:
    """Cross-legged at the board, thinking, and now and then a move."""
    _on_ground(pose, now, rise(now.time, 0.0, 0.9))
    beat = (0.21 * now.time + now.phase[0] / 6.283) % 1.0
    reach = hump(beat, 0.2, 0.45, 0.75)
    pose.set(shoulder_l=30, elbow_l=92, spread_l=6, roll_l=-24, neck=22, waist=10 + 12 * reach)
    pose.set(shoulder_r=26 + 44 * reach, elbow_r=70 - 44 * reach, spread_r=4, roll_r=-10)
    pose.looks = 0.0


@action("kneel", "propose", seconds=0.0)
def kneel(pose: Pose, now: Moment) -> None:
    """Down on one knee."""
    down = rise(now.time, 0.0, 0.9)
    pose.planted = 1 - rise(down, 0.0, 0.4)
    pose.place[2] = now.floor + (PELVIS - 0.44 * down) * now.scale
    pose.set(hip_l=86 * down, knee_l=88 * down, ankle_l=4, hip_r=4, knee_r=92 * down, ankle_r=-52 * down)
    if now.part.action == "propose":
        pose.set(shoulder=70 * down, elbow=36, spread=2, roll=-16, neck=-16 * down)


@action("lie", "sleep", "rest", whole=True, seated=True)
def lie(pose: Pose, now: Moment) -> None:
    """On the back, on the target or the ground; the chest rises and falls."""
    surface = now.target[2] if now.part.target else now.floor
    pose.planted = 0.0
    pose.pitch = -1.5
    pose.place[2] = surface + (0.13 + 0.004 * now.swing(0.22)) * now.scale
    if now.part.target:
        pose.place[:2] = now.target[:2]
    pose.set(hip=4, knee=8, ankle=-30, straddle=6, shoulder=10, spread=16, elbow=40, roll=-30, neck=12)
    pose.looks = 0.0


@action("eat")
def eat(pose: Pose, now: Moment) -> None:
    """Hand to mouth, and chewing."""
    up = max(0.0, now.swing(0.5))
    pose.set(shoulder_r=24 + 26 * up, elbow_r=70 + 62 * up, spread_r=10, roll_r=-26, neck=8 - 6 * up)
    pose.set(shoulder_l=24, elbow_l=70, roll_l=-18)
    pose.add(neck=2 * now.swing(2.2))


@action("drink", seconds=3.0)
def drink(pose: Pose, now: Moment) -> None:
    """A cup to the lips, the head goes back."""
    up = hump(now.u, 0.05, 0.35, 0.95)
    pose.set(shoulder_r=18 + 42 * up, elbow_r=60 + 74 * up, spread_r=12, roll_r=-26 * up, neck=-18 * up)
    pose.looks *= 1 - up


@action("drop", seconds=2.4)
def drop(pose: Pose, now: Moment) -> None:
    """What is held out slips from the hand; a start, and a look after it."""
    out = 1 - rise(now.time, 0.62, 1.1)
    start = hump(now.time, 0.55, 0.75, 1.6)
    pose.set(
        shoulder_r=46 * out + 34 * start, elbow_r=52 * out + 78 * start, spread_r=14 + 10 * start, roll_r=-14
    )
    pose.set(
        shoulder_l=30 * start, elbow_l=80 * start, neck=6 + 26 * rise(now.time, 0.8, 1.3), wrist=-10 * out
    )


@action("read", "study")
def read(pose: Pose, now: Moment) -> None:
    """A book before the chest, eyes going along the lines."""
    pose.set(shoulder=38, elbow=82, spread=2, roll=-14, wrist=-20, neck=24)
    pose.add(gaze=9 * now.swing(0.6))
    pose.looks = 0.0


@action("write", "type", "work", "code", "paint", "draw")
def write(pose: Pose, now: Moment) -> None:
    """Hands busy in front, eyes on them."""
    a, b = now.swing(2.3), now.swing(3.1, 1.0)
    pose.set(
        shoulder_l=40 + 2 * a,
        shoulder_r=42 + 3 * b,
        elbow_l=72 + 3 * b,
        elbow_r=66 + 6 * a,
        spread=2,
        roll=-18,
    )
    pose.set(neck=18, wrist=-14)
    pose.looks = 0.0


@action("cook", "stir", "mix", "sweep", "dig", "clean")
def stir(pose: Pose, now: Moment) -> None:
    """Round and round with one hand."""
    a, b = now.swing(0.9), now.swing(0.9, np.pi / 2)
    pose.set(shoulder_r=44 + 8 * a, elbow_r=64 + 12 * b, spread_r=8 + 8 * b, roll_r=-14, neck=20)
    pose.set(shoulder_l=36, elbow_l=70, roll_l=-18)
    pose.looks = 0.0


@action("pour", seconds=2.6)
def pour(pose: Pose, now: Moment) -> None:
    """A jug tilts."""
    tilt = hump(now.u, 0.1, 0.4, 0.95)
    pose.set(shoulder_r=62, elbow_r=52, spread_r=10 + 30 * tilt, roll_r=40 * tilt, wrist_r=-30 * tilt)
    pose.set(shoulder_l=42, elbow_l=66, roll_l=-12, neck=16)
    pose.looks = 0.0


@action("photograph", "take_photo", "film", seconds=2.4)
def photograph(pose: Pose, now: Moment) -> None:
    """A camera at the eye."""
    pose.set(shoulder=66, elbow=116, spread=4, roll=-26, wrist=-10, neck=4)
    pose.add(gaze=4 * now.swing(0.4))


@action("phone", "call", "text")
def phone(pose: Pose, now: Moment) -> None:
    """A phone at the ear."""
    pose.set(shoulder_r=42, elbow_r=140, spread_r=22, roll_r=-6)
    pose.add(neck=4 * now.swing(0.5, now.phase[0]), gaze=12 * now.swing(0.2, now.phase[1]))
    pose.looks *= 0.3


@action("play_guitar")
def guitar(pose: Pose, now: Moment) -> None:
    """One hand on the neck, one that strums, the head keeps time."""
    strum, fret = now.swing(1.9), now.swing(0.4, now.phase[0])
    pose.hands["r"] = (pose.before(0.29, -0.15, 0.19 + 0.07 * strum, now.scale), 1.0)
    pose.hands["l"] = (pose.before(0.27, 0.37 + 0.04 * fret, 0.36 + 0.015 * fret, now.scale), 1.0)
    pose.add(neck=7 * now.swing(0.95))
    pose.roll += 0.03 * now.swing(0.95)


@action("play_violin")
def violin(pose: Pose, now: Moment) -> None:
    """Under the chin, the left hand on the neck, the right one draws the bow."""
    bow = 0.17 + 0.12 * now.swing(0.55, now.phase[0])
    pose.hands["l"] = (pose.before(0.36, 0.36, 0.50, now.scale), 1.0)
    pose.hands["r"] = (pose.before(0.22 + 0.5 * bow, 0.10 - 0.8 * bow, 0.545, now.scale), 1.0)
    pose.set(gaze=24, neck=10)
    pose.looks = 0.0
    pose.roll += 0.05 * now.swing(0.28)
    pose.add(twist=5 * now.swing(0.28, 0.5))


@action("play_piano", "play_keyboard", seated=True)
def piano(pose: Pose, now: Moment) -> None:
    """On the stool (standing where there is none), both hands run along the keys."""
    a, b, c = now.swing(0.31), now.swing(2.6), now.swing(2.2, 1.0)
    if now.part.target:
        sit(pose, now)
        turn = rotation(pose.yaw)
        for side, reach, strike in (("l", 0.2 + 0.14 * a, b), ("r", -0.2 + 0.16 * a, c)):
            keys = now.target + turn @ np.array([0.36, reach, 0.34 + 0.018 * strike])
            pose.hands[side] = (keys, rise(now.time, 0.6, 1.2))
    else:
        pose.set(shoulder=46, elbow=74 + 4 * b, spread_l=6 + 10 * a, spread_r=6 - 10 * a, roll=-8)
    pose.set(waist=8 + 4 * now.swing(0.4), neck=16 + 5 * now.swing(0.62), wrist=-12)
    pose.looks = 0.0


@action("play_drums", "drum")
def drum(pose: Pose, now: Moment) -> None:
    """Sticks that fall in turn."""
    left, right = max(0.0, now.swing(2.2)), max(0.0, now.swing(2.2, np.pi))
    pose.set(
        shoulder_l=36 + 30 * left, shoulder_r=36 + 30 * right, elbow_l=84, elbow_r=84, spread=10, roll=-12
    )
    pose.add(neck=8 * now.swing(1.1))


@action("play_trumpet", "play_flute", "blow")
def trumpet(pose: Pose, now: Moment) -> None:
    """Held before the mouth, fingers busy."""
    pose.set(shoulder=64, elbow=96, spread=2, roll=-28, neck=-8)
    pose.roll += 0.04 * now.swing(0.6)
    pose.pitch -= 0.05


@action("pick_up", "pick", "collect", "plant", seconds=2.2)
def pick_up(pose: Pose, now: Moment) -> None:
    """Down to the ground with one hand, and up."""
    down = hump(now.u, 0.0, 0.45, 1.0)
    pose.move(up=-0.38 * down * now.scale)
    pose.pitch += 0.75 * down
    pose.set(shoulder_r=4 + 66 * down, elbow_r=14 + 6 * down, neck=10 * down)
    pose.looks *= 1 - down


@action("open", "knock", seconds=2.0)
def knock(pose: Pose, now: Moment) -> None:
    """A hand at a door."""
    tap = max(0.0, now.swing(2.4))
    pose.set(shoulder_r=72, elbow_r=64 - 18 * tap, spread_r=8)


@action("drive", "honk")
def drive(pose: Pose, now: Moment) -> None:
    """Hands on a wheel, small corrections."""
    turn = now.swing(0.35, now.phase[0])
    pose.set(shoulder_l=58 + 6 * turn, shoulder_r=58 - 6 * turn, elbow=40, spread=2, roll=-10)


@action("ride")
def ride(pose: Pose, now: Moment) -> None:
    """Astride, hands ahead, going with the movement."""
    beat = now.swing(1.6)
    pose.planted = 0.0
    pose.set(hip=34, knee=62, straddle=54, ankle=8, shoulder=38 + 4 * beat, elbow=46, spread=2, roll=-12)
    pose.set(waist=6 + 3 * beat)
