"""In-betweening: frames that were not rendered look like those that were, and nothing is guessed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.quality import ssim
from generation.engines.simulation import viewfinder
from generation.engines.simulation.between import Reel
from generation.engines.simulation.between.tiles import Box, boxes, cost, laid, let_through
from generation.engines.simulation.between.warp import Known, between
from generation.engines.simulation.photograph import Photographer
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build

SIZE = (160, 90)
CYCLES = {"samples": 4, "device": "cpu", "threads": 1}


def shot(prompt: str, seconds: float = 1.0):
    world = build(read_prompt(prompt, seconds=seconds, style="realistic", seed=7))
    return world, simulate(world, seconds, 24, 7, aspect=SIZE[0] / SIZE[1])


@pytest.fixture(scope="module")
def corgi():
    return shot("A corgi rides a skateboard through the city")


@pytest.fixture(scope="module")
def looked(corgi):
    """Nine frames of the viewfinder, which stand in for rendered ones: as exact, and quick."""
    return {frame.index: frame for frame in viewfinder.render_frames(*corgi, *SIZE, frames=range(8, 17))}


def test_a_point_is_carried_to_where_it_really_is(corgi, looked):
    known = [Known.of(looked[index], looked[index].rgb) for index in (8, 10)]
    made = between(looked[9], *known)
    sure = ~made.need
    apart = np.abs(made.picture.astype(int) - looked[9].rgb).max(-1)
    moved = np.abs(looked[8].rgb.astype(int) - looked[9].rgb).max(-1)
    assert sure.mean() > 0.8
    assert apart[sure].mean() < 0.5 * moved[sure].mean(), "carried is better than taken as it was"
    assert ssim(made.picture, looked[9].rgb) > ssim(looked[8].rgb, looked[9].rgb)


def test_two_frames_that_do_not_agree_about_a_place_leave_it_to_the_renderer(looked):
    picture = looked[10].rgb.copy()
    picture[60:80, 20:60] = 255 - picture[60:80, 20:60]
    made = between(looked[9], Known.of(looked[8], looked[8].rgb), Known.of(looked[10], picture))
    assert made.need[64:76, 26:54].mean() > 0.6


def test_the_same_frame_comes_out_the_same(looked):
    known = [Known.of(looked[index], looked[index].rgb) for index in (8, 16)]
    one, two = between(looked[11], *known), between(looked[11], *known)
    assert np.array_equal(one.picture, two.picture)
    assert np.array_equal(one.need, two.need)


def test_boxes_cover_all_that_is_needed_and_little_costs_little():
    need = np.zeros((90, 160), bool)
    assert boxes(need) == []
    need[10:20, 10:20] = need[60:70, 120:140] = True
    found = boxes(need)
    covered = np.zeros_like(need)
    for box in found:
        covered[box.top : box.bottom, box.left : box.right] = True
    assert covered[need].all()
    assert covered.mean() < 0.5
    through = let_through(need)
    assert through[need].all()
    assert 0 < cost(found, through) < 0.4
    assert cost([Box(0, 0, 160, 90)], np.ones_like(need)) > 0.9


def test_a_patch_is_whole_where_it_is_needed_and_leaves_the_rest():
    picture, need = np.zeros((40, 40, 3), np.uint8), np.zeros((40, 40), bool)
    need[15:25, 15:25] = True
    laid(picture, need, Box(8, 8, 32, 32), np.full((24, 24, 3), 200, np.uint8))
    assert (picture[need] == 200).all()
    assert (picture[:8] == 0).all()
    assert 0 < picture[20, 27].max() < 200


def reeled(world, take, folder, reach, part=None, **settings):
    folder.mkdir()
    frames = list(range(9))
    with (
        Photographer(
            world, take, *SIZE, settings={**CYCLES, **settings}, workdir=folder, frames=frames,
            should_stop=lambda: False,
        ) as photographer,
        viewfinder.opened(world, take, *SIZE) as stage,
    ):  # fmt: skip
        reel = Reel(photographer, stage, frames, reach)
        found = {facts.index: picture.copy() for facts, picture in reel.pictures(*(part or (0, 9)))}
        return found, reel.saved


@pytest.mark.render
def test_a_film_with_in_betweens_looks_like_one_that_is_rendered_whole(tmp_path):
    world, take = shot("A woman waves in the kitchen, static camera")
    full, every = reeled(world, take, tmp_path / "full", 1)
    film, saved = reeled(world, take, tmp_path / "film", 4)
    other, _ = reeled(world, take, tmp_path / "other", 1, (0, 3), seed=5)
    assert list(film) == list(range(9))
    assert every.whole == 9
    assert saved.whole < 9
    assert saved.rendered < 0.8
    floor = np.mean([ssim(full[index], other[index]) for index in other])
    alike = [ssim(full[index], film[index]) for index in full]
    assert min(alike) > floor, "no further from the full render than the full render with other noise"


@pytest.mark.render
def test_parts_of_a_film_made_apart_are_the_film(corgi, tmp_path):
    """Cycles repeats itself bit by bit; its denoiser rounds one value in thousands otherwise, by one."""
    whole, _ = reeled(*corgi, tmp_path / "whole", 4, samples=2)
    first, _ = reeled(*corgi, tmp_path / "first", 4, (0, 4), samples=2)
    second, _ = reeled(*corgi, tmp_path / "second", 4, (4, 9), samples=2, threads=2)
    assert [*first, *second] == list(whole)
    for index, picture in {**first, **second}.items():
        apart = np.abs(picture.astype(int) - whole[index])
        assert apart.max() <= 1, index
        assert (apart > 0).mean() < 0.002, index


@pytest.mark.render
def test_a_stencil_lets_through_what_is_needed_as_the_whole_frame_has_it(corgi, tmp_path):
    need = np.zeros((90, 160), bool)
    need[30:60, 50:110] = True
    with Photographer(
        *corgi, *SIZE, settings=CYCLES, workdir=tmp_path, frames=[3, 4], should_stop=lambda: False
    ) as photographer:
        photographer.order(4)
        whole = cv2.imread(str(photographer.taken().paths[0]))
        photographer.order(4, [Box(40, 20, 120, 70)], need)
        part = cv2.imread(str(photographer.taken().paths[0]))
    assert part.shape == (50, 80, 3)
    same, inside = whole[20:70, 40:120], np.s_[14:36, 14:66]
    noise = np.abs(part[inside].astype(int) - same[inside]).mean()
    assert noise < 0.5 * np.abs(np.roll(same, 6, 1)[inside].astype(int) - same[inside]).mean()
    assert np.corrcoef(part[inside].ravel(), same[inside].ravel())[0, 1] > 0.94
    assert part[:4, :4].max() < 12, "nobody looks at what is not needed"
