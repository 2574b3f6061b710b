"""What a take sounds like: begins when things touch, says what is quoted, is as loud as it should be."""

from __future__ import annotations

import wave
from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from generation.engines.errors import EncodeFailed
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.sound import loudness
from generation.engines.simulation.sound.ambience import BEDS, Hour, ambience, place_of
from generation.engines.simulation.sound.dialogue import perform
from generation.engines.simulation.sound.impact import Blow, synthesise
from generation.engines.simulation.sound.materials import sounding
from generation.engines.simulation.sound.mix import (
    CEILING_DBTP,
    QUIET_LUFS,
    TARGET_LUFS,
    Stems,
    layers,
    score,
)
from generation.engines.simulation.sound.noise import SAMPLE_RATE, db
from generation.engines.simulation.sound.rolling import roll
from generation.engines.simulation.sound.space import Ears
from generation.engines.simulation.sound.speech import envelope, speak
from generation.engines.simulation.sound.steps import step
from generation.engines.simulation.sound.voices import Voice
from generation.engines.simulation.sound.water import splash
from generation.engines.simulation.sound.weather import rain, thunder
from generation.engines.simulation.take import Contact
from generation.engines.simulation.weather import lightning
from generation.engines.simulation.world import build, sets

from .conftest import FPS, SEED, Shot

FRAME = 1 / FPS
rng = np.random.default_rng


@pytest.fixture(params=("ball", "flip", "ride"))
def shot(request) -> Shot:
    return request.getfixturevalue(request.param)


def level(sound: np.ndarray, start: float, seconds: float) -> float:
    """Root mean square of a stretch in dBFS."""
    part = sound[round(start * SAMPLE_RATE) : round((start + seconds) * SAMPLE_RATE)]
    return 20 * float(np.log10(np.sqrt(np.mean(np.square(part))) + 1e-9))


def scored(shot: Shot, **take):
    return score(replace(shot.take, **take), shot.world.screenplay, 0, 4.0, SEED, world=shot.world)


def onset(sound: np.ndarray, around: float) -> float:
    """The moment near `around` at which the sound's fast envelope rises most."""
    fast = envelope(sound.mean(axis=1), 0.003)
    start = round((around - 0.1) * SAMPLE_RATE)
    window = 20 * np.log10(fast[start : start + round(0.2 * SAMPLE_RATE)] + 1e-5)
    step = round(0.004 * SAMPLE_RATE)
    return (start + step + int(np.argmax(window[step:] - window[:-step]))) / SAMPLE_RATE


def test_the_ball_is_heard_within_a_frame_of_touching_board_and_floor(ball):
    quiet = ball.world.screenplay.shots[0].model_copy(update={"lines": ()})
    play = ball.world.screenplay.model_copy(update={"shots": (quiet,)})
    sound = score(ball.take, play, 0, 4.0, SEED, world=ball.world).samples
    hits = [c.time for c in ball.take.contacts if "basketball" in c.geom1 + c.geom2 and c.impulse > 1]
    assert len(hits) >= 2
    for time in hits:
        assert abs(onset(sound, time) - time) < FRAME
        assert level(sound, time, 0.05) > level(sound, time - 0.06, 0.05) + 6


def test_every_impact_begins_on_its_own_sample(ball):
    told = ball.sound.facts["impacts"]
    assert told
    times = [contact.time for contact in ball.take.contacts]
    assert all(min(abs(time - each) for each in times) < 1e-3 for time in told)


def test_without_contacts_nothing_is_struck(ball):
    assert scored(ball, contacts=()).facts["impacts"] == []


def test_the_splash_is_heard_when_the_body_meets_the_water(flip):
    wet = next(s.time for s in flip.take.splashes if s.time > flip.facts["left"] + 0.3)
    with_, without = flip.sound.samples, scored(flip, splashes=()).samples
    assert level(with_, wet, 0.5) > level(without, wet, 0.5) + 8
    assert min(abs(time - wet) for time in flip.sound.facts["splashes"]) < FRAME


