"""Whether two recordings are of one person: alike passes, unlike and unheard go to staff, never a no."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.likenesses import Painter, person
from cameo import likeness, verification
from cameo.verification import Result
from cameo.watching import Watched
from perception import digits, landmarks

RATE = digits.RATE


def hum(hertz: float, seconds: float = 2.0) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return sum(np.sin(2 * np.pi * hertz * k * time) / k for k in range(1, 9)).astype(np.float32) * 0.2


@pytest.fixture(scope="module")
def watched():
    """`watched(0, 120)`: a painted person from the front, ten looks, with a hum."""

    def _watched(number: int, hertz: float) -> Watched:
        rng = np.random.default_rng([41, number])
        painter = Painter(person(rng))
        pictures = tuple(painter.look(rng, yaw=0.03 * k, mouth=0.1) for k in range(5))
        found = tuple(tuple(landmarks.faces(picture)) for picture in pictures)
        return Watched(np.arange(5) / 10, found, pictures, np.zeros((5, 256), np.float32), hum(hertz))

    return _watched


def verdicts(one: Watched, other: Watched | None) -> dict[str, Result]:
    return {check.code: check.result for check in verification.as_before(one, other)}


def test_the_same_person_is_alike_and_another_goes_to_staff(watched):
    first, again, other = watched(0, 120), watched(0, 124), watched(3, 230)
    assert verdicts(first, again) == {"same_person": Result.PASS, "same_voice": Result.PASS}
    assert verdicts(first, other) == {"same_person": Result.UNCERTAIN, "same_voice": Result.UNCERTAIN}
    assert verdicts(first, None) == {}


def test_what_cannot_be_compared_is_uncertain(watched, monkeypatch):
    first = watched(0, 120)
    silent = Watched(first.times, first.faces, first.pictures, first.thumbs, np.zeros(0, np.float32))
    assert verdicts(first, silent)["same_voice"] is Result.UNCERTAIN
    monkeypatch.setattr(landmarks, "available", lambda: False)
    assert verdicts(first, first)["same_person"] is Result.UNCERTAIN


def never(_one, _other) -> float:
    """A measure of faces that finds nobody alike."""
    return 0.0


def test_a_stronger_measure_can_be_plugged_in(watched, settings):
    settings.CAMEO_FACE_MATCHER = f"{__name__}:never"
    first = watched(0, 120)
    assert verdicts(first, first)["same_person"] is Result.UNCERTAIN


def test_proportions_are_measured_within_bounds(watched):
    seen = watched(0, 120)
    shape = likeness.shape([found[0] for found in seen.faces])
    assert set(shape) == set(likeness.USUAL)
    assert all(-1 <= value <= 1 for value in shape.values())
