"""The desk of moderation: from a report to a decision with reasons, to an appeal that another decides."""

from __future__ import annotations

from datetime import timedelta

import cv2
import numpy as np
import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import AuditEvent
from accounts.notices.models import Notice
from feed import actions
from feed.direct.actions import say
from feed.models import Comment, Post
from generation import review
from generation.models import Mark, Video
from moderation import gate, refusals, reports
from moderation.desk import cases, counts, evidence, returning, statements, watching
from moderation.models import Appeal, Case, Report, Statement, TrustedFlagger, Watch
from perception import fingerprint

pytestmark = pytest.mark.django_db
WHY = "It insults a neighbour."


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def kim(make_person):
    """Another one of the staff."""
    return make_person("kim", is_staff=True, is_superuser=True)


@pytest.fixture
def reported(post, alice, bob):
    """`reported(category)`: Alice's post, which Bob reports."""

    def _report(category="hate"):
        shown = post(alice)
        reports.report(bob, "video", shown.video.public_id, alice, category, "Look")
        return shown

    return _report


def decide(staff, outcome, case=None, reason=WHY):
    return cases.decide(staff, case or Case.objects.get(), outcome, "hate", reason)


def test_a_take_down_is_gone_everywhere_at_once_and_comes_back_by_an_appeal_to_another(
    reported,
    client_for,
    alice,
    bob,
    charlie,
    sam,
    kim,
    mailoutbox,
    monkeypatch,
    django_capture_on_commit_callbacks,
):
    shown = reported()
    video = shown.video
    with django_capture_on_commit_callbacks(execute=True):
        decide(sam, "strike")
    for person in (bob, charlie, None):
        browser = client_for(person)
        for page in (f"/v/{video.public_id}/", f"/media/{video.public_id}/content.mp4"):
            assert browser.get(page).status_code == 404
    for page in ("/latest/", "/top/", "/search/?q=corgi", "/@alice/", "/"):
        assert video.public_id not in client_for(bob).get(page).content.decode()
    row = Statement.objects.get()
    assert (row.person, row.by, row.automated, row.reason) == (alice, sam, False, WHY)
    told = {mail.to[0]: mail.body for mail in mailoutbox}
    assert WHY in told["alice@example.org"]
    assert "You were right" in told["bob@example.org"]
    assert {notice.kind for notice in Notice.objects.all()} >= {"decided", "report_answered"}
    page = client_for(alice).get(f"/settings/decisions/{row.pk}/").content.decode()
    assert WHY in page
    assert "A person decided this." in page
    assert client_for(bob).get(f"/settings/decisions/{row.pk}/").status_code == 404

    assert (
        client_for(alice).post(f"/settings/decisions/{row.pk}/", {"words": "It is a joke"}).status_code == 302
    )
    appeal = Appeal.objects.get()
    with pytest.raises(refusals.SamePerson):
        statements.decide_appeal(sam, appeal, right=True, answer="Yes")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(decided_by=sam, right=True, decided_at=clock.now())
    monkeypatch.setattr(review, "_look_again", lambda _video: None)
    with django_capture_on_commit_callbacks(execute=True):
        statements.decide_appeal(kim, appeal, right=True, answer="It was a joke.")
    assert Video.objects.visible_to(bob).filter(pk=video.pk).exists()
    assert statements.strikes(alice) == 0
    assert "It was a joke." in mailoutbox[-1].body
    assert "taken back" in client_for(alice).get("/settings/decisions/").content.decode()


def test_one_thing_is_one_case_however_many_report_it(reported, charlie, alice, sam):
    shown = reported()
    reports.report(charlie, "video", shown.video.public_id, alice, "violence", "")
    decide(sam, "fine", reason="")
    assert Case.objects.count() == 1
    assert set(Report.objects.values_list("upheld", flat=True)) == {False}
    assert not Statement.objects.exists()
    with pytest.raises(refusals.NotYourCase):
        decide(sam, "remove")


