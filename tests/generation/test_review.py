"""What staff decide about videos: with a reason, through the life cycle, kept and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.urls import reverse

from accounts.errors import Refusal
from accounts.models import AuditEvent
from cameo.refusals import ConsentMissing
from generation import dispatch, failures, queries, release, releasing, review, starring, worker
from generation.lifecycle import Status
from generation.models import Video
from moderation.gate import Verdict

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Nothing in it is wrong."


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)


@contextmanager
def doubting(monkeypatch) -> Iterator[None]:
    """The automatic review finds something serious in every film."""
    with monkeypatch.context() as patch:
        patch.setattr(release.moderation_gate, "review_result", lambda _facts: (Verdict.SERIOUS, "odd"))
        yield


@pytest.fixture
def held(make, alice, monkeypatch) -> Video:
    """A video that the automatic review would not let out."""
    made = make(alice)
    assert worker.render_next("simulation") == "rendered"
    with doubting(monkeypatch):
        assert releasing.release_next() == "held"
    return fresh(made)


@pytest.fixture
def finished(make, alice) -> Video:
    made = make(alice)
    assert worker.render_next("simulation") == "rendered"
    assert releasing.release_next() == "completed"
    return fresh(made)


def fresh(video: Video) -> Video:
    return Video.objects.get(pk=video.pk)


def events(video: Video) -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(target_id=str(video.pk), verb__startswith="video.").order_by("pk")
    return [(row.verb, row.detail.get("reason", "")) for row in rows if row.verb != "video.created"]


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_held_video_that_a_person_approves_is_released(held, sam, monkeypatch):
    assert releasing.release_next() == "idle"
    review.let_out(sam, held, WHY)
    with doubting(monkeypatch):
        assert releasing.release_next() == "completed"
    held = fresh(held)
    assert (held.status, held.publishable) == (Status.COMPLETED, True)
    assert events(held) == [("video.approved", WHY)]
    assert mail.outbox[-1].to == ["alice@example.org"]
    assert WHY in mail.outbox[-1].body


def test_a_persons_yes_does_not_replace_consent(held, sam, monkeypatch):
    def revoked(*_asked):
        raise ConsentMissing("bob")

    monkeypatch.setattr(starring.cameo_gate, "require_consent", revoked)
    review.let_out(sam, held, WHY)
    assert releasing.release_next() == "blocked"
    assert fresh(held).status == Status.BLOCKED


def test_a_held_video_can_be_blocked_and_its_owner_reads_why(held, sam, alice):
    alice.language = "it"
    alice.save()
    review.block(sam, held, "It shows a real politician.")
    held = fresh(held)
    assert held.status == Status.BLOCKED
    assert "It shows a real politician." in failures.of(held)["message"]
    assert queries.state(held)["failure"]["code"] == "result_blocked"
    assert "It shows a real politician." in mail.outbox[-1].body
    last = held.transitions.last()
    assert (last.from_status, last.to_status, last.actor) == (Status.IN_REVIEW, Status.BLOCKED, sam)


def test_nothing_is_decided_without_a_reason(held, finished, sam):
    for decide in review.DECISIONS.values():
        with refused("reason_missing"):
            decide(sam, held, " \n ")
    assert fresh(held).status == Status.IN_REVIEW


def test_only_a_held_video_is_let_out_or_blocked(finished, sam):
    for decide in (review.let_out, review.block):
        with refused("not_held"):
            decide(sam, finished, WHY)
    with refused("cannot_come_back"):
        review.give_back(sam, finished, WHY)


def test_a_blocked_video_comes_back_through_release(held, sam, monkeypatch):
    review.block(sam, held, "Odd.")
    review.give_back(sam, held, WHY)
    assert fresh(held).status == Status.IN_REVIEW
    with doubting(monkeypatch):
        assert releasing.release_next() == "completed"
    held = fresh(held)
    assert failures.of(held) is None
    assert (held.failure_code, held.failure_message) == ("", "")


def test_a_blocked_video_whose_shots_are_gone_is_made_again_and_judged_again(held, sam, monkeypatch):
    review.block(sam, held, "Odd.")
    for file in held.work_folder.rglob("*.mp4"):
        file.unlink()
    review.give_back(sam, held, WHY)
    assert fresh(held).status == Status.QUEUED
    assert worker.render_next("simulation") == "rendered"
    with doubting(monkeypatch):
        assert releasing.release_next() == "held"


def test_a_finished_video_is_taken_down_and_given_back(finished, sam, alice, charlie):
    review.take_down(sam, finished, "Reported.")
    finished = fresh(finished)
    assert (finished.status, finished.publishable) == (Status.REMOVED, False)
    assert "Reported." in failures.of(finished)["message"]
    review.give_back(sam, finished, WHY)
    finished = fresh(finished)
    assert (finished.status, finished.publishable) == (Status.COMPLETED, True)
    assert failures.of(finished) is None
    assert [verb for verb, _ in events(finished)] == ["video.taken_down", "video.given_back"]
    assert [str(step) for step in finished.transitions.all()][-2:] == [
        "completed -> removed",
        "removed -> completed",
    ]


def test_a_removed_video_comes_back_only_with_consent_and_whole(finished, sam, monkeypatch):
    review.take_down(sam, finished, "Reported.")

    def revoked(*_asked):
        raise ConsentMissing("bob")

    with monkeypatch.context() as patch:
        patch.setattr(starring.cameo_gate, "require_consent", revoked)
        with refused("cameo_consent_missing"):
            review.give_back(sam, finished, WHY)
    asked = []

    def revoked_meanwhile(*_asked):
        asked.append(1)
        if len(asked) > 1:
            raise ConsentMissing("bob")

    with monkeypatch.context() as patch:
        patch.setattr(starring.cameo_gate, "require_consent", revoked_meanwhile)
        with refused("cameo_consent_missing"):
            review.give_back(sam, finished, WHY)
    assert fresh(finished).status == Status.REMOVED
    film = fresh(finished).file("content.mp4")
    film.write_bytes(film.read_bytes()[:-4000])
    with refused("cannot_come_back"):
        review.give_back(sam, finished, WHY)
    assert fresh(finished).status == Status.REMOVED


def test_an_unfinished_video_is_not_taken_down(held, sam):
    with refused("not_completed"):
        review.take_down(sam, held, WHY)


def decide(client, video: Video, action: str, **more):
    data = {"action": action, "_selected_action": [video.pk], **more}
    return client.post(reverse("admin:generation_video_changelist"), data, follow=True)


def test_staff_decide_in_the_admin(held, sam, client_for):
    client = client_for(sam)
    page = decide(client, held, "let_out")
    assert "odd" in page.content.decode()
    assert fresh(held).held_at is not None
    assert decide(client, held, "let_out", decided="1", reason="").status_code == 200
    assert fresh(held).held_at is not None
    decide(client, held, "let_out", decided="1", reason=WHY)
    assert fresh(held).held_at is None
    page = decide(client, held, "block", decided="1", reason=WHY)
    assert "does not wait for a person" in page.content.decode()


def test_staff_see_what_they_judge_and_others_do_not(held, finished, sam, alice, make_person, client_for):
    for video in (held, finished):
        address = reverse("admin:generation_video_look", args=[video.pk, 0])
        answer = client_for(sam).get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "video/mp4")
        assert b"ftyp" in b"".join(answer.streaming_content)[:64]
        assert ("video.looked_at", "") in events(video)
        assert client_for(alice).get(address).status_code == 302
    helper = make_person("helper", is_staff=True)
    assert client_for(helper).get(address).status_code == 403


def test_the_admin_shows_every_transition(finished, sam, client_for):
    review.take_down(sam, finished, "Reported.")
    review.give_back(sam, finished, WHY)
    page = client_for(sam).get(reverse("admin:generation_video_change", args=[finished.pk])).content.decode()
    for step in finished.transitions.all():
        assert step.reason in page
    assert finished.transitions.count() == 6


def test_a_video_that_waits_for_a_person_can_be_published_once_one_looked(held, sam):
    Video.objects.filter(pk=held.pk).update(
        status=Status.COMPLETED, held_at=None, publishable=False, folder="videos/x", progress=100
    )
    review.clear(sam, fresh(held), WHY)
    assert fresh(held).publishable
    assert events(held) == [("video.cleared", WHY)]
    with refused("not_held"):
        review.clear(sam, fresh(held), WHY)
