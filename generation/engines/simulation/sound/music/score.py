"""Composition: chords of a mood over a whole number of bars, a melody that obeys them, a cadence at the end.

The tempo is bent a little (at most 12 %) so that bars fill the length; a cut
is answered on the nearest beat by a fresh start of the melody. Everything
follows from the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.signal import butter, oaconvolve, sosfilt

from ..noise import SAMPLE_RATE, Samples, db
from .instruments import INSTRUMENTS

_MAJOR, _MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
_DORIAN, _LYDIAN, _PHRYGIAN = (0, 2, 3, 5, 7, 9, 10), (0, 2, 4, 6, 7, 9, 11), (0, 1, 3, 5, 7, 8, 10)
TAIL_SECONDS = 0.9


@dataclass(frozen=True, slots=True)
class Mood:
    """How a mood is played: degrees of chords a bar, instruments, and rhythms as beats of a bar.

    `tune` is the melody's rhythm (start, length in beats), `figure` the accompaniment's: (beat, chord tone).
    """

    tempo: float
    scale: tuple[int, ...]
    chords: tuple[tuple[int, ...], ...]
    lead: str
    tune: tuple[tuple[float, float], ...]
    comp: str
    figure: tuple[tuple[float, int], ...]
    pad: float = 0.5
    bass: tuple[float, ...] = (0.0,)
    drums: tuple[tuple[str, float], ...] = ()
    root: int = 60
    beats: int = 4
    rest: float = 0.12
    held: float = 1.0
    quick: float = 1.0


_ARPEGGIO = tuple((k * 0.5, (0, 1, 2, 3, 2, 1, 2, 1)[k]) for k in range(8))
_WALTZ = ((0.0, 0), (1.0, 1), (1.0, 2), (2.0, 1), (2.0, 2))
_EIGHTHS = ((0.0, 1.0), (1.0, 0.5), (1.5, 0.5), (2.0, 1.0), (3.0, 0.5), (3.5, 0.5))
_LONG = ((0.0, 2.0), (2.0, 1.0), (3.0, 1.0))
_POP = (
    ("kick", 0.0),
    ("hat", 0.5),
    ("snare", 1.0),
    ("hat", 1.5),
    ("kick", 2.0),
    ("hat", 2.5),
    ("snare", 3.0),
)
MOODS: dict[str, Mood] = {
    "happy": Mood(
        116, _MAJOR, ((0, 4, 5, 3), (0, 3, 0, 4), (0, 5, 3, 4)), "piano", _EIGHTHS, "pluck",
        ((0.5, 1), (0.5, 2), (1.5, 1), (1.5, 2), (2.5, 1), (2.5, 2), (3.5, 1), (3.5, 2)),
        0.3, (0.0, 2.0), _POP, 62,
    ),
    "calm": Mood(
        72, _MAJOR, ((0, 5, 3, 0), (0, 2, 3, 0)), "piano", _LONG, "pluck", _ARPEGGIO, 0.8, (0.0,), (), 57,
        rest=0.25,
    ),
    "tense": Mood(
        92, _PHRYGIAN, ((0, 0, 1, 0), (0, 5, 1, 0)), "strings", ((0.0, 3.0), (3.0, 1.0)), "bass",
        tuple((k * 0.5, 0) for k in range(8)), 0.9, (0.0,),
        (("taiko", 0.0), ("kick", 0.5), ("kick", 2.5)), 50,
        rest=0.35, held=0.5,
    ),
    "sad": Mood(
        64, _MINOR, ((0, 5, 2, 6), (0, 3, 5, 4)), "strings", _LONG, "piano", _ARPEGGIO, 0.7, (0.0,), (), 57,
        rest=0.15,
    ),
    "epic": Mood(
        100, _MINOR, ((0, 5, 2, 6), (0, 5, 3, 4)), "brass", ((0.0, 1.5), (1.5, 0.5), (2.0, 2.0)), "strings",
        tuple((k * 0.5, (0, 1, 2, 1, 0, 1, 2, 3)[k]) for k in range(8)), 0.8, (0.0, 2.0),
        (("taiko", 0.0), ("taiko", 1.5), ("taiko", 2.0), ("snare", 3.0), ("snare", 3.5)), 50,
    ),
    "funny": Mood(
        128, _MAJOR, ((0, 4, 0, 4), (0, 1, 4, 0)), "bassoon", _EIGHTHS, "pluck",
        ((1.0, 1), (1.0, 2), (3.0, 1), (3.0, 2)), 0.0, (0.0, 2.0), (("hat", 1.0), ("hat", 3.0)), 55,
        rest=0.2, held=0.35,
    ),
    "mysterious": Mood(
        78, _DORIAN, ((0, 3, 0, 6), (0, 1, 6, 0)), "bells", _LONG, "box", _ARPEGGIO, 0.9, (0.0,), (), 62,
        rest=0.3,
    ),
    "romantic": Mood(
        88, _MAJOR, ((0, 2, 3, 4), (0, 5, 1, 4)), "strings", ((0.0, 2.0), (2.0, 1.0)), "piano", _WALTZ, 0.6,
        (0.0,), (), 60, 3,
    ),
    "festive": Mood(
        126, _MAJOR, ((0, 3, 4, 0), (0, 5, 1, 4)), "bells", _EIGHTHS, "box", _ARPEGGIO, 0.4, (0.0, 2.0),
        (("hat", 0.0), ("hat", 0.5), ("hat", 1.0), ("hat", 1.5), ("kick", 0.0), ("kick", 2.0), ("hat", 2.0),
         ("hat", 2.5), ("hat", 3.0), ("hat", 3.5)), 65,
    ),
    "neutral": Mood(
        66, _LYDIAN, ((0, 1, 0, 1), (0, 5, 0, 5)), "pad", ((0.0, 4.0),), "pad", (), 1.0, (0.0,), (), 57,
        rest=1.0,
    ),
}  # fmt: skip
"""Every mood; "neutral" is a bed without a tune."""
_LEVELS = {"lead": 0.5, "comp": 0.22, "pad": 0.16, "bass": 0.4, "drum": 0.3}


SOLOS = {
    "recital": Mood(
        104, _MAJOR, ((0, 5, 3, 4), (0, 4, 5, 3)), "piano", _EIGHTHS, "piano", _ARPEGGIO, 0.0, (), (), 57,
        rest=0.08,
    ),
}  # fmt: skip
"""What one player plays alone, beside the moods: a melody over broken chords."""


def score_music(mood: str, seconds: float, cuts: Sequence[float] = (), seed: int = 0) -> Samples:
    """Music of a mood, (seconds, 2) at 48 kHz with peak 0.9; a word that is no mood is played as "neutral".

    `cuts` are moments in seconds at which the picture changes. The last chord is the tonic, and it has died
    away when the music ends.
    """
    kind = MOODS.get(mood, MOODS["neutral"])
    rng = np.random.default_rng([seed & 0xFFFFFFFF, 0x5C0, sum(map(ord, mood))])
    samples = max(1, round(seconds * SAMPLE_RATE))
    bars, beat = _measured(kind, seconds)
    piece = _Piece(kind, samples, bars, beat, rng)
    piece.compose(cuts)
    return piece.mixed()


def played(mood: str, name: str, seconds: float, seed: int) -> Samples:
    """What one player makes of a mood on the instrument `name` ("drums": its drums), like `score_music`."""
    whole = MOODS[mood] if mood in MOODS else SOLOS[mood]
    alone = replace(whole, lead=name, comp=name, pad=0.0, bass=(), drums=(), rest=0.05)
    if name == "drums":
        alone = replace(whole, pad=0.0, bass=(), figure=(), rest=1.0, drums=whole.drums or _POP)
    bars, beat = _measured(alone, seconds)
    chance = np.random.default_rng([seed & 0xFFFFFFFF, 0x50C])
    piece = _Piece(alone, max(1, round(seconds * SAMPLE_RATE)), bars, beat, chance)
    piece.compose(())
    return piece.mixed()


def _measured(kind: Mood, seconds: float) -> tuple[int, float]:
    """Bars before the last chord, and seconds a beat, so that the last chord falls where it can ring."""
    room = max(0.5, seconds - min(TAIL_SECONDS + 60 / kind.tempo, 0.45 * seconds))
    beat = 60 / kind.tempo
    bars = max(1, round(room / (beat * kind.beats)))
    return bars, room / (bars * kind.beats) if bars > 1 or room < beat * kind.beats * 1.4 else beat


class _Piece:
    """One piece while it is written: notes go straight onto the tape."""

    def __init__(self, kind: Mood, samples: int, bars: int, beat: float, rng: np.random.Generator) -> None:
        self.kind, self.bars, self.beat, self.rng = kind, bars, beat, rng
        self.tape = np.zeros((samples, 2))
        self.root = kind.root + int(rng.integers(-2, 3))
        self.chords = kind.chords[int(rng.integers(len(kind.chords)))]

    def compose(self, cuts: Sequence[float]) -> None:
        """Write all bars and the cadence."""
        kind, bar = self.kind, self.beat * self.kind.beats
        motif = self.rng.integers(-1, 2, len(kind.tune))
        step = int(self.rng.integers(0, 3)) * 2
        fresh = {int(cut / bar) for cut in cuts}
        for number in range(self.bars):
            last = number == self.bars - 1
            degree = 4 if last and self.bars > 1 else self.chords[number % len(self.chords)]
            start = number * bar
            if number in fresh:
                step = 4
            self._accompany(start, degree)
            step = self._sing(start, degree, motif if number % 4 < 3 else -motif, step)
        self._close(self.bars * bar)

    def _accompany(self, start: float, degree: int) -> None:
        kind, bar = self.kind, self.beat * self.kind.beats
        for tone in range(3):
            self._note("pad", "pad", start, bar, self._pitch(degree + 2 * tone), kind.pad, (tone - 1) * 0.7)
        for beat, tone in kind.figure:
            pitch = self._pitch(degree + 2 * tone)
            self._note(kind.comp, "comp", start + beat * self.beat, self.beat * 0.9, pitch, 1.0, -0.35)
        for beat in kind.bass:
            self._note(
                "bass", "bass", start + beat * self.beat, self.beat * 1.4, self._pitch(degree) / 2, 0.8, 0
            )
        for drum, beat in kind.drums:
            self._note(drum, "drum", start + beat * self.beat, 0.1, 100.0, 1.0, 0.25 if drum == "hat" else 0)

    def _sing(self, start: float, degree: int, motif: Samples, step: int) -> int:
        """The melody of a bar: chord tones on strong beats, steps between; answers where it ended."""
        kind = self.kind
        for (beat, length), move in zip(kind.tune, motif, strict=True):
            if beat % 2 == 0:
                step = degree + min((0, 2, 4, 7), key=lambda tone: abs(degree + tone - step - move))
            else:
                step += int(move) or int(self.rng.choice([-1, 1]))
            step = int(np.clip(step, -1, 10))
            if self.rng.random() < kind.rest:
                continue
            held = length * self.beat * kind.held
            self._note(kind.lead, "lead", start + beat * self.beat, held, 2 * self._pitch(step), 1.0, 0.2)
        return step

    def _close(self, start: float) -> None:
        """The last chord: the tonic, in all instruments but the drums."""
        kind, held = self.kind, max(0.25, len(self.tape) / SAMPLE_RATE - start - 0.35)
        full = max(kind.pad, 0.4) if kind.bass else 0.0
        for tone in (0, 2, 4):
            self._note("pad", "pad", start, held, self._pitch(tone), full, (tone - 2) * 0.3)
            if kind.comp != "bass" and kind.figure:
                self._note(kind.comp, "comp", start, held, self._pitch(tone), 1.0, -0.3)
        self._note("bass", "bass", start, held, self._pitch(0) / 2, 1.0 if kind.bass else 0.0, 0)
        if not (kind.figure or kind.bass):
            self._note("taiko", "drum", start, held, 100.0, 1.0, 0)
        if kind.rest < 1:
            self._note(kind.lead, "lead", start, held * max(kind.held, 0.5), 2 * self._pitch(0), 1.0, 0.2)

    def _pitch(self, degree: int) -> float:
        octave, place = divmod(degree, 7)
        return float(440 * 2 ** ((self.root + 12 * octave + self.kind.scale[place] - 69) / 12))

    def _note(
        self, name: str, part: str, start: float, held: float, pitch: float, loud: float, pan: float
    ) -> None:
        first = int((start + max(0.0, self.rng.normal(0.006, 0.004))) * SAMPLE_RATE)
        if not loud or first >= len(self.tape):
            return
        sound = INSTRUMENTS[name](pitch, held, self.rng)[: len(self.tape) - first]
        level = _LEVELS[part] * loud * float(self.rng.uniform(0.85, 1.0))
        angle = (pan + 1) * np.pi / 4
        sides = np.array([np.cos(angle), np.sin(angle)])
        self.tape[first : first + len(sound)] += level * sound[:, None] * sides

    def mixed(self) -> Samples:
        """The tape in a small hall, faded over its last moments."""
        length = int(1.1 * SAMPLE_RATE)
        hall = (
            self.rng.standard_normal((length, 2)) * np.exp(-np.arange(length) / (0.28 * SAMPLE_RATE))[:, None]
        )
        hall = sosfilt(butter(1, 3500, "lowpass", fs=SAMPLE_RATE, output="sos"), hall, axis=0)
        hall /= np.sqrt(np.square(hall).sum(axis=0))
        wet = np.stack([oaconvolve(self.tape[:, ear], hall[:, ear])[: len(self.tape)] for ear in (0, 1)], 1)
        sound = sosfilt(
            butter(1, 35, "highpass", fs=SAMPLE_RATE, output="sos"), self.tape + db(-9) * wet, axis=0
        )
        fade = min(len(sound) // 2, int(0.5 * SAMPLE_RATE))
        sound[len(sound) - fade :] *= np.cos(np.linspace(0, np.pi / 2, fade))[:, None] ** 2
        return np.asarray(0.9 * sound / (np.abs(sound).max() + 1e-9))
