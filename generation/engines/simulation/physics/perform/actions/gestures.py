"""Gestures on the spot: greeting, showing, feeling."""

from __future__ import annotations

from ..pose import Pose
from . import Moment, action, hump, rise
from .jumps import hop


@action("stand", "wait", "look", "watch")
def stand(pose: Pose, now: Moment) -> None:
    """Nothing but being alive."""
    pose.add(gaze=14 * now.swing(0.13, now.phase[0]))


@action("smile", "frown")
def emote(pose: Pose, now: Moment) -> None:
    """The head says it, too: a little to one side."""
    pose.roll += 0.012 * now.swing(0.4, now.phase[1])
    pose.add(neck=-3 + 2 * now.swing(0.5), lean=3)


@action("wave", seconds=2.4)
def wave(pose: Pose, now: Moment) -> None:
    """One hand up, waving."""
    pose.set(shoulder_r=8, spread_r=92, elbow_r=100 + 24 * now.swing(1.9), roll_r=72, wrist_r=0)
    pose.looks = max(pose.looks, 0.8)


@action("talk", "speak", "say")
def talk(pose: Pose, now: Moment) -> None:
    """Hands that go with the words."""
    a, b = now.swing(0.55, now.phase[0]), now.swing(0.37, now.phase[1])
    pose.set(shoulder_r=22 + 10 * a, elbow_r=68 + 20 * a, spread_r=14 + 6 * b, roll_r=-10 + 16 * b)
    pose.set(shoulder_l=14 + 8 * b, elbow_l=48 + 22 * b, spread_l=12)
    pose.add(neck=4 * now.swing(0.9, now.phase[2]), gaze=6 * b)


@action("bow", seconds=2.0)
def bow(pose: Pose, now: Moment) -> None:
    """From the hips, and up again."""
    down = hump(now.u, 0.0, 0.45, 1.0)
    pose.pitch += 0.35 * down
    pose.move(forward=-0.1 * down * now.scale)
    pose.set(waist=4 + 48 * down, neck=14 * down, shoulder_r=4 + 30 * down, elbow_r=14 + 70 * down)
    pose.looks = 0.0


@action("clap", "applaud")
def clap(pose: Pose, now: Moment) -> None:
    """Palms together, two beats a second."""
    apart = 0.5 + 0.5 * now.swing(2.2)
    pose.set(shoulder=46, elbow=74, spread=-6 + 16 * apart, roll=-26, wrist=0)


@action("pull_line")
def pull_line(pose: Pose, now: Moment) -> None:
    """A line held up with both hands, the head back, looking at what flies on it."""
    tug = now.swing(0.7)
    pose.set(shoulder_r=104 + 6 * tug, elbow_r=44 - 8 * tug, shoulder_l=64, elbow_l=72 + 8 * tug)
    pose.set(spread=4, roll=-12, neck=-26, waist=-4)
    pose.looks = 0.0


@action("point", seconds=2.2)
def point(pose: Pose, now: Moment) -> None:
    """An arm towards what is meant."""
    pose.set(shoulder_r=86, spread_r=10, elbow_r=4, roll_r=0, wrist_r=0)
    pose.hands["r"] = (now.target, 0.9)


@action("nod", seconds=1.6)
def nod(pose: Pose, now: Moment) -> None:
    """Yes."""
    pose.add(neck=12 * now.swing(1.5))


@action("shake_head", seconds=1.6)
def shake_head(pose: Pose, now: Moment) -> None:
    """No."""
    pose.add(gaze=26 * now.swing(1.4))


@action("shrug", seconds=1.8)
def shrug(pose: Pose, now: Moment) -> None:
    """Who knows?"""
    up = hump(now.u, 0.0, 0.4, 1.0)
    pose.set(spread=9 + 22 * up, elbow=14 + 74 * up, roll=8 + 50 * up, shoulder=4 + 12 * up)
    pose.add(neck=-6 * up)
    pose.roll += 0.04 * up


