"""What a page asks of the database, whatever is on it; kept cards show nobody what they may not see."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from accounts import clock
from feed import actions, cards, lists
from feed.models import Post
from feed.queries import CARDS
from generation.models import Video
from generation.states import ParentKind, Status

pytestmark = pytest.mark.django_db
MOST = 8
PAGES = ("/", "/top/", "/latest/", "/following/")


@pytest.fixture
def asked(client_for):
    """`asked(bob, "/")`: the SQL of that page, when its browser has been here before."""

    def _asked(person, *addresses: str) -> list[str]:
        client = client_for(person)
        client.get("/settings/")
        with CaptureQueriesContext(connection) as queries:
            for address in addresses:
                assert client.get(address).status_code == 200
        return [query["sql"] for query in queries]

    return _asked


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("reader", ["bob", "dana"])
def test_a_page_of_the_feed_asks_eight_things_at_most_however_many_cards(
    post, asked, alice, address, reader, request
):
    person = request.getfixturevalue(reader)
    post(alice)
    lists.page(person, personal=True)
    asked(person, address)
    one = asked(person, address)
    for number in range(CARDS):
        post(alice, caption=str(number))
    lists.make(person, personal=reader == "bob")
    lists.make(person, personal=False)
    new = asked(person, address)
    again = asked(person, address)
    assert len(new) <= MOST, new
    assert len(again) <= min(MOST, len(one)), again


def test_no_page_skips_rows_by_number_or_counts_them(post, asked, alice, bob):
    posts = [post(alice, caption=f"corgi {number}") for number in range(CARDS + 2)]
    for number in range(5):
        actions.comment(bob, posts[0], f"Comment {number}")
    talk = reverse("comments", args=[posts[0].video.public_id])
    pages = [*PAGES, "/@alice/", "/search/?q=corgi", talk, "/notices/", "/saved/"]
    found = asked(bob, *pages)
    for sql in found:
        assert " OFFSET " not in sql.upper()
        assert not re.search(r"\bCOUNT\(", sql, re.IGNORECASE), sql


def test_a_kept_card_is_not_shown_to_whom_it_is_hidden_from(post, client_for, alice, bob, charlie, dana):
    made = post(alice, caption="Seen once")
    readers = [client_for(person) for person in (bob, charlie, dana)]

    def see() -> list[bool]:
        return [b"Seen once" in reader.get("/latest/").content for reader in readers]

    assert see() == [True, True, True]
    people.block(charlie, alice)
    assert see() == [True, False, True]
    Video.objects.filter(pk=made.video_id).update(status=Status.REMOVED)  # as a revoked cameo does
    assert see() == [False, False, False]


def test_a_kept_card_of_somebody_who_became_a_teen_is_shown_to_nobody(post, client_for, alice, bob):
    post(alice, caption="A quiet lake")
    reader = client_for(bob)
    assert b"A quiet lake" in reader.get("/latest/").content
    alice.birth_date = (clock.now() - timedelta(days=15 * 366)).date()
    alice.save()
    assert b"A quiet lake" not in reader.get("/latest/").content


def test_a_card_names_what_it_was_made_from_only_to_those_who_may_see_that(
    post, finished, client_for, alice, bob, charlie
):
    above = post(alice)
    child = finished(bob, parent=above.video, parent_kind=ParentKind.REMIX)
    actions.publish(bob, child, caption="Mine now")
    credit = "a remix of @alice"
    assert credit in client_for(charlie).get("/latest/").content.decode()
    people.block(charlie, alice)
    page = client_for(charlie).get("/latest/").content.decode()
    assert "Mine now" in page
    assert credit not in page


def test_likes_tokens_and_places_are_the_readers_own(post, client_for, alice, bob, charlie):
    made = post(alice, caption="<b>one & two</b>")
    actions.like(bob, made)
    pages = [client_for(person).get("/latest/?x=%22").content.decode() for person in (bob, charlie, alice)]
    pressed = [re.search(r'data-like\s+aria-pressed="(\w+)"', page)[1] for page in pages]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)) for page in pages]
    assert pressed == ["true", "false", "false"]
    assert ["Less like this" in page for page in pages] == [True, True, False]
    assert all(tokens)
    assert tokens[0].isdisjoint(tokens[1])
    for page in pages:
        assert "&lt;b&gt;one &amp; two&lt;/b&gt;" in page
        assert 'aria-posinset="1"' in page
        assert cards.MARK not in page
        assert "<b>one" not in page


def test_a_card_follows_its_post_at_once(post, client_for, alice, bob):
    made = post(alice, caption="Before")
    reader = client_for(bob)
    assert "Before" in reader.get("/latest/").content.decode()
    Post.objects.filter(pk=made.pk).update(caption="After", allow_remix=False)
    page = reader.get("/latest/").content.decode()
    assert "After" in page
    assert "?remix=" not in page


def test_a_card_speaks_the_language_of_the_page(post, client_for, alice, bob):
    post(alice)
    reader = client_for(bob)
    assert "Less like this" in reader.get("/latest/").content.decode()
    assert "Meno cose così" in reader.get("/latest/", headers={"accept-language": "it"}).content.decode()
