"""What is heard in the delivered film begins when it is seen; a sound that comes late is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from generation.engines import media
from generation.engines.base import Rendered
from generation.engines.errors import EncodeFailed
from generation.engines.media import hearing
from generation.engines.simulation.report import of_physics

from .conftest import FPS, Shot
from .test_media_film import picture


def delivered(shot: Shot, folder: Path, *, late: float = 0.0) -> Path:
    """The film of a shot with its own sound, `late` seconds behind the picture."""
    shift = round(late * 48_000)
    samples = np.roll(shot.sound.samples, shift, axis=0)
    samples[:shift] = 0
    replace(shot.sound, samples=samples).write(folder / "sound.wav")
    film = picture(folder / "picture.mp4", shot.take.frames)
    out = folder / "out"
    out.mkdir()
    shots = [Rendered(film, folder / "sound.wav", [])]
    return media.deliver(
        shots, out, watermark=None, seed=1, on_progress=lambda _: None, should_stop=lambda: False
    ).content


def seen(shot: Shot) -> list[float]:
    return of_physics(shot.world, shot.take, shot.sound.facts["lines"])["audible"]


@pytest.mark.parametrize("name", ["ball", "flip"])
def test_blows_are_heard_within_a_frame_of_the_delivered_film(name, request, tmp_path):
    shot = request.getfixturevalue(name)
    told = hearing.sync(delivered(shot, tmp_path), seen(shot), FPS)
    assert told["heard"] >= 1
    assert told["max_offset_frames"] <= told["bound"] == 1


@pytest.mark.parametrize("name", ["ball", "flip"])
@pytest.mark.parametrize("frames", [3, 5])
def test_sound_that_comes_late_is_noticed(name, frames, request, tmp_path):
    shot = request.getfixturevalue(name)
    told = hearing.sync(delivered(shot, tmp_path, late=frames / FPS), seen(shot), FPS)
    assert told["max_offset_frames"] > 1
    assert told["max_offset_frames"] == pytest.approx(frames, abs=0.6)


def test_a_film_in_which_nothing_strikes_is_not_measured(ride, tmp_path):
    told = hearing.sync(delivered(ride, tmp_path), [], FPS)
    assert (told["max_offset_frames"], told["heard"]) == (None, 0)


def test_moments_of_later_shots_come_after_the_earlier_ones():
    shots = [
        {"frames": 48, "fps": 24, "physics": {"audible": [0.5]}},
        {"frames": 24, "fps": 24, "physics": {}},
        {"frames": 24, "fps": 24, "physics": {"audible": [0.25]}},
    ]
    assert hearing.moments(shots) == [0.5, 3.25]


def test_what_is_no_film_is_refused(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"no film")
    with pytest.raises(EncodeFailed, match=r"film\.mp4 could not be decoded"):
        hearing.decoded(tmp_path / "film.mp4")
