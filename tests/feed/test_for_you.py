"""The feed for one person: steered in words, signals that are off are not read, gates asked at every page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from feed import actions, describing, lists, readers, refusals
from feed.models import Post, Preference, Seen, Signal, Visibility
from feed.queries import CARDS
from generation.states import ParentKind

pytestmark = pytest.mark.django_db


def shown(person, *, personal=True) -> list[Post]:
    return lists.page(person, personal=personal).posts


def test_home_is_ranked_and_its_pages_go_on_where_they_ended(post, alice, bob, client_for):
    made = {post(alice, caption=str(n)).pk for n in range(CARDS + 2)}
    one = lists.page(bob, personal=True)
    two = lists.page(bob, one.next, personal=True)
    assert {p.pk for p in one.posts} | {p.pk for p in two.posts} == made
    assert (len(one.posts), two.next, two.first) == (CARDS, "", CARDS + 1)
    assert client_for(bob).get("/").context["tab"] == "for_you"


@pytest.mark.parametrize("cursor", ["nonsense", "x.99999999999", "…", "a.b.c"])
def test_a_broken_cursor_begins_at_the_top(post, alice, bob, cursor):
    post(alice)
    assert len(lists.page(bob, cursor, personal=True).posts) == 1


def test_what_was_taken_back_or_blocked_after_ranking_is_not_shown(post, alice, bob, charlie):
    gone, blocked, left = post(alice), post(charlie), post(alice)
    lists.page(bob, personal=True)
    actions.unpublish(alice, gone.video)
    people.block(charlie, bob)
    assert shown(bob) == [left]
    assert blocked not in shown(bob)


def test_unlisted_and_private_posts_are_in_no_list(post, alice, bob):
    post(alice, visibility=Visibility.UNLISTED)
    post(alice, visibility=Visibility.PRIVATE)
    assert shown(bob) == []


def test_a_wish_is_understood_weighed_taken_back_and_brought_back(bob, client_for):
    client = client_for(bob)
    client.post(reverse("tune"), {"sentence": "more whales, no cats for now"})
    whales, cats = Preference.objects.order_by("pk")
    assert (whales.weight, whales.expires_at) == (1.0, None)
    assert cats.hide
    assert cats.expires_at
    client.post(reverse("wish", args=[whales.pk]), {"weight": "-1"})
    assert Preference.objects.get(pk=whales.pk).weight == -1
    client.post(reverse("wish", args=[cats.pk]), {"what": "remove"})
    assert [wish.phrase for wish in readers.wishes_of(bob)] == ["whales"]
    client.post(reverse("wish", args=[cats.pk]), {"what": "undo"})
    assert {wish.phrase for wish in readers.wishes_of(bob)} == {"whales", "cats"}


def test_a_sentence_that_wishes_for_nothing_stays_in_its_field(bob, client_for):
    page = client_for(bob).post(reverse("tune"), {"sentence": "!!!"})
    assert page.status_code == 422
    assert 'value="!!!"' in page.content.decode()


def test_somebody_elses_wish_cannot_be_touched(alice, bob, client_for):
    (mine,) = actions.wish(alice, "whales")
    assert client_for(bob).post(reverse("wish", args=[mine.pk]), {"what": "remove"}).status_code == 404
    assert readers.wishes_of(alice) == [mine]


def test_not_at_all_holds_from_the_next_page_on(post, alice, bob):
    post(alice, caption="Two cats argue")
    whale = post(alice, caption="A whale sings")
    assert len(shown(bob)) == 2
    actions.wish(bob, "no cats")
    assert shown(bob) == [whale]


def test_the_preview_shows_what_would_come_and_keeps_nothing(post, alice, bob, client_for):
    post(alice, caption="Two cats argue")
    page = client_for(bob).get(reverse("tune_preview"), {"sentence": "no cats"})
    assert [wish.phrase for wish in page.context["found"]] == ["cats"]
    assert page.context["posts"] == []
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("signal", "tables"),
    [
        (Signal.FOLLOWS, ["accounts_follow"]),
        (Signal.LIKES, ["feed_like", "feed_saved", "feed_comment"]),
        (Signal.WISHES, ["feed_preference"]),
        (Signal.SEEN, ["feed_seen"]),
    ],
)
def test_a_signal_that_is_off_is_not_read(bob, signal, tables):
    def asked() -> str:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            readers.reader_of(bob)
        return " ".join(query["sql"] for query in queries)

    before = asked()
    actions.switch_signal(bob, signal, on=False)
    after = asked()
    for table in tables:
        assert f'"{table}"' in before
        assert f'"{table}"' not in after


def test_without_personalisation_nothing_of_the_person_is_read_and_home_is_everybodys(
    post, alice, dana, client_for
):
    post(alice)
    with CaptureQueriesContext(connection) as queries:
        readers.reader_of(dana)
    asked = " ".join(query["sql"] for query in queries)
    assert not any(
        f'"{t}"' in asked for t in ("feed_like", "feed_preference", "feed_seen", "accounts_follow")
    )
    page = client_for(dana).get("/")
    assert page.context["tab"] == "top"
    assert "for_you" not in [name for name, _address, _label in page.context["tabs"]]
    assert not Seen.objects.exists()
    with pytest.raises(refusals.PersonalisationOff):
        actions.wish(dana, "more whales")


def test_top_is_the_same_for_everybody(post, alice, bob, charlie):
    for n in range(4):
        post(alice, caption=str(n))
        post(charlie, caption=str(n))
    actions.wish(bob, "more whales")
    assert [p.pk for p in shown(bob, personal=False)] == [p.pk for p in shown(alice, personal=False)]


def test_less_like_this_and_not_from_them_hold_and_can_be_undone(post, alice, bob, charlie, client_for):
    one, other = post(alice), post(charlie)
    client = client_for(bob)
    client.post(reverse("less", args=[one.video.public_id]))
    client.post(reverse("mute", args=["charlie"]))
    assert shown(bob) == []
    client.post(reverse("less", args=[one.video.public_id]), {"on": "0"})
    client.post(reverse("mute", args=["charlie"]), {"on": "0"})
    assert set(shown(bob)) == {one, other}


def test_who_was_shown_a_post_counts_once_and_is_forgotten_when_switched_off(post, alice, bob, client_for):
    made = post(alice)
    for _ in range(2):
        client_for(bob).get("/")
    assert Post.objects.get(pk=made.pk).shown_count == 1
    actions.switch_signal(bob, Signal.SEEN, on=False)
    assert not Seen.objects.filter(person=bob).exists()


def test_a_remix_by_another_counts_for_what_it_was_made_from(post, finished, alice, bob):
    made = post(alice)
    child = finished(bob, parent=made.video, parent_kind=ParentKind.REMIX)
    actions.publish(bob, child)
    assert Post.objects.get(pk=made.pk).remixes_count == 1
    actions.unpublish(bob, child)
    assert Post.objects.get(pk=made.pk).remixes_count == 0


def test_meaning_finds_what_was_asked_for_in_other_words(post, finished, alice, bob):
    for prompt in (
        "A kitten naps on a sofa",
        "A humpback swims under the waves",
        "A truck drives through a desert",
    ):
        actions.publish(alice, finished(alice, prompt=prompt), caption="")
    for made in Post.objects.select_related("video"):
        assert describing.describe(made)
    actions.wish(bob, "more sea animals")
    assert "humpback" in shown(bob)[0].video.prompt


def test_a_page_costs_the_same_for_one_post_as_for_many(post, client_for, alice, bob):
    client = client_for(bob)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    post(alice)
    cost()
    one = cost()
    for _ in range(CARDS):
        post(alice)
    lists.forget(bob.pk)
    cost()
    assert cost() <= one
    assert one <= 15
