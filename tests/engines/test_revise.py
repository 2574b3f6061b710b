"""Instructions against a screenplay: only what is said changes, in English and Italian."""

from __future__ import annotations

import pytest

from generation.engines.simulation.screenplay import Mark, Screenplay, read_prompt
from generation.engines.simulation.screenplay.revise import another_take, revise

CORGI = "A corgi rides a skateboard through the city"
PARK = "A dog chases a ball in the park while a man in a red jacket laughs. Then a woman waves"
HELLO = "A woman says “Hello there” in a kitchen"
CANE = "Un cane corre sulla spiaggia"


def play_of(prompt: str) -> Screenplay:
    return read_prompt(prompt, seconds=4, style="auto", seed=3)


@pytest.mark.parametrize(
    ("prompt", "instruction", "changed"),
    [
        (CORGI, "make it night", ("time", "day", "night", "")),
        (CORGI, "di notte", ("time", "day", "night", "")),
        (CORGI, "in the snow", ("weather", "clear", "snow", "")),
        (CORGI, "the corgi is purple", ("colour", "", "#7146a8", "corgi")),
        (CORGI, "slower", ("manner", "", "slow", "")),
        (CORGI, "make the corgi a cat", ("replaced", "corgi", "cat", "")),
        (PARK, "replace the dog by a cat", ("replaced", "dog", "cat", "")),
        (PARK, "a cat instead of the dog", ("replaced", "dog", "cat", "")),
        (PARK, "without the dog", ("removed", "dog", "", "")),
        (PARK, "add a dog", ("added", "", "dog", "")),
        (PARK, "the man wears a green hat", ("added", "", "hat", "")),
        (PARK, "his jacket is blue", ("colour", "#c4282d", "#2459b8", "top")),
        (PARK, "the woman dances", ("action", "wave", "dance", "woman")),
        (PARK, "make the ball bigger", ("scale", "1", "1.4", "basketball")),
        (PARK, "in anime style", ("style", "realistic", "anime", "")),
        (HELLO, "she says “Goodbye”", ("line", "Hello there", "Goodbye", "woman")),
        (HELLO, "close-up", ("size", "wide", "close", "")),
        (HELLO, "turn the kitchen into a beach", ("set", "kitchen", "beach", "")),
        (CANE, "il cane è viola", ("colour", "", "#7146a8", "dog")),
        (CANE, "sostituisci il cane con un gatto", ("replaced", "dog", "cat", "")),
        (CANE, "più lento", ("manner", "", "slow", "")),
    ],
)
def test_an_instruction_changes_one_thing(
    prompt: str, instruction: str, changed: tuple[str, str, str, str]
) -> None:
    revision = revise(play_of(prompt), instruction)
    assert [(c.what, c.before, c.after, c.who) for c in revision.changes] == [changed]
    assert not revision.unused
    assert not revision.whole


def test_the_rest_stays() -> None:
    before = play_of(PARK)
    after = revise(before, "make it night").play
    shots = [shot.model_copy(update={"time_of_day": "day"}) for shot in after.shots]
    assert (tuple(shots), after.actors, after.props, after.seed) == (
        before.shots,
        before.actors,
        before.props,
        before.seed,
    )
    assert {shot.time_of_day for shot in after.shots} == {"night"}


def test_a_prompt_of_its_own_is_read_as_one() -> None:
    revision = revise(play_of(PARK), "A cat plays the piano in a kitchen")
    assert revision.whole
    assert revision.play.shots[0].set == "kitchen"
    assert revision.play.seed == 3


def test_words_that_change_nothing_are_told() -> None:
    revision = revise(play_of(PARK), "flibber the gromp")
    assert revision.changes == ()
    assert revision.unused == ("flibber", "gromp")


def test_the_words_of_the_instruction_are_marked_below_the_prompt() -> None:
    revised = revise(play_of(CORGI), "make it night, flibber").play
    assert revised.prompt == f"{CORGI}\nmake it night, flibber"
    told = {word.text: word.mark for word in revised.understood if word.start > len(CORGI)}
    assert told == {
        "make": Mark.STRUCTURE,
        "it": Mark.STRUCTURE,
        "night": Mark.STAGED,
        "flibber": Mark.NOT_STAGED,
    }
    assert all(revised.prompt[word.start : word.end] == word.text for word in revised.understood)


def test_an_instruction_may_speak_of_one_shot() -> None:
    board = play_of("Shot 1: A man waves in a park. Shot 2: A man dances in a park.")
    night = revise(board, "in shot 2 make it night").play
    assert [shot.time_of_day for shot in night.shots] == ["day", "night"]
    assert [s.time_of_day for s in revise(board, "night", shot=0).play.shots] == ["night", "day"]


def test_nobody_is_left_out_when_nobody_would_be_left() -> None:
    assert revise(play_of(CANE), "senza il cane").changes == ()


@pytest.mark.parametrize("words", ["", "???", "“”", "\x00", "replace", "the the the", "🙂" * 50, "remove by"])
def test_odd_words_never_fail(words: str) -> None:
    for prompt in (CORGI, PARK, HELLO, "", CANE):
        revise(play_of(prompt), words)


def test_another_take_is_seen_from_elsewhere() -> None:
    play = play_of(PARK)
    seen = {another_take(play, 0, seed).shots[0].camera for seed in range(8)}
    assert len(seen) > 3
    assert play.shots[0].camera not in seen
    asked = play_of("Close-up, low angle, static camera: a man waves")
    assert another_take(asked, 0, 5) == asked
