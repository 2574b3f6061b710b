"""Manners: how something is done, laid over what is done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .actions import Moment
from .pose import Pose

Colour = Callable[[Pose, Moment], None]
MANNERS: dict[str, Colour] = {}


def manner(name: str) -> Callable[[Colour], Colour]:
    """Register the colour of a manner; angles in degrees are added to what the action has set."""

    def register(colour: Colour) -> Colour:
        MANNERS[name] = colour
        return colour

    return register


def coloured(pose: Pose, now: Moment) -> None:
    """Change a pose by the manner of its part; manners of speed alone change nothing here."""
    if colour := MANNERS.get(now.part.manner):
        colour(pose, now)


@manner("clumsy")
def clumsy(pose: Pose, now: Moment) -> None:
    """Off balance, never twice alike: the trunk lurches, the arms catch it."""
    lurch = float(np.sin(5.1 * now.time + now.phase[0]) + 0.7 * np.sin(8.3 * now.time + now.phase[1])) / 1.7
    nod = float(np.sin(3.7 * now.time + now.phase[2]))
    pose.roll += 0.13 * lurch
    pose.pitch += 0.08 + 0.07 * nod
    pose.move(left=0.03 * lurch * now.scale)
    pose.add(spread_l=16 + 26 * max(0.0, lurch), spread_r=16 + 26 * max(0.0, -lurch))
    pose.add(elbow=14 + 12 * nod, neck=-6 * nod, roll=7 * lurch)


@manner("proud")
def proud(pose: Pose, _now: Moment) -> None:
    """Chest out, chin up."""
    pose.pitch -= 0.07
    pose.add(waist=-5, neck=-9, spread=7, shoulder=-6)


@manner("tired")
def tired(pose: Pose, now: Moment) -> None:
    """Everything hangs."""
    sag = 0.5 + 0.5 * now.swing(0.2, now.phase[0])
    pose.pitch += 0.15 + 0.04 * sag
    pose.add(waist=9, neck=16 + 4 * sag, shoulder=10, spread=-3, elbow=-6)


@manner("excited")
def excited(pose: Pose, now: Moment) -> None:
    """Light on the feet, arms high."""
    bounce = abs(now.swing(1.6, now.phase[0]))
    pose.move(up=0.018 * bounce * now.scale)
    pose.add(shoulder=14 + 16 * bounce, elbow=34, spread=12, neck=-5)


@manner("careful")
def careful(pose: Pose, now: Moment) -> None:
    """Bent over what comes next, hands ready."""
    pose.pitch += 0.1
    pose.move(up=-0.03 * now.scale)
    pose.add(shoulder=22, elbow=38, spread=8, neck=6)
