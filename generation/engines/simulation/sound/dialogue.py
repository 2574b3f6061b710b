"""Dialogue: which line is spoken when, by whose voice, with captions and mouths.

A line keeps the time its screenplay gives it as far as it fits; lines of one
shot never talk over each other. A line too long for its shot is spoken faster,
and what still does not fit is cut at a word and said so in the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ...base import Caption
from ..screenplay import Line, Screenplay, Shot
from .foley import Cue
from .lips import curves
from .noise import SAMPLE_RATE, Samples
from .speech import Speech, quickened, speak_all
from .voices import Voice, voice_of

FIRST_SECONDS, PAUSE_SECONDS, LAST_SECONDS = 0.45, 0.3, 0.12
FASTEST = 1.35
CAPTION_LETTERS = 84
NOBODY: Mapping[str, bytes] = {}


@dataclass(frozen=True)
class Spoken:
    """The lines of a shot: (start, actor, speech), their captions, and the mouths of those who speak."""

    lines: tuple[tuple[float, str, Speech], ...]
    captions: tuple[Caption, ...]
    mouth: Mapping[str, Samples]
    cut_short: tuple[str, ...] = ()

    def cues(self, places: Mapping[str, Samples], otherwise: Samples) -> list[Cue]:
        """The lines as cues at their speakers' heads (or `otherwise`)."""
        found = []
        for start, actor, speech in self.lines:
            place = places.get(f"{actor}_head", places.get(actor, otherwise))
            found.append(Cue("speech", round(start * SAMPLE_RATE), speech.samples, place))
        return found


def perform(
    screenplay: Screenplay,
    shot: Shot,
    seconds: float,
    fps: float,
    frames: int,
    seed: int,
    voices: Mapping[str, bytes] = NOBODY,
) -> Spoken:
    """Speak the lines of a shot of that length; `frames` is how many frames its mouths move for.

    `voices` are WAVs of whoever agreed to be copied, by the labels of actors.
    """
    if not shot.lines:
        return Spoken((), (), {})
    speakers = [_voice(screenplay, line, seed, voices) for line in shot.lines]
    speeches = _fitting(shot, speakers, seconds)
    starts = _starts(shot, speeches, seconds)
    captions: list[Caption] = []
    mouth: dict[str, Samples] = {}
    lines, cut = [], []
    for line, start, speech in zip(shot.lines, starts, speeches, strict=True):
        room = seconds - 0.03 - start
        if speech.duration > room:
            cut.append(line.text)
            speech = _cut(speech, max(0.0, room))
        if not speech.duration:
            continue
        lines.append((start, line.speaker, speech))
        captions += _captions(line, screenplay.actor(line.speaker).label, start, speech)
        moved = curves(speech, start, fps, frames)
        mouth[line.speaker] = np.maximum(mouth.get(line.speaker, 0.0), moved)
    return Spoken(tuple(lines), tuple(captions), mouth, tuple(cut))


def _voice(screenplay: Screenplay, line: Line, seed: int, voices: Mapping[str, bytes]) -> Voice:
    actor = screenplay.actor(line.speaker)
    drawn = voice_of(actor.name, actor.appearance, line.language, seed)
    sample = voices.get(actor.label, b"")
    return replace(drawn, sample=sample) if sample else drawn


def _fitting(shot: Shot, voices: list[Voice], seconds: float) -> list[Speech]:
    """The spoken lines, faster when they would not fit one after the other."""
    texts = [line.text for line in shot.lines]
    speeches = speak_all(list(zip(texts, voices, strict=True)))
    needed = sum(speech.duration + PAUSE_SECONDS for speech in speeches) - PAUSE_SECONDS
    room = max(0.5, seconds - LAST_SECONDS - 0.15)
    if needed <= room:
        return speeches
    faster = min(FASTEST, 1.04 * needed / room)
    return speak_all([(text, quickened(voice, faster)) for text, voice in zip(texts, voices, strict=True)])


def _starts(shot: Shot, speeches: list[Speech], seconds: float) -> list[float]:
    """When each line starts: as written, after the line before it, and early enough to end in time."""
    starts: list[float] = []
    free = 0.0
    for line, speech in zip(shot.lines, speeches, strict=True):
        wanted = line.start if line.start is not None else max(FIRST_SECONDS, free + PAUSE_SECONDS)
        starts.append(max(wanted, free))
        free = starts[-1] + speech.duration + 0.05
    latest = seconds - LAST_SECONDS
    for place in range(len(starts) - 1, -1, -1):
        starts[place] = max(0.0, min(starts[place], latest - speeches[place].duration))
        latest = starts[place] - 0.05
    free = 0.0
    for place, speech in enumerate(speeches):
        starts[place] = max(starts[place], free)
        free = starts[place] + speech.duration + 0.05
    return starts


def _cut(speech: Speech, room: float) -> Speech:
    """The line up to the last word that ends in time, with a soft end."""
    ends = [seconds for seconds, _ in speech.words[1:] if seconds <= room]
    length = ends[-1] if ends else room
    samples = speech.samples[: int(length * SAMPLE_RATE)].copy()
    fade = min(len(samples), int(0.015 * SAMPLE_RATE))
    samples[len(samples) - fade :] *= np.linspace(1, 0, fade)
    return Speech(
        samples,
        tuple(each for each in speech.phonemes if each[0] < length),
        tuple(each for each in speech.words if each[0] < length),
        len(samples) / SAMPLE_RATE,
    )


def _captions(line: Line, speaker: str, start: float, speech: Speech) -> list[Caption]:
    """The line as captions of at most two lines of text, each shown while its words are spoken."""
    words = line.text.split()
    count = max(1, -(-len(line.text) // CAPTION_LETTERS))
    if count == 1 or len(words) < count:
        return [Caption(start, start + speech.duration, line.text, speaker)]
    chunks: list[list[str]] = [[]]
    for word in words:
        if len(" ".join([*chunks[-1], word])) > CAPTION_LETTERS and chunks[-1]:
            chunks.append([])
        chunks[-1].append(word)
    edges, seen = [0.0], 0
    for chunk in chunks[:-1]:
        seen += len(" ".join(chunk)) + 1
        later = [seconds for seconds, offset in speech.words if offset >= seen]
        edges.append(later[0] if later else speech.duration)
    edges.append(speech.duration)
    return [
        Caption(start + begin, start + end, " ".join(chunk), speaker)
        for chunk, begin, end in zip(chunks, edges, edges[1:], strict=False)
        if end > begin
    ]
