"""Lips: spoken sounds → how open and how round a mouth is on each frame.

A mouth shapes a sound before it is heard: the curves lead the sound by some
30 ms, move no faster than lips do, and close fully on m, b and p.
"""

from __future__ import annotations

import numpy as np

from .noise import Samples
from .speech import Speech

LEAD_SECONDS = 0.03
_OPEN = {
    "a": 0.95, "ɑ": 1.0, "ɐ": 0.8, "æ": 0.9, "ʌ": 0.72, "ə": 0.45, "ɛ": 0.68, "e": 0.6, "ɪ": 0.42, "i": 0.34,
    "ɔ": 0.8, "o": 0.68, "ʊ": 0.4, "u": 0.3, "ɜ": 0.55, "ɚ": 0.45, "ᵻ": 0.4, "ɒ": 0.85,
    "m": 0.0, "b": 0.0, "p": 0.0, "f": 0.12, "v": 0.12, "s": 0.18, "z": 0.18, "t": 0.2, "d": 0.2, "n": 0.22,
    "ɲ": 0.25, "l": 0.32, "ʎ": 0.3, "k": 0.3, "ɡ": 0.3, "ŋ": 0.26, "ʃ": 0.24, "ʒ": 0.24, "θ": 0.2, "ð": 0.2,
    "w": 0.2, "ɹ": 0.3, "r": 0.3, "ɾ": 0.28, "h": 0.42, "j": 0.3,
}  # fmt: skip
_ROUND = {
    "o": 0.85, "u": 1.0, "ʊ": 0.8, "w": 1.0, "ɔ": 0.65, "ɒ": 0.5, "ɹ": 0.35, "ʃ": 0.55, "ʒ": 0.55,
}  # fmt: skip
_CLOSED = frozenset("mbp")


def shapes(speech: Speech) -> list[tuple[float, float, float]]:
    """(seconds, openness, rounding) of each sound of the line; a diphthong counts twice."""
    found: list[tuple[float, float, float]] = []
    times = [seconds for seconds, _ in speech.phonemes] + [speech.duration]
    for (start, phoneme), end in zip(speech.phonemes, times[1:], strict=True):
        letters = [letter for letter in phoneme if letter in _OPEN]
        if not letters:
            found.append((start, 0.0, 0.0))
            continue
        step = max(0.0, end - start) / len(letters)
        for number, letter in enumerate(letters):
            # A closure is at its tightest where the sound begins, a vowel a little later.
            middle = start + step * (number + (0.2 if letter in _CLOSED else 0.4))
            found.append((middle, _OPEN[letter], _ROUND.get(letter, 0.0)))
    return found


def curves(speech: Speech, start: float, fps: float, frames: int) -> Samples:
    """(frames, 2) openness and rounding, 0 to 1, of a mouth whose line begins at `start` seconds."""
    mouth = np.zeros((frames, 2))
    if not speech.duration:
        return mouth
    keys = [(-0.09, 0.0, 0.0), *shapes(speech), (speech.duration + 0.08, 0.0, 0.0)]
    times = np.array([seconds for seconds, _, _ in keys]) + start - LEAD_SECONDS
    now = np.arange(frames) / fps
    for column in (0, 1):
        mouth[:, column] = np.interp(now, times, [key[1 + column] for key in keys], left=0, right=0)
    for seconds, (_, openness, _) in zip(times, keys, strict=True):
        frame = round(float(seconds) * fps)
        # A closure is shorter than two frames: without this it would fall between them.
        if openness == 0.0 and 0 <= frame < frames:
            mouth[frame, 0] = min(mouth[frame, 0], 0.06)
    return np.clip(mouth, 0, 1)
