"""Pages of the feed and of profiles: keyset pages, what strangers meet, what they ask of the database."""

from __future__ import annotations

import pytest
from django.urls import reverse

from feed import queries
from feed.queries import CARDS

pytestmark = pytest.mark.django_db


def test_pages_follow_one_another_without_gaps_though_new_posts_arrive(post, alice, bob):
    first = [post(alice, caption=str(n)) for n in range(2 * CARDS + 1)]
    one = queries.latest(bob)
    post(alice, caption="new")
    two = queries.latest(bob, one.next)
    three = queries.latest(bob, two.next)
    assert [p.pk for page in (one, two, three) for p in page.posts] == [p.pk for p in reversed(first)]
    assert (one.first, two.first, three.first) == (1, CARDS + 1, 2 * CARDS + 1)
    assert three.next == ""


@pytest.mark.parametrize("cursor", ["nonsense", "AAAA", "💥", "x" * 5000, "MjAyNnxhfGI"])
def test_a_broken_cursor_begins_at_the_top(post, client_for, alice, cursor):
    post(alice)
    page = client_for(alice).get("/latest/", {"after": cursor})
    assert page.status_code == 200
    assert len(page.context["page"].posts) == 1


def test_a_stranger_meets_the_welcome_page_and_public_profiles(post, client_for, alice):
    post(alice, caption="For all")
    stranger = client_for(None)
    assert "feed/welcome.html" in [template.name for template in stranger.get("/").templates]
    assert "For all" in stranger.get("/@alice/").content.decode()
    assert stranger.get("/following/").status_code == 302


def test_an_empty_feed_says_what_to_do(client_for, alice, charlie):
    for address in ("/", "/following/", "/@charlie/"):
        page = client_for(charlie).get(address)
        assert page.status_code == 200
        assert 'class="empty' in page.content.decode(), address


def test_more_cards_come_without_the_page_around_them(post, client_for, alice):
    for _ in range(CARDS + 1):
        post(alice)
    more = queries.latest(alice).next
    fragment = (
        client_for(alice).get("/latest/", {"after": more}, headers={"HX-Request": "true"}).content.decode()
    )
    assert "<html" not in fragment
    assert fragment.count("<article") == 1


def test_a_page_of_the_feed_costs_the_same_for_one_post_as_for_many(
    post, client_for, alice, bob, django_assert_max_num_queries
):
    for _ in range(CARDS):
        post(alice)
    client = client_for(bob)
    client.get("/latest/")  # the first page of a day begins its count of minutes
    with django_assert_max_num_queries(14):
        client.get("/latest/")


def test_following_from_a_profile_and_back(client_for, alice, charlie):
    client = client_for(charlie)
    client.post(reverse("follow", args=["alice"]))
    assert client.get("/@alice/").context["follows"]
    client.post(reverse("unfollow", args=["alice"]))
    assert not client.get("/@alice/").context["follows"]


def test_a_profile_that_is_hidden_says_no_more_than_one_that_never_was(client_for, alice, bob):
    client_for(alice).post(reverse("block", args=["bob"]))
    hidden, unknown = client_for(bob).get("/@alice/"), client_for(bob).get("/@nobody/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.decode().replace("alice", "") == unknown.content.decode().replace("nobody", "")
