"""Silence says nothing; what is heard needs a recogniser, and without one nobody knows."""

from __future__ import annotations

import sys
from types import ModuleType

import numpy as np
import pytest

from moderation import hearing

HUM = (np.sin(np.arange(hearing.RATE) / 9) * 0.1).astype(np.float32)


def test_silence_says_nothing_and_a_sound_is_not_known():
    assert hearing.transcript(np.zeros(0, np.float32)) == ""
    assert hearing.transcript(np.full(hearing.RATE, 0.0005, np.float32)) == ""
    assert hearing.transcript(HUM) is None


def test_an_operators_recogniser_is_asked_and_one_that_is_not_there_raises(monkeypatch):
    module = ModuleType("recogniser")
    module.words = lambda sound, rate: f"{len(sound) // rate} second"
    monkeypatch.setitem(sys.modules, "recogniser", module)
    monkeypatch.setenv("SORA_TRANSCRIBER", "recogniser:words")
    assert hearing.transcript(HUM) == "1 second"
    monkeypatch.setenv("SORA_TRANSCRIBER", "nowhere:nothing")
    with pytest.raises(ModuleNotFoundError):
        hearing.transcript(HUM)
