"""What goes without saying is there: tables, cups, passers-by, the hour of a dark place."""

from __future__ import annotations

import pytest

from generation.engines.simulation.blocking import block
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Mark, Screenplay, read_prompt
from generation.engines.simulation.world import build


def _read(prompt: str) -> Screenplay:
    return read_prompt(prompt, seconds=4.0, style="realistic", seed=3)


def _related(play: Screenplay, how: str) -> set[tuple[str, str]]:
    return {(r.subject, r.object) for r in play.shots[0].relations if r.how == how}


def test_friends_who_drink_tea_have_a_cup_each_and_sit_at_a_table() -> None:
    play = _read("two friends drink tea")
    assert len(_related(play, "holding")) == 2
    assert {who for who, _ in _related(play, "behind")} == set(play.shots[0].cast)
    sitting = {beat.actor for beat in play.shots[0].beats if beat.action == "sit"}
    assert sitting == set(play.shots[0].cast)
    marks = block(play, play.shots[0]).marks
    assert all(marks["table"].place[0] > marks[name].place[0] for name in play.shots[0].cast)


def test_a_cup_alone_stands_on_a_table_and_not_on_the_lawn() -> None:
    play = _read("a cup of tea")
    assert _related(play, "on") == {("cup", "table")}
    marks = block(play, play.shots[0]).marks
    assert marks["cup"].place[2] == pytest.approx(0.75)


def test_all_candles_are_on_the_cake_and_the_cake_on_a_table() -> None:
    play = _read("a child blows out candles on a birthday cake")
    assert ("cake", "table") in _related(play, "on")
    assert len([one for one, under in _related(play, "on") if under == "cake"]) == 3


def test_what_lies_on_the_ground_outdoors_is_not_given_a_table() -> None:
    play = _read("a cup in the desert")
    assert {prop.kind for prop in play.props} == {"cup"}


def test_who_works_on_a_laptop_stands_behind_it_and_not_on_it() -> None:
    play = _read("a man works on his laptop in the office")
    assert ("a1", "laptop") not in _related(play, "on")
    assert ("a1", "table") in _related(play, "behind")


@pytest.mark.parametrize("prompt", ["a busy street", "una strada affollata"])
def test_a_busy_street_has_people_and_a_car_in_it(prompt: str) -> None:
    play = _read(prompt)
    going = {beat.actor for beat in play.shots[0].beats if beat.action in {"walk", "drive"}}
    assert len(going & set(play.shots[0].cast)) == 4
    assert "taxi" in going
    assert not play.not_staged


def test_a_street_that_nobody_calls_busy_stays_empty() -> None:
    assert not _read("a street").shots[0].cast


def test_passers_by_walk_behind_whom_the_shot_is_about() -> None:
    play = _read("a woman dances in a busy street")
    marks = block(play, play.shots[0]).marks
    others = [name for name in play.shots[0].cast if name != "a1"]
    assert others
    assert all(marks[name].place[0] < marks["a1"].place[0] for name in others)


@pytest.mark.parametrize("prompt", ["a dark office", "un ufficio buio"])
def test_a_dark_place_is_shown_by_night(prompt: str) -> None:
    play = _read(prompt)
    assert play.shots[0].time_of_day == "night"
    assert not play.not_staged


def test_dark_clothes_are_no_night() -> None:
    assert _read("a man with a dark jacket walks").shots[0].time_of_day == "day"


@pytest.mark.parametrize(
    "prompt",
    ["a man walks his dog", "a woman walks her dog down the street", "l'uomo porta a spasso il cane"],
)
def test_who_walks_a_dog_and_the_dog_both_walk(prompt: str) -> None:
    beats = {beat.actor: beat for beat in _read(prompt).shots[0].beats}
    assert beats["dog"].action == "walk"
    assert beats["a1"].action == "walk"
    assert beats["a1"].target is None


def test_who_walks_to_a_dog_leaves_it_where_it_is() -> None:
    beats = {beat.actor: beat for beat in _read("a man walks to a dog").shots[0].beats}
    assert "dog" not in beats
    assert beats["a1"].target == "dog"


def test_a_cat_lies_on_the_sofa_and_not_before_it() -> None:
    play = _read("a cat lies on the sofa")
    marks = block(play, play.shots[0]).marks
    assert marks["cat"].place[2] > 0.4
    assert abs(marks["cat"].place[0] - marks["sofa"].place[0]) < 0.4
    words = {word.text: word.mark for word in play.understood}
    assert words["sofa"] is Mark.STAGED


@pytest.mark.parametrize("prompt", ["a boy jumps into a pool", "un bambino si tuffa in piscina"])
def test_who_jumps_into_a_pool_goes_in_with_a_splash_and_comes_up_again(prompt: str) -> None:
    play = _read(prompt)
    assert play.shots[0].set == "pool"
    take = simulate(build(play), 4.0, 12, 3)
    into, up = take.splashes
    assert into.energy > 50 > up.energy
    bodies = [row["name"] for row in take.model["bodies"]]
    hips = take.xpos[:, bodies.index("a1"), 2]
    at = round(into.time * 12)
    assert hips[at] > 0.5
    assert hips[at : round(up.time * 12)].min() < -0.7
    assert -0.6 < hips[-1] < 0.0
    assert not [contact for contact in take.contacts if contact.time > into.time]


def test_who_jumps_beside_a_pool_stays_dry() -> None:
    play = _read("a boy jumps on the spot. Swimming pool.")
    assert "plunge" not in {beat.action for beat in play.shots[0].beats}


def test_who_dives_into_the_sea_starts_from_a_board() -> None:
    play = _read("a man dives into the sea")
    assert {prop.kind for prop in play.props} == {"paddleboard"}
    marks = block(play, play.shots[0]).marks
    assert marks["a1"].place[2] > 0
