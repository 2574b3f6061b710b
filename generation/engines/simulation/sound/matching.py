"""A synthetic voice brought near to somebody's: which of the synthesiser's, how high, and in what colour.

Pitch and timbre (`perception.voices`) are all that is known of the person; what comes of it is a tint, not
a copy. Voices that are nobody's pass through unchanged.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from scipy.signal import firwin2, oaconvolve, resample_poly

from perception import voices as heard

from .noise import SAMPLE_RATE, Samples
from .synthesiser import Answer, ask
from .voices import Voice

VARIANTS = ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5")
PHRASE = {
    "en": "We were away a year ago, and nobody knew where you were.",
    "it": "Domani andiamo al mare, e dopo la merenda andiamo a casa.",
}
OCTAVE = 50  # of the synthesiser's pitch
OFF = 4.0  # how much an octave beside the pitch counts against the timbre
MOST_DECIBELS, TAPS = 12.0, 1025
DECIBELS = 10 / np.log(10)  # in a unit of the timbre


def matched(voice: Voice) -> Voice:
    """The voice with the variant and pitch that come nearest to whom it is to sound like."""
    if not voice.hertz:
        return voice
    variant, pitch = _nearest(voice.language, voice.hertz, voice.timbre, voice.range)
    return replace(voice, variant=variant, pitch=pitch, tract=1.0)


def coloured(sound: Samples, voice: Voice) -> Samples:
    """Sound at 48 kHz with the timbre of whom the voice is to sound like, as loud as before."""
    own = heard.timbre(resample_poly(sound, 1, SAMPLE_RATE // heard.RATE))
    if not len(own) or len(own) != len(voice.timbre):
        return sound
    wanted = np.clip(DECIBELS * (np.asarray(voice.timbre) - own), -MOST_DECIBELS, MOST_DECIBELS)
    edges = np.concatenate([[0.0], heard.middles(), [SAMPLE_RATE / 2]])
    gains = 10 ** (np.concatenate([wanted[:1], wanted, wanted[-1:]]) / 20)
    shaped = oaconvolve(sound, firwin2(TAPS, edges, gains, fs=SAMPLE_RATE), mode="same")
    before, after = (float(np.sqrt(np.mean(one**2))) for one in (sound, shaped))
    return np.asarray(shaped * (before / max(after, 1e-9)))


@lru_cache(maxsize=64)
def _nearest(language: str, hertz: float, timbre: tuple[float, ...], width: int) -> tuple[str, int]:
    """Each variant says a phrase, is moved to the pitch, and says it again: the one that is nearest."""
    pitches = dict.fromkeys(VARIANTS, OCTAVE)
    for _again in range(2):
        for variant, sound in _said(language, pitches, width).items():
            now = heard.pitch(sound) or hertz
            pitches[variant] = int(np.clip(round(pitches[variant] + OCTAVE * np.log2(hertz / now)), 0, 99))
    off = {variant: _off(sound, hertz, timbre) for variant, sound in _said(language, pitches, width).items()}
    best = min(VARIANTS, key=off.__getitem__)
    return best, pitches[best]


def _off(sound: Samples, hertz: float, timbre: tuple[float, ...]) -> float:
    """How far a voice is from the pitch and the timbre that are wanted."""
    pitch, own = heard.pitch(sound), heard.timbre(sound)
    beside = abs(np.log2((pitch or 2 * hertz) / hertz))
    far = float(np.sqrt(np.mean((own - timbre) ** 2))) if len(own) == len(timbre) else 0.0
    return float(OFF * beside + far)


def _said(language: str, pitches: dict[str, int], width: int) -> dict[str, Samples]:
    """The phrase by each variant at its pitch, mono at the rate of `perception.voices`."""
    tongue = "it" if language == "it" else "en"
    name = "it" if tongue == "it" else "en-us"
    asked = [
        {"text": PHRASE[tongue], "voice": f"{name}+{variant}", "rate": 170, "pitch": pitch, "range": width}
        for variant, pitch in pitches.items()
    ]
    return dict(zip(pitches, map(_sound, ask(asked)), strict=True))


def _sound(answer: Answer) -> Samples:
    facts, raw = answer
    plain = np.frombuffer(raw, "<i2").astype(np.float64) / 32768
    return np.asarray(resample_poly(plain, heard.RATE, int(facts["rate"])))
