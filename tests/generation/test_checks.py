"""What the watch page says of physics: measures in plain words, and what was moved by hand."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from generation import wording
from generation.engines.media.hearing import sync
from generation.engines.simulation.audit.verdict import BOUNDS, verdict

GOOD = {"ballistic_g_error": 0.002, "foot_slide_m": 0.004, "joint_limit_excess_rad": None}


def report(*shots: dict, offset: float | None = 0.2) -> dict:
    return {
        "shots": [{"physics": shot} for shot in shots],
        "sync": {"max_offset_frames": offset, "bound": 1.0, "heard": 1, "moments": 1},
    }


def shot(measures: dict, *, by_hand: tuple[str, ...] = (), bodies: tuple[str, ...] = ("ball",)) -> dict:
    return verdict(measures, kinematic=by_hand, bodies=bodies)


def watched(client, video, told: dict) -> str:
    video.report = told
    video.save(update_fields=["report"])
    client.force_login(video.owner)
    return client.get(reverse("video", args=[video.public_id])).content.decode()


def test_every_measure_of_the_audit_has_a_sentence(tmp_path):
    assert set(wording.MEASURES) == {*BOUNDS, next(iter(sync(tmp_path, [], 24)))}


def test_the_worst_shot_counts():
    told = wording.checks(report(shot(GOOD), shot({**GOOD, "foot_slide_m": 0.012})))
    assert told is not None
    assert {line.name: line.amount for line in told.lines} == {
        "ballistic_g_error": "0.2 %",
        "foot_slide_m": "12 mm",
        "max_offset_frames": "0.2 frames",
    }
    assert told.held


@pytest.mark.parametrize(
    "told", [{}, {"shots": []}, {"shots": [{}]}, {"shots": [{"physics": {"contacts": 3}}]}]
)
def test_a_report_without_an_audit_says_nothing(told):
    assert wording.checks(told) is None


def test_a_video_that_holds_says_checked_by_physics(client, make, alice):
    page = watched(client, make(alice), report(shot(GOOD)))
    assert "Checked by physics" in page
    assert "Feet stay where they stand" in page
    assert "hand-made" not in page


def test_a_video_that_does_not_hold_does_not_say_so(client, make, alice):
    page = watched(client, make(alice), report(shot({"foot_slide_m": 0.2})))
    assert "Checked by physics" not in page
    assert "does not quite hold" in page
    late = watched(client, make(alice), report(shot(GOOD), offset=3.0))
    assert "Checked by physics" not in late


def test_what_was_moved_by_hand_is_told(client, make, alice):
    mixed = watched(client, make(alice), report(shot(GOOD, by_hand=("a1",))))
    assert "Partly checked by physics" in mixed
    assert "Checked by physics" not in mixed
    assert "1 figure moves by hand-made animation" in mixed
    only = watched(client, make(alice), report(shot({}, by_hand=("a1", "dog"), bodies=()), offset=None))
    assert "Not checked by physics" in only
    assert "2 figures move" in only


def test_the_page_of_an_older_video_says_nothing_of_physics(client, make, alice):
    assert "physics" not in watched(client, make(alice), {"shots": [{}]}).lower()


def test_the_words_are_said_in_italian():
    with translation.override("it"):
        told = wording.checks(report(shot(GOOD)))
        assert told is not None
        assert (told.lines[0].label, told.lines[0].amount) == (
            "Ciò che vola cade come vuole la gravità",
            "0,2 %",
        )
