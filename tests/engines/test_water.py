"""In water one swims or wades: nobody walks on it, and a pool's swimmer is in the pool."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build


def test_a_dog_is_in_the_water_to_its_back():
    play = read_prompt("A dog swims across the lake", seconds=2, style="realistic", seed=5)
    world = build(play)
    take = simulate(world, 1.0, 12, 5)
    way = take.xpos[:, world.model.body("dog").id]
    sea = [float(world.water.height(x, y, frame / 12)) for frame, (x, y, _) in enumerate(way)]
    assert np.all(np.abs(way[:, 2] - sea) < 0.2)


def test_who_runs_into_the_sea_swims():
    play = read_prompt("A boy runs in the sea", seconds=2, style="realistic", seed=5)
    swum = build(play).blocking.scripts["a1"].parts
    assert {part.action for part in swum} == {"swim"}


def test_a_pool_lies_under_its_swimmer_and_behind_who_stands_by():
    swims, stands = (
        read_prompt(prompt, seconds=2, style="realistic", seed=5).shots[0]
        for prompt in ("A woman swims in the swimming pool", "A woman dances by the swimming pool")
    )
    assert swims.set == stands.set
    assert swims.wet
    assert not stands.wet


@pytest.mark.parametrize(
    "prompt",
    ["A boy swims in the sea, chased by a shark", "Un ragazzo nuota nel mare inseguito da uno squalo"],
)
def test_who_is_named_after_by_does_it(prompt):
    beats = read_prompt(prompt, seconds=2, style="realistic", seed=5).shots[0].beats
    assert [(beat.actor, beat.action, beat.target) for beat in beats] == [
        ("a1", "swim", None),
        ("shark", "chase", "a1"),
    ]
