"""Leaving the ground: every flight is a parabola under gravity, with a crouch before and after."""

from __future__ import annotations

import numpy as np

from ..pose import Pose
from . import Moment, action, hump, rise

GRAVITY, HIGHER = 9.81, 3.0  # m/s² on Earth; how much higher one jumps at most where it is less
TAKE_OFF = 0.42  # seconds of crouching before a jump
PELVIS = 0.93


def flight(pose: Pose, now: Moment, high: float, *, begin: float = TAKE_OFF) -> float:
    """One jump `high` metres from `begin` seconds on; answers how far its flight is, 0 before, 1 after."""
    high *= min(GRAVITY / max(now.gravity, 0.5), HIGHER)
    lasts = 2 * np.sqrt(2 * high / now.gravity)
    t = now.time - begin
    down = 0.26 * hump(now.time, 0.0, begin * 0.75, begin + 0.02) if t < 0 else 0.0
    landing = t - lasts
    if landing > 0:
        down = 0.2 * hump(landing, 0.0, 0.14, 0.5)
    if 0 <= t <= lasts:
        pose.lift(0.5 * now.gravity * t * (lasts - t) * now.scale, 0.6 * float(np.sin(np.pi * t / lasts)))
    pose.move(up=-down * now.scale)
    pose.pitch += 1.1 * down
    arms = rise(now.time, begin - 0.15, begin + 0.1) * (1 - rise(landing, 0.0, 0.3))
    pose.set(shoulder=4 - 50 * down / 0.26 * (1 - arms) + 150 * arms, elbow=20, spread=12 + 10 * arms)
    return float(np.clip(t / lasts, 0, 1))


def hop(pose: Pose, now: Moment, high: float, hertz: float) -> None:
    """Hops on both feet `hertz` times a second, `high` metres."""
    lasts = min(2 * np.sqrt(2 * high / now.gravity), 0.8 / hertz)
    ground = 1 / hertz - lasts
    t = now.time % (1 / hertz)
    if t > ground:
        air = t - ground
        up = 0.5 * now.gravity * air * (lasts - air)
        pose.lift(up * now.scale, 0.5 * float(np.sin(np.pi * air / lasts)))
    else:
        pose.move(up=-0.07 * float(np.sin(np.pi * t / ground)) * now.scale)


@action("jump", seconds=2.4)
def jump(pose: Pose, now: Moment) -> None:
    """Once, as high as one can."""
    flight(pose, now, 0.42)


@action("hop", "bounce")
def hopping(pose: Pose, now: Moment) -> None:
    """Again and again."""
    hop(pose, now, 0.18, 1.5)
    pose.set(elbow=44, spread=16)


@action("star_jump", "jumping_jacks")
def star(pose: Pose, now: Moment) -> None:
    """Arms and legs apart and together."""
    hop(pose, now, 0.15, 1.3)
    open_ = 0.5 - 0.5 * now.swing(0.65, np.pi / 2)
    pose.set(spread=10 + 150 * open_, elbow=6, shoulder=4)
    for foot, side in zip(pose.feet, (1, -1), strict=True):
        away = side * 0.2 * open_ * now.scale
        foot.place = foot.place + [-np.sin(pose.yaw) * away, np.cos(pose.yaw) * away, 0]


@action("spin", "twirl", "pirouette", seconds=2.0)
def spin(pose: Pose, now: Moment) -> None:
    """Two turns on one foot."""
    turned = rise(now.u, 0.08, 0.92)
    pose.yaw += 4 * np.pi * turned
    tight = hump(now.u, 0.0, 0.3, 1.0)
    pose.planted = 1 - tight
    pose.set(
        hip_l=8, knee_l=14, ankle_l=-34 * tight, hip_r=58 * tight, knee_r=104 * tight, straddle_r=34 * tight
    )
    pose.set(shoulder=40 * tight, spread=20, elbow=20 + 76 * tight, roll=-34 * tight, ankle_r=-40 * tight)
    pose.looks = 0.0


@action("flip", "front_flip", "somersault", seconds=1.9, whole=True)
def front_flip(pose: Pose, now: Moment) -> None:
    """A tucked forward somersault."""
    _somersault(pose, now, 1.0)


@action("backflip", seconds=1.9, whole=True)
def back_flip(pose: Pose, now: Moment) -> None:
    """A tucked backward somersault from the floor."""
    _somersault(pose, now, -1.0)


