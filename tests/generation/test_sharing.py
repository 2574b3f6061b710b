"""One shot, several workers: stretches are leased like shots, and joined they are what one worker makes."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

import pytest

from accounts import clock
from generation import actions, claims, conf, dispatch, queries, reaper, worker
from generation.engines.errors import RenderFailed
from generation.engines.media.encode import PictureWriter
from generation.models import Attempt, Shot, Stretch, Video
from generation.sharing import drawing, leases
from generation.states import Outcome, ShotStatus, Status

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    """These tests ring by hand."""
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


@pytest.fixture
def two(monkeypatch):
    """A fleet of two, for whom short shots are worth sharing."""
    monkeypatch.setattr(drawing, "helpers", lambda _queue: 2)
    monkeypatch.setitem(drawing.LEAST, "viewfinder", 6)


def dealt(video: Video, parts=((0, 8), (8, 16), (16, 24)), take="a" * 64):
    hold = claims.claim_next("simulation", "first")
    assert hold.shot.video_id == video.pk
    assert leases.deal(hold.shot, hold.token, parts, take)
    return hold


@pytest.fixture
def filmed(monkeypatch):
    """The digest of every picture that goes onto a film, as it goes."""
    found, real = [], PictureWriter.write

    def write(self, rgb):
        found.append(hashlib.sha256(rgb.tobytes()).hexdigest())
        real(self, rgb)

    monkeypatch.setattr(PictureWriter, "write", write)
    return found


@pytest.mark.parametrize(
    ("drawings", "stride", "least", "workers"),
    [(96, 8, 16, 2), (96, 8, 16, 5), (97, 8, 16, 3), (48, 1, 48, 4), (10, 8, 16, 2), (288, 8, 16, 40)],
)
def test_parts_cover_a_shot_once_and_begin_where_they_may(drawings, stride, least, workers):
    parts = drawing.parts(drawings, stride, least, workers)
    assert [first for first, _ in parts] == [0, *(stop for _, stop in parts[:-1])]
    assert parts[-1][1] == drawings
    assert all(first % stride == 0 for first, _ in parts)
    assert len(parts) <= drawing.EACH * workers
    assert len(parts) == 1 or drawings // len(parts) >= least / 2


def test_nobody_shares_alone(monkeypatch):
    monkeypatch.setattr(drawing.presence, "workers", list)
    assert drawing.helpers("simulation") == 1
    assert drawing.parts(96, 8, 16, 1) == [(0, 96)]


@pytest.mark.render
def test_a_shared_shot_is_bit_by_bit_the_shot_of_one_worker(make, alice, two, filmed, monkeypatch):
    """Other tests hold the same of Cycles; here it is the whole way through rows and files."""
    alone, shared = (make(alice, model="small-film", seconds=1, seed=3) for _ in range(2))
    monkeypatch.setattr(drawing, "helpers", lambda _queue: 1)
    assert worker.render_next("simulation") == "rendered"
    monkeypatch.setattr(drawing, "helpers", lambda _queue: 2)
    seen = []
    real = drawing.draw
    monkeypatch.setattr(
        drawing, "draw", lambda hold, *rest: seen.append(str(hold.stretch)) or real(hold, *rest)
    )
    assert worker.render_next("simulation") == "rendered"
    for video in (alone, shared):
        video.refresh_from_db()
        assert (video.status, video.progress) == (Status.IN_REVIEW, conf.RENDER_SHARE)
    assert len(seen) == 4
    assert len(filmed) == 48
    assert filmed[:24] == filmed[24:]
    assert not Stretch.objects.exists()
    assert not (shared.work_folder / "shot-0" / "parts").exists()
    assert [attempt.outcome for attempt in Attempt.objects.all()] == [Outcome.RENDERED] * 2


def test_each_stretch_goes_to_one_worker_and_the_doorbells_count_them(make, alice):
    hold = dealt(make(alice))
    assert queries.queue_lengths()["simulation"] == 3
    first, second = leases.claim_next("simulation", "second"), leases.claim_of(hold.shot, "first")
    assert (first.stretch.first, second.stretch.first) == (0, 8)
    assert leases.claim(first.stretch, "third") is None
    assert queries.queue_lengths()["simulation"] == 1
    assert leases.drawn(first, "somewhere", 1.5)
    assert not leases.drawn(first, "elsewhere", 1.5), "once"
    assert leases.drawn_share(hold.shot) == pytest.approx(1 / 3)


def test_a_stretch_that_a_lost_worker_held_goes_back_and_the_late_one_loses(make, alice):
    dealt(make(alice))
    late = leases.claim_next("simulation", "sleeper")
    Stretch.objects.filter(pk=late.stretch.pk).update(lease_until=clock.now() - timedelta(seconds=1))
    assert reaper.reap()["leases"] == 1
    fresh = leases.claim_next("simulation", "another")
    assert fresh.stretch.pk == late.stretch.pk
    assert not late.renew()
    assert not late.still_held()
    assert not leases.drawn(late, "late", 1)
    assert leases.drawn(fresh, "in time", 1)


def test_a_stretch_whose_workers_are_lost_three_times_fails_its_shot_with_that_reason(make, alice):
    hold = dealt(make(alice), parts=((0, 24),))
    for _ in range(3):
        assert leases.claim_next("simulation", "doomed")
        Stretch.objects.update(lease_until=clock.now() - timedelta(seconds=1))
        reaper.reap()
    assert leases.claim_next("simulation", "doomed") is None
    failure = drawing._Failed(hold.shot.stretches.get())
    assert isinstance(failure, RenderFailed)
    assert failure.code == "worker_lost"


def test_a_cancel_reaches_who_helps_and_nothing_of_it_is_drawn_any_more(make, alice):
    video = make(alice)
    dealt(video)
    helping = leases.claim_next("simulation", "second")
    assert helping.still_held()
    actions.cancel(alice, Video.objects.get(pk=video.pk))
    assert not helping.still_held()
    assert leases.claim_next("simulation", "third") is None
    assert "simulation" not in queries.queue_lengths()
    reaper.reap()
    assert not Stretch.objects.exists()


def test_a_shot_that_is_begun_again_keeps_what_was_drawn_of_the_same_take(make, alice, tmp_path):
    hold = dealt(make(alice))
    for name in ("one", "two"):
        (tmp_path / "work" / name).mkdir(parents=True)
        leases.drawn(leases.claim_of(hold.shot, name), name, 1)
    assert claims.returned(hold)
    again = claims.claim_next("simulation", "next")
    assert leases.deal(again.shot, again.token, ((0, 8), (8, 16), (16, 24)), "a" * 64)
    assert [row.status for row in again.shot.stretches.all()] == [ShotStatus.RENDERED] * 2 + [
        ShotStatus.QUEUED
    ]
    assert leases.deal(again.shot, again.token, ((0, 8), (8, 24)), "b" * 64)
    assert [row.status for row in again.shot.stretches.all()] == [ShotStatus.QUEUED] * 2


def test_who_lost_the_shot_cannot_deal_it_out(make, alice):
    make(alice)
    hold = claims.claim_next("simulation", "first")
    assert not leases.deal(hold.shot, uuid.uuid4(), ((0, 24),), "a" * 64)
    assert not Stretch.objects.exists()
    assert Shot.objects.get().status == ShotStatus.RENDERING
