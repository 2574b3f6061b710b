"""The mix: everything a shot sounds like, as one sound track of exactly its length.

The whole is brought to -14 LUFS. Within it a place's air keeps its distance to
what happens and is said, and steps back while somebody talks; a quiet place in
which nothing happens stays quiet. No true peak passes the ceiling, and nothing
is ever digital silence.
"""

from __future__ import annotations

import wave
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from ...base import Caption
from ...errors import EncodeFailed
from ..screenplay import Screenplay, Shot
from ..take import Take
from . import calls, foley, loudness, staging, water
from .ambience import Hour, Place, ambience, level, place_of
from .dialogue import NOBODY, Spoken, perform
from .foley import Cue
from .landings import landed
from .music import score_music
from .noise import SAMPLE_RATE, Samples, db
from .space import Ears, answer, bent, heard, room_of
from .speech import envelope

if TYPE_CHECKING:
    from ..world import World

TARGET_LUFS = -14.0
QUIET_LUFS = -28.0
UNDER_DB = 14.0
MUSIC_DUCK_DB = -3.0
CEILING_DBTP = -1.5
MOST_LIMITING_DB = 12.0
STEADY_LUFS = -19.0
QUIET_PLACE_LUFS = -40.0
CALL_LEVEL = 0.3
STEADY = frozenset({"roll", "lap", "breath", "motor"})
SOFT = frozenset({"step", "rustle"})
STEPS_LUFS = -28.0
FADE_IN_SECONDS, FADE_SECONDS, LOWEST_HERTZ = 0.0015, 0.01, 18.0
DUCK_DB, DUCK_FOLEY_DB = -7.0, -3.5


@dataclass(frozen=True)
class Soundtrack:
    """(N, 2) samples at 48 kHz, captions, `mouth` (actor → (F, 2)) and measured `facts` for the report."""

    samples: Samples = field(repr=False)
    captions: tuple[Caption, ...]
    mouth: Mapping[str, Samples] = field(repr=False)
    facts: Mapping[str, Any]
    dry: Dry | None = field(default=None, repr=False)

    def write(self, path: Path) -> None:
        """Write a 16-bit stereo WAV, whole or not at all; `EncodeFailed` when the disk refuses."""
        write_wav(path, self.samples)


def read_wav(path: Path) -> npt.NDArray[np.float32]:
    """(N, 2) samples in -1 to 1 of a WAV that `write_wav` wrote."""
    with wave.open(str(path), "rb") as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (raw.reshape(-1, 2) / 32768).astype(np.float32)


def write_wav(path: Path, samples: Samples) -> None:
    """Write (N, 2) samples as 16-bit stereo, whole or not at all; `EncodeFailed` when the disk refuses."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise EncodeFailed(
            f"{path.name} could not be written: {error.strerror}. Make room and try again."
        ) from error


def score(
    take: Take,
    screenplay: Screenplay,
    shot_index: int,
    seconds: float,
    seed: int,
    *,
    world: World | None = None,
    voices: Mapping[str, bytes] = NOBODY,
) -> Soundtrack:
    """The sound of one shot; the same arguments give the same samples.

    `voices` are WAVs of whoever agreed to be copied, by the labels of actors.

    `world` (its `model` and `materials`) places voices at heads and tells what
    things are made of; without it voices come from the camera's subject.
    """
    shot = screenplay.shots[shot_index]
    samples = round(seconds * SAMPLE_RATE)
    rng = np.random.default_rng([seed & 0xFFFFFFFF, 0x50, shot_index])
    spoken = perform(screenplay, shot, seconds, take.fps, take.frames, seed, voices)
    stems, cues = layers(take, screenplay, shot, spoken, samples, rng, world)
    place, hour = scene_of(shot, screenplay.seed)
    mixed, gain = stems.mixed(level(place, hour), rng)
    facts = _facts(mixed, cues, spoken, gain, shot.mood)
    dry = stems.dry(level(place, hour))
    return Soundtrack(mixed.astype(np.float32), spoken.captions, spoken.mouth, facts, dry)


def scene_of(shot: Shot, seed: int) -> tuple[Place, Hour]:
    """The air of a shot's set, and when and in what weather it is heard."""
    from ..world import sets

    stage = sets.get(shot.set)
    place = place_of(shot.set, stage.ambience, indoor=stage.indoor)
    return place, Hour(shot.time_of_day, shot.weather, seed, stage.surface)


