"""What the feed, videos and cameos tell of."""

from __future__ import annotations

import pytest

from accounts.models import Notice
from accounts.notices import queries
from feed import actions
from generation.lifecycle import transition
from generation.models import Video
from generation.states import ParentKind, Status


def told(person) -> list[str]:
    return [one.sentence for one in queries.page(person)[0]]


@pytest.fixture(autouse=True)
def _nothing_before(alice, bob):
    Notice.objects.all().delete()


def test_a_like_is_told_and_an_unseen_one_taken_back(post, alice, bob):
    published = post(alice, caption="A corgi on wheels")
    actions.like(bob, published)
    assert told(alice) == ["@bob liked “A corgi on wheels”."]
    actions.unlike(bob, published)
    assert told(alice) == []


def test_an_answer_is_told_to_whom_it_answers_and_a_comment_to_the_author(post, alice, bob, charlie):
    published = post(alice)
    first = actions.comment(bob, published, "How was it made?")
    actions.comment(charlie, published, "With words.", parent=first)
    assert told(bob) == ["@charlie answered you: “With words.”"]
    assert "@charlie and 1 other commented on your video: “With words.”" in told(alice)
    actions.comment(alice, published, "Indeed.", parent=first)
    assert not any("@alice" in line for line in told(alice))


def test_a_remix_is_told_only_when_everybody_may_see_it(post, finished, alice, bob):
    mine = post(alice)
    made = finished(bob, parent=mine.video, parent_kind=ParentKind.REMIX)
    actions.publish(bob, made, visibility="private")
    assert told(alice) == []
    other = finished(bob, parent=mine.video, parent_kind=ParentKind.REMIX)
    actions.publish(bob, other, caption="Mine goes faster")
    assert told(alice) == ["@bob remixed your video: “Mine goes faster”"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        (Status.FAILED, "“A corgi” could not be made."),
        (Status.BLOCKED, "“A corgi” was blocked. Its page says why."),
    ],
)
def test_an_end_of_a_video_is_told_to_its_owner_alone(finished, alice, bob, to, sentence):
    video = finished(alice, status=Status.IN_PROGRESS, progress=5, publishable=False, folder="")
    reason = {"failure_code": "engine_error", "failure_message": "It fell over."}
    assert transition(Video.objects.get(pk=video.pk), to, changes=reason)
    assert told(alice) == [sentence]
    assert told(bob) == []