def test_wheels_are_heard_while_they_roll(ride):
    still = tuple(replace(each, speed=tuple(0.0 for _ in each.speed)) for each in ride.take.rolling)
    play = ride.world.screenplay
    told = perform(play, play.shots[0], 4.0, FPS, ride.take.frames, SEED)
    steady = [
        layers(take, play, play.shots[0], told, 4 * SAMPLE_RATE, np.random.default_rng(3), ride.world)[
            0
        ].steady
        for take in (ride.take, replace(ride.take, rolling=still))
    ]
    assert np.median([level(steady[0], t, 0.05) for t in np.arange(0.1, 3.9, 0.05)]) > 4 + np.median(
        [level(steady[1], t, 0.05) for t in np.arange(0.1, 3.9, 0.05)]
    )
    chance = np.random.default_rng(0)
    slow, fast = (roll(np.full(SAMPLE_RATE, speed), chance) for speed in (1.0, 4.0))
    assert np.std(fast) > 1.5 * np.std(slow)
    assert not roll(np.zeros(SAMPLE_RATE), chance).any()


def test_quoted_words_are_heard_where_the_captions_say(ball):
    (caption,) = ball.sound.captions
    assert caption.text == "Oh no, not again!"
    assert 0 <= caption.start < caption.end <= 4.0
    shot = ball.world.screenplay.shots[0]
    play = ball.world.screenplay.model_copy(update={"shots": (shot.model_copy(update={"lines": ()}),)})
    mute = score(ball.take, play, 0, 4.0, SEED, world=ball.world)
    band = butter(4, [300, 3000], "bandpass", fs=SAMPLE_RATE, output="sos")
    loud, without = (sosfiltfilt(band, s.samples, axis=0) for s in (ball.sound, mute))
    spoken = np.array([caption.start + 0.05, caption.end - caption.start - 0.1])
    assert level(loud, *spoken) > level(without, *spoken) + 10
    assert level(loud, *spoken) > -30
    assert mute.captions == ()


def test_the_mouth_moves_while_the_words_are_spoken_and_rests_else(ball):
    (curve,) = ball.sound.mouth.values()
    (caption,) = ball.sound.captions
    time = ball.take.times
    inside = (time >= caption.start - 0.05) & (time <= caption.end + 0.05)
    assert curve.shape == (ball.take.frames, 2)
    assert (curve >= 0).all()
    assert (curve <= 1).all()
    assert curve[inside, 0].max() > 0.4
    assert curve[inside, 0].std() > 0.1
    assert curve[time < caption.start - 0.15, 0].max() < 0.05


def test_sound_has_the_length_the_loudness_and_no_clipping(shot):
    sound = shot.sound.samples
    assert sound.shape == (4 * SAMPLE_RATE, 2)
    assert np.isfinite(sound).all()
    assert loudness.true_peak(sound) <= CEILING_DBTP + 0.1
    assert loudness.integrated(sound) == pytest.approx(TARGET_LUFS, abs=1.0)
    assert shot.sound.facts["loudness_lufs"] == pytest.approx(loudness.integrated(sound), abs=0.05)
    assert np.abs(sound.mean(axis=0)).max() < 3e-3