def layers(
    take: Take,
    screenplay: Screenplay,
    shot: Shot,
    spoken: Spoken,
    samples: int,
    rng: np.random.Generator,
    world: World | None,
) -> tuple[Stems, list[Cue]]:
    """The stems of a shot before they are mixed, and what is heard in them."""
    place, hour = scene_of(shot, screenplay.seed)
    places = tracks(take, world)
    ears = Ears(take.camera_position, take.camera_target, take.fps)
    cues = _cues(take, screenplay, shot, places, world.materials if world is not None else {}, samples, rng)
    room = _room(shot)
    stems = Stems(
        bed=ambience(place, samples, hour, rng),
        steady=_laid([cue for cue in cues if cue.what in STEADY], ears, samples, room),
        events=_laid([cue for cue in cues if cue.what not in STEADY | SOFT], ears, samples, room),
        voices=_voices(spoken.cues(places, take.camera_target), ears, samples, room),
        steps=_laid([cue for cue in cues if cue.what in SOFT], ears, samples, room),
        music=staging.music(screenplay, shot, samples / SAMPLE_RATE, screenplay.seed),
    )
    return stems, cues


def _room(shot: Shot) -> str:
    """How a shot's set answers what sounds in it."""
    from ..world import sets

    stage = sets.get(shot.set)
    return room_of(shot.set, stage.ambience, indoor=stage.indoor)


def tracks(take: Take, world: World | None) -> dict[str, Samples]:
    """Where things are, (F, 3) by name: every body, and for each actor `NAME` its head as `NAME_head`."""
    if world is None:
        return {}
    model = world.model
    return {model.body(number).name: take.xpos[:, number] for number in range(1, model.nbody)}


def _cues(
    take: Take,
    screenplay: Screenplay,
    shot: Shot,
    places: Mapping[str, Samples],
    families: Mapping[str, str],
    samples: int,
    rng: np.random.Generator,
) -> list[Cue]:
    seconds = samples / SAMPLE_RATE
    cues = foley.impacts(landed(take), families, seconds, rng)
    cues += foley.splashes(take.splashes, rng)
    cues += foley.rolls(take.rolling, take, places, samples, rng) + foley.rustles(take.contacts, rng)
    cues += staging.deeds(screenplay, shot, places, take.camera_target, seconds, screenplay.seed)
    cues += staging.vehicles(screenplay, shot, take, places, samples, rng)
    cast = [(name, screenplay.actor(name).kind) for name in shot.cast]
    heads = {name: _head(name, places) for name, _ in cast}
    known = {name: place for name, place in heads.items() if place is not None}
    cues += foley.creatures(cast, known, samples, rng)
    busy = [cue.seconds for cue in cues if cue.what in ("impact", "splash")]
    for name, start, sound in calls.calls(
        cast, shot, seconds, rng, busy=busy, asked=_barks(screenplay, shot)
    ):
        where = known.get(name, take.camera_target)
        cues.append(Cue("call", round(start * SAMPLE_RATE), CALL_LEVEL * sound, where))
    if take.water is not None:
        afloat = next((places[name] for name in shot.props if name in places), take.camera_target)
        cues.append(Cue("lap", 0, db(-27) * water.lapping(samples, rng), afloat))
    return [cue for cue in cues if cue.start < samples]


def _head(actor: str, places: Mapping[str, Samples]) -> Samples | None:
    for name in (f"{actor}_head", f"{actor}_skull", f"{actor}_trunk", actor):
        if name in places:
            return places[name]
    return next((place for name, place in places.items() if name.startswith(f"{actor}_")), None)


def _barks(screenplay: Screenplay, shot: Shot) -> bool:
    words = f"{shot.text or screenplay.prompt}".lower()
    return any(word in words for word in ("bark", "woof", "abbai", "bau "))


def _laid(cues: Sequence[Cue], ears: Ears, samples: int, place: str) -> Samples:
    """All cues in their places and in their room, (samples, 2)."""
    sound = np.zeros((samples, 2))
    for cue in cues:
        end = min(samples, cue.start + len(cue.samples))
        part = bent(ears, cue.samples, cue.place) if cue.what == "motor" else cue.samples
        sound[cue.start : end] += heard(ears, part[: end - cue.start], cue.place, cue.start)
    return sound + answer(place, sound) if cues else sound


def _voices(cues: Sequence[Cue], ears: Ears, samples: int, place: str) -> Samples:
    """Voices: less panned and less far than things are, with a little of the room."""
    sound = np.zeros((samples, 2))
    for cue in cues:
        end = min(samples, cue.start + len(cue.samples))
        part = cue.samples[: end - cue.start]
        gains = ears.gains(cue.place, cue.start, len(part))
        level = np.clip(gains.mean(axis=1, keepdims=True), 0.75, 1.25)
        sides = gains / np.maximum(gains.mean(axis=1, keepdims=True), 1e-9)
        sound[cue.start : end] += part[:, None] * level * (0.5 + 0.5 * sides)
    return sound + 0.55 * answer(place, sound) if cues else sound


