"""Publishing: who may see what, where it turns up, and that it can be taken back."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts import actions as people
from feed import actions, queries, refusals
from feed.models import Post, Visibility
from generation import gate
from generation.models import Video
from generation.states import Status

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_a_public_post_is_in_latest_in_the_followers_feed_and_on_the_profile(post, alice, bob, charlie):
    found = post(alice, caption="Radical")
    assert queries.latest(charlie).posts == [found]
    assert queries.following(bob).posts == [found]
    assert queries.following(charlie).posts == []
    assert queries.of_author(alice, NOBODY).posts == [found]


def test_an_unlisted_post_is_found_by_its_link_alone(post, alice, bob):
    found = post(alice, visibility=Visibility.UNLISTED)
    assert not queries.latest(bob).posts
    assert not queries.following(bob).posts
    assert not queries.of_author(alice, bob).posts
    assert gate.can_watch(bob, found.video)
    assert queries.of_author(alice, alice).posts == [found]


def test_a_private_post_is_its_authors(post, alice, bob, sam):
    found = post(alice, visibility=Visibility.PRIVATE)
    assert not any(gate.can_watch(person, found.video) for person in (bob, sam, NOBODY))
    assert gate.can_watch(alice, found.video)


def test_taking_a_post_back_hides_it_at_once_and_publishing_again_brings_it_back(post, alice, bob):
    found = post(alice, caption="Oops")
    actions.unpublish(alice, found.video)
    assert not gate.can_watch(bob, found.video)
    assert not queries.latest(bob).posts
    with pytest.raises(refusals.PostNotFound):
        actions.unpublish(alice, found.video)
    actions.publish(alice, found.video, caption="Better")
    assert [one.caption for one in queries.latest(bob).posts] == ["Better"]


def test_a_blocked_person_and_the_blocker_see_nothing_of_each_other(post, alice, bob, charlie):
    hers, his = post(alice), post(bob)
    people.block(alice, bob)
    assert queries.latest(bob).posts == [his]
    assert queries.latest(alice).posts == [hers]
    assert len(queries.latest(charlie).posts) == 2
    assert not gate.can_watch(bob, hers.video)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.REMOVED},
        {"status": Status.BLOCKED, "publishable": False},
        {"status": Status.IN_REVIEW, "publishable": False},
    ],
)
def test_a_video_that_is_taken_down_leaves_every_feed(post, alice, bob, change):
    found = post(alice)
    Video.objects.filter(pk=found.video_id).update(**change)
    assert not queries.latest(bob).posts
    assert not queries.of_author(alice, alice).posts
    assert not gate.can_watch(bob, found.video)


def test_only_ones_own_finished_and_reviewed_video_is_published(finished, alice, bob):
    with pytest.raises(refusals.NotPublishable):
        actions.publish(bob, finished(alice))
    for status in (Status.IN_PROGRESS, Status.IN_REVIEW, Status.COMPLETED):
        with pytest.raises(refusals.NotPublishable):
            actions.publish(alice, finished(alice, status=status, publishable=False))


def test_somebody_of_15_does_not_publish_to_everybody(finished, client_for, dana):
    video = finished(dana)
    with pytest.raises(refusals.PublicPostsOff):
        actions.publish(dana, video)
    page = client_for(dana).get(reverse("publish", args=[video.public_id]))
    assert [value for value, _ in page.context["form"].fields["visibility"].choices] == [
        "unlisted",
        "private",
    ]
    form = {"caption": "Hi", "visibility": "public", "allow_remix": "on"}
    assert client_for(dana).post(reverse("publish", args=[video.public_id]), form).status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize("caption", ["🛹🐕", "كلب على لوح تزلج", "a" * 300, ""])
def test_captions_of_any_script_are_kept_as_typed(finished, client_for, alice, caption):
    video = finished(alice)
    form = {"caption": caption, "visibility": "public", "allow_remix": "on"}
    assert client_for(alice).post(reverse("publish", args=[video.public_id]), form).status_code == 302
    assert Post.objects.get().caption == caption


@pytest.mark.parametrize("caption", ["a" * 301, "zero\x00byte"])
def test_a_caption_that_cannot_be_kept_is_refused_at_its_field_and_not_lost(
    finished, client_for, alice, caption
):
    video = finished(alice)
    form = {"caption": caption, "visibility": "unlisted"}
    page = client_for(alice).post(reverse("publish", args=[video.public_id]), form)
    assert page.status_code == 422
    assert page.context["form"].errors["caption"]
    assert page.context["form"]["caption"].value() == caption
    assert not Post.objects.exists()


def test_nobody_reaches_anothers_publish_page(finished, client_for, alice, bob):
    address = reverse("publish", args=[finished(alice).public_id])
    assert client_for(bob).get(address).status_code == 404
    assert client_for(bob).post(address, {"visibility": "public"}).status_code == 404
    assert client_for(None).get(address).status_code == 302
