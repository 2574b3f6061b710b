"""What a program refused: everybody sees why, and asks a person who can let just these words through."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.errors import Refusal
from accounts.notices.models import Notice
from feed import actions
from feed.direct.actions import say
from moderation import gate, refusals
from moderation.desk import second
from moderation.models import Decision, SecondLook, Watch

pytestmark = pytest.mark.django_db
CRUEL = "a man is tortured, gore everywhere, his guts are ripped out"


@pytest.fixture
def stopped(alice):
    """A prompt of Alice's that was refused."""
    with pytest.raises(Refusal):
        gate.screen_prompt(CRUEL, alice)
    return Decision.objects.get(person=alice)


def asked(person, row, words=CRUEL):
    return second.ask(person, row, words, "It is a museum's text.")


def test_each_way_to_be_refused_leaves_a_line_that_says_why(post, client_for, alice, bob, charlie):
    shown = post(alice)
    Watch.objects.create(topic="quake", words="earthquake", stop=True)
    for attempt in (
        lambda: gate.screen_prompt(CRUEL, bob),
        lambda: actions.comment(bob, shown, CRUEL),
        lambda: say(bob, alice, CRUEL),
        lambda: people.edit_profile(bob, bio=CRUEL),
        lambda: gate.screen(CRUEL, bob, gate.Surface.CAPTION),
        lambda: gate.screen_prompt("an earthquake", bob),
    ):
        with pytest.raises(Refusal):
            attempt()
    rows = Decision.objects.filter(person=bob, verdict="refused")
    assert {row.surface for row in rows} == {"prompt", "comment", "message", "name", "caption"}
    assert rows.filter(code="topic_stopped").count() == 1
    page = client_for(bob).get(reverse("decisions")).content.decode()
    assert page.count("/settings/decisions/stopped/") == 6
    assert (
        "/settings/decisions/stopped/" not in client_for(charlie).get(reverse("decisions")).content.decode()
    )
    one = client_for(bob).get(reverse("stopped", args=[rows.filter(surface="comment").get().pk]))
    assert "A program decided this." in one.content.decode()
    assert str(refusals.Violence.message) in one.content.decode()


def test_a_person_lets_just_these_words_through_for_just_this_person(client_for, alice, bob, sam, stopped):
    address = reverse("stopped", args=[stopped.pk])
    assert client_for(bob).post(address, {"words": CRUEL}).status_code == 404
    assert client_for(alice).post(address, {"words": CRUEL, "why": "A museum"}).status_code == 302
    row = SecondLook.objects.get()
    desk = client_for(sam)
    page = desk.get(desk.get(reverse("admin:moderation_secondlook_queue"))["Location"]).content.decode()
    assert CRUEL in page
    assert 'class="desk-veil"' in page
    wrong = desk.post(reverse("admin:moderation_secondlook_answer", args=[row.pk]), {"right": "yes"})
    assert wrong.status_code == 200
    done = {"right": "yes", "answer": "It is fine."}
    assert desk.post(reverse("admin:moderation_secondlook_answer", args=[row.pk]), done).status_code == 302
    gate.screen_prompt(f"  {CRUEL} ", alice)
    for words, person in ((f"{CRUEL} and more", alice), (CRUEL, bob)):
        with pytest.raises(refusals.Violence):
            gate.screen_prompt(words, person)
    with pytest.raises(refusals.Violence):
        gate.screen(CRUEL, alice, gate.Surface.COMMENT)
    assert Notice.objects.filter(person=alice, kind="appeal_decided").count() == 1
    assert "It is fine." in client_for(alice).get(address).content.decode()


def test_a_no_stays_a_no_and_is_asked_once(alice, sam, stopped):
    second.answer(sam, asked(alice, stopped), right=False, words="It is cruel.")
    with pytest.raises(refusals.Violence):
        gate.screen_prompt(CRUEL, alice)
    with pytest.raises(refusals.NoAppeal):
        asked(alice, stopped)


def test_nobody_decides_about_their_own_words(sam):
    with pytest.raises(Refusal):
        gate.screen_prompt(CRUEL, sam)
    row = asked(sam, Decision.objects.get(person=sam))
    assert not second.waiting(sam).exists()
    with pytest.raises(refusals.SamePerson):
        second.answer(sam, row, right=True, words="Mine")


def test_what_puts_minors_next_to_sexual_words_is_lifted_by_nobody(alice, sam):
    row = Decision.objects.create(
        person=alice, surface="prompt", verdict="refused", code="content_minors", category="minors"
    )
    assert not second.may_ask(alice, row)
    with pytest.raises(refusals.NoAppeal):
        asked(alice, row)


def test_a_film_that_waits_for_a_person_says_so(client_for, alice):
    row = Decision.objects.create(
        person=alice, surface="frame", verdict="refuse", code="film_violence", category="violence"
    )
    page = client_for(alice).get(reverse("stopped", args=[row.pk])).content.decode()
    assert "without your asking" in page
    assert "Ask a person" not in page
