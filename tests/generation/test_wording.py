"""What the engine says in English can be said in the reader's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generation import wording
from generation.engines.simulation import screenplay
from generation.engines.simulation.screenplay import vocabulary

FOLDER = Path(screenplay.__file__).parent
SCENES = (
    "A basketball player misses a shot in the gym, {}",
    "A man does a backflip off a paddleboard on the sea, {}",
    "A corgi rides a skateboard in the city, {}",
    "Three women wave in a studio, {}",
    "An old man and a boy say “hello” in the park, {}",
    "Un uomo dice «ciao» e saluta, {}",
)
PHRASES = sorted({" ".join(phrase) for phrase in vocabulary.vocabulary()})


def notes_in_the_code() -> set[str]:
    """Every plain text that is handed to `settle` or `Speech`, or bound to a name of a note."""
    found: set[str] = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
                "settle",
                "Speech",
            }:
                found |= {
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return found


def read(prompt: str) -> screenplay.Screenplay:
    return screenplay.read_prompt(prompt, seconds=4, style="realistic", seed=1)


def test_every_note_written_in_the_engine_is_known():
    notes = notes_in_the_code()
    assert len(notes) >= 15
    assert [note for note in notes if not wording.known(note)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_every_note_on_every_word_of_the_vocabulary_is_known(scene):
    unknown = set()
    for start in range(0, len(PHRASES), 6):
        play = read(scene.format(", ".join(PHRASES[start : start + 6])))
        unknown |= {word.note for word in play.understood if not wording.known(word.note)}
        assert wording.told(play) == play.summary()
    assert not unknown


@pytest.mark.parametrize(
    "prompt",
    [
        "Shot 1: a man waves. Shot 2: another man and a man look around. Shot 3: @bob says “hi”",
        "Five people in a gym, ten dogs, " + "word " * 1300,
        "A man says “" + "very long words " * 60 + "” and a woman answers “yes, indeed, of course”",
        " ".join(f"Shot {n}: a man waves." for n in range(1, 40)),
    ],
)
def test_the_summary_and_the_notes_of_odd_prompts_are_known(prompt):
    play = read(prompt)
    assert wording.told(play) == play.summary()
    assert [word.note for word in play.understood if not wording.known(word.note)] == []


def test_a_note_nobody_knows_is_shown_as_it_is():
    assert wording.note("a sentence of another engine") == "a sentence of another engine"
    assert not wording.known("shown as: teleporting")
