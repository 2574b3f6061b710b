"""Painted people: the honest recording passes; what is dubbed, spliced or held up on a screen does not.

The same that `bench cameo` publishes; the attacks on figures' recordings are in `test_verification.py`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import cameo as bench
from benchmarks.cameo import RATE, TURNS, Take, record
from cameo import verification
from cameo.verification import Result

pytestmark = pytest.mark.render
NUMBERS = "472951"


@pytest.fixture(scope="module")
def one() -> Take:
    return record(0, NUMBERS)


@pytest.fixture(scope="module")
def other() -> Take:
    return record(1, NUMBERS, rate=165)


def verdict(take: Take, check: str) -> tuple[Result, Result]:
    """What one check says, and what all of them together do."""
    checks = verification.verify(take.watched(), numbers=NUMBERS, turns=list(TURNS))
    return next(one.result for one in checks if one.code == check), verification.overall(checks)


def test_the_honest_recording_passes(one):
    assert verdict(one, "lips") == (Result.PASS, Result.PASS)


def test_the_same_numbers_dubbed_by_another_voice_go_to_staff(one, other):
    assert verdict(replace(one, sound=other.sound), "lips") == (Result.UNCERTAIN, Result.UNCERTAIN)


def test_a_voice_half_a_second_late_goes_to_staff(one):
    late = replace(one, sound=np.roll(one.sound, RATE // 2))
    assert verdict(late, "lips") == (Result.UNCERTAIN, Result.UNCERTAIN)


def test_another_person_from_the_middle_on_does_not_pass(one, other):
    half = len(one.frames) // 2
    found, overall = verdict(replace(one, frames=one.frames[:half] + other.frames[half:]), "same_face")
    assert found is not Result.PASS
    assert overall is not Result.PASS


def test_the_right_recording_held_up_on_a_screen_goes_to_staff(one):
    shown = replace(one, frames=[bench._screened(frame) for frame in one.frames])
    assert verdict(shown, "no_screen") == (Result.UNCERTAIN, Result.UNCERTAIN)


def test_another_voice_on_the_same_account_goes_to_staff(one):
    first, again = one.watched(), record(0, NUMBERS, voice=99).watched()
    found = {check.code: check.result for check in verification.as_before(again, first)}
    assert found == {"same_person": Result.PASS, "same_voice": Result.UNCERTAIN}
