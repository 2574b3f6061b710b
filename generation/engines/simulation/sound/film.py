"""One sound mix for a whole film of several shots: what each left before it was mixed, and one score.

Shots keep their stems (`save`). Joined, the air of one place runs over into
the next, the score goes on over the cuts, and the whole is brought to its
loudness once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import BadRequest, EncodeFailed
from .. import storage
from ..screenplay import Shot
from . import loudness
from .mix import MUSIC_DUCK_DB, TARGET_LUFS, UNDER_DB, Dry, finished
from .music import score_music
from .noise import SAMPLE_RATE, Samples, db
from .staging import INSTRUMENTS, mood_of

OVERLAP, EDGE, COARSE = 0.3, 0.004, 100
TUNE_FADE = 0.6
VERSION = 1


@dataclass(frozen=True, slots=True)
class Stem:
    """What a shot sounds like without its score: `air` and `rest` (n, 2), `talking` (n, 1) from 0 to 1.

    `mood` is its score's, `plays` tells that somebody in it plays an instrument.
    """

    air: Samples
    rest: Samples
    talking: Samples
    mood: str = ""
    plays: bool = False


def save(path: Path, dry: Dry, shot: Shot) -> None:
    """Keep the stems of a shot, 16 bits a sample; `EncodeFailed` when the disk refuses."""
    facts: dict[str, Any] = {
        "version": VERSION,
        "mood": mood_of(shot),
        "plays": any(beat.action in INSTRUMENTS for beat in shot.beats),
        "samples": len(dry.air),
    }
    arrays = {}
    for name, sound in (("air", dry.air), ("rest", dry.rest)):
        facts[name] = peak = float(max(np.abs(sound).max(initial=0.0), 1e-6))
        arrays[name] = np.round(sound / peak * 32767).astype("<i2")
    arrays["talking"] = dry.talking[:: SAMPLE_RATE // COARSE, 0].astype(np.float32)
    try:
        storage.write(
            path,
            {"stems.json": json.dumps(facts, sort_keys=True).encode(), "stems.npz": storage.packed(arrays)},
        )
    except OSError as error:
        raise EncodeFailed(f"{path.name} could not be written: {error.strerror}.") from error


def load(path: Path) -> Stem:
    """What `save` wrote; `BadRequest` for anything else."""
    try:
        facts = json.loads(storage.read(path, "stems.json"))
        arrays = storage.unpacked(storage.read(path, "stems.npz"))
        if facts["version"] != VERSION:
            raise BadRequest(f"{path.name} holds stems of another version than {VERSION}.")
        air, rest = (arrays[name].astype(np.float64) / 32767 * facts[name] for name in ("air", "rest"))
        talking = np.repeat(arrays["talking"].astype(np.float64), SAMPLE_RATE // COARSE)[: len(air)]
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise BadRequest(f"{path.name} holds no readable stems: {error}.") from error
    return Stem(air, rest, talking[:, None], str(facts["mood"]), bool(facts["plays"]))


def mix(stems: Sequence[Stem], seed: int) -> list[Samples]:
    """The sound of each shot of a film, (n, 2) float32 in -1 to 1, cut from one mix at -14 LUFS.

    The same stems and seed give the same samples.
    """
    lengths = [len(stem.air) for stem in stems]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    total = _aired(stems, starts)
    for stem, start in zip(stems, starts, strict=False):
        total[start : start + len(stem.rest)] += stem.rest * _edges(len(stem.rest))
    talking = np.concatenate([stem.talking for stem in stems])
    tune = _tune(stems, starts, seed)
    if tune is not None:
        under = TARGET_LUFS - UNDER_DB - max(loudness.integrated(tune), loudness.SILENCE + 30)
        total += db(under) * tune * 10 ** (MUSIC_DUCK_DB * talking / 20)
    rng = np.random.default_rng([seed & 0xFFFFFFFF, 0xF17])
    whole, _ = finished(total, TARGET_LUFS, 0.0, rng)
    return [whole[a:b].astype(np.float32) for a, b in pairwise(starts)]


def _aired(stems: Sequence[Stem], starts: Samples) -> Samples:
    """The air of all places, each running over its cuts by its own mirror image, crossfaded evenly."""
    total = np.zeros((int(starts[-1]), 2))
    half = int(OVERLAP * SAMPLE_RATE / 2)
    for number, stem in enumerate(stems):
        start, air = int(starts[number]), stem.air
        before = min(half, len(air)) if number else 0
        after = min(half, len(air)) if number + 1 < len(stems) else 0
        more = np.concatenate([air[:before][::-1], air, air[len(air) - after :][::-1]])
        gain = np.ones((len(more), 1))
        if before:
            gain[: 2 * before, 0] = np.sin(np.linspace(0, np.pi / 2, len(gain[: 2 * before])))
        if after:
            gain[len(gain) - 2 * after :, 0] *= np.cos(np.linspace(0, np.pi / 2, len(gain[-2 * after :])))
        first, last = max(0, start - before), min(len(total), start - before + len(more))
        skipped = first - (start - before)
        total[first:last] += (more * gain)[skipped : skipped + last - first]
    return total


def _edges(samples: int) -> Samples:
    """Fades too short to hear, so that a cut does not click."""
    gain = np.ones((samples, 1))
    edge = min(samples // 2, int(EDGE * SAMPLE_RATE))
    gain[:edge, 0] = np.linspace(0, 1, edge)
    gain[samples - edge :, 0] = np.linspace(1, 0, edge)
    return gain


def _tune(stems: Sequence[Stem], starts: Samples, seed: int) -> Samples | None:
    """One score over all cuts: shots without a mood go on with their neighbour's; players stop it."""
    moods = [stem.mood for stem in stems]
    if not any(moods):
        return None
    for number in range(1, len(moods)):
        moods[number] = moods[number] or moods[number - 1]
    for number in reversed(range(len(moods) - 1)):
        moods[number] = moods[number] or moods[number + 1]
    total = np.zeros((int(starts[-1]), 2))
    first = 0
    while first < len(moods):
        last = first
        while last + 1 < len(moods) and moods[last + 1] == moods[first]:
            last += 1
        begin, end = int(starts[first]), int(starts[last + 1])
        cuts = [float(starts[k] - begin) / SAMPLE_RATE for k in range(first + 1, last + 1)]
        piece = score_music(moods[first], (end - begin) / SAMPLE_RATE, cuts, seed)[: end - begin]
        total[begin : begin + len(piece)] += piece
        first = last + 1
    heard = np.concatenate([np.full(len(stem.air), 0.0 if stem.plays else 1.0) for stem in stems])
    if heard.min() < 1:
        width = int(TUNE_FADE * SAMPLE_RATE)
        heard = np.convolve(heard, np.ones(width) / width, mode="same")
    return np.asarray(total * heard[:, None])