@pytest.mark.parametrize("seconds", [0.3, 1.0, 4.0])
def test_short_and_sparse_sounds_reach_the_loudness_and_quiet_rooms_stay_quiet(seconds):
    chance, count = np.random.default_rng(5), round(seconds * SAMPLE_RATE)
    nothing = np.zeros((count, 2))
    knock = synthesise(Blow(sounding("", "wood", {}), sounding("", "wood_floor", {}), 4.0, 3.0), chance)
    struck = nothing.copy()
    part = knock[: count - count // 4]
    struck[count // 4 : count // 4 + len(part)] = 0.3 * part[:, None]
    air = ambience(place_of("studio"), count, Hour(), chance)
    for events, target in ((struck, TARGET_LUFS), (nothing, QUIET_LUFS)):
        mixed, _ = Stems(bed=air, steady=nothing, events=events, voices=nothing).mixed(-48.0, chance)
        assert loudness.integrated(mixed) == pytest.approx(target, abs=1.0)
        assert loudness.true_peak(mixed) <= CEILING_DBTP + 0.1


def test_steps_and_clothes_stay_under_what_happens():
    count, chance = 3 * SAMPLE_RATE, np.random.default_rng(6)
    nothing, air = np.zeros((count, 2)), ambience(place_of("park"), count, Hour(), chance)
    walk = nothing.copy()
    for start in range(SAMPLE_RATE // 4, count - SAMPLE_RATE // 2, SAMPLE_RATE // 2):
        part = step("sand", 0.7, chance)
        walk[start : start + len(part)] += part[:, None]
    parts = {"bed": air, "steady": nothing, "voices": nothing, "steps": walk}
    burst = nothing.copy()
    burst[SAMPLE_RATE : 2 * SAMPLE_RATE] = 0.1 * chance.standard_normal((SAMPLE_RATE, 2))
    mixed, _ = Stems(**parts, events=burst).mixed(-35.0, chance)
    assert level(mixed, 1.0, 0.2) > level(mixed, 0.25, 0.15) + 6
    assert loudness.integrated(mixed) == pytest.approx(TARGET_LUFS, abs=1.0)


def test_nothing_is_ever_digital_silence(shot):
    windows = shot.sound.samples[480:-480].reshape(-1, 480, 2)
    assert np.abs(windows).max(axis=(1, 2)).min() > 1e-5


def test_the_same_take_sounds_the_same_and_another_seed_does_not(flip):
    again = scored(flip)
    assert np.array_equal(again.samples, flip.sound.samples)
    other = score(flip.take, flip.world.screenplay, 0, 4.0, SEED + 1, world=flip.world)
    assert not np.array_equal(other.samples, flip.sound.samples)


def test_the_sea_is_heard_at_sea_and_the_gym_is_quiet(flip, ball):
    """Before anything happens: a swell of broad noise out there, nearly nothing indoors."""
    assert level(flip.sound.samples, 0.2, 0.8) > level(ball.sound.samples, 0.1, 0.3) + 4
    assert -50 < level(flip.sound.samples, 0.2, 0.8) < -20


@pytest.mark.parametrize("place", sets.names())
def test_every_set_has_air_that_never_repeats(place):
    stage = sets.get(place)
    assert place in BEDS or stage.ambience in BEDS
    sound = ambience(
        place_of(place, stage.ambience),
        2 * SAMPLE_RATE,
        Hour(surface=stage.surface),
        np.random.default_rng(1),
    )
    assert np.isfinite(sound).all()
    assert sound.shape == (2 * SAMPLE_RATE, 2)
    assert sound.std() > 1e-5
    assert not np.allclose(sound[:SAMPLE_RATE], sound[SAMPLE_RATE:], atol=1e-4)


def heard_air(place: str, **hour) -> np.ndarray:
    return ambience(place_of(place), 3 * SAMPLE_RATE, Hour(**hour), np.random.default_rng(1))


def test_weather_is_heard_outside_and_not_in_the_gym():
    for weather in ("rain", "storm", "windy"):
        assert heard_air("park", weather=weather).std() > 1.6 * heard_air("park").std()
        assert np.array_equal(heard_air("gym", weather=weather), heard_air("gym"))
    rolls = thunder(8 * SAMPLE_RATE, 3, np.random.default_rng(0))
    flash = next(t for t in np.arange(0, 8, 0.02) if lightning(3, t) > 0.7)
    assert not rolls[: int(flash * SAMPLE_RATE)].any()
    assert rolls.any()


def bright(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound, axis=0)) ** 2
    return float((np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE) * power.T).sum() / power.sum())


def test_snow_is_dull_rain_on_metal_bright_and_nights_have_crickets():
    assert bright(heard_air("forest", weather="snow")) < 0.7 * bright(heard_air("forest"))
    on = {name: rain(SAMPLE_RATE, name, rng(2)) for name in ("grass", "metal_floor", "asphalt")}
    assert bright(on["grass"]) < bright(on["metal_floor"])
    band = butter(4, [4000, 5000], "bandpass", fs=SAMPLE_RATE, output="sos")
    night, day = (
        sosfiltfilt(band, heard_air("desert", time_of_day=time), axis=0).std() for time in ("night", "day")
    )
    assert night > 1.5 * day


def test_an_unknown_place_has_the_air_of_a_room_or_of_a_park():
    assert place_of("attic", indoor=True) is BEDS["studio"]
    assert place_of("glade") is BEDS["park"]


def test_harder_blows_are_louder_and_brighter():
    ball, floor = (
        sounding("", name, {name: family}) for name, family in (("b", "rubber"), ("f", "wood_floor"))
    )
    soft, hard = (
        synthesise(Blow(ball, floor, impulse, speed), np.random.default_rng(3))
        for impulse, speed in ((0.6, 1.0), (9.0, 8.0))
    )
    assert np.abs(hard).max() > 2 * np.abs(soft).max()

    def brightness(sound: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(sound)) ** 2
        return float(np.sum(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE) * power) / np.sum(power))

    assert brightness(hard) > brightness(soft)


