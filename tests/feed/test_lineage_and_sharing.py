"""The tree of remixes shows what may be seen and no more; shared videos can be embedded, others cannot."""

from __future__ import annotations

import pytest
from django.urls import reverse

from feed import actions
from feed.lineage import tree
from feed.models import Visibility
from generation.states import ParentKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def remix(finished):
    def _remix(person, parent, **words):
        child = finished(person, parent=parent, parent_kind=ParentKind.REMIX)
        actions.publish(person, child, **words)
        return child

    return _remix


def drawn(node) -> object:
    """The tree as nested lists of captions; None for what may not be seen."""
    name = node.video.post.caption if node.video else None
    return [name, *(drawn(child) for child in node.children)]


def test_the_tree_goes_up_to_the_first_and_down_to_the_last(post, remix, alice, bob, charlie):
    first = post(alice, caption="first").video
    second = remix(bob, first, caption="second")
    third = remix(charlie, second, caption="third")
    remix(alice, first, caption="beside")
    for video in (first, second, third):
        assert drawn(tree(video, bob)) == ["first", ["second", ["third"]], ["beside"]]


def test_what_was_taken_back_is_a_gap_only_where_something_hangs_below(post, remix, alice, bob, charlie):
    first = post(alice, caption="first").video
    second = remix(bob, first, caption="second")
    remix(charlie, second, caption="third")
    lonely = remix(charlie, first, caption="lonely")
    actions.unpublish(bob, second)
    actions.unpublish(charlie, lonely)
    assert drawn(tree(first, alice)) == ["first", [None, ["third"]]]


def test_the_player_credits_the_whole_chain_to_whoever_may_see_it(
    post, remix, alice, bob, charlie, client_for
):
    first = post(alice, caption="first").video
    second = remix(bob, first, caption="second")
    third = remix(charlie, second, caption="third")

    def credit(reader) -> str:
        page = client_for(reader).get(third.get_absolute_url()).content.decode()
        assert "A remix of a video by @bob" in page
        return page.partition("Which goes back to")[2].partition("</p>")[0]

    assert "@alice" in credit(bob)
    actions.unpublish(alice, first)
    assert "@alice" not in credit(bob)
    assert "@alice" in credit(alice)


def test_the_page_shows_the_tree_and_a_hidden_video_has_none(post, remix, alice, bob, charlie, client_for):
    first = post(alice, caption="A first try").video
    second = remix(bob, first, caption="A second try")
    page = client_for(charlie).get(reverse("family", args=[second.public_id])).content.decode()
    assert "A first try" in page
    assert "A second try" in page
    private = post(alice, visibility=Visibility.PRIVATE).video
    assert client_for(charlie).get(reverse("family", args=[private.public_id])).status_code == 404


def test_a_shared_video_can_be_framed_by_any_page_and_no_other_page_can(post, alice, client_for):
    shared = post(alice, visibility=Visibility.UNLISTED).video
    answer = client_for(None).get(reverse("embed", args=[shared.public_id]))
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    page = client_for(None).get(shared.get_absolute_url())
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_private_video_is_not_embedded_even_for_its_owner(post, alice, client_for):
    private = post(alice, visibility=Visibility.PRIVATE).video
    for name in ("embed",):
        assert client_for(alice).get(reverse(name, args=[private.public_id])).status_code == 404


def test_others_learn_how_to_show_a_video(post, alice, client_for, settings):
    video = post(alice, caption='Waves "&" <sun>').video
    page = client_for(None).get(video.get_absolute_url()).content.decode()
    assert f'content="{settings.SITE_URL}{video.get_absolute_url()}"' in page
    told = client_for(None).get(
        reverse("oembed"), {"url": settings.SITE_URL + video.get_absolute_url(), "maxwidth": "320"}
    )
    assert told.json()["title"] == 'Waves "&" <sun>'
    assert (told.json()["width"], told.json()["height"]) == (320, 180)
    assert video.public_id in told.json()["html"]


@pytest.mark.parametrize("url", ["", "nonsense", "http://[", "/drafts/", "/v/video_0/"])
def test_other_addresses_are_not_told_of(post, client_for, url):
    assert client_for(None).get(reverse("oembed"), {"url": url}).status_code == 404
