"""While a film is written, the device computes the next one; every end still has its own outcome."""

from __future__ import annotations

import threading

import pytest

from generation import releasing, together, worker
from generation.engines.diffusion import engine, shooting
from generation.engines.errors import EncodeFailed
from generation.fleet import lane, presence
from generation.models import Shot
from generation.states import ShotStatus, Status

from .test_asking import _models as _models
from .test_asking import brief, finished

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _open(monkeypatch):
    monkeypatch.setattr(together, "most", lambda _hold: 1)
    lane.open_lane()
    yield
    lane.close_lane()


def enqueue(person, seed: int):
    from generation import admission

    return admission.enqueue(admission.admit(brief("ltx2", seed=seed), person))[0]


def test_the_next_clip_is_computed_while_the_film_before_is_written(alice, monkeypatch):
    first, second = enqueue(alice, 1), enqueue(alice, 2)
    computed = threading.Event()
    film, decode = shooting.Shooting.film, engine._decoded
    order = []

    def slow_film(self, *given):
        if self.request.seed == 1:
            assert computed.wait(120), "the second clip was not computed meanwhile"
        order.append(f"film {self.request.seed}")
        return film(self, *given)

    def noted(shot, *given):
        found = decode(shot, *given)
        order.append(f"clip {shot.request.seed}")
        if shot.request.seed == 2:
            computed.set()
        return found

    monkeypatch.setattr(shooting.Shooting, "film", slow_film)
    monkeypatch.setattr(engine, "_decoded", noted)
    assert worker.render_next("diffusion") == "filming"
    assert worker.render_next("diffusion") == "filming"
    lane.close_lane()
    assert order == ["clip 1", "clip 2", "film 1", "film 2"]
    assert set(Shot.objects.values_list("status", flat=True)) == {ShotStatus.RENDERED}
    assert releasing.release_next() == releasing.release_next() == "completed"
    for video in (first, second):
        video.refresh_from_db()
        assert video.status == Status.COMPLETED
    told = presence.workers()[0]
    assert (told.done, told.job) == (2, "")


def test_a_film_that_cannot_be_written_fails_its_video_and_not_the_next(alice, monkeypatch):
    enqueue(alice, 1)
    film = shooting.Shooting.film

    def broken(self, *given):
        if self.request.seed == 1:
            raise EncodeFailed("The disk says no.")
        return film(self, *given)

    monkeypatch.setattr(shooting.Shooting, "film", broken)
    assert worker.render_next("diffusion") == "filming"
    lane.lane().drain()
    shot = Shot.objects.get()
    assert shot.status == ShotStatus.QUEUED, "it is tried again"
    assert shot.attempts == 1
    assert worker.render_next("diffusion") == "filming"
    lane.lane().drain()
    assert worker.render_next("diffusion") == "filming"
    lane.lane().drain()
    assert Shot.objects.get().video.status == Status.FAILED
    assert worker.render_next("diffusion") == "idle"


def test_without_a_lane_the_film_is_there_when_the_call_returns(alice):
    lane.close_lane()
    assert finished(alice, brief("ltx2")).status == Status.COMPLETED