def _somersault(pose: Pose, now: Moment, way: float) -> None:
    far = flight(pose, now, 0.95)
    tuck = hump(far, 0.05, 0.35, 0.98)
    pose.pitch += way * 2 * np.pi * rise(far, 0.02, 0.98)
    if 0 < far < 1:
        pose.planted = 0.0
    pose.add(hip=0)
    pose.set(hip=14 + 106 * tuck, knee=26 + 110 * tuck, ankle=8 - 40 * tuck, straddle=4)
    pose.set(shoulder=150 * (1 - tuck) * (far < 1) + 50 * tuck, elbow=16 + 80 * tuck, waist=4 + 40 * tuck)
    pose.looks = 0.0


@action("cartwheel", goes="floats", speed=1.3, seconds=1.8, whole=True)
def cartwheel(pose: Pose, now: Moment) -> None:
    """Over the hands, sideways along the path."""
    turned = 2 * np.pi * rise(now.u, 0.12, 0.88)
    over = float(0.5 - 0.5 * np.cos(turned))
    wide = hump(now.u, 0.05, 0.5, 0.95)
    pose.yaw += np.pi / 2
    pose.roll -= turned
    pose.planted = 0.0
    pose.place[2] = now.floor + (PELVIS + 0.1 * wide - 0.04 * over) * now.scale
    pose.set(straddle=6 + 46 * wide, hip=6, knee=8, ankle=-30 * wide)
    pose.set(spread=20 + 145 * wide, shoulder=6, elbow=4, neck=-10)
    pose.looks = 0.0


@action("handstand", seconds=3.0, whole=True)
def handstand(pose: Pose, now: Moment) -> None:
    """Up on the hands, holding, and down again."""
    up = hump(now.u, 0.05, 0.3, 1.0) if now.u > 0.75 else rise(now.u, 0.05, 0.3)
    pose.planted = 1 - rise(up, 0.0, 0.1)
    pose.pitch += np.pi * up + 0.03 * now.swing(0.8)
    pose.place[2] = now.floor + (PELVIS + 0.12 * up) * now.scale
    pose.set(shoulder=4 + 172 * rise(up, 0.0, 0.4), elbow=3, spread=6, wrist=-80 * up, neck=-30 * up)
    pose.set(hip=30 * np.sin(np.pi * up), knee=8, ankle=-40 * up, straddle=4)
    pose.looks = 0.0


@action("vault", "leap", goes="floats", speed=2.4, seconds=1.7, near=-0.8, whole=True)
def vault(pose: Pose, now: Moment) -> None:
    """Over something: both hands on it, legs through the side."""
    over = hump(now.u, 0.18, 0.5, 0.85)
    pose.planted = 1 - rise(over, 0.0, 0.15)
    pose.place[2] = now.floor + (PELVIS + 0.55 * over) * now.scale
    pose.pitch += 0.5 * hump(now.u, 0.1, 0.35, 0.7)
    pose.set(hip=20 + 82 * over, knee=20 + 40 * over, straddle=6 + 18 * over, ankle=-20 * over)
    pose.set(shoulder=60 * hump(now.u, 0.08, 0.35, 0.8) + 10, elbow=12, spread=14)


@action("fall", "faint", "collapse", seconds=0.0, whole=True)
def fall(pose: Pose, now: Moment) -> None:
    """Backwards onto the ground, and there one stays."""
    down = rise(now.time, 0.1, 0.85) ** 1.4
    pose.planted = 1 - rise(down, 0.25, 0.6)
    pose.pitch -= 1.5 * down
    pose.move(forward=-0.55 * down * now.scale)
    pose.place[2] = now.floor + (PELVIS - (PELVIS - 0.13) * down) * now.scale
    pose.set(spread=9 + 46 * down, shoulder=4 + 50 * hump(now.time, 0.1, 0.4, 0.9), elbow=14, neck=14 * down)
    pose.set(hip=13 * (1 - down) + 6 * down, knee=24 * (1 - down) + 14 * down, straddle=5 + 10 * down)
    pose.looks = 0.0


@action("slip", seconds=2.6, whole=True)
def slip(pose: Pose, now: Moment) -> None:
    """The feet go ahead, the seat hits the floor, a look of surprise."""
    down = rise(now.time, 0.25, 0.8)
    kick = hump(now.time, 0.2, 0.5, 0.95)
    pose.planted = 1 - rise(now.time, 0.15, 0.3)
    pose.pitch -= 0.5 * kick + 0.25 * down
    pose.place[2] = now.floor + (PELVIS - (PELVIS - 0.17) * down) * now.scale
    pose.set(hip=13 + 66 * kick + 62 * down * (1 - kick), knee=24 * (1 - down) + 18, ankle=20 * kick)
    pose.set(spread=9 + 80 * kick, shoulder=-24 * down, elbow=12, neck=-10 * kick)
