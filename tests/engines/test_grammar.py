"""A word that names a thing and a deed is the one or the other by its place in the sentence."""

from __future__ import annotations

import pytest

from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.screenplay.model import Mark, Shot


def shot(prompt: str) -> Shot:
    return read_prompt(prompt, seconds=6, style="realistic", seed=5).shots[0]


def deeds(prompt: str) -> list[tuple[str, str, str | None]]:
    return [(beat.actor, beat.action, beat.target) for beat in shot(prompt).beats]


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("Three penguins slide down a hill, then one falls", {("penguin", "slide"), ("penguin", "fall")}),
        ("A boy skates down the street and high-fives a friend", {("a1", "ride"), ("a1", "high_five")}),
        ("A girl blows out the candles on her cake", {("a1", "blow")}),
        ("A boy kicks a football and breaks a window", {("a1", "kick")}),
        ("A man opens the door and a cat runs in", {("a1", "open"), ("cat", "run")}),
    ],
)
def test_a_verb_is_no_thing(prompt, told):
    assert told <= {(actor, action) for actor, action, _ in deeds(prompt)}
    assert all(actor[0] != "t" for actor, _, _ in deeds(prompt))


def test_a_thing_that_is_called_like_a_deed_can_do_something():
    (actor, action, _), *_ = deeds("A train arrives at the station")
    assert actor not in {"a1", ""}
    assert action == "walk"


def test_who_comes_after_a_comma_and_does_something_is_no_object():
    assert ("a1", "walk", None) in deeds("The car stops at the traffic light, an old lady crosses the street")


def test_an_exact_place_counts_more_than_a_similar_one():
    assert shot("A chef juggles three eggs in a busy kitchen").set == "kitchen"


def test_a_detail_of_one_place_says_where_one_is():
    assert shot("A grandmother sleeps by the fireplace").set == "living_room"


@pytest.mark.parametrize(
    "prompt", ["A man stands in front of a house", "A boy sits in the middle of the park"]
)
def test_small_words_are_no_deeds(prompt):
    play = read_prompt(prompt, seconds=4, style="realistic", seed=5)
    assert {word.mark for word in play.understood if word.text in {"front", "middle", "of"}} == {
        Mark.STRUCTURE
    }
