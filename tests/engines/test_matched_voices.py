"""Figures of people who agreed speak near their pitch and in their colour; all others as they always did."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import resample_poly

from generation.engines.simulation.screenplay import Appearance
from generation.engines.simulation.sound import matching
from generation.engines.simulation.sound.speech import speak
from generation.engines.simulation.sound.voices import Voice, voice_of
from perception import voices

LINE = "I am going to the market tomorrow morning."


def heard(voice: Voice) -> np.ndarray:
    return resample_poly(speak(LINE, voice).samples.astype(float), 1, 3)


@pytest.mark.parametrize("hertz", [95, 215])
def test_a_figure_speaks_near_the_pitch_of_whom_it_is_of(hertz):
    pitch = voices.pitch(heard(voice_of("alice", Appearance(voice="low", pitch=hertz), "en", 3)))
    assert abs(12 * np.log2(pitch / hertz)) < 1.5


def test_a_figure_has_the_colour_of_the_voice_that_it_is_of():
    plain = voices.timbre(heard(Voice()))
    darker = tuple(plain + np.linspace(1.2, -1.2, len(plain)))
    far = np.abs(plain - darker).mean()
    near = np.abs(voices.timbre(heard(Voice(hertz=120, timbre=darker))) - darker).mean()
    assert near < 0.6 * far


def test_italian_is_matched_in_italian():
    voice = matching.matched(Voice(language="it", hertz=180.0))
    assert voice.name.startswith("it+")
    assert voices.pitch(heard(voice)) == pytest.approx(180, rel=0.12)


def test_the_voice_of_nobody_stays_as_drawn():
    voice = voice_of("bob", Appearance(), "en", 3)
    assert matching.matched(voice) is voice
    sound = np.ones(100)
    assert matching.coloured(sound, voice) is sound


def test_a_hum_has_its_pitch_and_silence_none():
    time = np.arange(voices.RATE) / voices.RATE
    hum = sum(np.sin(2 * np.pi * 160 * k * time) / k for k in range(1, 6)) * 0.2
    assert voices.pitch(hum) == pytest.approx(160, rel=0.02)
    assert voices.pitch(np.zeros(voices.RATE)) is None
    assert voices.timbre(np.zeros(100)).size == 0
