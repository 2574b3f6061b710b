"""How much can be staged: counts of what is registered, and that words ask for it."""

from __future__ import annotations

import pytest

from generation.engines.simulation.physics.perform import actions
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.screenplay.vocabulary import Kind, vocabulary
from generation.engines.simulation.world import sets
from generation.engines.simulation.world.bodies import BODIES
from generation.engines.simulation.world.props import PROPS


def _said(kind: Kind) -> set[str]:
    return {entry.value for entry in vocabulary().values() if entry.kind is kind}


def _phrases(kind: Kind, known: set[str]) -> list[tuple[str, str]]:
    """The first English phrase of every meaning that is built."""
    found: dict[str, str] = {}
    for entry in vocabulary().values():
        if entry.kind is kind and entry.language == "en" and entry.value in known:
            found.setdefault(entry.value, " ".join(entry.phrase))
    return sorted(found.items())


MOTIONS = {name for name in actions.names() if actions.get(name).name == name}
ANIMALS = {name for name in BODIES if name != "person"}
PLACES = set(sets.names())


def test_there_are_at_least_as_many_motions_things_animals_and_places_as_promised() -> None:
    assert len(_said(Kind.ACTION) & MOTIONS) >= 40
    assert len(_said(Kind.PROP) & set(PROPS)) >= 120
    assert len(_said(Kind.ANIMAL) & ANIMALS) >= 25
    assert len({sets.get(name).dress for name in _said(Kind.SET) & PLACES}) >= 25


def test_no_word_names_a_thing_an_animal_or_a_place_that_nobody_builds() -> None:
    aliases = {"ball", "board"}  # read as the ball or the board that fits
    assert _said(Kind.PROP) - set(PROPS) - aliases == set()
    assert _said(Kind.ANIMAL) - ANIMALS == set()
    assert _said(Kind.SET) - PLACES == set()


@pytest.mark.parametrize(("kind", "phrase"), _phrases(Kind.ANIMAL, ANIMALS))
def test_every_animal_that_is_named_is_on_stage(kind: str, phrase: str) -> None:
    play = read_prompt(f"a {phrase} walks", seconds=4.0, style="realistic", seed=1)
    assert kind in {actor.kind for actor in play.actors if actor.name in play.shots[0].cast}


@pytest.mark.parametrize(("kind", "phrase"), _phrases(Kind.PROP, set(PROPS)))
def test_every_thing_that_is_named_is_on_stage(kind: str, phrase: str) -> None:
    play = read_prompt(f"a woman looks at the {phrase}", seconds=4.0, style="realistic", seed=1)
    assert kind in {prop.kind for prop in play.props if prop.name in play.shots[0].props}


@pytest.mark.parametrize(("place", "phrase"), _phrases(Kind.SET, PLACES))
def test_every_place_that_is_named_is_where_it_happens(place: str, phrase: str) -> None:
    play = read_prompt(f"a dog sleeps. Place: {phrase}.", seconds=4.0, style="realistic", seed=1)
    assert sets.get(play.shots[0].set).dress is sets.get(place).dress
