"""People by their office: told by the colours they wear; words for several give several."""

from __future__ import annotations

import pytest

from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.screenplay.vocabulary.people import SORTS


def read(prompt: str):
    return read_prompt(prompt, seconds=4, style="realistic", seed=3)


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("a chef", "chef"),
        ("a firefighter", "firefighter"),
        ("a fisherman", "fisher"),
        ("an astronaut", "astronaut"),
        ("Santa Claus", "santa"),
        ("un pescatore", "fisher"),
        ("una pirata", "pirate"),
    ],
)
def test_an_office_wears_its_colours_and_is_no_animal(words, sort):
    play = read(f"{words} waves")
    (actor,) = play.actors
    look = actor.appearance.model_dump()
    worn = {what: look[what] for what in SORTS[sort].wears if what != "beard"}
    assert worn == {what: value for what, value in SORTS[sort].wears.items() if what != "beard"}
    assert actor.label == SORTS[sort].label


def test_what_is_said_of_the_clothes_holds_over_the_office():
    (actor,) = read("a chef in a red shirt waves").actors
    assert actor.appearance.top != SORTS["chef"].wears["top"]


@pytest.mark.parametrize(
    ("prompt", "number"),
    [
        ("Kids run on the beach", 3),
        ("A family walks in the forest", 3),
        ("A crowd dances", 5),
        ("Two kids run", 2),
        ("I bambini corrono in spiaggia", 3),
        ("A kid runs", 1),
    ],
)
def test_words_for_several_give_several(prompt, number):
    assert len(read(prompt).actors) == number
