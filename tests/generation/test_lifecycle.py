"""The status table and the compare-and-set that walks it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation import claims, lifecycle
from generation.lifecycle import TABLE, TERMINAL, IllegalTransitionError, Status, transition
from generation.models import Shot, Transition, Video
from generation.signals import video_transitioned
from generation.states import Outcome, ShotStatus

pytestmark = pytest.mark.django_db

DONE = {"folder": "videos/x/1"}
EXTRA = {Status.COMPLETED: DONE, Status.FAILED: {"failure_code": "render_failed"}}


@pytest.fixture
def video(make, alice):
    return make(alice)


def put(video: Video, status: Status) -> None:
    progress = 100 if status == Status.COMPLETED else 0
    Video.objects.filter(pk=video.pk).update(status=status, progress=progress, **EXTRA.get(status, {}))


@pytest.mark.parametrize("to", list(Status))
@pytest.mark.parametrize("at", list(Status))
def test_only_the_steps_of_the_table_happen(video, at, to):
    put(video, at)
    before = Transition.objects.count()
    assert transition(video, to, changes=EXTRA.get(to)) is (to in TABLE[at])
    video.refresh_from_db()
    assert video.status == (to if to in TABLE[at] else at)
    assert Transition.objects.count() - before == (1 if to in TABLE[at] else 0)


@pytest.mark.parametrize("at", sorted(TERMINAL))
def test_failed_and_canceled_stay(video, at):
    put(video, at)
    assert not any(transition(video, to, changes=EXTRA.get(to)) for to in Status)


def test_a_step_that_the_table_does_not_know_is_a_mistake_of_the_caller(video):
    with pytest.raises(IllegalTransitionError):
        transition(video, Status.COMPLETED, from_=Status.QUEUED)


def test_of_two_calls_one_made_the_step(video):
    twin = Video.objects.get(pk=video.pk)
    assert transition(video, Status.IN_PROGRESS, from_=Status.QUEUED)
    assert not transition(twin, Status.IN_PROGRESS, from_=Status.QUEUED)
    assert list(video.transitions.values_list("from_status", "to_status")) == [
        ("", "queued"),
        ("queued", "in_progress"),
    ]


def test_the_world_hears_of_a_step_after_the_commit_and_once(video, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, video, from_status, to_status, reason, **_rest):
        heard.append((video.pk, from_status, to_status, reason))

    video_transitioned.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            transition(video, Status.IN_PROGRESS, reason="why")
            transition(video, Status.IN_PROGRESS, reason="again")
            assert heard == []
    finally:
        video_transitioned.disconnect(hear)
    assert heard == [(video.pk, Status.QUEUED, Status.IN_PROGRESS, "why")]


def test_a_condition_on_the_row_is_part_of_the_step(video):
    assert not transition(video, Status.IN_PROGRESS, where={"seed": video.seed + 1})
    assert transition(video, Status.IN_PROGRESS, where={"seed": video.seed})


def test_history_cannot_be_rewritten(video):
    step = video.transitions.get()
    step.reason = "another"
    with pytest.raises(TypeError):
        step.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "sleeping"},
        {"progress": 101},
        {"status": Status.COMPLETED, "progress": 100, "folder": ""},
        {"status": Status.COMPLETED, "progress": 99, "folder": "x"},
        {"status": Status.FAILED, "failure_code": ""},
        {"publishable": True},
        {"seed": 2**31},
    ],
)
def test_the_database_refuses_rows_that_cannot_be(video, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Video.objects.filter(pk=video.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "sleeping"},
        {"fraction": 1.5},
        {"status": ShotStatus.RENDERING},
        {"status": ShotStatus.RENDERED},
    ],
)
def test_the_database_refuses_shots_that_cannot_be(video, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Shot.objects.filter(video=video).update(**wrong)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["claim", "render", "fail", "return", "lose", "cancel", "complete", "block", "remove"]
        ),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_workers_do_a_video_is_delivered_at_most_once_and_its_history_is_a_walk(make, alice, steps):
    with transaction.atomic():
        video = make(alice)
        holds = []
        delivered = sum(_step(video, holds, what, which) for what, which in steps)
        video.refresh_from_db()
        history = list(video.transitions.values_list("from_status", "to_status"))
        assert history[0] == ("", "queued")
        for (_, arrived), (left, to) in pairwise(history):
            assert arrived == left
            assert Status(to) in TABLE[Status(left)]
        assert history[-1][1] == video.status
        assert delivered == sum(to == "completed" for _, to in history) <= 1
        shot = video.shots.get()
        assert shot.attempt_rows.filter(outcome=Outcome.RUNNING).count() <= (
            shot.status == ShotStatus.RENDERING
        )
        assert shot.attempt_rows.filter(outcome=Outcome.RENDERED).count() <= 1
        transaction.set_rollback(True)


def _step(video: Video, holds: list, what: str, which: int) -> bool:
    """One thing that may happen, also with a hold that is stale; True when it delivered the video."""
    video.refresh_from_db()
    if what == "complete":
        return transition(video, Status.COMPLETED, from_=Status.IN_REVIEW, changes=DONE)
    if what in {"render", "fail", "return"} and which < len(holds):
        _put_away(holds[which], what, retryable=which % 2 == 0)
    elif what == "claim":
        found = claims.claim(video.shots.get(), f"worker {which}")
        holds.extend([found] if found is not None else [])
    elif what == "lose":
        video.shots.filter(status=ShotStatus.RENDERING).update(lease_until=video.created_at)
        claims.lost(video.shots.get())
    elif what == "remove":
        transition(video, Status.REMOVED)
    elif what in {"cancel", "block"}:
        _stop(video, holds, what)
    return False


def _put_away(hold, what: str, *, retryable: bool) -> None:
    if what == "render":
        claims.rendered(hold, {"picture": "p", "sound": "s"}, wall=1, cpu=1, frame_pixels=1)
    elif what == "fail":
        claims.failed(hold, "render_failed", "no", retryable=retryable)
    else:
        claims.returned(hold)


def _stop(video: Video, holds: list, what: str) -> None:
    if what == "block":
        claims.block_video(video, "result_blocked", "no")
    elif transition(video, Status.CANCELED):
        claims.stop_shots(video)
    for hold in holds:
        if not hold.still_held():
            claims.gone(hold)


def test_every_status_is_in_the_table():
    assert set(TABLE) == set(Status)
    assert {Status.FAILED, Status.CANCELED} == TERMINAL == lifecycle.TERMINAL
