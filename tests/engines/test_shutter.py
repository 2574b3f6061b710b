"""What a lens does in time: blur along the way of what is fast, focus that goes from one to the next."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from generation.engines.simulation import viewfinder
from generation.engines.simulation.grade import STYLES
from generation.engines.simulation.photograph.job import read_job, write_job
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.pulling import EARLY, TURNS, cues, points
from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.take import Take
from generation.engines.simulation.viewfinder.shutter import Shutter
from generation.engines.simulation.world import World, build

SIZE, FPS = (320, 180), 12


def _shot(prompt: str) -> tuple[World, Take]:
    world = build(read_prompt(prompt, seconds=2.0, style="cinematic", seed=4))
    return world, simulate(world, 2.0, FPS, 4)


@pytest.fixture(scope="module")
def run() -> tuple[World, Take]:
    return _shot("a man runs in the park")


def _detail(picture: npt.NDArray[np.uint8], where: npt.NDArray[np.bool_]) -> float:
    steps = np.abs(np.diff(picture.astype(float).mean(-1), axis=1, append=0))
    return float(steps[where].mean())


def test_what_is_fast_is_blurred_and_what_the_camera_keeps_still_is_sharp(run: tuple[World, Take]) -> None:
    world, take = run
    [frame] = viewfinder.render_frames(world, take, *SIZE, frames=[12])
    shutter = Shutter(world.model, take, *SIZE, 0.5)
    blurred = shutter.blurred(frame.rgb, frame)
    bodies = world.model.geom_bodyid[np.clip(frame.segmentation, 0, world.model.ngeom - 1)]
    seen = (frame.segmentation >= 0) & (frame.segmentation < world.model.ngeom)
    head = seen & (bodies == world.model.body("a1_head").id)
    foot = seen & np.isin(bodies, [world.model.body(f"a1_{part}").id for part in ("foot_l", "foot_r")])
    change = np.abs(blurred.astype(float) - frame.rgb).mean(-1)
    assert change[foot].mean() > 1.4 * change[head].mean()
    ground = seen & (bodies == 0)
    assert _detail(blurred, ground) < 0.85 * _detail(frame.rgb, ground)


def test_a_longer_exposure_blurs_more_and_none_at_all_changes_nothing(run: tuple[World, Take]) -> None:
    world, take = run
    [frame] = viewfinder.render_frames(world, take, *SIZE, frames=[12])
    change = [
        float(
            np.abs(
                Shutter(world.model, take, *SIZE, share).blurred(frame.rgb, frame) - frame.rgb.astype(float)
            ).mean()
        )
        for share in (0.0, 0.5, 1.0)
    ]
    assert change[0] == 0 < change[1] < change[2]


def test_a_still_shot_and_a_last_frame_are_left_as_they_are(run: tuple[World, Take]) -> None:
    world, take = run
    frozen = replace(
        take,
        xpos=np.repeat(take.xpos[:1], take.frames, 0),
        xquat=np.repeat(take.xquat[:1], take.frames, 0),
        camera_position=np.repeat(take.camera_position[:1], take.frames, 0),
        camera_target=np.repeat(take.camera_target[:1], take.frames, 0),
        camera_fov=np.repeat(take.camera_fov[:1], take.frames, 0),
    )
    first, last = viewfinder.render_frames(world, take, *SIZE, frames=[0, take.frames - 1])
    assert Shutter(world.model, frozen, *SIZE, 0.5).blurred(first.rgb, first) is first.rgb
    assert Shutter(world.model, take, *SIZE, 0.5).blurred(last.rgb, last) is last.rgb


def test_only_styles_that_are_drawn_by_hand_have_no_shutter() -> None:
    without = {name for name, style in STYLES.items() if style.lens.shutter == 0}
    assert without == {"anime", "claymation", "paper"}


def _talk() -> tuple[World, Take]:
    play = read_prompt("a man and a woman talk in the park", seconds=2.0, style="cinematic", seed=4)
    shot = play.shots[0]
    lines = [
        {"speaker": name, "text": "Hello there!", "start": start}
        for name, start in (("a1", 0.0), ("a2", 1.0))
    ]
    data = play.model_dump() | {"shots": [shot.model_dump() | {"lines": lines}]}
    world = build(Screenplay.model_validate(data))
    return world, simulate(world, 2.0, FPS, 4)


def test_the_focus_goes_smoothly_from_one_who_spoke_to_the_one_who_speaks() -> None:
    world, take = _talk()
    assert cues(world, take) == [(0.0, "a1"), (1.0, "a2")]
    bodies = [row["name"] for row in take.model["bodies"]]
    first, second = (take.xpos[:, bodies.index(name)] for name in ("a1", "a2"))
    sharp = points(world, take)
    before, after = take.times < 1.0 - EARLY, take.times > 1.0 - EARLY + TURNS
    assert np.allclose(sharp[before], first[before])
    assert np.allclose(sharp[after], second[after])
    way = np.linalg.norm(sharp - second, axis=1)[~before]
    assert np.all(np.diff(way) <= 1e-3)
    turning = ~before & ~after
    assert turning.sum() >= 5


def test_both_renderers_are_sharp_on_the_same_point(tmp_path: object) -> None:
    from pathlib import Path

    world, take = _talk()
    frames = [0, take.frames - 1]
    folder = Path(str(tmp_path))
    write_job(folder, world, take, *SIZE, {}, frames)
    job = read_job(folder)
    assert np.allclose(job.arrays["focus"], points(world, take)[frames], atol=1e-4)
    for row, frame in enumerate(viewfinder.render_frames(world, take, *SIZE, frames=frames)):
        assert frame.eye is not None
        away = float((job.arrays["focus"][row] - frame.eye.position) @ frame.eye.forward)
        assert frame.focus == pytest.approx(away, abs=1e-3)


def test_who_only_passes_by_does_not_take_the_focus() -> None:
    world, take = _shot("a woman dances in a busy street")
    assert cues(world, take) == [(0.0, "a1")]
