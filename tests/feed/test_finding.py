"""Search: words, slips, meaning and tags, and never what may not be seen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import actions as people
from feed import describing, finding
from feed.models import Post, Visibility

pytestmark = pytest.mark.django_db


def captions(query, viewer) -> list[str]:
    return [post.caption for post in finding.find(query, viewer).posts]


@pytest.fixture
def three(post, alice):
    return [post(alice, caption=words) for words in ("A whale sings", "Caffè at dawn #italy", "Chess robots")]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("whale", "A whale sings"),
        ("WHALE", "A whale sings"),
        ("whal", "A whale sings"),
        ("whlae", "A whale sings"),
        ("caffe", "Caffè at dawn #italy"),
        ("#italy", "Caffè at dawn #italy"),
        ("italy", "Caffè at dawn #italy"),
    ],
)
def test_words_are_found_however_they_are_typed(three, bob, query, first):
    assert captions(query, bob)[0] == first


def test_a_slip_is_said(three, bob, client_for):
    page = client_for(bob).get(reverse("search"), {"q": "whlae"}).content.decode()
    assert "whlae" in page
    assert "read as “whale”" in page


def test_what_means_the_same_is_found_by_other_words(three, bob):
    for made in Post.objects.select_related("video"):
        describing.describe(made)
    assert captions("machines that play board games", bob)[0] == "Chess robots"


def test_unlisted_private_and_blocked_posts_are_not_found(post, alice, bob, charlie):
    post(alice, caption="Secret whale", visibility=Visibility.UNLISTED)
    post(alice, caption="Private whale", visibility=Visibility.PRIVATE)
    post(charlie, caption="Blocked whale")
    people.block(charlie, bob)
    assert captions("whale", bob) == []


def test_people_are_found_by_name_and_handle_unless_a_block_lies_between(alice, bob, charlie):
    assert finding.find("ali", bob).people == [alice]
    assert finding.find("@alice", bob).people == [alice]
    people.block(alice, charlie)
    assert finding.find("alice", charlie).people == []


@pytest.mark.parametrize("query", ["", "   ", "%_'\"; --", "x" * 500, "💥"])
def test_odd_queries_find_nothing_and_break_nothing(three, bob, client_for, query):
    page = client_for(bob).get(reverse("search"), {"q": query})
    assert page.status_code == 200
    assert page.context["found"].posts == []