def test_the_gravest_is_hidden_and_preserved_at_once_and_takes_two(
    reported, client_for, bob, sam, kim, finished, alice
):
    shown = reported("minors")
    case = Case.objects.get()
    assert case.is_sealed
    assert client_for(bob).get(f"/v/{shown.video.public_id}/").status_code == 404
    assert [file["name"] for file in case.evidence] == ["prompt.txt"]
    assert evidence.opened(case.evidence[0]["file"]) == b"A corgi rides a skateboard"
    page = client_for(sam).get(f"/admin/moderation/case/{case.pk}/work/").content.decode()
    assert "sealed" in page
    assert "corgi" not in page
    assert "<video" not in page
    assert AuditEvent.objects.filter(actor=sam, verb="case.looked_at").exists()
    assert decide(sam, "remove") is False
    with pytest.raises(refusals.NotYourCase):
        decide(sam, "remove")
    assert decide(kim, "remove") is True
    case.refresh_from_db()
    assert (case.first_by, case.decided_by) == (sam, kim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.update(decided_by=sam)


def test_who_cries_wolf_hides_nothing_any_more(reported, bob, sam, kim, monkeypatch):
    monkeypatch.setattr(review, "_look_again", lambda _video: None)
    for _twice in range(2):
        reported("minors")
        case = Case.objects.get(decided_at=None)
        decide(sam, "fine", case)
        decide(kim, "fine", case)
    shown = reported("minors")
    assert Video.objects.visible_to(bob).filter(pk=shown.video.pk).exists()


def test_comments_profiles_and_cameos_go_and_come_back(post, alice, bob, charlie, sam, kim):
    shown = post(alice)
    remark = actions.comment(bob, shown, "Hello there")
    name = f"{shown.video.public_id}#comment-{remark.pk}"
    reports.report(charlie, "comment", name, bob, "hate", "")
    decide(sam, "remove")
    shown.refresh_from_db()
    assert shown.comments_count == 0
    assert not Comment.objects.visible_to(charlie).exists()
    statements.decide_appeal(
        kim, statements.appeal(bob, Statement.objects.get(), "No!"), right=True, answer="Right"
    )
    assert Comment.objects.visible_to(charlie).get().text == "Hello there"
    reports.report(charlie, "profile", "bob", bob, "hate", "")
    decide(sam, "strike", Case.objects.get(about="profile"))
    bob.refresh_from_db()
    assert bob.display_name == ""
    made = Statement.objects.get(about="profile")
    statements.decide_appeal(kim, statements.appeal(bob, made, "No!"), right=True, answer="Right")
    bob.refresh_from_db()
    assert bob.display_name == "Bob"


def test_strikes_pause_and_end_by_themselves(alice, settings):
    for _each in range(settings.STRIKES_LIMIT):
        statements.issue(alice, "video", "x", "strike", "hate", WHY, by=None)
    with pytest.raises(refusals.TooManyStrikes):
        gate.screen_prompt("a corgi", alice)
    with time_machine.travel(clock.now() + timedelta(days=settings.STRIKE_DAYS, hours=1), tick=False):
        gate.screen_prompt("a corgi", alice)
    assert Statement.objects.filter(automated=True).count() == settings.STRIKES_LIMIT


def test_a_decision_is_appealed_once_in_time_by_the_one_it_is_about(alice, bob, settings):
    row = statements.issue(alice, "video", "x", "warn", "hate", WHY, by=None)
    with pytest.raises(refusals.NoAppeal):
        statements.appeal(bob, row, "Mine")
    with pytest.raises(refusals.AppealEmpty):
        statements.appeal(alice, row, "  ")
    with (
        time_machine.travel(clock.now() + timedelta(days=settings.APPEAL_DAYS + 1), tick=False),
        pytest.raises(refusals.NoAppeal),
    ):
        statements.appeal(alice, row, "Late")
    statements.appeal(alice, row, "Wrong")
    with pytest.raises(refusals.NoAppeal):
        statements.appeal(alice, row, "Again")


def test_watched_words_bring_a_person_and_stopped_ones_a_no_while_it_lasts(alice, sam):
    Watch.objects.create(topic="election", words="ballot box", until=clock.now() + timedelta(days=1))
    gate.screen_prompt("A B A L L O T box, and a ballot box", alice)
    assert Case.objects.get().origin == "words"
    Watch.objects.create(
        topic="quake", words="earthquake\nterremoto", stop=True, until=clock.now() + timedelta(hours=1)
    )
    with pytest.raises(refusals.TopicStopped):
        gate.screen_prompt("An e4rthquake in the city", alice)
    gate.screen_prompt("An earth and a quake", alice)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        gate.screen_prompt("An earthquake", alice)


def test_a_look_at_watched_words_that_crashes_refuses(alice, monkeypatch):
    monkeypatch.setattr(watching, "listen", lambda *_: 1 / 0)
    with pytest.raises(refusals.ScreeningUnavailable):
        gate.screen_prompt("a corgi", alice)


def test_the_queue_is_worked_case_by_case(reported, client_for, alice, bob, charlie, sam, kim):
    TrustedFlagger.objects.create(person=charlie, why="reports well")
    first, second = reported(), reported("likeness")
    third = reported()
    reports.report(charlie, "video", third.video.public_id, alice, "hate", "")
    browser = client_for(sam)
    order = [case.target for case in cases.queue(sam)]
    assert order == [shown.video.public_id for shown in (second, third, first)]
    address = browser.get("/admin/moderation/case/queue/")["Location"]
    page = browser.get(address).content.decode()
    assert "A corgi rides a skateboard" in page
    assert 'class="desk-veil"' in page
    taken = Case.objects.get(taken_by=sam)
    assert taken not in cases.queue(kim)
    typed = {"outcome": "remove", "rule": "likeness", "reason": WHY, "decide": "1"}
    after = browser.post(address, typed)
    assert str(taken.pk) in after["Location"]
    assert Case.objects.get(pk=taken.pk).outcome == "remove"
    other = browser.get("/admin/moderation/case/queue/")["Location"]
    browser.post(other, {"note": "Not sure", "escalate": "1"})
    assert Case.objects.exclude(escalated_at=None).get().notes.get().words == "Not sure"
    assert client_for(bob).get(address).status_code == 302


def test_staff_without_the_right_and_decisions_without_a_reason_get_nowhere(
    reported, make_person, client_for, sam
):
    reported()
    helper = make_person("helper", is_staff=True)
    case = Case.objects.get()
    assert client_for(helper).get(f"/admin/moderation/case/{case.pk}/work/").status_code == 403
    with pytest.raises(refusals.NoReason):
        decide(sam, "remove", reason=" ")
    page = client_for(sam).post(
        f"/admin/moderation/case/{case.pk}/work/", {"outcome": "remove", "rule": "hate"}
    )
    assert "Say why" in page.content.decode()
    assert Post.objects.filter(video__status="completed").exists()


def test_what_was_taken_down_does_not_come_in_again_until_it_is_given_back(finished, alice, sam, monkeypatch):
    rng = np.random.default_rng(2)
    picture = cv2.resize(
        rng.integers(0, 255, (9, 16, 3), np.uint8), (640, 360), interpolation=cv2.INTER_CUBIC
    )
    video = finished(alice)
    Mark.objects.create(video=video, number=1, prints=fingerprint.packed(fingerprint.fingerprints([picture])))
    returning.require_new([picture])
    review.take_down(sam, video, WHY)
    with pytest.raises(refusals.RemovedBefore):
        returning.require_new([cv2.resize(picture, (320, 180))])
    returning.require_new([np.rot90(picture)])
    monkeypatch.setattr(review, "_look_again", lambda _video: None)
    review.give_back(sam, video, WHY)
    returning.require_new([picture])


def test_everybody_reads_the_counts_as_they_are(reported, client_for, sam):
    reported()
    decide(sam, "remove")
    page = client_for(None).get("/transparency/").content.decode()
    assert "1 made, 1 right" in page
    assert "Take it down" in page
    found = counts.of_days(90)
    assert (found.cases, found.by_people, found.automated, found.appeals) == (1, 1, 0, 0)
    assert counts.of_queue()["open"] == 0


def test_staffs_own_take_downs_are_told_with_reasons_too(finished, alice, sam):
    review.take_down(sam, finished(alice), WHY)
    row = Statement.objects.get()
    assert (row.person, row.measure, row.reason) == (alice, "remove", WHY)


def test_a_message_is_taken_down_and_given_back_as_it_was(alice, bob, sam, kim):
    made = say(bob, alice, "You fool")
    reports.report(alice, "message", f"message-{made.pk}", bob, "harassment", "")
    decide(sam, "remove")
    made.refresh_from_db()
    assert (made.text, made.removed_at is None) == ("", False)
    row = statements.appeal(bob, Statement.objects.get(), "A film title")
    statements.decide_appeal(kim, row, right=True, answer="Right")
    made.refresh_from_db()
    assert (made.text, made.removed_at) == ("You fool", None)
