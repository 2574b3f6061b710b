"""Remixing one shot of somebody's film from the feed, and answering with a video of one's own."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from accounts import clock
from feed import actions
from generation import dispatch
from generation.engines.simulation.screenplay import read_prompt
from generation.models import Shot, Video
from generation.states import ParentKind

pytestmark = pytest.mark.django_db
TWO = "Shot 1: A man waves in a park. Shot 2: A man dances in a park."


@pytest.fixture
def film(finished, alice, monkeypatch) -> Video:
    """Alice's published film of two shots of two seconds."""
    monkeypatch.setattr(dispatch, "ring", lambda _queue: True)
    play = json.loads(read_prompt(TWO, seconds=4, style="realistic", seed=7).to_json())
    video = finished(alice, prompt=TWO, screenplay=play)
    for index in (0, 1):
        Shot.objects.create(video=video, index=index, seconds=2, queue="simulation", queued_at=clock.now())
    actions.publish(alice, video)
    return video


@pytest.mark.parametrize(
    ("at", "chosen"), [("0.5", 0), ("2.00", 1), ("3.99", 1), ("9", None), ("", None), ("x", None)]
)
def test_the_shot_that_was_on_is_chosen(film, bob, client_for, at, chosen):
    page = client_for(bob).get(reverse("video_vary", args=[film.public_id]), {"at": at})
    assert page.context["offers"]["chosen"] == chosen
    assert page.content.decode().count(" selected>") == (chosen is not None)


def test_a_shot_of_anothers_film_is_remixed_and_the_others_stay_as_they_were(film, bob, client_for):
    address = reverse("video_vary", args=[film.public_id])
    client = client_for(bob)
    done = client.post(address, {"do": "edit", "instruction": "make it night", "shot": "1"})
    assert done.status_code == 302
    child = Video.objects.get(owner=bob)
    assert (child.parent, child.parent_kind) == (film, ParentKind.REMIX)
    before, after = film.screenplay["shots"], child.screenplay["shots"]
    assert before[0] == after[0]
    assert before[1] != after[1]
    family = client.get(reverse("family", args=[child.public_id])).content.decode()
    assert 'class="change small"' in family


def test_others_are_not_offered_what_only_the_owner_may(film, bob, client_for):
    client, address = client_for(bob), reverse("video_vary", args=[film.public_id])
    page = client.get(address).content.decode()
    assert 'name="shot"' in page
    assert 'value="take"' not in page
    assert client.post(address, {"do": "take", "shot": "0"}).status_code == 422


def test_an_answer_starts_without_words_in_the_style_of_what_it_answers(film, bob, client_for):
    form = client_for(bob).get(reverse("create"), {"remix": film.public_id, "answer": "1"}).context["form"]
    assert (form["prompt"].value(), form["remix"].value()) == ("", film.public_id)
    assert form["style"].value() == film.style


def test_the_card_leads_there_only_where_remixing_is_allowed(film, alice, bob, client_for):
    client = client_for(bob)
    link = reverse("video_vary", args=[film.public_id])
    assert link in client.get("/latest/").content.decode()
    actions.publish(alice, film, allow_remix=False)
    assert link not in client.get("/latest/").content.decode()
    assert client.get(link).status_code == 404
