"""The first rules of moderation, and that what errors is a no."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from moderation import gate, refusals, screening
from moderation.models import Decision


def facts(**changes):
    return SimpleNamespace(
        **{"frames": 96, "duration": 4.0, "width": 64, "height": 36, "contrast": 40.0, **changes}
    )


@pytest.mark.parametrize(
    "text", ["x", "A corgi\non a skateboard", "كلب على لوح تزلج", "🐕🛹", "नमस्ते‍", "x" * 32_000]
)
def test_ordinary_words_of_any_script_pass(alice, text):
    gate.screen_prompt(text, alice)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", refusals.EmptyPrompt),
        (" \n\t ", refusals.EmptyPrompt),
        ("\u200b\u200d", refusals.EmptyPrompt),
        ("x" * 32_001, refusals.PromptTooLong),
        ("bell \x07", refusals.PromptUnreadable),
        ("null \x00", refusals.PromptUnreadable),
        ("half \ud83d", refusals.PromptUnreadable),
    ],
)
def test_words_that_cannot_be_are_refused_with_a_reason(alice, text, refusal):
    with pytest.raises(refusal):
        gate.screen_prompt(text, alice)


def test_a_screening_that_crashes_refuses(alice, monkeypatch):
    monkeypatch.setattr(screening, "prompt_refusal", lambda _text: 1 / 0)
    with pytest.raises(refusals.ScreeningUnavailable):
        gate.screen_prompt("a corgi", alice)


@pytest.mark.parametrize(
    ("film", "verdict"),
    [
        (facts(), gate.Verdict.ALLOW),
        (facts(contrast=0.0), gate.Verdict.DOUBT),
        (facts(frames=0), gate.Verdict.SERIOUS),
        (facts(contrast=None), gate.Verdict.SERIOUS),
        (SimpleNamespace(), gate.Verdict.SERIOUS),
    ],
)
def test_a_film_is_released_only_when_it_was_looked_at(db, film, verdict):
    assert gate.review_result(film)[0] is verdict
    assert Decision.objects.count() == (verdict is not gate.Verdict.ALLOW)
