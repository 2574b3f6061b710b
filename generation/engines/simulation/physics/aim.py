"""Aiming: which launch speed sends a ball through a hoop, or off its board and past it.

Candidates are drawn from a passed random state, thrown in a small world of
floor, hoop and ball alone, and judged by a referee; each is thrown again with
small errors, so that the hand need not be perfect.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import mujoco
import numpy as np
import numpy.typing as npt

from ..screenplay import Prop
from ..world.props import PROPS
from ..world.props.hoop import BALL_RADIUS, BOARD_FACE, RIM_HEIGHT, RIM_RADIUS
from ..world.scene import PLANE, Contactness, Scene

Floats = npt.NDArray[np.float64]
GRAVITY = 9.81
ERRORS = ((0.0, 0.0, 0.0), (0.04, 0.0, 0.03), (-0.04, 0.02, -0.03))


@dataclass
class Referee:
    """Follows a ball: what it touched and whether it fell through the hoop with its rim's centre at `rim`."""

    model: mujoco.MjModel
    ball: str
    hoop: str
    rim: Floats
    scored: bool = False
    board: int = 0
    rims: int = 0
    floors: list[tuple[float, float]] = field(default_factory=list)
    _before: float | None = None
    _touching: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        names = [self.model.geom(g).name for g in range(self.model.ngeom)]
        self._geom = names.index(f"{self.ball}_solid")
        self._board = names.index(f"{self.hoop}_board")
        self._rims = {g for g, name in enumerate(names) if name.startswith(f"{self.hoop}_rim")}
        self._floor = names.index("floor")

    def watch(self, data: mujoco.MjData) -> None:
        """Call after every step."""
        place = data.geom_xpos[self._geom]
        height = float(place[2] - self.rim[2])
        if self._before is not None and self._before >= 0 > height:
            self.scored |= bool(np.hypot(*(place - self.rim)[:2]) < RIM_RADIUS - 0.03)
        self._before = height
        pairs = data.contact.geom
        mine = pairs[(pairs == self._geom).any(1)] if len(pairs) else pairs
        touching = frozenset(int(g) for g in mine.ravel() if g != self._geom)
        for geom in touching - self._touching:
            self.board += geom == self._board
            self.rims += geom in self._rims
            if geom == self._floor:
                self.floors.append((float(place[0] - self.rim[0]), float(place[1] - self.rim[1])))
        self._touching = touching


class Range:
    """A small world to throw in: floor, hoop, ball."""

    def __init__(self, timestep: float) -> None:
        scene = Scene(timestep)
        wood = scene.material("wood_floor", "wood_floor", "#cc985f")
        scene.solid(
            scene.ground, PLANE, (0, 0, 1), name="floor", material=wood, touch=Contactness((1.0, 0.01, 0.001))
        )
        PROPS["hoop"].build(scene, Prop(name="hoop", kind="hoop"), (0, 0, 0), 0.0)
        PROPS["basketball"].build(scene, Prop(name="ball", kind="basketball"), (0, 0, 1), 0.0)
        self.model = scene.compile()
        self.data = mujoco.MjData(self.model)

    def throw(self, place: Floats, velocity: Floats, spin: Floats, seconds: float = 2.2) -> Referee:
        """Follow one throw from `place` until its second bounce."""
        data = self.data
        mujoco.mj_resetData(self.model, data)
        data.qpos[:3], data.qvel[:3], data.qvel[3:6] = place, velocity, spin
        referee = Referee(self.model, "ball", "hoop", np.array([0, 0, RIM_HEIGHT]))
        for _ in range(round(seconds / self.model.opt.timestep)):
            mujoco.mj_step(self.model, data)
            referee.watch(data)
            if len(referee.floors) > 1:
                break
        return referee


def launch(
    place: Floats, spin: Floats, *, success: bool, timestep: float, rng: np.random.Generator, tries: int = 40
) -> Floats:
    """The launch velocity (m/s) from `place` (m, from the point under the rim) that plays out as wished."""
    field_ = Range(timestep)
    best, best_score = np.zeros(3), -np.inf
    for _ in range(tries):
        velocity = _candidate(place, success=success, rng=rng)
        throws = [field_.throw(place, velocity + error, spin) for error in np.array(ERRORS)]
        score = min(_score(throw, success=success) for throw in throws)
        if score > best_score:
            best, best_score = velocity, score
        if best_score >= 3:
            break
    return best


def _candidate(place: Floats, *, success: bool, rng: np.random.Generator) -> Floats:
    flight = rng.uniform(0.92, 1.06)
    if success:
        target = np.array([rng.uniform(-0.04, 0.05), rng.uniform(-0.03, 0.03), RIM_HEIGHT])
        flight = rng.uniform(0.98, 1.1)
    else:
        side = rng.uniform(0.1, 0.34) * rng.choice([-1, 1])
        target = np.array([BOARD_FACE - BALL_RADIUS, side, RIM_HEIGHT + rng.uniform(0.16, 0.5)])
    velocity = (target - place) / flight
    velocity[2] += 0.5 * GRAVITY * flight
    return np.asarray(velocity)


def _score(throw: Referee, *, success: bool) -> float:
    """How well a throw tells the story; 3 and more is good, negative is the wrong story."""
    if success:
        return 3.0 if throw.scored else -5.0 + throw.rims
    if throw.scored or not throw.board:
        return -5.0
    score = 2.0 + 0.6 * min(throw.rims, 1)
    if throw.floors:
        x, y = throw.floors[0]
        score += 1.0 if -3.3 < x < -0.5 and 0.25 < abs(y) < 1.9 else -0.5
    return score
