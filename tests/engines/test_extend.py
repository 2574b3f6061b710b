"""A shot that goes on from another: no jump in poses, camera or picture; one sound for the whole film."""

from __future__ import annotations

import json
import wave
from itertools import pairwise

import av
import cv2
import numpy as np
import pytest

from generation.engines.base import RenderRequest, Scorer
from generation.engines.errors import BadRequest
from generation.engines.simulation.audit import audit
from generation.engines.simulation.engine import SimulationEngine
from generation.engines.simulation.opening import Opening
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.screenplay.extend import extend
from generation.engines.simulation.screenplay.stitch import stitched
from generation.engines.simulation.sound import film, loudness
from generation.engines.simulation.take import Take
from generation.engines.simulation.world import build
from generation.engines.simulation.world.backdrop import Backdrop

SECONDS = 0.5


def play_of(prompt: str) -> Screenplay:
    return read_prompt(prompt, seconds=4, style="realistic", seed=5)


def shot_of(play: Screenplay, shot: int, folder, opening=None):
    folder.mkdir()
    request = RenderRequest(
        prompt=play.prompt,
        model="m",
        style=play.style,
        width=128,
        height=72,
        seconds=SECONDS,
        seed=5,
        workdir=folder,
        shot=shot,
        screenplay=json.loads(play.to_json()),
        settings={"renderer": "viewfinder"},
        opening=opening,
    )
    return SimulationEngine().render(request, on_progress=lambda _: None, should_stop=lambda: False)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A walk, and how it goes on."""
    folder = tmp_path_factory.mktemp("extend")
    play = extend(play_of("A man in a red jacket walks in a park"), "he stops and waves", SECONDS)
    first = shot_of(play, 0, folder / "first")
    return play, first, shot_of(play, 1, folder / "second", first.take)


def frames(path) -> list:
    with av.open(str(path)) as found:
        return [frame.to_ndarray(format="gray").astype(np.float32) for frame in found.decode(video=0)]


def ssim(a, b) -> float:
    """Structural similarity (Wang et al. 2004) with a Gaussian window."""

    def mean(x):
        return cv2.GaussianBlur(x, (0, 0), 1.5)

    ma, mb = mean(a), mean(b)
    va, vb, both = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
    c1, c2 = 6.5025, 58.5225
    return float(((2 * ma * mb + c1) * (2 * both + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2))).mean())


def test_the_cut_is_no_larger_than_a_step_from_frame_to_frame(pair):
    _, first, second = pair
    old, new = frames(first.picture), frames(second.picture)
    steps = [ssim(a, b) for row in (old, new) for a, b in pairwise(row)]
    assert ssim(old[-1], new[0]) > min(steps) - 0.02


def test_poses_and_camera_go_on(pair):
    _, first, second = pair
    old, new = Take.load(first.take), Take.load(second.take)
    for name in ("xpos", "camera_position", "camera_target", "camera_fov"):
        a, b = getattr(old, name), getattr(new, name)
        if name == "xpos":
            body = {row["name"]: n for n, row in enumerate(old.model["bodies"])}["a1"]
            other = {row["name"]: n for n, row in enumerate(new.model["bodies"])}["a1"]
            a, b = a[:, body], b[:, other]
        usual = max(np.abs(np.diff(a[-4:], axis=0)).max(), 1e-3)
        assert np.abs(b[0] - a[-1]).max() < 2.5 * usual, name


def test_words_tell_what_happens_next():
    play = extend(play_of("A dog runs on the beach"), "a woman comes and hugs the dog", 4.0)
    before, after = play.shots
    assert (after.set, after.time_of_day, after.seconds) == (before.set, before.time_of_day, 4.0)
    assert set(before.cast) < set(after.cast)
    assert {beat.action for beat in after.beats} == {"hug"}
    on = extend(play_of("A man walks in a park"), "", 8.0).shots[-1]
    assert [(beat.action, beat.seconds) for beat in on.beats] == [("walk", 8.0)]


def test_a_joined_film_numbers_who_had_the_same_name(pair):
    play, first, _ = pair
    whole = stitched([play, play])
    assert len(whole.shots) == 4
    assert [actor.name for actor in whole.actors] == ["a1", "a1_2"]
    opening = Opening.load(first.take, (*whole.shots[2].cast, *whole.shots[2].props))
    assert "a1_2" in opening.begun()
    assert any(joint["name"] == "a1_2_root" for joint in opening.take.model["joints"])


def test_what_is_no_take_is_refused(tmp_path):
    (tmp_path / "take.zip").write_bytes(b"nothing")
    with pytest.raises(BadRequest):
        Opening.load(tmp_path / "take.zip")
    with pytest.raises(BadRequest):
        film.load(tmp_path / "take.zip")


def test_one_mix_for_the_whole_film(pair):
    _, first, second = pair
    stems = [film.load(first.stems), film.load(second.stems)] * 3
    parts = film.mix(stems, 5)
    whole = np.concatenate(parts)
    assert [len(part) for part in parts] == [len(stem.air) for stem in stems]
    assert loudness.integrated(whole) == pytest.approx(-14, abs=1)
    assert loudness.true_peak(whole) <= -1
    assert np.array_equal(whole, np.concatenate(film.mix(stems, 5)))


def test_the_engine_writes_a_sound_for_each_shot(pair, tmp_path):
    _, first, second = pair
    assert isinstance(SimulationEngine(), Scorer)
    paths = SimulationEngine().mixed([first.stems, second.stems], 5, tmp_path)
    for path, shot in zip(paths, (first, second), strict=True):
        with wave.open(str(path)) as new, wave.open(str(shot.sound)) as old:
            assert new.getparams() == old.getparams()


def test_the_score_goes_on_over_cuts_and_stops_for_players(pair):
    _, first, _ = pair
    stem = film.load(first.stems)
    glad = film.Stem(stem.air, stem.rest, stem.talking, mood="happy")
    played = film.Stem(stem.air, stem.rest, stem.talking, mood="", plays=True)
    starts = np.arange(4) * len(stem.air)
    tune = film._tune([glad, stem, glad], starts, 5)
    again = film._tune([glad, glad, glad], starts, 5)
    assert np.array_equal(tune, again)
    quiet = film._tune([glad, played, glad], starts, 5)
    middle = slice(int(starts[1] + len(stem.air) / 2 - 500), int(starts[1] + len(stem.air) / 2 + 500))
    assert np.abs(quiet[middle]).mean() < np.abs(tune[middle]).mean()
    assert film._tune([stem, stem, stem], starts, 5) is None


def test_a_start_image_becomes_the_place(tmp_path):
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:60], picture[60:] = (250, 120, 40), (20, 130, 60)
    cv2.imwrite(str(tmp_path / "start.png"), picture[:, :, ::-1])
    backdrop = Backdrop.load(tmp_path / "start.png")
    assert backdrop.ground == "#14823c"
    assert backdrop.palette[0] == "#fa7828"
    (tmp_path / "bad.png").write_bytes(b"nothing")
    with pytest.raises(BadRequest):
        Backdrop.load(tmp_path / "bad.png")
    request = RenderRequest(
        prompt="A man waves",
        model="m",
        style="realistic",
        width=128,
        height=72,
        seconds=0.2,
        seed=5,
        workdir=tmp_path,
        settings={"renderer": "viewfinder"},
        start_image=tmp_path / "start.png",
    )
    done = SimulationEngine().render(request, on_progress=lambda _: None, should_stop=lambda: False)
    assert done.report["start_image"]["mark"] == "approximated"
    assert {"word": "start image", "as": done.report["start_image"]["as"]} in done.report["words"][
        "approximated"
    ]
    with av.open(str(done.picture)) as found:
        frame = next(found.decode(video=0)).to_ndarray(format="rgb24").astype(float)
    ground = frame[-8:, :20].mean((0, 1))
    assert ground[1] > ground[0] + 20


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A basketball player misses a shot in a gym and the ball rebounds off the backboard", "he waves"),
        ("A man does a backflip off a paddleboard on a moving sea", ""),
        ("A corgi rides a skateboard through Tokyo", ""),
    ],
)
def test_what_physics_moved_goes_on_by_physics_and_is_checked(prompt, words, tmp_path):
    play = read_prompt(prompt, seconds=3, style="realistic", seed=3)
    old = simulate(build(play), 3.0, 24, 3)
    old.save(tmp_path / "old.take")
    longer = extend(play, words, 1.5)
    opening = Opening.load(tmp_path / "old.take")
    new = simulate(build(longer, 1, opening), 1.5, 24, 3, opening=opening)
    found = audit(new)
    assert found["checked"], found["failed"]
    assert found["kinematic"] == []
    who = longer.shots[1].cast[0]
    assert who in found["bodies"]
    here, there = (
        take.xpos[place, [row["name"] for row in take.model["bodies"]].index(who)]
        for take, place in ((old, -1), (new, 0))
    )
    assert np.linalg.norm(there - here) < 0.25


def test_what_was_moved_by_hand_goes_on_by_hand_and_says_so(pair):
    _, first, second = pair
    assert Opening.load(first.take).deeds is None
    assert audit(Take.load(second.take))["kinematic"] == ["a1"]
