"""Weights that staff version, preview and let live; leaders, hashtags and moods."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import actions as people
from accounts.models import AuditEvent
from feed import actions, leaders, lists, shelf, weighing
from feed.models import Preference, Seen, WeightsVersion
from feed.models.weighing import known_weights
from feed.ranking import Weights
from feed.templatetags.tags import hashtags
from generation.states import ParentKind


@pytest.mark.parametrize("values", [[], {"watch_time": 1}, {"like": "much"}, {"like": -1}, {"like": True}])
def test_weights_that_mean_nothing_are_refused(values):
    with pytest.raises(ValidationError):
        known_weights(values)


def test_a_version_ranks_as_soon_as_it_is_live(sam, alice, bob, post, django_capture_on_commit_callbacks):
    loved, new = post(alice, caption="Loved"), post(alice, caption="New")
    for person in (bob, sam):
        actions.like(person, loved)
    shelf.forget()
    version = WeightsVersion.objects.create(
        values={"like": 0, "fresh": 0, "novelty": 0}, why="Flat", made_by=sam
    )
    before = lists.make(bob, personal=True)
    assert weighing.live() == (0, Weights())
    with django_capture_on_commit_callbacks(execute=True):
        weighing.go_live(sam, version)
    assert weighing.live()[0] == version.pk
    entry = next(entry for entry in lists.make(bob, personal=True).entries if entry.post == loved.pk)
    assert entry.terms["like"] == 0
    assert before.weights != lists.make(bob, personal=True).weights
    assert {found.post for found in before.entries} == {loved.pk, new.pk}


def test_staff_make_look_at_and_let_live(sam, alice, bob, post, client_for):
    shown = post(alice)
    Seen.objects.create(person=bob, post=shown)
    client = client_for(sam)
    add = client.post(
        reverse("admin:feed_weightsversion_add"), {"why": "Friends first", "values": '{"follow": 2}'}
    )
    assert add.status_code == 302
    version = WeightsVersion.objects.get()
    assert version.made_by == sam
    page = client.get(reverse("admin:feed_weightsversion_change", args=[version.pk])).content.decode()
    assert "first 20 posts of 1 feed" in page
    client.post(reverse("admin:feed_weights_live", args=[version.pk]))
    version.refresh_from_db()
    assert version.live_from is not None
    wrong = client.post(reverse("admin:feed_weightsversion_add"), {"why": "x", "values": '{"time": 2}'})
    assert "Unknown weight: time" in wrong.content.decode()


def test_a_look_into_a_feed_tells_every_term_and_is_written_down(sam, alice, bob, post, client_for):
    post(alice, caption="A corgi on wheels")
    page = client_for(sam).get(reverse("admin:feed_order"), {"who": "@bob"}).content.decode()
    assert "A corgi on wheels" in page
    assert "follow 0.6" in page
    assert AuditEvent.objects.filter(verb="feed.looked_into", actor=sam).exists()
    assert client_for(alice).get(reverse("admin:feed_order"), {"who": "bob"}).status_code == 302


def test_leaders_are_those_from_whom_others_made_something(alice, bob, charlie, post, finished):
    quiet, loud = post(charlie, caption="Quiet"), post(alice, caption="Loud")
    made = finished(bob, parent=loud.video, parent_kind=ParentKind.REMIX)
    actions.publish(bob, made)
    actions.like(alice, loud)
    assert [found.pk for found in leaders.most_remixed(charlie)] == [loud.pk]
    assert leaders.rising(charlie) == [alice]
    actions.like(bob, quiet)
    assert leaders.rising(charlie) == [alice, charlie]
    people.block(charlie, alice)
    assert leaders.most_remixed(charlie) == []
    assert leaders.rising(charlie) == [charlie]


def test_the_page_of_leaders_opens_empty_and_full(alice, bob, post, finished, client_for):
    client = client_for(bob)
    assert "Be the first." in client.get(reverse("leaders")).content.decode()
    loud = post(alice, caption="Loud")
    actions.publish(bob, finished(bob, parent=loud.video, parent_kind=ParentKind.REMIX))
    assert "1 remix" in client.get(reverse("leaders")).content.decode()


def test_hashtags_lead_to_what_has_them(alice, bob, post, client_for):
    post(alice, caption="Look #Corgi #corgi &#39; #a <b>#wheels</b>")
    page = client_for(bob).get(reverse("latest")).content.decode()
    assert "?q=%23Corgi" in page
    assert hashtags("Look #Corgi #corgi &#39; #a <b>#wheels</b>") == ["Corgi", "wheels"]


def test_a_mood_is_a_wish_for_now(alice, client_for):
    client = client_for(alice)
    assert "In the mood for" in client.get(reverse("tune")).content.decode()
    client.post(reverse("tune"), {"sentence": "more calm slow nature for now"})
    assert Preference.objects.get(person=alice).expires_at is not None
