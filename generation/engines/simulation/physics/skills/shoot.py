"""A basketball shot: dip, rise, push, a small hop, follow-through; then the feelings about it.

The ball lies in the hands by a bounded pair of opposite forces (at most
`GRASP` newtons) between it and the hands that hold it, along a path that ends
at the release with the speed the aim asks for. What the ball gets, the hands
lose: momentum and angular momentum of shooter and ball stay whole. From the
release on nothing but gravity and contacts move the ball.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...world.bodies.person import scale_of
from ...world.props.hoop import BALL_MASS, RIM_HEIGHT
from ..aim import Referee, launch
from ..balance import Reach, Wish
from ..figure import Floats
from ..floating import cross
from ..motion import Track, ease, legs
from . import Stage, skill
from .person import STANCE, Person

GRASP = 160.0
DIP, PUSH, LEAVE, FREE = 0.46, 0.80, 0.90, 1.0
HOP = 2.1
LEG, UNDER = 0.85, -0.02  # metres: a leg, and how far behind the centre of mass the soles come down
PALM = np.array([0.0, 0.0, -0.075])
SPIN = np.array([0.0, -9.0, 0.0])


def right(shoulder: float, elbow: float, wrist: float) -> dict[str, float]:
    """The throwing arm's angles in degrees, as a row of a posture."""
    return {"shoulder_r": shoulder, "elbow_r": elbow, "wrist_r": wrist}


