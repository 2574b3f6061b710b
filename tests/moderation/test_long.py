"""A text of many pages: its reading is bounded, and what was not read is nobody's all clear."""

from __future__ import annotations

import pytest

from moderation.text.classifier import heads
from moderation.text.reading import UNREAD, read
from perception import embedding

needed = pytest.mark.skipif(not embedding.available(), reason="the encoder's weights are not installed")


def pages(number: int) -> str:
    return " ".join(f"In scene {n} a corgi rides a skateboard through the city." for n in range(number))


@needed
def test_a_long_text_is_read_in_part_and_waits_for_a_person():
    assert [finding.category for finding in read(pages(20), "prompt")] == []
    assert UNREAD in [finding.category for finding in read(pages(200), "prompt")]


@needed
def test_what_rules_know_is_found_on_the_last_page_too():
    found = read(pages(200) + " A man smokes weed.", "prompt")
    assert (found[0].category, found[0].band) == ("intoxication", "sure")


@needed
def test_a_sentence_said_a_thousand_times_is_read_once():
    assert heads.reads_all("A corgi rides a skateboard. " * 1000)
