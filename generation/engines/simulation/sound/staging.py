"""What a shot's beats and vehicles sound like, and the score under it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..screenplay import Beat, Screenplay, Shot
from ..take import Take
from . import calls, motors, people
from .foley import Cue
from .motors import MOTORS
from .music import score_music
from .music.score import MOODS, played
from .noise import SAMPLE_RATE, Samples
from .people import PEOPLE, PITCHES

DEED_LEVEL, MOTOR_LEVEL, TUNE_LEVEL, CROWD_LEVEL = 0.24, 0.22, 0.35, 0.2
MOVING = 0.3
INSTRUMENTS = {
    "play_guitar": "pluck", "play_violin": "strings", "play_piano": "piano", "play_drums": "drums",
    "play_trumpet": "brass",
}  # fmt: skip
DANCED = {"dance": "happy", "party": "festive", "waltz": "romantic", "ballet": "calm", "skate": "romantic"}
APPLAUDED = frozenset({"bow", "cheer"})
HOUSES = frozenset({"theatre", "theater", "stage", "theatre_stage"})
_ONCE = frozenset({"be_surprised", "be_scared", "cheer", "high_five", "shake_hands", "star_jump"})

Places = Mapping[str, Samples]


def deeds(
    screenplay: Screenplay, shot: Shot, places: Places, otherwise: Samples, seconds: float, seed: int
) -> list[Cue]:
    """Cues for beats that are heard by what somebody does; who has lines does not laugh or cry over them."""
    cues = []
    for number, beat in enumerate(shot.beats):
        rng = np.random.default_rng([seed & 0xFFFFFFFF, 0xDEED, shot.index, number])
        actor = next((each for each in screenplay.actors if each.name == beat.actor), None)
        left = min(beat.seconds or seconds, seconds - beat.start)
        if actor is None or calls.known(actor.kind) or left < 0.35:
            continue
        where = places.get(f"{beat.actor}_head", places.get(beat.actor, otherwise))
        start = round((beat.start + 0.15) * SAMPLE_RATE)
        if (tune := _tune(beat, left, seed)) is not None:
            cues.append(Cue("tune", start, TUNE_LEVEL * tune, where))
        elif beat.action in PEOPLE and not any(line.speaker == beat.actor for line in shot.lines):
            pitch = PITCHES[actor.appearance.voice if actor.appearance else "mid"]
            length = min(left, 1.2) if beat.action in _ONCE else left
            if beat.action in ("high_five", "shake_hands"):
                length = 0.3
            cues.append(Cue("people", start, DEED_LEVEL * PEOPLE[beat.action](length, pitch, rng), where))
        if beat.action in APPLAUDED and shot.set in HOUSES:
            crowd = CROWD_LEVEL * people.applause(left, 40, rng)
            cues.append(Cue("people", start, crowd, otherwise))
    return cues


def _tune(beat: Beat, seconds: float, seed: int) -> Samples | None:
    """What is played on the instrument of a beat, mono; None when it is no instrument's."""
    if beat.action not in INSTRUMENTS:
        return None
    mood = {"play_piano": "recital", "play_violin": "romantic", "play_drums": "happy"}.get(
        beat.action, "calm"
    )
    return np.asarray(played(mood, INSTRUMENTS[beat.action], seconds, seed).mean(axis=1))


def vehicles(
    screenplay: Screenplay, shot: Shot, take: Take, places: Places, samples: int, rng: np.random.Generator
) -> list[Cue]:
    """A cue as long as the shot for every motor vehicle that moves, and a horn where somebody honks."""
    cues = []
    for name in shot.props:
        kind = screenplay.prop(name).kind
        if kind not in MOTORS or name not in places:
            continue
        speed = speeds(places[name], take.fps, samples)
        if speed.max() > MOVING:
            sound = MOTORS[kind](speed, rng)
            cues.append(Cue("motor", 0, MOTOR_LEVEL * sound, places[name]))
        for beat in shot.beats:
            if beat.action == "honk" and name in (beat.target, beat.actor):
                cues += _honks(kind, beat.start, places[name], samples)
    return cues


def _honks(kind: str, begin: float, place: Samples, samples: int) -> list[Cue]:
    """Two blows of a horn, the second longer."""
    found = []
    for start, seconds in ((begin + 0.4, 0.28), (begin + 0.85, 0.6)):
        first = round(start * SAMPLE_RATE)
        if first < samples:
            found.append(Cue("horn", first, DEED_LEVEL * motors.horn(kind, seconds), place[-1]))
    return found


def speeds(track: Samples, fps: float, samples: int) -> Samples:
    """Metres a second at every sample of something that was at `track` (F, 3)."""
    if len(track) < 2:
        return np.zeros(samples)
    frames = np.linalg.norm(np.gradient(track, axis=0), axis=1) * fps
    return np.interp(np.arange(samples) / SAMPLE_RATE * fps, np.arange(len(track)), frames)


def mood_of(shot: Shot) -> str:
    """The mood of a shot's score: what its words say, else the music that is danced to; "" for none."""
    if shot.mood:
        return shot.mood
    danced = (DANCED[beat.action] for beat in shot.beats if beat.action in DANCED)
    return next(danced, "")


def music(screenplay: Screenplay, shot: Shot, seconds: float, seed: int) -> Samples | None:
    """The score under a shot, (n, 2): its part of one piece over all neighbouring shots of its mood.

    The piece knows the cuts between them and ends with the last of them. None for a shot without a mood,
    and for one in which somebody plays an instrument.
    """
    mood = mood_of(shot)
    if not mood or any(beat.action in INSTRUMENTS for beat in shot.beats):
        return None
    first = last = shot.index
    shots = screenplay.shots
    while first > 0 and mood_of(shots[first - 1]) == mood:
        first -= 1
    while last + 1 < len(shots) and mood_of(shots[last + 1]) == mood:
        last += 1
    lengths = [seconds if each.index == shot.index else each.seconds for each in shots[first : last + 1]]
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    piece = score_music(mood, float(starts[-1]), tuple(float(cut) for cut in starts[1:-1]), seed)
    begin = round(float(starts[shot.index - first]) * SAMPLE_RATE)
    part = piece[begin : begin + round(seconds * SAMPLE_RATE)]
    missing = round(seconds * SAMPLE_RATE) - len(part)
    return np.pad(part, ((0, missing), (0, 0)))


__all__ = ["INSTRUMENTS", "MOODS", "deeds", "music", "speeds", "vehicles"]
