"""The policy as data: versions, what a draft would change, and what everybody reads of it."""

from __future__ import annotations

import pytest

from accounts.errors import Refusal
from accounts.models import AuditEvent
from moderation import gate, refusals
from moderation.findings import Band, By, Finding
from moderation.models import Decision, PolicyVersion
from moderation.policies import drafting, live
from moderation.policies.preview import preview
from moderation.policies.table import Row, Table, Unwritten
from moderation.policies.terms import Audience, Category, Outcome, Place
from moderation.signals import policy_changed

ADULT, TEEN = Audience.ADULT, Audience.TEEN


def finding(category, band=Band.SURE):
    return Finding(category, band, By.RULES)


def test_the_row_that_says_most_wins():
    table = Table(1, (
        Row("hate", "", "", Outcome.REFUSE),
        Row("hate", "", TEEN, Outcome.REVIEW),
        Row("hate", "comment", "", Outcome.ALLOW),
    ))  # fmt: skip
    assert table.outcome("hate", "prompt", ADULT) is Outcome.REFUSE
    assert table.outcome("hate", "prompt", TEEN) is Outcome.REVIEW
    assert table.outcome("hate", "comment", TEEN) is Outcome.ALLOW
    with pytest.raises(Unwritten):
        table.outcome("sexual", "prompt", ADULT)


def test_an_unsure_finding_refuses_nobody_and_the_strictest_decides():
    table = live.shipped()
    assert table.follows(finding("hate", Band.UNSURE), "prompt", ADULT) is Outcome.REVIEW
    assert table.follows(finding("fights", Band.UNSURE), "prompt", TEEN) is Outcome.REVIEW
    assert table.follows(finding("fights"), "prompt", ADULT) is Outcome.ADULTS
    both = [finding("fights"), finding("hate")]
    assert table.decide(both, "prompt", ADULT).finding == both[1]
    assert table.decide([], "prompt", TEEN).outcome is Outcome.ALLOW


def test_the_shipped_policy_is_the_first_in_force_and_speaks_of_everything(db):
    assert set(live.table().rows) == set(live.shipped().rows)
    for category in Category:
        for place in Place:
            live.table().outcome(category, place, ADULT)


def test_a_site_whose_only_versions_are_drafts_lets_nothing_through(alice):
    PolicyVersion.objects.update(status="archived")
    with pytest.raises(refusals.ScreeningUnavailable):
        gate.screen_prompt("a corgi", alice)


def test_a_draft_changes_nothing_until_it_comes_into_force(sam, alice, django_capture_on_commit_callbacks):
    heard = []
    policy_changed.connect(lambda number, **_news: heard.append(number), weak=False, dispatch_uid="test")
    draft = drafting.new_draft(sam)
    draft.rows.filter(category="fights").update(outcome=Outcome.REFUSE)
    gate.screen_prompt("A man stabs a man in the street", alice)
    with pytest.raises(refusals.PolicyIncomplete):
        drafting.put_in_force(sam, draft)
    PolicyVersion.objects.filter(pk=draft.pk).update(changes_en="No fights.", changes_it="Niente risse.")
    with django_capture_on_commit_callbacks(execute=True):
        drafting.put_in_force(sam, draft)
    policy_changed.disconnect(dispatch_uid="test")
    with pytest.raises(refusals.NotAllowed):
        gate.screen_prompt("A man stabs a man in the street", alice)
    assert heard == [2]
    assert list(PolicyVersion.objects.values_list("status", flat=True)) == ["live", "archived"]
    assert AuditEvent.objects.filter(verb="policy.in_force", actor=sam).count() == 1
    with pytest.raises(refusals.PolicyNotDraft):
        drafting.put_in_force(sam, draft)


def test_no_draft_lifts_what_protects_minors(sam):
    draft = drafting.new_draft(sam)
    PolicyVersion.objects.filter(pk=draft.pk).update(changes_en="x", changes_it="x")
    draft.rows.filter(category="minors").update(outcome=Outcome.REVIEW)
    with pytest.raises(refusals.PolicyIncomplete):
        drafting.put_in_force(sam, draft)


def test_a_preview_tells_what_past_decisions_would_become(sam, alice):
    gate.screen_prompt("A man stabs a man in the street", alice)
    with pytest.raises(Refusal):
        gate.screen("Vai a morire", alice, gate.Surface.COMMENT)
    draft = drafting.new_draft(sam)
    assert preview(live.table(), draft.table()).changes == []
    draft.rows.filter(category="fights").update(outcome=Outcome.REFUSE)
    told = preview(live.table(), draft.table())
    assert (told.asked, told.changed) == (2, 1)
    assert told.changes[0].after == Outcome.REFUSE.label


def test_what_is_allowed_leaves_no_decision_behind(alice):
    gate.screen_prompt("A corgi on a skateboard", alice)
    assert not Decision.objects.exists()
    assert gate.screen_prompt("Ein Hund läuft auf dem Dach und wir sind nicht da", alice) is Outcome.REVIEW
    gate.screen("Ein Hund läuft auf dem Dach und wir sind nicht da", alice, gate.Surface.MESSAGE)
    assert Decision.objects.get().category == "other_language"


def test_staff_write_preview_and_publish_in_the_admin_and_everybody_reads_it(sam, client_for, client):
    sam.is_superuser = True
    sam.save()
    staff = client_for(sam)
    assert staff.get("/admin/moderation/policyversion/add/").status_code == 200
    assert PolicyVersion.objects.count() == 1
    page = staff.post("/admin/moderation/policyversion/add/", follow=True)
    assert "What it would change" in page.content.decode()
    draft = PolicyVersion.objects.get(status="draft")
    PolicyVersion.objects.filter(pk=draft.pk).update(
        changes_en="Dragons welcome.", changes_it="Benvenuti draghi."
    )
    assert "Dragons" not in client.get("/rules/").content.decode()
    staff.post(f"/admin/moderation/policyversion/{draft.pk}/in-force/")
    assert "Dragons welcome." in client.get("/rules/").content.decode()
    italian = client.get("/rules/", headers={"accept-language": "it"}).content.decode()
    assert "Benvenuti draghi." in italian
    live_page = staff.get(f"/admin/moderation/policyversion/{draft.pk}/change/").content.decode()
    assert "in-force" not in live_page


def test_a_stranger_changes_no_policy(charlie, client_for):
    stranger = client_for(charlie)
    assert stranger.post("/admin/moderation/policyversion/add/").status_code == 302
    assert stranger.post("/admin/moderation/policyversion/1/in-force/").status_code == 302
    assert PolicyVersion.objects.count() == 1
