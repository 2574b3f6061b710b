"""What happens to videos when somebody takes back the consent to be shown."""

from __future__ import annotations

import pytest

from cameo import gate as cameo_gate
from cameo.signals import consent_revoked
from generation import admission
from generation.lifecycle import Status, transition
from generation.models import Video

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_bob(make, monkeypatch):
    """Makes videos that show Bob, who agreed."""
    monkeypatch.setattr(cameo_gate, "require_consent", lambda *_asked: None)
    assert admission.cameo_gate is cameo_gate
    return lambda person, **changes: make(person, prompt="A robot and @bob skate.", **changes)


def revoke(person_id: int | None = None) -> None:
    consent_revoked.send(object, handle="bob", person_id=person_id)


def status(video: Video) -> str:
    return Video.objects.values_list("status", flat=True).get(pk=video.pk)


def test_what_shows_them_stops_being_made_or_shown_and_the_rest_stays(of_bob, make, alice, bob):
    waiting, running, finished, failed = (of_bob(alice, seed=seed) for seed in range(4))
    other = make(alice, prompt="A robot and bob@example.org skate.")
    transition(running, Status.IN_PROGRESS)
    transition(failed, Status.IN_PROGRESS)
    transition(failed, Status.FAILED, changes={"failure_code": "render_failed"})
    Video.objects.filter(pk=finished.pk).update(
        status=Status.COMPLETED, progress=100, folder="videos/x", publishable=True
    )
    revoke()
    assert [status(video) for video in (waiting, running, finished, failed, other)] == [
        Status.BLOCKED,
        Status.BLOCKED,
        Status.REMOVED,
        Status.FAILED,
        Status.QUEUED,
    ]
    assert not Video.objects.get(pk=finished.pk).publishable
    assert not running.shots.filter(status__in=["queued", "rendering"]).exists()


def test_consent_taken_from_one_person_leaves_the_others_videos(of_bob, alice, charlie):
    hers, his = of_bob(alice), of_bob(charlie)
    revoke(alice.pk)
    assert (status(hers), status(his)) == (Status.BLOCKED, Status.QUEUED)
