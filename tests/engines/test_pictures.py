"""Pictures: what the viewfinder, the photographer and the styles make of a take. Tiny, but rendered."""

from __future__ import annotations

import itertools
import os
import time
from dataclasses import replace

import cv2
import numpy as np
import pytest

from generation.engines.errors import BadRequest, Interrupted, RenderFailed
from generation.engines.simulation import faces, spray, viewfinder
from generation.engines.simulation.grade import grade
from generation.engines.simulation.grade.styles import STYLES
from generation.engines.simulation.photograph import photograph
from generation.engines.simulation.photograph.crew import Crew
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.take import Splash
from generation.engines.simulation.world import build
from generation.engines.simulation.world.shapes import features

pytestmark = pytest.mark.render
SIZE = (96, 54)


def shot(prompt: str, seconds: float = 1.0):
    world = build(read_prompt(prompt, seconds=seconds, style="realistic", seed=7))
    return world, simulate(world, seconds, 24, 7)


@pytest.fixture(scope="module")
def corgi():
    return shot("A corgi rides a skateboard through the city")


@pytest.fixture(scope="module")
def speaker():
    return shot('A woman stands in the park and says "Hello"')


@pytest.fixture(scope="module")
def frame(corgi):
    return next(viewfinder.render_frames(*corgi, 160, 90, frames=[12]))


def photos(corgi, folder, frames=(0, 12), **settings):
    folder.mkdir(exist_ok=True)
    found = {}
    photograph(
        *corgi,
        *SIZE,
        settings={"samples": 1, "device": "cpu", **settings},
        workdir=folder,
        frames=list(frames),
        on_frame=lambda index, path: found.update({index: path}),
        should_stop=lambda: False,
    )
    return {index: cv2.imread(str(path)) for index, path in found.items()}


def test_the_viewfinder_sees_colour_metres_and_things(corgi, frame):
    world, take = corgi
    assert frame.rgb.shape == (90, 160, 3)
    assert frame.rgb.std() > 20
    middle = frame.segmentation[30:60, 60:100]
    names = {world.model.geom(int(geom)).name for geom in np.unique(middle) if 0 <= geom < world.model.ngeom}
    assert any(name.startswith("corgi") for name in names)
    near = frame.depth[middle.shape[0], 80]
    away = np.linalg.norm(take.camera_position[12] - take.camera_target[12])
    assert 0.3 * away < near < 3 * away
    assert frame.depth[frame.segmentation == -1].min(initial=9e9) > 1000
    assert frame.focus == pytest.approx(away, rel=0.35)


def test_the_viewfinder_repeats_itself(corgi, frame):
    again = next(viewfinder.render_frames(*corgi, 160, 90, frames=[12]))
    assert np.array_equal(again.rgb, frame.rgb)


def test_the_viewfinder_stops_when_asked(corgi):
    calls = itertools.count()
    frames = viewfinder.render_frames(*corgi, 32, 18, should_stop=lambda: next(calls) >= 2)
    with pytest.raises(Interrupted):
        list(frames)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_keeps_the_size_and_is_its_own_and_deterministic(frame, style):
    one, two = (grade(frame.rgb, frame, style, 7) for _ in range(2))
    assert one.shape == frame.rgb.shape
    assert one.dtype == np.uint8
    assert np.array_equal(one, two)
    assert np.abs(one.astype(int) - frame.rgb).mean() > 0.5
    assert 25 < one.mean() < 230


@pytest.mark.parametrize("size", [(2, 2), (64, 36), (36, 64), (30, 90)])
@pytest.mark.parametrize("style", sorted(STYLES))
def test_styles_take_any_size(style, size):
    width, height = size
    rgb = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    depth = np.full((height, width), 3.0, np.float32)
    tiny = viewfinder.Frame(
        index=0, rgb=rgb, depth=depth, segmentation=np.zeros((height, width), np.int32), focus=3.0
    )
    assert grade(rgb, tiny, style, 1).shape == rgb.shape


def test_a_style_that_nobody_made_is_refused(frame):
    with pytest.raises(BadRequest, match="no style"):
        grade(frame.rgb, frame, "baroque", 1)


def test_cycles_photographs_the_same_pose_as_the_viewfinder(corgi, tmp_path):
    found = photos(corgi, tmp_path / "one", frames=(12,))
    assert set(found) == {12}
    picture = cv2.cvtColor(found[12], cv2.COLOR_BGR2GRAY).astype(np.float32)
    looked = next(viewfinder.render_frames(*corgi, *SIZE, frames=[12])).rgb
    same = cv2.cvtColor(looked, cv2.COLOR_RGB2GRAY).astype(np.float32)
    alike = np.corrcoef(picture.ravel(), same.ravel())[0, 1]
    assert alike > 0.45, "both cameras must see the same scene"


def test_two_processes_share_the_frames_of_a_shot(corgi, tmp_path):
    found = photos(corgi, tmp_path / "two", frames=(0, 8, 16), processes=2)
    assert set(found) == {0, 8, 16}
    assert all(picture.std() > 5 for picture in found.values())


def test_stopping_a_photograph_ends_blender_at_once(corgi, tmp_path):
    stop_at = time.monotonic() + 3
    with pytest.raises(Interrupted):
        photograph(
            *corgi,
            640,
            360,
            settings={"samples": 512, "device": "cpu"},
            workdir=tmp_path,
            frames=[0, 1, 2],
            on_frame=lambda _index, _path: None,
            should_stop=lambda: time.monotonic() > stop_at,
        )
    assert time.monotonic() - stop_at < 2


def test_a_renderer_that_crashes_is_a_failed_shot_with_its_last_words(tmp_path):
    (tmp_path / "job.json").write_text("{")
    with Crew(tmp_path, {}, 1) as crew:
        crew._processes[0].wait(60)
        with pytest.raises(RenderFailed, match="status"):
            crew.heard(0.1)


def test_blender_ends_with_the_worker_that_started_it(tmp_path, corgi):
    crew = Crew(tmp_path, {}, 1)
    process = crew._processes[0]
    process.stdin.close()
    assert process.wait(20) != 0
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_mouth_opens_with_the_voice(speaker):
    world, take = speaker
    actor = world.shot.cast[0]
    loud = np.zeros((take.frames, 2))
    loud[10:] = (1.0, 0.0)
    speaking = take.with_mouth({actor: loud})
    shut, wide = (features.lips(faces.expression(speaking, actor, index)) for index in (0, 12))
    gaps = [(lips.upper - lips.lower)[:, 2].max() for lips in (shut, wide)]
    assert gaps[0] < 0.005
    assert gaps[1] > 0.03


def test_drops_fly_up_fall_back_and_are_the_same_each_time(corgi):
    splash = Splash(time=0.5, position=(0.0, 0.0, 0.0), energy=300.0, radius=0.3)
    take = replace(corgi[1], splashes=(splash,))
    assert len(spray.spray(take).at(0.4)) == 0
    early, late = spray.spray(take).at(0.7), spray.spray(take).at(3.0)
    assert len(early) > 40
    assert 0.1 < early[:, 2].max() < 2.5
    assert len(late) == 0
    assert np.array_equal(early, spray.spray(replace(take)).at(0.7))
