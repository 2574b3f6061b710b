"""Reports: from what one sees, once, answered by staff, told to the one who reported."""

from __future__ import annotations

import pytest

from accounts import actions as people
from feed import actions
from moderation import reports
from moderation.models import Report

pytestmark = pytest.mark.django_db


def say(client, about, target, **typed):
    return client.post(f"/report/{about}/{target}/", {"category": "hate", "words": "Look at 0:02", **typed})


def test_a_video_a_comment_and_a_profile_are_reported_from_their_pages(post, client_for, alice, bob):
    shown = post(alice)
    remark = actions.comment(alice, shown, "Hello")
    browser = client_for(bob)
    for about, target in (("video", shown.video.public_id), ("comment", remark.pk), ("profile", "alice")):
        assert "@alice" in browser.get(f"/report/{about}/{target}/").content.decode()
        assert say(browser, about, target).status_code == 302
        assert say(browser, about, target).status_code == 302
    assert sorted(Report.objects.values_list("about", flat=True)) == ["comment", "profile", "video"]
    assert {row.subject for row in Report.objects.all()} == {alice}


def test_what_one_does_not_see_cannot_be_reported(post, client_for, alice, bob, charlie):
    shown = post(alice)
    people.block(alice, charlie)
    for about, target in (
        ("video", shown.video.public_id),
        ("profile", "alice"),
        ("video", "video_nothing"),
        ("comment", "9" * 30),
        ("planet", "x"),
    ):
        assert say(client_for(charlie), about, target).status_code == 404
    assert not Report.objects.exists()


def test_a_report_says_why_and_one_of_oneself_or_too_many_are_refused(post, client_for, alice, bob):
    shown = post(alice)
    wrong = say(client_for(bob), "video", shown.video.public_id, category="")
    assert wrong.status_code == 422
    assert "Look at 0:02" in wrong.content.decode()
    assert "That is yours" in say(client_for(alice), "profile", "alice").content.decode()
    for number in range(reports.A_DAY):
        reports.report(bob, "video", f"video_{number}", alice, "other", "")
    assert "reported a lot" in say(client_for(bob), "profile", "alice").content.decode()


def test_staff_answer_in_the_admin_and_the_reporter_is_told_once(
    client_for, alice, bob, sam, mailoutbox, django_capture_on_commit_callbacks
):
    row = reports.report(bob, "profile", "alice", alice, "harassment", "They shout")
    browser = client_for(sam)
    page = browser.get("/admin/moderation/report/").content.decode()
    assert "They shout" in page
    assert "/@alice/" in page
    typed = {"action": "uphold", "_selected_action": [row.pk]}
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            browser.post("/admin/moderation/report/", typed)
    row.refresh_from_db()
    assert (row.upheld, row.decided_by) == (True, sam)
    assert [mail.to for mail in mailoutbox] == [["bob@example.org"]]
    assert "@alice" in mailoutbox[0].body
    reports.report(bob, "profile", "alice", alice, "harassment", "Again")
    assert Report.objects.count() == 2