@dataclass(frozen=True)
class Stems:
    """The parts of a mix, each (n, 2): air, what goes on, what happens, who talks, who walks, the score."""

    bed: Samples
    steady: Samples
    events: Samples
    voices: Samples
    steps: Samples | None = None
    music: Samples | None = None

    def mixed(self, bed_lufs: float, rng: np.random.Generator) -> tuple[Samples, float]:
        """The stems at their levels, limited, with faded ends; also the gain of what happens, in decibels.

        `bed_lufs` is where the place's air lies while the whole is at `TARGET_LUFS`.
        """
        dry = self.dry(bed_lufs)
        total = dry.air + dry.rest
        alone = dry.still and bed_lufs < QUIET_PLACE_LUFS and self.music is None
        tune, under = self.music, TARGET_LUFS - UNDER_DB
        if alone:
            tune, under = score_music("neutral", len(total) / SAMPLE_RATE), bed_lufs
        if tune is not None:
            under -= max(loudness.integrated(tune), loudness.SILENCE + 30)
            total += db(under) * tune * 10 ** (MUSIC_DUCK_DB * dry.talking / 20)
        return finished(total, QUIET_LUFS if alone else TARGET_LUFS, dry.gain, rng)

    def dry(self, bed_lufs: float) -> Dry:
        """The stems but the score at their levels, the others stepping back for who talks."""
        heard = loudness.integrated(self.events + self.voices)
        gain = TARGET_LUFS - heard if heard > loudness.SILENCE else 0.0
        talking = np.clip(envelope(self.voices.mean(axis=1), 0.35) / 0.03, 0, 1)[:, None]
        foley = db(gain) * self.events + _held(self.steady, STEADY_LUFS, gain)
        if self.steps is not None:
            foley += _held(self.steps, STEPS_LUFS, gain)
        air = db(bed_lufs - loudness.integrated(self.bed)) * self.bed * 10 ** (DUCK_DB * talking / 20)
        rest = db(gain) * self.voices + foley * 10 ** (DUCK_FOLEY_DB * talking / 20)
        still = max(heard, loudness.integrated(self.steady)) <= loudness.SILENCE
        return Dry(air, rest, talking, gain, still)


@dataclass(frozen=True, slots=True)
class Dry:
    """A mix without its score: `air` and `rest` (n, 2), `talking` (n, 1) from 0 to 1, `gain` in decibels.

    `still` tells that nothing happens and nobody speaks.
    """

    air: Samples
    rest: Samples
    talking: Samples
    gain: float
    still: bool


def _held(sound: Samples, most: float, gain: float) -> Samples:
    """A stem with the gain of what happens, at most at `most` LUFS; with nothing else, at that level."""
    more = most - loudness.integrated(sound)
    return db(min(gain, more) if gain else more) * sound


def finished(sound: Samples, target: float, gain: float, rng: np.random.Generator) -> tuple[Samples, float]:
    """Without what is too low to hear, at its loudness, dithered (nothing is digital silence), faded."""
    sound = sosfilt(butter(1, LOWEST_HERTZ, "highpass", fs=SAMPLE_RATE, output="sos"), sound, axis=0)
    sound = sound * _ramp(len(sound))
    sound, more = loudness.brought(sound, target, CEILING_DBTP, MOST_LIMITING_DB)
    sound = sound + (rng.random(sound.shape) - rng.random(sound.shape)) / 32768
    return sound * _ramp(len(sound)), gain + more


def _ramp(samples: int) -> Samples:
    """Fades at both ends, (samples, 1); the first is so short that it is not taken for an onset."""
    gain = np.ones((samples, 1))
    first, last = (min(samples // 2, int(each * SAMPLE_RATE)) for each in (FADE_IN_SECONDS, FADE_SECONDS))
    gain[:first, 0] = np.sin(np.linspace(0, np.pi / 2, first)) ** 2
    gain[samples - last :, 0] = np.cos(np.linspace(0, np.pi / 2, last)) ** 2
    return gain


def _facts(mixed: Samples, cues: Sequence[Cue], spoken: Spoken, gain: float, mood: str) -> dict[str, Any]:
    return {
        "loudness_lufs": round(loudness.integrated(mixed), 2),
        "true_peak_dbtp": round(loudness.true_peak(mixed), 2),
        "gain_db": round(gain, 2),
        "mood": mood,
        "calls": [round(cue.seconds, 4) for cue in cues if cue.what == "call"],
        "impacts": [round(cue.seconds, 4) for cue in cues if cue.what in ("impact", "step")],
        "splashes": [round(cue.seconds, 4) for cue in cues if cue.what == "splash"],
        "lines": [[round(line.start, 3), round(line.end, 3)] for line in spoken.captions],
        "cut_short": list(spoken.cut_short),
    }
