"""When another policy is in force, what is published is judged by it."""

from __future__ import annotations

from accounts.models import AuditEvent
from feed import rescan
from feed.models import Post
from moderation.models import Case
from moderation.policies import drafting, live
from moderation.policies.models import PolicyRow
from moderation.policies.terms import Outcome


def stricter(sam, category: str, outcome: Outcome):
    draft = drafting.new_draft(sam)
    draft.rows.filter(category=category).delete()
    PolicyRow.objects.create(version=draft, category=category, outcome=outcome)
    draft.changes_en, draft.changes_it = "Stricter.", "Più severo."
    draft.save()
    drafting.put_in_force(sam, draft)


def test_each_post_is_judged_once_by_each_version(alice, sam, post):
    shown = post(alice, caption="A corgi on wheels")
    rescan.look_again()
    shown.refresh_from_db()
    assert shown.policy == live.table().number
    assert rescan.look_again() == 0
    stricter(sam, "deception", Outcome.REFUSE)
    assert rescan.look_again() == 1
    assert not Case.objects.exists()


def test_what_is_refused_now_is_hidden_and_waits_for_a_person(alice, bob, sam, post):
    calm = post(alice, caption="A corgi on wheels")
    film = post(alice, caption="A man smokes weed")
    rescan.look_again()
    Case.objects.all().delete()
    stricter(sam, "intoxication", Outcome.REFUSE)
    rescan.look_again()
    case = Case.objects.get()
    assert (case.target, case.origin) == (film.video.public_id, "policy")
    assert case.hidden_at is not None
    assert list(Post.objects.visible_to(bob)) == [calm]
    assert AuditEvent.objects.filter(verb="case.by_policy").exists()


def test_a_look_that_fails_is_tried_again(alice, post, monkeypatch):
    shown = post(alice)

    def broken(*_args):
        raise RuntimeError("no model")

    monkeypatch.setattr(rescan.screening, "judged", broken)
    assert rescan.look_again() == 0
    monkeypatch.undo()
    assert rescan.look_again() == 1
    shown.refresh_from_db()
    assert shown.policy == live.table().number
