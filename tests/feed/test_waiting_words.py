"""Comments and messages that our reading doubts, or cannot read: who sees them until a person has looked."""

from __future__ import annotations

import pytest

from accounts.notices.models import Notice
from feed import actions
from feed.direct import actions as direct
from feed.direct import queries as talks
from feed.models import Comment, Waits
from moderation import gate, refusals
from moderation.desk import cases
from moderation.desk.models import Case
from moderation.findings import Band, By, Finding
from moderation.policies.table import Decided
from moderation.policies.terms import Outcome

FRENCH = "Le chat de la voisine dort sur le toit et il fait beau dans la rue"


@pytest.fixture
def doubted(monkeypatch):
    """Every comment and message is one that our reading is not sure of."""
    doubt = Decided(Outcome.REVIEW, Finding("unclear", Band.UNSURE, By.CLASSIFIER), "comment")
    monkeypatch.setattr(gate.screening, "judged", lambda *_given: doubt)


def readers(comment, *people):
    rows = Comment.objects.filter(pk=comment.pk)
    return [person and person.username for person in people if rows.visible_to(person).exists()]


def count(post):
    post.refresh_from_db()
    return post.comments_count


def test_words_in_another_language_are_seen_by_adults_at_once_and_by_teens_after_a_look(
    alice, bob, charlie, dana, sam, post
):
    shown = post(alice)
    said = actions.comment(bob, shown, FRENCH)
    assert readers(said, alice, bob, charlie, dana, None) == ["alice", "bob", "charlie"]
    assert count(shown) == 1
    assert Notice.objects.filter(person=alice, kind="commented").exists()
    case = Case.objects.get()
    assert (case.about, case.excerpt, case.category) == ("comment", FRENCH, "other")
    cases.decide(sam, case, "fine", "", "")
    assert readers(said, alice, bob, charlie, dana, None) == ["alice", "bob", "charlie", "dana", None]
    assert count(shown) == 1


def test_doubtful_words_are_seen_by_their_author_alone_until_a_person_says_they_are_fine(
    alice, bob, charlie, dana, sam, post, doubted
):
    shown = post(alice)
    said = actions.comment(bob, shown, "words")
    assert said.waits == Waits.REVIEW
    assert readers(said, alice, bob, charlie, dana, None) == ["bob"]
    assert count(shown) == 0
    assert not Notice.objects.filter(person=alice, kind="commented").exists()
    cases.decide(sam, Case.objects.get(), "fine", "", "")
    assert readers(said, alice, bob, charlie, dana, None) == ["alice", "bob", "charlie", "dana", None]
    assert count(shown) == 1
    assert Notice.objects.filter(person=alice, kind="commented").exists()


def test_doubtful_words_that_break_the_rules_are_gone_and_were_never_counted(alice, bob, sam, post, doubted):
    shown = post(alice)
    said = actions.comment(bob, shown, "words")
    cases.decide(sam, Case.objects.get(), "remove", "harassment", "It is a threat.")
    assert readers(said, alice, bob) == []
    assert count(shown) == 0


def test_taking_back_what_waits_counts_nothing(alice, bob, post, doubted):
    shown = post(alice)
    actions.remove_comment(bob, actions.comment(bob, shown, "words"))
    assert count(shown) == 0


def test_the_author_reads_that_a_comment_waits_and_nobody_else_reads_the_comment(
    alice, bob, charlie, post, client_for, doubted
):
    shown = post(alice)
    actions.comment(bob, shown, "words that wait")
    page = f"/v/{shown.video.public_id}/comments/"
    assert "Only you see this until" in client_for(bob).get(page).content.decode()
    assert "words that wait" not in client_for(charlie).get(page).content.decode()
    assert "words that wait" not in client_for(None).get(page).content.decode()


def test_a_caption_in_another_language_is_published_and_looked_at(alice, post):
    shown = post(alice, caption=FRENCH)
    case = Case.objects.get()
    assert (case.about, case.target, case.origin) == ("video", shown.video.public_id, "reading")


def test_a_doubtful_caption_is_published_for_oneself_alone(alice, post, doubted):
    with pytest.raises(refusals.Unsure):
        post(alice, caption="words")
    assert post(alice, caption="words", visibility="private").caption == "words"
    assert not Case.objects.exists()


def test_doubtful_messages_arrive_covered_and_no_staff_read_them(alice, bob, client_for, doubted):
    direct.say(alice, bob, "words under cover")
    assert not Case.objects.exists()
    page = client_for(bob).get("/messages/@alice/").content.decode()
    assert "<summary" in page
    assert "words under cover" in page
    assert "words under cover" not in client_for(bob).get("/messages/").content.decode()
    assert "It arrives covered" in client_for(alice).get("/messages/@bob/").content.decode()


def test_a_teen_gets_none_of_what_is_covered(alice, dana, monkeypatch, doubted):
    from feed.direct.models import Conversation, Message, Seat, State

    first, second = sorted([alice, dana], key=lambda person: person.pk)
    talk = Conversation.objects.create(first=first, second=second)
    seat = Seat.objects.create(conversation=talk, person=dana, other=alice, state=State.OPEN)
    Message.objects.create(conversation=talk, author=alice, text="words under cover", covered=True)
    [line], _earlier = talks.page(seat)
    assert (line.text, line.covered) == ("", True)
