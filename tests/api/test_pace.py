"""When clients are told to ask again: how long it takes, how many ask, and the limit of one's own key."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client

from generation import waits
from generation.api import keys, meter, pace, seen
from generation.models import Shot, Video
from generation.states import Status

from .test_client import made

MIDDLE = lambda: 0.5  # noqa: E731 (neither sooner nor later)


@pytest.fixture
def row(client):
    """One video of Alice as programs know it."""
    return seen.of(Video.objects.get(public_id=made(client).id))


def test_the_longer_it_takes_the_later_it_is_worth_to_ask_again(row):
    for eta, milliseconds in ((None, 2000), (1, 1000), (40, 5000), (900, 10_000)):
        assert pace.milliseconds(row._replace(status=Status.IN_PROGRESS, eta_seconds=eta), dice=MIDDLE) == (
            milliseconds
        )


def test_what_waits_is_asked_for_by_its_turn(row, monkeypatch):
    monkeypatch.setattr(waits.board, "read", lambda: waits.Waits({row.public_id: 8.0}, 8000.0))
    assert pace.milliseconds(row, dice=MIDDLE) == 2000
    monkeypatch.setattr(waits.board, "read", lambda: waits.Waits({row.public_id: 80.0}, 8000.0))
    assert pace.milliseconds(row, dice=MIDDLE) == 10_000
    # one that nobody counted yet came last
    assert pace.milliseconds(row._replace(public_id="video_new"), dice=MIDDLE) == 30_000


def test_clients_that_began_together_do_not_stay_together(row):
    told = {pace.milliseconds(row, dice=lambda n=n: n / 10) for n in range(11)}
    assert (min(told), max(told), len(told)) == (1700, 2300, 11)


def test_the_last_of_a_queue_waits_for_all_before_it(client, monkeypatch):
    names = [made(client).id for _ in range(3)]
    monkeypatch.setattr(waits, "seconds_per_frame_pixel", lambda _model: 1e-3)
    found = waits.worked_out()
    alone = found.of(names[0])
    assert alone > 0
    assert [found.of(name) for name in names] == pytest.approx([alone, 2 * alone, 3 * alone])
    assert found.last == found.of(names[-1]) == found.of("video_that-came-later")
    Shot.objects.filter(video__public_id=names[0]).update(fraction=0.5)
    assert waits.worked_out().of(names[0]) == pytest.approx(alone / 2)


def test_a_board_works_the_queue_out_once_for_many_questions(client, monkeypatch):
    board, worked = waits.Board(), []
    monkeypatch.setattr(waits, "worked_out", lambda: worked.append(1) or waits.Waits({}, 7.0))
    assert [board.read().last for _ in range(100)] == [7.0] * 100
    assert len(worked) == 1
    board.forget()
    board.read()
    assert len(worked) == 2


def _polls(settings, clients: int, per_minute: int, minutes: float = 3.0) -> list[float]:
    """The moments at which clients ask that wait as they are told, each for a video that waits long."""
    settings.API_POLLS_A_SECOND = 10
    key, dice = f"{clients}-{per_minute}", (n * 0.618 % 1 for n in range(10**6))
    row = SimpleNamespace(status=Status.IN_PROGRESS, eta_seconds=16.0)
    start, asked = 1_800_000_000.0, []
    due = [start + 2 * next(dice) for _ in range(clients)]
    while min(due) < start + minutes * 60:
        number = due.index(min(due))
        found = meter.asked(key, due[number], poll=pace.slowed(key))
        slower = pace.slow(key, found, per_minute)
        asked.append(due[number] - start)
        due[number] += pace.milliseconds(row, slower, lambda: next(dice)) / 1000
    return asked


@pytest.mark.usefixtures("no_polls")
def test_however_many_ask_there_are_no_more_polls_than_the_budget(settings):
    asked = _polls(settings, clients=200, per_minute=100_000)
    late = [moment for moment in asked if moment > 60]
    assert len(late) / 120 == pytest.approx(10, rel=0.2)
    assert len(asked) / 180 < 13  # and the beginning is no storm either


@pytest.mark.usefixtures("no_polls")
def test_a_few_that_ask_are_not_slowed_down(settings):
    asked = _polls(settings, clients=5, per_minute=1000)
    assert len(asked) / 180 == pytest.approx(2.5, rel=0.1)


@pytest.mark.usefixtures("no_polls")
def test_the_programs_of_one_key_stay_within_what_it_may_ask(settings):
    asked = _polls(settings, clients=20, per_minute=120)
    for minute in (1, 2):
        assert sum(60 * minute <= moment < 60 * minute + 60 for moment in asked) < 100


@pytest.fixture
def no_polls():
    """Redis as if nobody had polled."""
    from accounts import live

    live.client().delete(*(live.client().keys(f"{meter.POLLS}:*") or ["none"]))
    pace._slowed.clear()


def test_only_questions_about_one_video_count_as_polls(client, alice, key_of):
    name, text = made(client).id, key_of(alice, "read")
    digest = keys.digest(text)
    head = {"Authorization": f"Bearer {text}"}
    for _ in range(3):
        Client().get("/v1/videos", headers=head)
        Client().get(f"/v1/videos/{name}", headers=head)
        Client().get("/v1/models", headers=head)
    assert meter.asked(digest, poll=1.0).own * meter.WINDOW == pytest.approx(4)
    assert meter.asked(digest).own == 0
