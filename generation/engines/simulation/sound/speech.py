"""Speaking: a line and a voice → samples, with the time of every sound and word.

The synthesiser runs in a process of its own (`synthesiser.py`); what comes back is
tinted here: a vocal tract of the person's size, a slightly unsteady pitch,
breath, warmth, and a level that stays even.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

from ... import voices
from .matching import coloured, matched
from .noise import SAMPLE_RATE, Samples, drift
from .synthesiser import ask
from .voices import Voice

LONGEST_TEXT = 2000
SPOKEN_LEVEL = 0.1  # root mean square of the voiced parts, full scale 1
_SLOWEST, _FASTEST = 110, 330


@dataclass(frozen=True, slots=True)
class Speech:
    """A line: mono samples at 48 kHz, `(seconds, IPA)` of each sound, `(seconds, offset)` of each word."""

    samples: Samples
    phonemes: tuple[tuple[float, str], ...]
    words: tuple[tuple[float, int], ...]
    duration: float


def speak(text: str, voice: Voice) -> Speech:
    """Speak one line; silence for a text without any letter. See `speak_all`."""
    return speak_all([(text, voice)])[0]


def speak_all(lines: Sequence[tuple[str, Voice]]) -> list[Speech]:
    """Speak several lines: by the neural voice of this deployment, else by espeak. See `voices.Speaker`."""
    speaker = voices.chosen() if lines else None
    return speaker.speak_all(lines) if speaker is not None else by_espeak(lines)


def by_espeak(lines: Sequence[tuple[str, Voice]]) -> list[Speech]:
    """Speak several lines in one process.

    Raises `RenderFailed` when the synthesiser crashes or hangs and
    `EngineUnavailable` when it is not there.
    """
    if not lines:
        return []
    lines = [(text, matched(voice)) for text, voice in lines]
    requests = [
        {
            "text": _clean(text),
            "voice": voice.name,
            # The tract is changed by playing faster, so the line is spoken slower and lower to begin with.
            "rate": int(np.clip(voice.rate / voice.tract, _SLOWEST, _FASTEST)),
            "pitch": int(np.clip(voice.pitch - 55 * np.log2(voice.tract), 0, 99)),
            "range": voice.range,
        }
        for text, voice in lines
    ]
    answers = ask(requests)
    return [_tinted(answer, voice) for answer, (_, voice) in zip(answers, lines, strict=True)]


def quickened(voice: Voice, factor: float) -> Voice:
    """The same voice speaking `factor` times as fast."""
    return replace(voice, rate=int(np.clip(voice.rate * factor, _SLOWEST, _FASTEST)))


def _clean(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:LONGEST_TEXT]


def _tinted(answer: tuple[dict[str, Any], bytes], voice: Voice) -> Speech:
    facts, raw = answer
    plain = np.frombuffer(raw, "<i2").astype(np.float64) / 32768
    if not len(plain) or not np.any(plain):
        return Speech(np.zeros(0, np.float32), (), (), 0.0)
    speed = Fraction(voice.tract).limit_denominator(40)
    ratio = Fraction(SAMPLE_RATE, facts["rate"]) / speed
    sound = resample_poly(plain, ratio.numerator, ratio.denominator)
    rng = np.random.default_rng([voice.seed, len(sound)])
    sound, moved = _unsteady(sound, rng)
    sound = coloured(_warm(sound, rng), voice)
    at = [(kind, moved(seconds / float(speed)), what) for kind, seconds, what in facts["events"]]
    return Speech(
        samples=sound.astype(np.float32),
        phonemes=tuple((seconds, what) for kind, seconds, what in at if kind == "phoneme"),
        words=tuple((seconds, int(what)) for kind, seconds, what in at if kind == "word"),
        duration=len(sound) / SAMPLE_RATE,
    )


def _unsteady(sound: Samples, rng: np.random.Generator) -> tuple[Samples, Any]:
    """Let the pitch wander by up to about a percent; also answers how times move (seconds → seconds)."""
    wander = 0.006 * drift(len(sound), 5.0, rng) + 0.005 * drift(len(sound), 0.8, rng)
    places = np.cumsum(1 + wander)
    places *= (len(sound) - 1) / places[-1]
    moved = np.interp(places, np.arange(len(sound)), sound)

    def when(seconds: float) -> float:
        return float(np.interp(seconds * SAMPLE_RATE, places, np.arange(len(sound)))) / SAMPLE_RATE

    return moved, when


def _band(sound: Samples, low: float, high: float) -> Samples:
    sos = butter(2, [low, high], "bandpass", fs=SAMPLE_RATE, output="sos")
    return np.asarray(sosfilt(sos, sound))


def _warm(sound: Samples, rng: np.random.Generator) -> Samples:
    """Warmth below, less harshness and hiss above, a little breath, gentle levelling."""
    sound = np.asarray(sosfilt(butter(2, 75, "highpass", fs=SAMPLE_RATE, output="sos"), sound))
    sound = sound + 0.35 * _band(sound, 130, 320) - 0.38 * _band(sound, 2600, 4200)
    hiss = _band(sound, 5000, 9500)
    loud = envelope(sound, 0.012)
    harsh = envelope(hiss, 0.006)
    sound = sound - hiss * np.clip(1.6 * harsh / (loud + 1e-4) - 0.25, 0, 0.75)
    breath = _band(rng.standard_normal(len(sound)), 4500, 14000)
    sound = sound + breath * loud * 0.018
    even = envelope(sound, 0.06)
    strong = even[even > 0.25 * even.max()]
    target = float(np.sqrt(np.mean(strong**2))) if len(strong) else 1.0
    gain = (target / np.maximum(even, 0.12 * target)) ** 0.35
    sound = np.tanh(sound * gain / target * 0.32) / 0.32 * SPOKEN_LEVEL
    edge = min(len(sound) // 2, int(0.004 * SAMPLE_RATE))
    ramp = np.ones(len(sound))
    ramp[:edge], ramp[len(ramp) - edge :] = np.linspace(0, 1, edge), np.linspace(1, 0, edge)
    return np.asarray(sound * ramp)


def envelope(sound: Samples, seconds: float) -> Samples:
    """Root mean square of the sound over a window of that length, centred."""
    from scipy.ndimage import uniform_filter1d

    width = max(1, int(seconds * SAMPLE_RATE))
    return np.asarray(np.sqrt(np.maximum(uniform_filter1d(np.square(sound), width, mode="constant"), 0)))