@skill("shoot_basketball", "shoot")
class Shoot(Person):
    """One shot at a hoop with both hands."""

    def __init__(self, stage: Stage) -> None:
        world = stage.world
        kinds = {world.screenplay.prop(name).kind: name for name in world.shot.props}
        self.ball, self.hoop = kinds["basketball"], kinds["hoop"]
        self.begin = stage.beat.start + (0.3 if stage.seconds < 6 else 0.9)
        self.size = scale_of(world.screenplay.actor(stage.actor).appearance)
        self.success = stage.beat.outcome == "success"
        super().__init__(stage)
        model = self.figure.model
        self.ball_body = model.body(self.ball).id
        joint = model.joint(f"{self.ball}_root")
        self.ball_qpos, self.ball_dof = int(joint.qposadr[0]), int(joint.dofadr[0])
        self.hands = {side: self.figure.body(f"hand_{side}") for side in "lr"}
        self.rim = stage.data.xpos[model.body(self.hoop).id] + [0, 0, RIM_HEIGHT]
        self.referee = Referee(model, self.ball, self.hoop, self.rim)
        self.released: float | None = None
        self.landed: float | None = None

    def keys(self) -> Sequence[tuple[float, Mapping[str, float]]]:
        """Posture around the ball's path; the hands themselves follow the ball."""
        t = self.begin
        after = t + FREE
        feel = after + 1.25
        hold = {**STANCE, "shoulder": 28, "elbow": 75, "spread": 14, "roll": -12, "neck": -6}
        up = {"shoulder_r": 128, "elbow_r": 62, "shoulder_l": 118, "elbow_l": 70, "spread": 12, "roll": 0}
        rows: list[tuple[float, Mapping[str, float]]] = [
            (0.0, hold),
            (t, hold),
            (t + DIP, {"waist": 20, "shoulder": 18, "elbow": 80, "neck": -14, **legs(32, 60, 26)}),
            (t + PUSH, {**up, "waist": 2, "hip": 8, "knee": 14, "ankle": 6, "neck": -10}),
            (after, {**right(158, 12, -10), "shoulder_l": 130, "elbow_l": 45, "spread_l": 16}),
            (after + 0.1, {"wrist_r": 62, "shoulder_r": 152, "waist": -2, "hip": 4, "knee": 6, "ankle": -22}),
            (after + 0.2, {"ankle": 6, "knee": 18, "hip": 12}),
            (after + 0.45, {**right(140, 14, 60), "shoulder_l": 95, "elbow_l": 55, **legs(24, 44, 20)}),
            (after + 0.85, {"hip": 13, "knee": 24, "ankle": 11, "waist": 4}),
            (after + 0.95, {"shoulder_r": 120, "elbow_r": 30, "shoulder_l": 40, "elbow_l": 50, "wrist": 10}),
            (feel, {"shoulder": 30, "elbow": 60, "wrist": 5, "spread": 12, "roll": 0}),
        ]  # fmt: skip
        return [*rows, *(self._cheer(feel) if self.success else self._despair(feel))]

    def _cheer(self, t: float) -> list[tuple[float, Mapping[str, float]]]:
        """Both fists up and two pumps."""
        pumps = [
            (t + 0.6 + 0.2 * beat, {"shoulder": 150.0 - 30 * (beat % 2), "elbow": 40.0 + 50 * (beat % 2)})
            for beat in range(4)
        ]
        raised = {"shoulder": 150, "spread": 28, "elbow": 50, "neck": -8, "waist": -3}
        return [(t + 0.4, raised), *pumps, (t + 2.2, {"shoulder": 20, "spread": 12, "elbow": 40, "waist": 2})]

    def _despair(self, t: float) -> list[tuple[float, Mapping[str, float]]]:
        """Hands to the head, a bow, then arms that drop."""
        grab = {"shoulder": 105, "spread": 62, "elbow": 138, "roll": 22, "wrist": 20}
        return [
            (t + 0.42, {**grab, "waist": -4, "neck": -8}),
            (t + 0.95, {**grab, "waist": 16, "neck": 22}),
            (t + 1.7, {**grab, "waist": 18, "neck": 26}),
            (t + 2.3, {"shoulder": 6, "spread": 8, "elbow": 16, "roll": 0, "wrist": 0, "waist": 14}),
        ]

    def prepare(self) -> None:
        """Take the ball in both hands and solve the aim."""
        super().prepare()
        body = self.figure.model.body(self.stage.actor).id
        self.feet = np.array([*self.data.xpos[body][:2], 0.0])
        turn = self.heading
        path = {
            "hold": (0.34, -0.02, 1.17),
            "dip": (0.37, -0.03, 0.96),
            "set": (0.31, -0.12, 1.68),
            "free": (0.46, -0.11, 2.26),
        }
        clear = np.array([0.24, 0, 0]) * (1 - self.size)  # the ball does not shrink with the shooter
        at = {name: self.feet + turn @ (np.array(p) * self.size + clear) for name, p in path.items()}
        rng = self.stage.rng
        timestep = self.figure.model.opt.timestep
        self.velocity = launch(
            at["free"] - self.rim + [0, 0, RIM_HEIGHT], SPIN, success=self.success, timestep=timestep, rng=rng
        )
        t, still = self.begin, np.zeros(3)
        self.path = Track(
            [
                (t, at["hold"], still),
                (t + DIP, at["dip"], still),
                (t + PUSH, at["set"], turn @ np.array([-0.15, 0, 2.1])),
                (t + FREE, at["free"], self.velocity),
            ]
        )
        self.data.qpos[self.ball_qpos : self.ball_qpos + 3] = at["hold"]
        z, k = self.height, self.size
        self.weight = Track(
            [(t, [z], [0]), (t + DIP, [z - 0.19 * k], [0]), (t + LEAVE, [z + 0.045 * k], [HOP])]
        )
        self.stage.notes |= {
            "action": "shoot_basketball",
            "wanted": self.stage.beat.outcome,
            "held": [[self.ball, 0.0, round(t + FREE, 4)]],
            "release": round(t + FREE, 4),
            "launch_speed": round(float(np.linalg.norm(self.velocity)), 4),
        }

    def wish(self, time: float) -> Wish:
        """Legs that dip, jump and land; hands on the ball; eyes on the rim, then on the ball."""
        wish = super().wish(time)
        self._legs(wish, time)
        self._hands(wish, time)
        t = time - self.begin
        target = self.rim if t < FREE else self.data.xpos[self.ball_body]
        share = 1.0 if t < FREE + 1.4 else 1 - 0.8 * ease(t, FREE + 1.4, FREE + 1.9)
        self.look_at(wish, target, share=share)
        return wish

    def _legs(self, wish: Wish, time: float) -> None:
        assert wish.balance is not None
        t = time - self.begin
        place = wish.balance[0]
        if t < LEAVE:
            height, speed, push = self.weight.at(time)
            place[2] = height[0]
            place[0] += 0.03 * self.size * ease(t, DIP, LEAVE)
            wish.balance = (place, np.array([0, 0, speed[0]]), np.array([0, 0, push[0]]))
            wish.balance_stiffness = (60.0, 60.0, 220.0)
            wish.toes = t > LEAVE - 0.09
            # A little forward, because the ball's push on the hands turns the body back.
            wish.spin = np.array([0.0, 3.0 * self.size * ease(t, PUSH, LEAVE), 0.0])
            wish.spin_weight = 0.8 / self.size**5 * ease(t, DIP, PUSH)
        elif self.landed is None:
            self._fly(wish, time)
        else:
            self._land(wish, time, place)

    def _fly(self, wish: Wish, time: float) -> None:
        """Legs held under the body until both soles are down."""
        wish.standing, wish.balance = False, None
        wish.priority[:], wish.stiffness[:] = 1.0, 300.0
        if time - self.begin > LEAVE + 0.1:
            self._reach_down(wish)
        down = [float(time) - self.balance.touched.get(g, -9.0) < 0.012 for g in self.figure.soles]
        self.balance.feel(self.data)
        if time - self.begin > LEAVE + 0.1 and (all(down) or time - self.begin > LEAVE + 0.6):
            self.landed = time
            z, now = self.height, float(self.data.subtree_com[self.figure.root][2])
            fall = float(np.clip(self.figure.momentum(self.data)[1][2], -2.0, 0.0))
            self.rise = Track(
                [(time, [now], [fall]), (time + 0.22, [z - 0.12 * self.size], [0]), (time + 0.8, [z], [0])]
            )

    def _reach_down(self, wish: Wish) -> None:
        """Hips that bring the soles under the centre of mass, ankles that keep them level."""
        data, root = self.data, self.figure.root
        ahead = self.heading.T @ (self.middle() - data.subtree_com[root])
        forward = self.heading.T @ data.xmat[root].reshape(3, 3)[:, 0]
        hips = [self.figure.qpos[self.index[f"hip_{side}"]] for side in "lr"]
        bent = float(data.qpos[hips].mean()) - (ahead[0] / self.size - UNDER) / LEG
        for side in "lr":
            hip, knee, ankle = (self.index[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle"))
            wish.angles[hip] = np.clip(bent, -0.3, 0.9)
            wish.angles[ankle] = wish.angles[knee] - wish.angles[hip] - np.arctan2(forward[2], forward[0])
            wish.rates[[hip, ankle]] = 0.0

    def _land(self, wish: Wish, time: float, place: Floats) -> None:
        """Give way in the knees, then stand up."""
        height, speed, push = self.rise.at(time)
        place[2] = height[0]
        wish.balance = (place, np.array([0, 0, speed[0]]), np.array([0, 0, push[0]]))
        wish.priority = np.maximum(wish.priority, 0.5)

    def _hands(self, wish: Wish, time: float) -> None:
        """Palms beside the ball, the right one behind and under it for the push."""
        t = time - self.begin
        if self.released is not None:
            return
        place, speed, push = self.path.at(time)
        turn = self.heading
        under = ease(t, DIP, PUSH)
        right = (1 - under) * np.array([-0.05, -0.135, -0.05]) + under * np.array([-0.10, -0.015, -0.105])
        left = (1 - under) * np.array([-0.05, 0.135, -0.05]) + under * np.array([0.0, 0.145, -0.01])
        letting_go = ease(t, PUSH - 0.02, FREE)
        for side, offset, weight in (("r", right, 0.8), ("l", left, 0.8 * (1 - letting_go))):
            if weight > 0.02:
                reach = Reach(
                    self.hands[side], PALM * self.size, place + turn @ offset, speed, push, weight, 500.0
                )
                wish.reaches.append(reach)

    def act(self, time: float) -> None:
        """Torques, and the hold on the ball until it is free."""
        if self.released is None and time >= self.begin + FREE:
            self.released = time
        loads = self._hold(time) if self.released is None else []
        if self.balance.due():
            wish = self.wish(time)
            wish.load = loads
            self.balance.act(self.data, wish)
        self.referee.watch(self.data)

    def _hold(self, time: float) -> list[tuple[int, Floats, Floats]]:
        """Pull the ball along its path with forces that the hands bear; turn it for the backspin.

        Returns what the hands bear, as (body, point, force).
        """
        data, step = self.data, self.figure.model.opt.timestep
        place, speed, _ = self.path.at(time)
        push = (self.path.at(min(time + step, self.path.stop))[1] - speed) / step
        centre = data.xpos[self.ball_body].copy()
        velocity = data.qvel[self.ball_dof : self.ball_dof + 3]
        force = BALL_MASS * (push + [0, 0, 9.81] + 1600 * (place - centre) + 80 * (speed - velocity))
        force *= min(1.0, GRASP / float(np.linalg.norm(force)))
        turning = ease(time - self.begin, PUSH, FREE)
        spin = data.xmat[self.ball_body].reshape(3, 3) @ data.qvel[self.ball_dof + 3 : self.ball_dof + 6]
        twist = np.clip(0.25 * (SPIN * turning - spin), -0.6, 0.6)
        data.xfrc_applied[self.ball_body, :3] += force
        data.xfrc_applied[self.ball_body, 3:] += twist
        sides = "lr" if time < self.begin + PUSH else "r"
        for side in sides:
            hand, share = self.hands[side], 1 / len(sides)
            arm = (centre - data.xipos[hand])[None]
            data.xfrc_applied[hand, :3] -= force * share
            data.xfrc_applied[hand, 3:] -= (cross(arm, force[None])[0] + twist) * share
        return [(self.hands[side], centre, -force / len(sides)) for side in sides]

    def finish(self) -> None:
        """What the referee saw."""
        referee = self.referee
        self.stage.notes |= {
            "outcome": "success" if referee.scored else "miss",
            "board_hits": referee.board,
            "rim_hits": referee.rims,
            "floor_bounces": len(referee.floors),
            "as_wanted": referee.scored == self.success and (self.success or referee.board > 0),
        }
