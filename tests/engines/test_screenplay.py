"""Reading prompts: what is staged, what is said not to be, and that nothing breaks the reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.errors import BadRequest
from generation.engines.simulation.screenplay import Mark, Screenplay, read_prompt
from generation.engines.simulation.screenplay.vocabulary import PHRASES


def read(prompt: str, seconds: float = 4, seed: int = 7) -> Screenplay:
    return read_prompt(prompt, seconds=seconds, style="realistic", seed=seed)


def marks(play: Screenplay, mark: Mark) -> list[str]:
    return [word.text for word in play.understood if word.mark is mark]


@pytest.mark.parametrize(
    ("prompt", "kind", "action", "place", "outcome"),
    [
        (
            "A basketball player misses a shot; the ball rebounds off the board",
            "person",
            "shoot_basketball",
            "gym",
            "miss",
        ),
        (
            "Un giocatore sbaglia il tiro e la palla rimbalza sul tabellone",
            "person",
            "shoot_basketball",
            "gym",
            "miss",
        ),
        (
            "A girl throws the ball through the hoop and scores",
            "person",
            "shoot_basketball",
            "gym",
            "success",
        ),
        ("A man does a back-flip off a paddleboard on the ocean", "person", "backflip", "sea", "success"),
        (
            "Salto mortale all'indietro da una tavola da paddle in mare",
            "person",
            "backflip",
            "sea",
            "success",
        ),
        ("A corgi rides a skateboard through the city", "corgi", "ride", "city", "success"),
        ("Un corgi sullo skateboard in città", "corgi", "ride", "city", "success"),
    ],
)
def test_the_three_scenes_are_recognised_in_both_languages(prompt, kind, action, place, outcome):
    shot = read(prompt).shots[0]
    assert (read(prompt).actor(shot.cast[0]).kind, shot.beats[0].action, shot.set) == (kind, action, place)
    assert shot.beats[0].outcome == outcome
    assert read(prompt).not_staged == []


def test_what_cannot_be_staged_is_said_word_by_word():
    play = read("A dragon eats a castle")
    assert play.not_staged == ["dragon", "eats", "castle"]
    assert play.shots[0].set == "park"


def test_something_similar_is_called_approximated_with_a_reason():
    play = read("A puppy on a longboard in Tokyo")
    assert marks(play, Mark.APPROXIMATED) == ["puppy", "longboard", "Tokyo"]
    assert all(word.note for word in play.understood if word.mark is Mark.APPROXIMATED)


def test_colours_go_to_the_thing_they_describe():
    play = read("A man in a green shirt and white shoes shoots an orange basketball at the hoop")
    look = play.actors[0].appearance
    assert (look.top, look.shoes) == ("#2f8f4e", "#f2f0ea")
    assert play.props[0].color == "#e6762a"


def test_a_quoted_line_is_spoken_inside_the_shot_by_the_person_who_acts():
    play = read('A woman waves and says "Hello there, friend!"')
    (line,) = play.shots[0].lines
    assert (line.speaker, line.text) == (play.actors[0].name, "Hello there, friend!")
    assert 0 <= line.start < play.shots[0].seconds
    assert "Hello" in marks(play, Mark.STAGED)


def test_a_storyboard_becomes_shots_that_share_their_actor():
    play = read(
        "Shot 1: a boy shoots a ball at the hoop.\nduration: 3 sec\n"
        "Shot 2: he does a backflip off a paddleboard.",
        8,
    )
    assert [shot.beats[0].action for shot in play.shots] == ["shoot_basketball", "backflip"]
    assert len(play.actors) == 1
    assert play.seconds == pytest.approx(8)
    assert "Shot" not in play.not_staged


def test_the_same_words_and_seed_give_the_same_screenplay_and_another_seed_another_look():
    prompt = "A person waves"
    assert read(prompt, seed=1) == read(prompt, seed=1)
    assert len({read(prompt, seed=seed).actors[0].appearance for seed in range(8)}) > 1


def test_a_screenplay_survives_its_json_and_a_wrong_one_says_where():
    play = read("A corgi on a skateboard")
    assert Screenplay.from_json(play.to_json()) == play
    with pytest.raises(BadRequest, match=r"shots\.0\.seconds"):
        Screenplay.from_json(play.to_json().replace('"seconds": 4.0', '"seconds": -4.0'))
    with pytest.raises(BadRequest):
        Screenplay.from_json("{")


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from([" ".join(p) for p in PHRASES]), max_size=25).map(" ".join)
)
def test_no_text_breaks_the_reader(prompt):
    play = read(prompt)
    assert play.seconds == pytest.approx(4)
    for word in play.understood:
        assert prompt[word.start : word.end] == word.text


def test_the_longest_prompt_is_read_to_its_last_word():
    prompt = "corgi " * 5333
    assert len(read(prompt).understood) == 5333


@pytest.mark.parametrize("phrase", sorted(" ".join(phrase) for phrase in PHRASES))
def test_every_known_phrase_can_be_read(phrase):
    assert read(phrase).shots


def test_every_word_of_a_storyboard_is_marked_its_preface_too():
    prompt = "At sunset, a purple dragon. Shot 1: a corgi on a skateboard. Shot 2: it rolls on."
    play = read(prompt)
    assert [word.text for word in play.understood] == re.findall(r"\w+", prompt)
    assert play.not_staged[-1] == "dragon"
