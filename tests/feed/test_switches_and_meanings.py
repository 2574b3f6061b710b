"""What is derived from words goes with the switch that it rests on, and comes back with it."""

from __future__ import annotations

import pytest

from accounts import consents
from accounts.family import actions as family
from feed import actions as feed
from feed.chats import actions as chats
from feed.models import ChatTopic, Preference, Signal

pytestmark = pytest.mark.django_db


def meanings(person) -> tuple[int, int]:
    """How many wishes and topics have a meaning worked out."""
    rows = (Preference, ChatTopic)
    found = [model.objects.filter(person=person, vector__isnull=False).count() for model in rows]
    return found[0], found[1]


@pytest.fixture
def talkative(alice):
    """Alice, with a wish and a topic that mean something."""
    feed.wish(alice, "more whales")
    consents.give(alice, "chats")
    ChatTopic.objects.create(person=alice, phrase="chess", conversations=3)
    feed.switch_signal(alice, Signal.CHATS, on=True)
    assert meanings(alice) == (1, 1)
    return alice


def choose(person, on: bool, callbacks) -> None:
    with callbacks(execute=True):
        family.set_own(person, {"personalised_feed": on})


def test_no_signal_is_worked_out_again_while_a_feed_of_ones_own_is_off(
    talkative, django_capture_on_commit_callbacks
):
    choose(talkative, False, django_capture_on_commit_callbacks)
    assert meanings(talkative) == (0, 0)
    for signal in (Signal.CHATS, Signal.WISHES):
        feed.switch_signal(talkative, signal, on=True)
    row = ChatTopic.objects.get(person=talkative)
    chats.change(talkative, row.pk, phrase="chess openings", weight=1.0)
    assert meanings(talkative) == (0, 0)
    choose(talkative, True, django_capture_on_commit_callbacks)
    assert meanings(talkative) == (1, 1)


def test_wishes_mean_nothing_while_their_signal_is_off(talkative):
    feed.switch_signal(talkative, Signal.WISHES, on=False)
    assert meanings(talkative) == (0, 1)
    feed.wish(talkative, "more trains")
    assert meanings(talkative) == (0, 1)
    (row, *_rest) = Preference.objects.filter(person=talkative)
    feed.take_back_wish(talkative, row.pk)
    feed.bring_back_wish(talkative, row.pk)
    assert meanings(talkative) == (0, 1)
    feed.switch_signal(talkative, Signal.WISHES, on=True)
    assert meanings(talkative) == (2, 1)


def test_topics_mean_nothing_while_their_signal_is_off_even_when_the_feed_comes_back(
    talkative, django_capture_on_commit_callbacks
):
    feed.switch_signal(talkative, Signal.CHATS, on=False)
    choose(talkative, False, django_capture_on_commit_callbacks)
    choose(talkative, True, django_capture_on_commit_callbacks)
    assert meanings(talkative) == (1, 0)