def test_bigger_splashes_are_louder_and_longer():
    small, big = (splash(energy, 0.3, np.random.default_rng(2)) for energy in (10.0, 800.0))
    assert np.std(big) * len(big) ** 0.5 > 2 * np.std(small) * len(small) ** 0.5
    assert len(big) > len(small)


def test_what_is_on_the_left_is_heard_on_the_left_and_far_is_quiet():
    ears = Ears(np.zeros((5, 3)), np.tile([1.0, 0, 0], (5, 1)), FPS)
    left, right = ears.gains(np.array([3.0, 2.0, 0]), 0, 480).mean(0)
    assert left > 1.5 * right
    near, far = (ears.gains(np.array([x, 0.0, 0]), 0, 480).mean() for x in (2.0, 20.0))
    assert near > 3 * far


def test_contacts_that_come_in_heaps_make_a_bounded_number_of_sounds(ball):
    heap = tuple(
        Contact(round(k * 0.01, 3), "a", "b", f"m{k % 7}", "wood_floor", 2.0, 2.0, (0.1 * k, 0, 0))
        for k in range(390)
    )
    crowded = scored(ball, contacts=heap)
    assert len(crowded.facts["impacts"]) <= 100
    assert loudness.true_peak(crowded.samples) <= CEILING_DBTP + 0.1


def test_a_line_too_long_is_told_to_be_cut():
    play = read_prompt(
        'A man says "' + "one two three four five six " * 30 + '"', seconds=4, style="realistic", seed=1
    )
    world = build(play)
    take = simulate(world, 1.0, FPS, 1)
    track = score(take, play, 0, 1.0, 1, world=world)
    assert track.facts["cut_short"]
    assert all(caption.end <= 1.0 for caption in track.captions)


@pytest.mark.parametrize("language", ["en", "it"])
def test_both_languages_speak(language):
    speech = speak("Ciao, come va? Hello there!", Voice(language=language))
    assert 0.8 < speech.duration < 6
    assert len(speech.phonemes) > 8
    assert 0.03 < np.sqrt(np.mean(np.square(speech.samples))) < 0.3


def test_the_meter_agrees_with_the_standard_s_own_signal():
    """A 997 Hz sine at 0 dBFS in one channel reads -3.01 LUFS (ITU-R BS.1770-5, annex 1)."""
    sine = np.sin(2 * np.pi * 997 * np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE)
    assert loudness.integrated(np.stack([sine, 0 * sine], 1)) == pytest.approx(-3.01, abs=0.05)
    assert loudness.integrated(np.zeros((SAMPLE_RATE, 2))) == -70
    assert loudness.true_peak(loudness.limited(4 * np.stack([sine, sine], 1), -1.5)) < -1.4


def test_the_wav_is_16_bit_stereo_and_whole_or_not_there(flip, tmp_path):
    path = tmp_path / "sound.wav"
    flip.sound.write(path)
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, SAMPLE_RATE)
        assert file.getnframes() == 4 * SAMPLE_RATE
    with pytest.raises(EncodeFailed):
        flip.sound.write(tmp_path / "no" / "sound.wav")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sound.wav"]
    assert db(-6) == pytest.approx(0.501, abs=1e-3)


def test_who_lands_from_a_jump_is_heard_and_who_walks_only_steps() -> None:
    from generation.engines.simulation.physics import simulate
    from generation.engines.simulation.screenplay import read_prompt
    from generation.engines.simulation.sound.landings import landed
    from generation.engines.simulation.world import build

    heard = {}
    for prompt in ("a man jumps in the gym", "a man walks in the gym"):
        world = build(read_prompt(prompt, seconds=3.0, style="realistic", seed=3))
        take = simulate(world, 3.0, 24, 3)
        changed = [new for new, old in zip(landed(take), take.contacts, strict=True) if new != old]
        assert [new.time for new in landed(take)] == [old.time for old in take.contacts]
        heard[prompt.split()[2]] = changed
    assert not heard["walks"]
    assert heard["jumps"]
    assert all(contact.speed > 1.5 and contact.impulse > 30 for contact in heard["jumps"])
