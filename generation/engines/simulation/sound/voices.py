"""Which voice a person has: pitch, pace and colour from how they look, and a little from the seed.

A drawn character's voice is nobody's, only told apart from the others in the
same film; that of somebody who agreed is brought near to theirs, and stays a tint.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from ..screenplay import Appearance

_LOW, _HIGH = ("m3", "m7", "m1", "m8"), ("f2", "f4", "f3", "f5")
_MID = ("m4", "f4", "m1", "f3")
_AGE = {"child": (1.17, 20, 8), "teen": (1.06, 6, 10), "adult": (1.0, 0, 0), "old": (0.98, -6, -22)}
_BUILD = {"slim": 1.025, "average": 1.0, "strong": 0.965, "round": 0.955}


@dataclass(frozen=True, slots=True)
class Voice:
    """How a line is spoken.

    `language` is "en" or "it", `variant` an espeak-ng voice variant, `rate` in
    words a minute, `pitch` and `range` 0 to 100; `tract` scales the formants
    (above 1: a shorter vocal tract, a child's); `seed` draws the small
    irregularities that keep it from sounding like a machine. `hertz` and `timbre` are those of a person who
    agreed, to be brought near to (see `matching.py`); 0 and empty for nobody. `sample` is a WAV of whoever
    agreed that this figure sounds like them, for speakers that can copy a voice.
    """

    language: str = "en"
    variant: str = "m3"
    rate: int = 168
    pitch: int = 45
    range: int = 62
    tract: float = 1.0
    seed: int = 0
    hertz: float = 0.0
    timbre: tuple[float, ...] = ()
    sample: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """The name by which espeak-ng knows language and variant."""
        return f"{'it' if self.language == 'it' else 'en-us'}+{self.variant}"


def voice_of(speaker: str, look: Appearance | None, language: str, seed: int) -> Voice:
    """The voice of the actor `speaker`; the same film, speaker and look give the same voice."""
    own = zlib.crc32(speaker.encode())
    rng = np.random.default_rng([seed & 0xFFFFFFFF, own])
    look = look or Appearance()
    variants = {"low": _LOW, "high": _HIGH}.get(look.voice, _MID)
    if look.age == "child":
        variants = _HIGH
    tract, pitch, pace = _AGE[look.age]
    base = {"low": 34, "high": 56}.get(look.voice, 45)
    return Voice(
        language=language,
        variant=variants[int(rng.integers(len(variants)))],
        rate=int(166 + pace + rng.integers(-8, 9)),
        pitch=int(np.clip(base + pitch + rng.integers(-6, 7), 5, 95)),
        range=int(rng.integers(56, 74)),
        tract=float(tract * _BUILD[look.build] * rng.uniform(0.985, 1.015)),
        seed=int(rng.integers(2**31)),
        hertz=look.pitch,
        timbre=look.timbre,
    )
