"""The score: it has its length, its key and its cadence, follows cuts, and lies under what is said."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.screenplay.model import Screenplay, Shot
from generation.engines.simulation.sound import loudness, staging
from generation.engines.simulation.sound.mix import TARGET_LUFS, UNDER_DB, Stems
from generation.engines.simulation.sound.music import MOODS, score_music
from generation.engines.simulation.sound.music.instruments import INSTRUMENTS
from generation.engines.simulation.sound.noise import SAMPLE_RATE


@pytest.mark.parametrize("mood", sorted(MOODS))
def test_every_mood_plays_its_length_and_ends_quietly(mood):
    sound = score_music(mood, 5.0, (2.5,), 3)
    assert sound.shape == (5 * SAMPLE_RATE, 2)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() == pytest.approx(0.9, abs=0.01)
    assert np.abs(sound[-480:]).max() < 0.03
    assert sound[: 2 * SAMPLE_RATE].std() > 0.02


def test_the_same_seed_plays_the_same_and_another_differs():
    one, again, other = (score_music("calm", 3.0, (), seed) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert len(score_music("no such mood", 0.4)) == round(0.4 * SAMPLE_RATE)


def pitch_classes(sound: np.ndarray) -> np.ndarray:
    """Power by pitch class, C first, of the notes between 80 and 400 Hz."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    frequency = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    kept = (frequency > 80) & (frequency < 400)
    note = np.round(12 * np.log2(frequency[kept] / 440) + 69).astype(int) % 12
    return np.bincount(note, power[kept], 12)


def test_it_ends_on_the_chord_of_its_key():
    for seed in range(3):
        sound = score_music("calm", 6.0, (), seed)[:, 0]
        ending = pitch_classes(sound[-round(1.3 * SAMPLE_RATE) : -round(0.4 * SAMPLE_RATE)])
        triads = [ending[[k, (k + 4) % 12, (k + 7) % 12]].sum() / ending.sum() for k in range(12)]
        assert max(triads) > 0.85
        home = int(np.argmax(triads))
        assert (57 - 2) % 12 <= home <= (57 + 2) % 12


@pytest.mark.parametrize("name", ["pluck", "piano", "box", "strings", "brass", "pad", "bassoon"])
def test_instruments_are_in_tune(name):
    for pitch in (110.0, 440.0):
        sound = INSTRUMENTS[name](pitch, 1.0, np.random.default_rng(0))
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 2**18))
        frequency = np.fft.rfftfreq(2**18, 1 / SAMPLE_RATE)
        near = (frequency > 0.94 * pitch) & (frequency < 1.06 * pitch)
        assert frequency[near][spectrum[near].argmax()] == pytest.approx(pitch, rel=0.005)


def play(*moods: str) -> Screenplay:
    shots = tuple(Shot(index=number, seconds=3, set="park", mood=mood) for number, mood in enumerate(moods))
    return Screenplay(prompt="", style="realistic", seed=1, shots=shots)


def test_one_piece_goes_on_over_the_cuts_of_one_mood():
    film = play("happy", "happy", "sad", "")
    first, second, third = (staging.music(film, film.shots[k], 3.0, 1) for k in range(3))
    whole = score_music("happy", 6.0, (3.0,), 1)
    assert np.array_equal(np.concatenate([first, second]), whole)
    assert np.abs(third[-480:]).max() < 0.03
    assert staging.music(film, film.shots[3], 3.0, 1) is None


def test_the_score_lies_under_what_is_said_and_carries_a_shot_without_sounds():
    count, chance = 4 * SAMPLE_RATE, np.random.default_rng(1)
    nothing = np.zeros((count, 2))
    air = 0.001 * chance.standard_normal((count, 2))
    buzz = 0.1 * chance.standard_normal((count, 2))
    tune = score_music("happy", 4.0, (), 1)
    level = {}
    for name, voices in (("talk", buzz), ("alone", nothing)):
        parts = {"bed": air, "steady": nothing, "events": nothing, "voices": voices}
        with_, _ = Stems(**parts, music=tune).mixed(-60.0, np.random.default_rng(2))
        assert loudness.integrated(with_) == pytest.approx(TARGET_LUFS, abs=1.0)
        level[name] = float((with_ * tune).sum() / np.square(tune).sum())
    under = TARGET_LUFS - loudness.integrated(level["talk"] * tune)
    assert UNDER_DB - 2 < under < UNDER_DB + 6
    assert level["alone"] > 3 * level["talk"]
