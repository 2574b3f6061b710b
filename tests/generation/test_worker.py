"""One worker, in this process, with the small real engine: claims, leases, failures, the reaper."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
import time_machine

from accounts import clock
from generation import actions, claims, conf, dispatch, holds, queries, reaper, watch, worker
from generation.engines.base import Progress, Stage
from generation.lifecycle import Status
from generation.models import Attempt, Shot, Video
from generation.states import Outcome, ShotStatus

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """These tests ring by hand."""
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


def run(video: Video) -> str:
    outcome = worker.render_next("simulation")
    video.refresh_from_db()
    return outcome


def test_a_shot_is_rendered_and_its_video_goes_to_release(make, alice):
    video = make(alice)
    assert run(video) == "rendered"
    assert (video.status, video.progress) == (Status.IN_REVIEW, conf.RENDER_SHARE)
    shot = video.shots.get()
    assert (shot.status, shot.attempts, shot.attempt_token) == (ShotStatus.RENDERED, 1, None)
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.model) == (Outcome.RENDERED, "colour")
    assert attempt.frame_pixels == 64 * 36 * 24
    assert attempt.wall_seconds > 0
    assert attempt.cpu_seconds > 0
    assert (video.work_folder / "shot-0" / "attempt-1" / "picture.mp4").stat().st_size > 1000
    assert worker.render_next("simulation") == "idle"


def test_progress_moves_the_bar_and_leaves_a_frame_to_look_at(make, alice):
    video = make(alice, model="colour-slow", seconds=1)
    seen = []

    def look() -> None:
        from django.db import connection

        while not over.wait(0.1):
            seen.append(queries.state(Video.objects.get(pk=video.pk)))
        connection.close()

    over = threading.Event()
    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        assert run(video) == "rendered"
    finally:
        over.set()
        watcher.join()
    percents = [found["percent"] for found in seen]
    assert percents == sorted(percents)
    assert len(set(percents)) > 3
    assert any(found["preview"] for found in seen)
    assert any(found["stage"] == "render" and found["eta_seconds"] for found in seen)
    numbers = [found["seq"] for found in seen]
    assert numbers == sorted(numbers)


def test_the_oldest_shot_is_made_first_and_places_say_so(make, alice):
    first, second, third = (make(alice, seed=seed) for seed in range(3))
    assert [queries.queue_place(video) for video in (first, second, third)] == [1, 2, 3]
    run(first)
    assert first.status == Status.IN_REVIEW
    assert [queries.queue_place(video) for video in (first, second, third)] == [None, 1, 2]


def test_a_cancel_is_felt_while_the_engine_runs(make, alice):
    video = make(alice, model="colour-slow", seconds=4)
    outcome = []
    thread = threading.Thread(target=lambda: outcome.append(_closed(worker.render_next, "simulation")))
    thread.start()
    _until(lambda: Shot.objects.get().fraction > 0)
    actions.cancel(alice, Video.objects.get(pk=video.pk))
    thread.join(2)
    assert outcome == ["gone"]
    video.refresh_from_db()
    assert (video.status, video.failure_code) == (Status.CANCELED, "canceled")
    assert Attempt.objects.get().outcome == Outcome.CANCELED
    assert not (video.work_folder / "shot-0" / "attempt-1").exists()


def test_a_canceled_video_is_not_claimed(make, alice):
    actions.cancel(alice, make(alice))
    assert worker.render_next("simulation") == "idle"


def test_a_failure_is_tried_three_times_and_then_says_why(make, alice):
    video = make(alice, model="colour-broken")
    assert [run(video) for _ in range(4)] == ["failed: render_failed"] * 3 + ["idle"]
    assert (video.status, video.failure_code) == (Status.FAILED, "render_failed")
    assert queries.state(video)["failure"]["message"]
    assert [attempt.error_code for attempt in Attempt.objects.all()] == ["render_failed"] * 3


def test_a_disk_that_is_full_while_encoding_fails_the_video_and_leaves_nothing(make, alice):
    video = make(alice, model="colour-full-disk")
    for _ in range(3):
        run(video)
    assert (video.status, video.failure_code) == (Status.FAILED, "encode_failed")
    assert not list(video.work_folder.rglob("*.mp4"))
    assert not list(conf.media_root().rglob("*"))


def test_a_worker_that_wakes_up_late_loses_its_claim(make, alice):
    video = make(alice)
    stale = claims.claim_next("simulation", "sleeper")
    Shot.objects.update(lease_until=clock.now() - timedelta(seconds=1))
    assert reaper.reap()["leases"] == 1
    video.refresh_from_db()
    assert video.status == Status.QUEUED
    fresh = claims.claim_next("simulation", "another")
    assert not stale.renew()
    assert not claims.rendered(stale, {"late": True}, wall=1, cpu=1, frame_pixels=1)
    assert not claims.failed(stale, "render_failed", "late", retryable=False)
    assert not claims.returned(stale)
    assert claims.rendered(fresh, {"in time": True}, wall=1, cpu=1, frame_pixels=1)
    assert Shot.objects.get().result == {"in time": True}
    assert [attempt.outcome for attempt in Attempt.objects.all()] == [Outcome.LOST, Outcome.RENDERED]


def test_a_shot_whose_workers_die_three_times_fails(make, alice):
    video = make(alice)
    for _ in range(3):
        assert claims.claim_next("simulation", "doomed")
        Shot.objects.update(lease_until=clock.now() - timedelta(seconds=1))
        reaper.reap()
    video.refresh_from_db()
    assert (video.status, video.failure_code) == (Status.FAILED, "worker_lost")


def test_a_lease_that_is_renewed_is_not_reaped(make, alice):
    make(alice)
    hold = claims.claim_next("simulation", "busy")
    Shot.objects.update(lease_until=clock.now() + timedelta(milliseconds=1))
    assert hold.renew()
    time.sleep(0.01)
    assert reaper.reap()["leases"] == 0


def test_a_worker_that_has_to_go_hands_its_shot_back_without_cost(make, alice, monkeypatch):
    video = make(alice)

    class Leaving:
        def render(self, request, *, on_progress, should_stop):
            raise SystemExit

    monkeypatch.setattr(worker.catalog, "load_engine", lambda *_model, **_more: Leaving())
    with pytest.raises(SystemExit):
        worker.render_next("simulation")
    video.refresh_from_db()
    shot = video.shots.get()
    assert (video.status, shot.status, shot.attempts) == (Status.QUEUED, ShotStatus.QUEUED, 0)
    assert Attempt.objects.get().outcome == Outcome.RETURNED


def test_an_engine_that_crashes_does_not_take_the_worker_with_it(make, alice, monkeypatch):
    class Crashing:
        def render(self, request, *, on_progress, should_stop):
            raise ZeroDivisionError("a bug")

    make(alice)
    monkeypatch.setattr(worker.catalog, "load_engine", lambda *_model, **_more: Crashing())
    assert worker.render_next("simulation") == "failed: engine_crashed"
    assert "a bug" in Attempt.objects.get().error_message


def test_an_engine_that_stands_still_is_stopped(make, alice, settings, monkeypatch):
    class Stuck:
        def render(self, request, *, on_progress, should_stop):
            _until(should_stop)
            raise worker.Interrupted("stopped")

    settings.GENERATION_STALL_SECONDS = 0.2
    make(alice)
    monkeypatch.setattr(worker.catalog, "load_engine", lambda *_model, **_more: Stuck())
    assert worker.render_next("simulation") == "failed: render_failed"


def test_a_worker_whose_parent_died_hands_its_shot_back(make, alice, monkeypatch):
    class Waiting:
        def render(self, request, *, on_progress, should_stop):
            monkeypatch.setattr(watch.os, "getppid", lambda: 1_000_000)
            _until(should_stop)
            raise worker.Interrupted("stopped")

    video = make(alice)
    monkeypatch.setattr(worker.catalog, "load_engine", lambda *_model, **_more: Waiting())
    assert run(video) == "returned"
    assert (video.status, video.shots.get().attempts) == (Status.QUEUED, 0)


def test_the_owner_hears_at_most_five_times_a_second(make, alice, monkeypatch):
    told = []
    monkeypatch.setattr(holds.events, "publish", told.append)
    make(alice)
    hold = claims.claim_next("simulation", "eager")
    told.clear()
    with time_machine.travel(clock.now(), tick=False) as moment:
        for step in range(40):
            hold.record(Progress(Stage.RENDER, step / 40), previews=0)
            moment.shift(timedelta(milliseconds=50))
    assert len(told) == 10
    numbers = [video.progress_seq for video in told]
    assert numbers == sorted(numbers)


def test_a_name_for_a_worker_fits_its_column():
    assert len(worker.worker_name()) <= 120


def test_two_shots_of_one_video_are_joined_by_whoever_finishes_last(make, alice):
    video = make(alice, seconds=4)
    only = video.shots.get()
    Shot.objects.filter(pk=only.pk).update(seconds=2)
    second = Shot.objects.create(video=video, index=1, seconds=2, queue="simulation", queued_at=clock.now())
    holds = [claims.claim_next("simulation", name) for name in ("one", "two")]
    assert [hold.shot.index for hold in holds] == [0, 1]
    claims.rendered(holds[1], {"n": 1}, wall=1, cpu=1, frame_pixels=1)
    video.refresh_from_db()
    assert video.status == Status.IN_PROGRESS
    Shot.objects.filter(pk=only.pk).update(lease_until=clock.now() - timedelta(seconds=1))
    reaper.reap()
    again = claims.claim_next("simulation", "three")
    assert again.shot.pk == only.pk  # the shot that was finished is not made again
    claims.rendered(again, {"n": 0}, wall=1, cpu=1, frame_pixels=1)
    video.refresh_from_db()
    assert video.status == Status.IN_REVIEW
    second.refresh_from_db()
    assert second.attempts == 1


def test_a_video_that_nobody_sent_on_is_sent_on_by_the_reaper(make, alice):
    video = make(alice)
    hold = claims.claim_next("simulation", "one")
    Shot.objects.filter(pk=hold.shot.pk).update(status=ShotStatus.RENDERED, result={}, lease_until=None)
    assert reaper.reap()["rendered"] == 1
    video.refresh_from_db()
    assert video.status == Status.IN_REVIEW


def test_many_workers_claim_each_shot_once(make, alice):
    for seed in range(6):
        make(alice, seed=seed)
    tokens = []

    def work() -> None:
        while (hold := claims.claim_next("simulation", threading.current_thread().name)) is not None:
            tokens.append((hold.shot.pk, hold.token))

    threads = [threading.Thread(target=_closed, args=[work]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 6 == len({pk for pk, _ in tokens}) == len({token for _, token in tokens})


def test_estimates_come_from_what_was_measured_here(make, alice):
    assert queries.estimate("sora-1-turbo", (854, 480), 4) == pytest.approx(2e-6 * 854 * 480 * 96)
    assert queries.estimate("colour", (64, 36), 1) is None
    run(make(alice))
    wall = Attempt.objects.get().wall_seconds
    assert queries.estimate("colour", (64, 36), 1) == pytest.approx(wall)
    assert queries.estimate("colour", (64, 36), 4) == pytest.approx(4 * wall)


def _closed(work, *args):
    from django.db import connection

    try:
        return work(*args)
    finally:
        connection.close()


def _until(true, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
