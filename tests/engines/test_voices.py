"""Voices of animals, people and motors: told apart by what is measured, placed where they belong."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.simulation.screenplay.model import Actor, Beat, Prop, Screenplay, Shot
from generation.engines.simulation.sound import calls, staging
from generation.engines.simulation.sound.motors import MOTORS, horn
from generation.engines.simulation.sound.noise import SAMPLE_RATE
from generation.engines.simulation.sound.people import PEOPLE, applause
from generation.engines.simulation.sound.steps import ground_of, is_foot, step
from generation.engines.simulation.world.bodies import BODIES

calls.known("dog")
rng = np.random.default_rng


def centre(sound: np.ndarray) -> float:
    """The spectrum's centre of gravity in hertz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float(np.sum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE) * power) / np.sum(power))


def strongest(sound: np.ndarray) -> float:
    """The frequency with the most power, hertz."""
    return float(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)[np.abs(np.fft.rfft(sound)).argmax()])


def voice(kind: str) -> np.ndarray:
    return calls.samples_of(kind, 2.0, 3)


@pytest.mark.parametrize("kind", sorted(calls.VOICES))
def test_every_voice_is_heard_bounded_and_the_same_again(kind):
    sound = voice(kind)
    assert sound.shape == (2 * SAMPLE_RATE,)
    assert np.isfinite(sound).all()
    assert 0.2 < np.abs(sound).max() < 1.6
    assert np.array_equal(sound, voice(kind))
    assert len(calls.samples_of(kind, 0.5)) == SAMPLE_RATE // 2


def test_every_animal_that_is_built_has_a_voice_or_is_known_to_be_silent():
    animals = {kind for kind, body in BODIES.items() if body.rig not in {"person", "relief"}}
    assert {kind for kind in animals if not calls.known(kind)} <= calls.SILENT
    assert not calls.known("person")


def test_large_animals_sound_low_and_small_ones_high():
    order = [centre(voice(kind)) for kind in ("cow", "dog", "cat", "mouse")]
    assert order == sorted(order)
    assert strongest(voice("owl")) == pytest.approx(365, abs=40)
    assert 300 < strongest(voice("wolf")) < 560
    assert strongest(voice("mouse")) > 2500


def played(*beats: Beat, kind: str = "cat", lines=(), props=(), **shot) -> Screenplay:
    who = Actor(name="tom", kind=kind, label="Tom")
    scene = Shot(
        index=0, seconds=6, set="park", cast=("tom",), beats=beats, lines=lines,
        props=tuple(each.name for each in props), **shot,
    )  # fmt: skip
    return Screenplay(prompt="", style="realistic", seed=1, actors=(who,), props=props, shots=(scene,))


def test_an_animal_calls_at_its_beat_and_never_on_a_blow():
    shot = played(Beat(actor="tom", action="meow", start=2.0)).shots[0]
    (name, start, sound), *more = calls.calls([("tom", "cat")], shot, 6.0, rng(1))
    assert (name, start, more) == ("tom", 2.0, [])
    assert len(sound) <= 4 * SAMPLE_RATE
    ((_, later, _),) = calls.calls([("tom", "cat")], shot, 6.0, rng(1), busy=(2.1,))
    assert later >= 2.1 + calls.CLEAR_SECONDS - 1e-6
    assert calls.calls([("alice", "person")], shot, 6.0, rng(1)) == []


def test_three_animals_call_by_themselves_and_a_herd_does_not_shout():
    shot = played().shots[0]
    herd = [(f"sheep_{number}", "sheep") for number in range(9)]
    found = calls.calls(herd, shot, 6.0, rng(2))
    assert len(found) == calls.MOST_CALLS
    assert len({start for _, start, _ in found}) == len(found)
    assert calls.calls(herd, shot, 1.0, rng(2)) == []


@pytest.mark.parametrize("kind", sorted(MOTORS))
def test_motors_follow_the_speed(kind):
    rising = np.linspace(0.5, 14, 2 * SAMPLE_RATE)
    sound = MOTORS[kind](rising, rng(1))
    assert sound.shape == rising.shape
    assert np.isfinite(sound).all()
    assert 0.01 < np.abs(sound).max() < 2


def test_a_motorcycle_s_pitch_rises_and_a_ship_s_horn_is_deep():
    slow, fast = (MOTORS["motorcycle"](np.full(SAMPLE_RATE, speed), rng(1)) for speed in (1.0, 14.0))
    assert centre(fast) > 1.3 * centre(slow)
    assert strongest(horn("ship", 0.5)) < strongest(horn("car", 0.5))


def test_only_what_moves_has_its_motor_running():
    play = played(props=(Prop(name="car", kind="car"),))
    take = type("Track", (), {"fps": 24})()
    still, moving = np.zeros((48, 3)), np.linspace([0, 0, 0], [10, 0, 0], 48)
    for track, many in ((still, 0), (moving, 1)):
        cues = staging.vehicles(play, play.shots[0], take, {"car": track}, 2 * SAMPLE_RATE, rng(1))
        assert len(cues) == many
    assert staging.speeds(moving, 24, 100).mean() == pytest.approx(10 / 47 * 24, rel=0.01)


@pytest.mark.parametrize("action", sorted(PEOPLE))
def test_deeds_of_people_are_heard_at_their_beat(action):
    play = played(Beat(actor="tom", action=action, start=1.0, seconds=3.0), kind="person")
    (cue,) = staging.deeds(play, play.shots[0], {}, np.zeros((5, 3)), 6.0, 1)
    assert cue.seconds == pytest.approx(1.15)
    assert np.isfinite(cue.samples).all()
    assert np.abs(cue.samples).max() > 0.02
    assert cue.seconds + len(cue.samples) / SAMPLE_RATE < 6.0


def test_a_played_instrument_sounds_and_a_house_applauds():
    play = played(Beat(actor="tom", action="play_guitar", start=0.5), kind="person", mood="happy")
    (cue,) = staging.deeds(play, play.shots[0], {}, np.zeros((5, 3)), 6.0, 1)
    assert cue.what == "tune"
    assert staging.music(play, play.shots[0], 6.0, 1) is None
    bow = played(Beat(actor="tom", action="bow"), kind="person")
    stage = bow.shots[0].model_copy(update={"set": "theatre"})
    assert [each.what for each in staging.deeds(bow, stage, {}, np.zeros((5, 3)), 6.0, 1)] == ["people"]
    assert applause(1.0, 20, rng(1)).std() > 0.02


def test_steps_differ_by_what_they_fall_on():
    assert is_foot("alice_left_sole")
    assert not is_foot("alice_head")
    assert ground_of("beach_sand", "sand") == "sand"
    assert ground_of("oak", "wood_floor") is None
    sounds = {ground: step(ground, 1.0, rng(1)) for ground in ("sand", "snow", "gravel", "carpet", "water")}
    assert centre(sounds["carpet"]) < centre(sounds["snow"]) < centre(sounds["gravel"])
    for sound in sounds.values():
        assert np.isfinite(sound).all()
        assert np.abs(sound[:240]).max() > 0.01, "it begins at once"
