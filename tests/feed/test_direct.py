"""Direct messages: who may write to whom, requests, blocks, and what a reader still sees."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts import clock
from accounts.errors import Refusal
from accounts.models import FamilyLink, Notice
from accounts.notices import queries as notices
from feed.direct import actions, queries, refusals
from feed.direct.models import Message, Seat, State
from moderation.models import Report


def texts(person, other) -> list[str]:
    seat = queries.seat_with(person, other)
    return [line.text for line in queries.page(seat)[0]] if seat else []


def test_bob_whom_alice_follows_writes_without_asking(alice, bob):
    people.follow(alice, bob)
    actions.say(bob, alice, "Hello!")
    assert Seat.objects.get(person=alice).state == State.OPEN
    assert texts(alice, bob) == texts(bob, alice) == ["Hello!"]
    assert notices.page(alice)[0][0].sentence == "@bob wrote to you."


def test_a_stranger_asks_and_waits_for_an_answer(alice, charlie):
    for number in range(actions.BEFORE_AN_ANSWER):
        actions.say(charlie, alice, f"Hello {number}")
    with pytest.raises(refusals.WaitForAnswer):
        actions.say(charlie, alice, "Hello again")
    actions.say(alice, charlie, "Hello, Charlie.")
    actions.say(charlie, alice, "At last!")
    assert Seat.objects.get(person=alice).state == State.OPEN


def test_a_declined_stranger_is_not_heard_until_it_becomes_a_yes(alice, charlie):
    actions.say(charlie, alice, "Hello")
    actions.answer_request(alice, charlie, yes=False)
    assert queries.inbox(alice) == []
    with pytest.raises(refusals.NotTaken):
        actions.say(charlie, alice, "Hello?")
    actions.answer_request(alice, charlie, yes=True)
    actions.say(charlie, alice, "Hello!")


def test_a_block_closes_the_conversation_for_both(alice, bob):
    actions.say(alice, bob, "Hello")
    people.block(alice, bob)
    assert queries.inbox(alice) == queries.inbox(bob) == []
    for one, other in ((alice, bob), (bob, alice)):
        with pytest.raises(refusals.NotTaken):
            actions.say(one, other, "Hello")


def test_a_teen_exchanges_messages_only_with_whom_they_follow(alice, dana):
    with pytest.raises(refusals.NotTaken):
        actions.say(alice, dana, "Hello")
    with pytest.raises(refusals.StrangersOff):
        actions.say(dana, alice, "Hello")
    people.follow(dana, alice)
    actions.say(dana, alice, "Hello")
    actions.say(alice, dana, "Hello, Dana.")
    people.unfollow(dana, alice)
    with pytest.raises(refusals.NotTaken):
        actions.say(alice, dana, "Are you there?")


def test_where_a_guardian_switched_messages_off_none_is_written_or_read(alice, dana, gus, client_for):
    people.follow(dana, alice)
    actions.say(dana, alice, "Hello")
    now = clock.now()
    FamilyLink.objects.create(
        guardian=gus,
        teen=dana,
        offered_by="guardian",
        accepted_at=now,
        confirmed_at=now,
        direct_messages=False,
    )
    with pytest.raises(refusals.NotTaken):
        actions.say(alice, dana, "Hello")
    with pytest.raises(refusals.MessagesOff):
        actions.say(dana, alice, "Hello")
    answer = client_for(dana).get(reverse("messages"))
    assert answer.status_code == 403
    assert "Direct messages are off for your account." in answer.content.decode()


def test_words_against_the_rules_are_refused_and_not_kept(alice, bob):
    with pytest.raises(Refusal):
        actions.say(alice, bob, "k1ll y0urself")
    assert not Message.objects.exists()


def test_a_shared_video_shows_only_to_who_may_see_it(alice, bob, post):
    shown = post(alice, caption="A corgi on wheels")
    actions.say(alice, bob, "", post=shown)
    assert queries.page(queries.seat_with(bob, alice))[0][0].post == shown
    shown.visibility = "private"
    shown.save()
    line = queries.page(queries.seat_with(bob, alice))[0][0]
    assert (line.post, line.had_post) == (None, True)


def test_what_is_taken_back_is_gone_for_both(alice, bob, charlie):
    made = actions.say(alice, bob, "Hello")
    with pytest.raises(refusals.MessageNotFound):
        actions.take_back(bob, made.pk)
    actions.take_back(alice, made.pk)
    assert texts(bob, alice) == [""]
    assert not Notice.objects.filter(person=bob, kind="wrote").exists()


def test_a_notice_tells_who_wrote_but_never_what(alice, bob):
    actions.say(alice, bob, "Only between us")
    notice = Notice.objects.get(person=bob, kind="wrote")
    assert notice.words == ""
    assert "between us" not in notices.told(notice).sentence


def test_nobody_else_reads_or_reports_a_conversation(alice, bob, charlie, client_for):
    made = actions.say(alice, bob, "Only for Bob")
    assert "Only for Bob" in client_for(bob).get(reverse("talk", args=["alice"])).content.decode()
    for page in (reverse("talk", args=["alice"]), reverse("talk", args=["bob"]), reverse("messages")):
        assert "Only for Bob" not in client_for(charlie).get(page).content.decode()
    report = reverse("report", args=["message", made.pk])
    assert client_for(charlie).get(report).status_code == 404
    assert client_for(alice).get(report).status_code == 404
    client_for(bob).post(report, {"category": "harassment"})
    assert Report.objects.get().subject == alice


def test_pages_write_answer_and_keep_what_was_typed(alice, bob, charlie, client_for):
    client = client_for(charlie)
    assert client.post(reverse("message_new"), {"to": "@alice", "text": "Nice film"}).status_code == 302
    wrong = client.post(reverse("message_new"), {"to": "nobody", "text": "Typed with care"})
    assert (wrong.status_code, "Typed with care" in wrong.content.decode()) == (422, True)
    owner = client_for(alice)
    assert "1 request" in owner.get(reverse("messages")).content.decode()
    owner.post(reverse("talk_answer", args=["charlie"]), {"yes": "1"}, follow=True)
    assert "New</span>" not in owner.get(reverse("messages")).content.decode()
    owner.post(reverse("talk", args=["charlie"]), {"text": "Thank you"})
    assert "Thank you" in client.get(reverse("talk", args=["alice"])).content.decode()
    assert client.post(reverse("talk", args=["alice"]), {"text": " "}).status_code == 422


def test_a_conversation_goes_back_by_pages(alice, bob):
    people.follow(alice, bob)
    seat = None
    first = actions.say(bob, alice, "0")
    Message.objects.bulk_create(
        Message(conversation=first.conversation, author=bob, text=str(number)) for number in range(1, 50)
    )
    seat = queries.seat_with(alice, bob)
    lines, earlier = queries.page(seat)
    assert [line.text for line in lines] == [str(number) for number in range(10, 50)]
    assert [line.text for line in queries.page(seat, earlier)[0]] == [str(number) for number in range(10)]
