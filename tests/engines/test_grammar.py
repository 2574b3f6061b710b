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


def test_a_wave_of_the_sea_is_not_waved_and_who_surfs_has_a_board():
    film = shot("a corgi surfing a giant wave at sunset")
    assert [(beat.actor, beat.action) for beat in film.beats] == [("corgi", "surf")]
    assert [(r.subject, r.how, r.object) for r in film.relations] == [("corgi", "riding", "surfboard")]
    assert ("a1", "wave", None) in deeds("A girl waves at her friend")


def test_one_and_the_other_take_turns_to_speak():
    lines = shot('Two friends eat pizza. One says: "Good?" The other says: "Very good!"').lines
    assert [(line.speaker, line.text) for line in lines] == [("a1", "Good?"), ("a2", "Very good!")]


def test_a_shot_that_names_no_place_stays_where_the_last_one_was_and_who_sat_sits():
    words = 'Shot 1: Two friends sit in a cafe. Shot 2: Close-up of the other, she says: "No, tell me!"'
    play = read_prompt(words, seconds=6, style="realistic", seed=5)
    assert [one.set for one in play.shots] == ["restaurant", "restaurant"]
    for one in play.shots:
        assert {beat.action for beat in one.beats} == {"sit"}
        assert {beat.target for beat in one.beats} == {"chair", "chair_2"}


def test_who_runs_through_flowers_does_not_stop_at_the_first():
    assert deeds("A girl runs through a field of flowers") == [("a1", "run", None)]


def test_only_who_is_named_falls():
    told = deeds("A robot and a girl dance in the rain, the robot falls")
    assert [(actor, action) for actor, action, _ in told if action == "fall"] == [("a1", "fall")]


def test_a_robot_is_somebody_and_two_people_are_never_dressed_alike():
    play = read_prompt("Un robot e due amici ballano", seconds=4, style="realistic", seed=5)
    robot, *friends = play.actors
    assert robot.appearance is not None
    assert robot.appearance.costume == "robot"
    assert len({friend.appearance.top for friend in friends if friend.appearance}) == 2


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("A knight and a dragon have tea", {("a1", "drink"), ("dragon", "drink")}),
        ("A woman drops a glass bottle", {("a1", "drop")}),
        ("Una donna lascia cadere un bicchiere", {("a1", "drop")}),
        ("a chef flips pancakes, slow motion", {("a1", "cook")}),
        ("A surfer wipes out", {("a1", "fall")}),
        ("A red car drives down a street, honking", {("car", "drive"), ("car", "honk")}),
        ("A train passes through a station", {("train", "drive")}),
    ],
)
def test_what_people_type_is_done(prompt, told):
    assert {(actor, action) for actor, action, _ in deeds(prompt)} == told
