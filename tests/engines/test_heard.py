"""What is heard of scenes that people type: rooms, animals, vehicles, dances, instruments, what falls."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.sound.foley import impacts
from generation.engines.simulation.sound.mix import layers, score
from generation.engines.simulation.sound.music.score import played
from generation.engines.simulation.sound.noise import SAMPLE_RATE
from generation.engines.simulation.sound.space import ROOMS, Ears, answer, bent, room_of
from generation.engines.simulation.sound.staging import mood_of
from generation.engines.simulation.take import Contact
from generation.engines.simulation.world import build, sets

from .test_sound import rng


def staged(prompt: str, seconds: float = 3.0):
    play = read_prompt(prompt, seconds=seconds, style="realistic", seed=5)
    world = build(play)
    return play, world, simulate(world, seconds, 24, 5)


def heard(prompt: str, seconds: float = 3.0):
    play, world, take = staged(prompt, seconds)
    return score(take, play, 0, seconds, 5, world=world), play, world, take


def ringing(place: str) -> float:
    """How much of a clap is still heard half a second later, against the clap."""
    clap = np.zeros((SAMPLE_RATE, 2))
    clap[0] = 1.0
    return float(np.sqrt(np.sum(np.square(answer(place, clap)[SAMPLE_RATE // 2 :]))))


def test_large_hard_places_ring_longer_than_small_soft_ones():
    cave, castle, kitchen, bedroom, field = map(ringing, ("cave", "castle", "kitchen", "bedroom", "open"))
    assert cave > castle > kitchen > bedroom
    assert bedroom > field or field < 1e-4


def test_every_place_with_walls_answers():
    for name in sets.names():
        stage = sets.get(name)
        room = room_of(name, stage.ambience, indoor=stage.indoor)
        assert not stage.indoor or room in ROOMS, name
    assert room_of("nowhere") == "open"
    assert room_of("nowhere", indoor=True) == "indoors"


def test_an_animal_that_is_asked_to_calls_however_much_others_trip():
    found, *_ = heard("A dog barks and a cat runs through the living room")
    assert found.facts["calls"]


def test_a_footfall_is_a_step_and_a_landing_a_blow():
    def what(speed: float) -> str:
        contact = Contact(0.5, "floor", "a1_sole_r", "wood_floor", "shoe", 105.0, speed, (0, 0, 0))
        (cue,) = impacts([contact], {}, 1.0, rng(3))
        return cue.what

    assert what(0.4) == "step"
    assert what(2.5) == "impact"


def test_what_is_dropped_falls_by_itself_and_is_heard_on_the_floor():
    found, _, _, take = heard("A woman drops a glass bottle in the kitchen")
    blows = [c.time for c in take.contacts if any("bottle" in geom for geom in (c.geom1, c.geom2))]
    assert blows
    assert min(abs(moment - blows[0]) for moment in found.facts["impacts"]) < 1 / 24


def test_a_horn_is_heard_where_a_car_honks():
    play, world, take = staged("A red car drives down a street, honking")
    spoken = pytest.importorskip("generation.engines.simulation.sound.dialogue").perform(
        play, play.shots[0], 3.0, 24, take.frames, 5
    )
    _, cues = layers(take, play, play.shots[0], spoken, 3 * SAMPLE_RATE, rng(1), world)
    assert {"motor", "horn"} <= {cue.what for cue in cues}


def test_what_drives_by_is_higher_coming_than_going():
    seconds, fps = 4.0, 24
    time = np.arange(round(seconds * fps)) / fps
    place = np.stack([np.full_like(time, 4.0), -30 + 15 * time, np.zeros_like(time)], 1)
    still = np.zeros((len(time), 3))
    ears = Ears(still, still + [1.0, 0, 0], fps)
    tone = np.sin(2 * np.pi * 440 * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)

    def pitch(part: np.ndarray) -> float:
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 19))
        return float(np.argmax(spectrum) * SAMPLE_RATE / (1 << 19))

    sound = bent(ears, tone, place)
    coming, going = sound[24_000:48_000], sound[-48_000:-24_000]
    assert pitch(coming) > 440 * 1.03
    assert pitch(going) < 440 * 0.99


def test_who_dances_dances_to_music_and_who_stands_does_not():
    def mood(prompt: str) -> str:
        return mood_of(read_prompt(prompt, seconds=4, style="realistic", seed=5).shots[0])

    assert mood("my grandmother dancing in the kitchen") == "happy"
    assert mood("two people waltz in a castle") == "romantic"
    assert mood("a sad man dances alone in the rain") not in {"", "happy"}
    assert mood("a man stands in a park") == ""


def test_a_pianist_plays_more_than_one_note_at_a_time():
    tune = played("recital", "piano", 4.0, 3).mean(axis=1)
    rises = np.diff(np.abs(tune).reshape(-1, 480).max(axis=1))
    assert np.count_nonzero(rises > 0.08) > 8
