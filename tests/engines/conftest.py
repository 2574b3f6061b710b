"""One take of each of the three prompts, with its sound; simulated once, because physics takes seconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.sound.mix import Soundtrack, score
from generation.engines.simulation.take import Take
from generation.engines.simulation.world import World, build

FPS, SEED = 24, 7
BALL = 'A basketball player misses a shot, the ball rebounds off the board and he shouts "Oh no, not again!"'
FLIP = "A man does a backflip off a paddleboard on the open sea"
RIDE = "A corgi rides a skateboard through a city"


@dataclass(frozen=True)
class Shot:
    """A world, what happened in it, and what it sounds like."""

    world: World
    take: Take
    sound: Soundtrack

    @property
    def actor(self) -> str:
        return self.world.shot.cast[0]

    @property
    def facts(self) -> dict[str, Any]:
        return self.take.facts[self.actor]

    def prop(self, kind: str) -> str:
        play = self.world.screenplay
        return next(name for name in self.world.shot.props if play.prop(name).kind == kind)

    def path(self, body: str) -> np.ndarray:
        """Places (F, 3) of a body."""
        return self.take.xpos[:, self.world.model.body(body).id]

    def turned(self, body: str) -> np.ndarray:
        """Rotation matrices (F, 3, 3) of a body."""
        w, x, y, z = self.take.xquat[:, self.world.model.body(body).id].T
        rows = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
        return np.moveaxis(np.array(rows), -1, 0)


def played(prompt: str, seconds: float = 4, seed: int = SEED, fps: int = FPS) -> tuple[World, Take]:
    """The first shot of a prompt, built and simulated."""
    play = read_prompt(prompt, seconds=seconds, style="realistic", seed=seed)
    world = build(play, 0)
    return world, simulate(world, play.shots[0].seconds, fps, seed)


@cache
def shot(prompt: str) -> Shot:
    world, take = played(prompt)
    sound = score(take, world.screenplay, 0, world.shot.seconds, SEED, world=world)
    return Shot(world, take, sound)


@pytest.fixture(scope="session")
def ball() -> Shot:
    return shot(BALL)


@pytest.fixture(scope="session")
def flip() -> Shot:
    return shot(FLIP)


@pytest.fixture(scope="session")
def ride() -> Shot:
    return shot(RIDE)
