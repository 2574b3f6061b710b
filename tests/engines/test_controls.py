"""Films of a take for other engines: what moves has its colour, and a skeleton lies on the body it is of."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.base import RenderRequest
from generation.engines.errors import Interrupted
from generation.engines.simulation import controls
from generation.engines.simulation.engine import Shoot
from generation.engines.simulation.layers import bodies

SIZE = (160, 96)


@pytest.fixture(scope="module")
def shot(tmp_path_factory):
    request = RenderRequest(
        prompt="A woman waves in a park next to a dog", model="m", style="realistic", width=160, height=96,
        seconds=1.0, seed=3, workdir=tmp_path_factory.mktemp("work"),
    )  # fmt: skip
    world, take, _track, _report = Shoot(request, lambda _: None, lambda: False).rehearse()
    return world, take


@pytest.mark.parametrize("kind", sorted(controls.KINDS))
def test_every_kind_has_the_frames_of_the_rate_and_moves(kind, shot):
    film = controls.film(kind, *shot, SIZE, 8.0, lambda: False)
    assert film.shape == (8, SIZE[1], SIZE[0], 3)
    assert film.dtype == np.uint8
    assert film.std() > 1
    assert (film[0] != film[-1]).any()
    with pytest.raises(Interrupted):
        controls.film(kind, *shot, SIZE, 8.0, lambda: True)


def test_figures_have_colours_of_their_own_and_what_stands_is_grey(shot):
    world, take = shot
    colours = controls.palette(world.model)
    names = [row["name"] for row in take.model["bodies"]]
    figures = list(take.model["skeletons"])
    assert len(figures) == 2
    first, second = (colours[names.index(take.model["skeletons"][who][0]) + 1] for who in figures)
    assert abs(first.astype(int) - second.astype(int)).max() > 60
    assert {tuple(colours[names.index(bone) + 1]) for bone in take.model["skeletons"][figures[0]]} == {
        tuple(first)
    }
    assert tuple(colours[0]) == (0, 0, 0)
    assert tuple(colours[1]) == controls.DRY


def test_a_skeleton_lies_on_the_body_that_the_camera_sees(shot):
    from generation.engines.simulation.viewfinder import render_frames

    world, take = shot
    drawn = controls.film("pose", world, take, SIZE, take.fps, lambda: False)[0].any(axis=-1)
    frame = next(iter(render_frames(world, take, *SIZE, frames=[0])))
    names = [row["name"] for row in take.model["bodies"]]
    bones = [names.index(bone) + 1 for skeleton in take.model["skeletons"].values() for bone in skeleton]
    seen = np.isin(bodies(world.model, frame), bones)
    assert (drawn & seen).sum() > 0.7 * drawn.sum()
