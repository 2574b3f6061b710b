"""Titles: asked for in words, set over the picture inside the safe area, in and out softly."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.screenplay import Screenplay, read_prompt
from generation.engines.simulation.screenplay.model import Mark
from generation.engines.simulation.titles import titled, visible


def read(prompt: str) -> Screenplay:
    return read_prompt(prompt, seconds=4, style="realistic", seed=5)


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ('A corgi rides a skateboard. Title: "The Great Race"', "The Great Race"),
        ('Una ragazza saluta, con il titolo "Ciao a tutti"', "Ciao a tutti"),
    ],
)
def test_a_title_is_read_and_not_spoken(prompt, title):
    play = read(prompt)
    assert play.shots[0].title == title
    assert not play.shots[0].lines
    assert all(
        word.mark is Mark.STAGED for word in play.understood if word.text in {"Title", "titolo", "Race"}
    )


def test_a_line_stays_a_line():
    shot = read('A woman on a beach says "Hello!" Opening title "The sea"').shots[0]
    assert shot.title == "The sea"
    assert [line.text for line in shot.lines] == ["Hello!"]


@pytest.mark.parametrize(("width", "height"), [(320, 180), (180, 320)])
@pytest.mark.parametrize("title", ["Ciao", "The longest summer that anybody in the village could remember"])
def test_it_comes_stays_inside_the_picture_and_goes(width, height, title):
    shot = read("A man waves").shots[0].model_copy(update={"title": title})
    grey = np.full((height, width, 3), 90, np.uint8)
    assert np.array_equal(titled(grey, shot, 0.0), grey)
    assert np.array_equal(titled(grey, shot, 3.99), grey)
    assert 0 < visible(shot, 0.5) < visible(shot, 1.5) == 1
    changed = np.abs(titled(grey, shot, 1.5).astype(int) - grey).max(2) > 60
    assert changed.any()
    edge = int(0.04 * width)
    assert not changed[:, :edge].any()
    assert not changed[:, -edge:].any()