@action("salute", seconds=2.0)
def salute(pose: Pose, now: Moment) -> None:
    """A hand to the brow, heels together."""
    up = hump(now.u, 0.0, 0.3, 1.0)
    pose.set(shoulder_r=4 + 46 * up, spread_r=9 + 62 * up, elbow_r=14 + 118 * up, roll_r=8 - 14 * up, waist=0)


@action("think", "wonder")
def think(pose: Pose, now: Moment) -> None:
    """A hand at the chin, eyes up."""
    pose.set(shoulder_r=46, elbow_r=132, spread_r=2, roll_r=-26, shoulder_l=36, elbow_l=88, roll_l=-46)
    pose.add(neck=-10 + 3 * now.swing(0.3), gaze=16 * now.swing(0.17, now.phase[0]))
    pose.looks = 0.0


@action("cheer", "celebrate", "win")
def cheer(pose: Pose, now: Moment) -> None:
    """Both fists in the air, small hops."""
    beat = now.swing(1.5)
    pose.set(shoulder=162 + 10 * beat, spread=24, elbow=26 - 16 * beat, neck=-12)
    hop(pose, now, 0.13, 1.5)


@action("laugh")
def laugh(pose: Pose, now: Moment) -> None:
    """The whole trunk shakes."""
    shake = now.swing(4.2)
    pose.set(waist=14 + 3 * shake, neck=-16 + 4 * shake, shoulder=24, elbow=84, roll=-34, spread=10)
    pose.move(up=0.008 * shake)


@action("cry", "weep", "sob")
def cry(pose: Pose, now: Moment) -> None:
    """Face in the hands."""
    sob = abs(now.swing(1.1))
    pose.set(waist=22 + 4 * sob, neck=30, shoulder=58, elbow=128, roll=-32, spread=2)
    pose.looks = 0.0


@action("be_scared", "tremble")
def scared(pose: Pose, now: Moment) -> None:
    """Drawn back, hands before the chest, trembling."""
    shiver = now.swing(7.0)
    pose.pitch -= 0.12
    pose.set(shoulder=58 + 2 * shiver, elbow=112, spread=2, roll=-20, wrist=-40, neck=4, waist=-4)
    pose.roll += 0.012 * shiver


@action("be_angry", "argue")
def angry(pose: Pose, now: Moment) -> None:
    """Leaning in, a finger that stabs the air."""
    stab = max(0.0, now.swing(1.3))
    pose.pitch += 0.12
    pose.set(
        shoulder_r=66 + 22 * stab, elbow_r=78 - 60 * stab, spread_r=6, shoulder_l=-8, spread_l=30, elbow_l=80
    )
    pose.set(roll_l=52, neck=6)


@action("be_surprised", "gasp", seconds=2.2)
def surprised(pose: Pose, now: Moment) -> None:
    """A start, hands up to the cheeks."""
    up = rise(now.u, 0.0, 0.15)
    pose.pitch -= 0.1 * up
    pose.move(up=0.03 * hump(now.u, 0.0, 0.1, 0.25))
    pose.set(shoulder=4 + 62 * up, elbow=14 + 122 * up, spread=9 + 10 * up, roll=8 - 26 * up, neck=-10 * up)


@action("meditate", "pray")
def meditate(pose: Pose, now: Moment) -> None:
    """Palms together, breath by breath."""
    pose.set(shoulder=46, elbow=96, spread=-6, roll=-34, neck=12 + 2 * now.swing(0.25))
    pose.looks = 0.0


@action("sing")
def sing(pose: Pose, now: Moment) -> None:
    """A microphone's hand at the mouth, the other one for the tune."""
    sway = now.swing(0.5)
    pose.set(
        shoulder_r=48, elbow_r=124, spread_r=8, roll_r=-24, shoulder_l=32 + 24 * sway, spread_l=34 + 16 * sway
    )
    pose.set(elbow_l=34, neck=-8)
    pose.roll += 0.05 * sway
    pose.place[1] += 0.03 * sway
