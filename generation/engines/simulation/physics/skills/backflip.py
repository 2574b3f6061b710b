"""A back-flip off a board: crouch, swing, leap with spin, tuck, open, and into the water.

The leap is made by the legs alone: while the soles touch, the controller asks for
an upward speed and a backward angular momentum, the motors press on the board,
and the board sinks, tips and glides away by what it takes. In the air only
gravity and the body's own motors act, so its spin is what the leap gave;
tucking makes it fast, opening makes it slow. The time to open is chosen from
the spin that is really there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...world.bodies.person import scale_of
from ..balance import Face, Wish
from ..figure import Floats
from ..motion import Track, ease, legs
from . import Stage, skill
from .person import STANCE, Person

SWING, CROUCH, LEAP = 0.45, 0.95, 1.30
UP, BACK = 4.3, -0.9
SPIN = -40.0
# Moments of inertia of the two poses in kg·m²; the entry: centre over the water in metres, lean back aimed at
# in radians, seconds of the last stretch.
OPEN_INERTIA, TUCK_INERTIA = 9.5, 3.6
ENTRY, LEAN, STRETCH = 0.95, 0.45, 0.22
STROKE = 60.0
TUCK: Mapping[str, float] = {
    "waist": 42, "neck": 24, "hip": 122, "knee": 132, "ankle": -18, "shoulder": 62, "spread": 6, "elbow": 62,
    "straddle": 3, "roll": -10, "wrist": 10,
}  # fmt: skip
OPEN: Mapping[str, float] = {
    "waist": 2, "neck": -6, "hip": 6, "knee": 6, "ankle": -38, "shoulder": 22, "spread": 34, "elbow": 12,
    "straddle": 3, "roll": 0, "wrist": 0,
}  # fmt: skip


@skill("backflip", "jump", "dive")
class Backflip(Person):
    """One backward somersault from a board (or from the ground) into the water."""

    def __init__(self, stage: Stage) -> None:
        world = stage.world
        kinds = {world.screenplay.prop(name).kind: name for name in world.shot.props}
        self.board = kinds.get("paddleboard")
        self.size = scale_of(world.screenplay.actor(stage.actor).appearance)
        self.bulk = self.size**5  # what moments of inertia grow with
        self.begin = stage.beat.start + (0.25 if stage.seconds < 6 else 1.2)
        super().__init__(stage, world.model.body(self.board).id if self.board else 0)
        self.left: float | None = None
        self.opened: float | None = None
        self.turned = 0.0
        self.tucked, self.landed = 1.0, False
        self.swim_phase = stage.rng.uniform(0, 2 * np.pi)

    def ground_height(self) -> float:
        """The deck's height under the soles."""
        if not self.board:
            return 0.0
        model, data = self.figure.model, self.data
        deck = model.geom(f"{self.board}_solid").id
        turn = data.geom_xmat[deck].reshape(3, 3)
        top = data.geom_xpos[deck] + turn[:, 2] * model.geom_size[deck][2]
        away = (self.middle() - top)[:2]
        return float(top[2] - away @ turn[:2, 2] / turn[2, 2])

    def keys(self) -> Sequence[tuple[float, Mapping[str, float]]]:
        """Arms swing back in the crouch and up with the leap."""
        t = self.begin
        return [
            (0.0, STANCE),
            (t, STANCE),
            (t + SWING, {"shoulder": 95, "elbow": 12, "neck": -6, "waist": 0, "spread": 10}),
            (t + CROUCH, {"shoulder": -48, "elbow": 14, "waist": 26, "neck": -12, **legs(62, 92, 30)}),
            (t + LEAP - 0.02, {"shoulder": 165, "elbow": 12, "waist": -10, "neck": -22, **legs(2, 8, 0)}),
        ]  # fmt: skip

    def prepare(self) -> None:
        """Stand near the board's tail."""
        super().prepare()
        t, z = self.begin, self.height
        self.weight = Track(
            [
                (t + SWING, [z], [0]),
                (t + CROUCH, [z - 0.30 * self.size], [0]),
                (t + LEAP, [z + 0.06 * self.size], [UP]),
            ]
        )
        self.stage.notes |= {"action": "backflip", "leap": round(t + LEAP, 4)}

    def wish(self, time: float) -> Wish:
        """Stand, crouch, leap; in the air tuck and open; in the water swim."""
        if self.left is not None:
            return self._airborne(time)
        wish = super().wish(time)
        assert wish.balance is not None
        t = time - self.begin
        level = self._deck_rotation()
        wish.faces[0] = Face(self.figure.root, level, 4.0 * (1 - ease(t, CROUCH + 0.05, CROUCH + 0.2)))
        if t > SWING:
            self._leap(wish, time, t)
        if t < CROUCH:
            self.look_at(wish, self.data.xpos[self.figure.root] + [6, 0, 0.4], share=0.7)
        return wish

    def _deck_rotation(self) -> Floats:
        """The heading of the board, upright."""
        ground = self.data.xmat[self.support].reshape(3, 3)
        heading = np.arctan2(ground[1, 0], ground[0, 0]) if self.board else 0.0
        c, s = np.cos(heading), np.sin(heading)
        return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]]) @ (
            self.heading if not self.board else np.eye(3)
        )

    def _leap(self, wish: Wish, time: float, t: float) -> None:
        assert wish.balance is not None
        place, carried, _ = wish.balance
        height, speed, push = self.weight.at(time)
        place[2] += height[0] - self.height
        go = ease(t, CROUCH, LEAP)
        place[0] -= 0.06 * self.size * ease(t, CROUCH - 0.1, LEAP)
        velocity = carried + np.array([BACK * go, 0, speed[0]])
        wish.balance = (place, velocity, np.array([0, 0, push[0]]))
        wish.balance_stiffness = (60.0, 60.0, 260.0)
        wish.toes = t > LEAP - 0.06
        if t > CROUCH:
            wish.spin, wish.spin_weight = np.array([0, SPIN * self.bulk * go, 0]), 0.5 / self.bulk
            wish.stiffness[:] = 260.0

    def _airborne(self, time: float) -> Wish:
        """Tuck; then stretch as far as lets the rotation that is left end with the feet in the water."""
        assert self.left is not None
        wet = self.opened is not None and self._depth() > 0.25
        if wet:
            target, gain = self._angles(self._swim(time)), 30.0
        else:
            self.tucked = self._tuck(time)
            target = self.tucked * self._angles(TUCK) + (1 - self.tucked) * self._angles(OPEN)
            gain = 230.0 if self.opened is None else 300.0
        wish = Wish(target, np.zeros(len(target)), np.full(len(target), gain), np.ones(len(target)))
        wish.standing = False
        return wish

    def _angles(self, pose: Mapping[str, float]) -> Floats:
        """Degrees by name as radians in the order of the joints; both sides for a name without one."""
        angles = np.zeros(len(self.posture.joints))
        for name, degrees in pose.items():
            for joint in (name,) if name in self.index else (f"{name}_l", f"{name}_r"):
                angles[self.index[joint]] = np.radians(degrees)
        return angles

    def _tuck(self, time: float) -> float:
        """How much of the tuck (0 to 1) turns the body upright by the time it falls into the water."""
        assert self.left is not None
        place, velocity, spin = self.figure.momentum(self.data)
        water = self.stage.world.water
        level = float(water.height(place[0], place[1], time)) if water else 0.0
        height = max(place[2] - level - ENTRY * self.size, 0.0)
        fall = float(velocity[2] + np.sqrt(velocity[2] ** 2 + 19.62 * height)) / 9.81
        needed = (2 * np.pi + LEAN - self.turned) / max(fall, 0.05)
        slow, fast = np.abs(spin[1]) / (self.bulk * np.array([OPEN_INERTIA, TUCK_INERTIA]))
        share = float(np.clip((needed - slow) / (fast - slow + 1e-9), 0, 1))
        if fall < STRETCH:
            share = min(share, fall / STRETCH)
        if self.opened is None and (time - self.left < 0.12 or share > 0.8):
            return 1.0
        self.opened = self.opened or time
        return float(np.clip(share, self.tucked - 0.03, self.tucked + 0.03))

    def _depth(self) -> float:
        """How deep the pelvis is under water, metres."""
        water = self.stage.world.water
        place = self.data.xpos[self.figure.root]
        return float(water.height(place[0], place[1], self.data.time) - place[2]) if water else -9.0

    def _swim(self, time: float) -> dict[str, float]:
        """Treading water: arms scull, legs kick in turn, chin up."""
        a = 2 * np.pi * 0.9 * time + self.swim_phase
        pose = {"waist": 6.0, "neck": -8.0, "elbow": 35 + 20 * np.sin(a), "shoulder": 35 + 18 * np.cos(a)}
        pose |= {"spread": 58 + 18 * np.sin(a), "roll": 20 * np.sin(a), "straddle": 14, "ankle": -25}
        pose |= {"hip_l": 22 + 22 * np.sin(a), "hip_r": 22 - 22 * np.sin(a)}
        return pose | {"knee_l": 50 + 30 * np.cos(a), "knee_r": 50 - 30 * np.cos(a)}

    def act(self, time: float) -> None:
        """Torques; and follow how far the body has turned."""
        self._follow(time)
        if self.opened is not None and self._depth() > 0.2:
            self._tread()
        if self.balance.due():
            self.balance.act(self.data, self.wish(time))

    def _tread(self) -> None:
        """Strokes of a swimmer: hands press the body up until the chin is out, feet kick themselves under it.

        Every limb pushes off the water with at most `STROKE` newtons.
        """
        water, data = self.stage.world.water, self.data
        head = data.xpos[self.figure.body("head")]
        if water is None:
            return
        sunk = float(water.height(head[0], head[1], data.time) - head[2]) + 0.12
        lift = STROKE * float(np.clip(sunk / 0.25, 0, 1))
        chest = data.xpos[self.figure.body("torso")]
        for side in "lr":
            data.xfrc_applied[self.figure.body(f"hand_{side}"), 2] += lift
            foot = self.figure.body(f"foot_{side}")
            under = chest + [0, 0, -0.9] - data.xpos[foot]
            kick = 160.0 * under - 25.0 * data.cvel[foot, 3:]
            data.xfrc_applied[foot, :3] += kick * min(1.0, STROKE / float(np.linalg.norm(kick) + 1e-9))

    def _follow(self, time: float) -> None:
        """Sum up how far the body as a whole has turned backwards since it stood upright."""
        if self.left is not None and not self.landed:
            spin = self.figure.momentum(self.data)[2][1]
            self.turned -= spin / self.figure.inertia(self.data) * self.figure.model.opt.timestep
            self.landed = self._depth() > -0.3
        t = time - self.begin
        feet = self.balance.feel(self.data) if t > LEAP - 0.05 else [0]
        if self.left is None and t > LEAP - 0.05 and (not feet or t > LEAP + 0.05):
            self.left = time
            place, velocity, spin = self.figure.momentum(self.data)
            self.turned = self._lean()
            self.stage.notes |= {
                "left": round(time, 4),
                "speed_up": round(float(velocity[2]), 4),
                "speed_forward": round(float(velocity[0]), 4),
                "spin": round(float(spin[1]), 4),
                "height": round(float(place[2]), 4),
            }

    def _lean(self) -> float:
        """How far the line from the feet to the head leans back, radians."""
        feet = np.mean([self.data.xpos[self.figure.body(f"foot_{side}")] for side in "lr"], 0)
        x, _, z = self.data.xpos[self.figure.body("head")] - feet
        return float(np.arctan2(-x, z))

    def finish(self) -> None:
        """How far it turned."""
        self.stage.notes |= {"turned_degrees": round(float(np.degrees(self.turned)), 2)}
        self.stage.notes["as_wanted"] = bool(self.turned > np.radians(300))
