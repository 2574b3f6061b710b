"""A recording of one live person who was asked just now passes; every trick we know does not."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from cameo import refusals, verification, watching
from cameo.verification import Result
from perception import digits, landmarks

from .conftest import NUMBERS, TURNS
from .films import FPS, Film

pytestmark = pytest.mark.render


def results(film: Film, *, numbers: str = NUMBERS, turns: list[str] = TURNS) -> dict[str, Result]:
    seen = watching.watch(film.encoded())
    return {check.code: check.result for check in verification.verify(seen, numbers=numbers, turns=turns)}


def overall(found: dict[str, Result]) -> Result:
    return verification.overall([verification.Check(code, result, None) for code, result in found.items()])


def test_a_live_person_passes(film):
    found = results(film)
    assert set(found.values()) == {Result.PASS}, found


def test_other_numbers_do_not_pass(film):
    assert results(film, numbers="380066")["numbers"] is Result.FAIL


def test_turns_in_another_order_do_not_pass(film):
    assert results(film, turns=["right", "left"])["turns"] is Result.FAIL


def test_a_photograph_held_still_does_not_pass(film):
    still = replace(film, frames=np.repeat(film.frames[:1], len(film.frames), axis=0))
    found = results(still)
    assert found["turns"] is Result.FAIL
    assert found["alive"] is Result.FAIL
    assert found["lips"] is not Result.PASS


def test_a_photograph_that_is_tilted_does_not_pass(film):
    """A flat picture, squeezed as if it were turned: nothing in the face moves against the rest."""
    import cv2

    photo, height, width = film.frames[0], *film.frames.shape[1:3]
    frames = []
    for number in range(len(film.frames)):
        narrow = int(width * (0.72 + 0.28 * abs(np.cos(number / 9))))
        squeezed = cv2.resize(photo, (narrow, height))
        left = (width - narrow) // 2
        frames.append(cv2.copyMakeBorder(squeezed, 0, 0, left, width - narrow - left, cv2.BORDER_CONSTANT))
    found = results(replace(film, frames=np.stack(frames)))
    assert found["turns"] is Result.FAIL
    assert overall(found) is Result.FAIL


def test_a_looped_film_does_not_pass(film):
    part = film.frames[: 4 * FPS]
    loop = np.concatenate([part, part, part])[: len(film.frames)]
    assert results(replace(film, frames=loop))["no_loop"] is Result.FAIL


def test_silence_does_not_pass(film):
    found = results(replace(film, sound=np.zeros_like(film.sound)))
    assert found["numbers"] is Result.FAIL
    assert found["lips"] is Result.FAIL


def test_a_voice_that_is_not_of_this_mouth_does_not_pass(film):
    later = np.roll(film.sound, -int(3.6 * 48_000))
    assert results(replace(film, sound=later))["lips"] is not Result.PASS


def test_two_people_do_not_pass(film):
    both = np.concatenate([film.frames, film.frames[:, :, ::-1]], axis=2)
    assert results(replace(film, frames=both))["one_face"] is Result.FAIL


def test_nobody_does_not_pass(film):
    assert results(replace(film, frames=np.full_like(film.frames, 90)))["one_face"] is Result.FAIL


def test_two_films_put_together_do_not_pass(film):
    import cv2

    farther = [
        cv2.copyMakeBorder(cv2.resize(frame, (160, 160)), 40, 40, 40, 40, cv2.BORDER_REPLICATE)
        for frame in film.frames[60:]
    ]
    spliced = np.concatenate([film.frames[:60], np.stack(farther)])
    assert results(replace(film, frames=spliced))["one_take"] is Result.FAIL


def test_what_cannot_be_looked_at_is_uncertain_and_never_a_yes(film, monkeypatch):
    monkeypatch.setattr(landmarks, "available", lambda: False)
    monkeypatch.setattr(digits, "available", lambda: False)
    found = results(film)
    assert found["numbers"] is found["one_face"] is found["turns"] is Result.UNCERTAIN
    assert overall(found) is Result.UNCERTAIN


@pytest.mark.parametrize("content", [b"", b"not a film", b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 4000])
def test_a_file_that_is_no_film_is_refused_at_once(content):
    before = time.monotonic()
    with pytest.raises(refusals.RecordingUnreadable):
        watching.watch(content)
    assert time.monotonic() - before < 10


def test_half_a_film_is_no_film(film):
    with pytest.raises(refusals.RecordingUnreadable):
        watching.watch(film.encoded()[:50_000])


@pytest.mark.parametrize(
    ("wanted", "said", "number"),
    [("472951", "472951", 6), ("472951", "4729", 4), ("12", "", 0), ("11", "1", 1)],
)
def test_digits_are_matched_in_order(wanted, said, number):
    assert digits.matched(wanted, said) == number


def test_a_picture_larger_than_any_camera_takes_is_not_looked_at(film, monkeypatch):
    monkeypatch.setattr(watching, "MOST_PIXELS", 100 * 100)
    with pytest.raises(refusals.RecordingUnreadable):
        watching.watch(film.encoded())


def test_frames_without_end_are_not_watched_to_the_end(film, monkeypatch):
    monkeypatch.setattr(watching, "MOST_FRAMES", 20)
    assert len(watching.watch(film.encoded()).pictures) <= 21
