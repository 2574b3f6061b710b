"""A sample of a verified person's voice, from the recording of their cameo, for a voice that can copy.

Given only to whom its owner lets copy it, asked each time; kept nowhere.
"""

from __future__ import annotations

import io
import wave

import numpy as np

from accounts.models import Person
from perception import digits, films
from perception.films import Wanted

from . import gate, vault, watching
from .models import Recording, RecordingState

LONGEST, SHORTEST = 15.0, 1.0  # seconds
QUIETEST = 0.003  # root mean square, full scale 1
NO_PICTURES, SMALL = 60.0, 32  # seconds between pictures, pixels: one small picture is the least to decode


def of(handle: str, person: Person) -> bytes:
    """The voice behind a handle as a WAV, mono at 16 kHz, for a video of `person`; empty for none."""
    if not gate.may_copy_voice(handle, person):
        return b""
    passed = Recording.objects.filter(person__username=handle, state=RecordingState.PASSED).exclude(file="")
    row = passed.first()
    if row is None:
        return b""
    limits = (LONGEST, watching.MOST_FRAMES, watching.MOST_PIXELS, NO_PICTURES, SMALL)
    try:
        film = films.decoded(vault.open_sealed(row.file), Wanted(*limits, rate=digits.RATE))
    except (vault.Unreadable, films.NotAFilm):
        return b""
    sound = film.sound[: int(LONGEST * digits.RATE)]
    level = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    return _wav(sound) if len(sound) >= SHORTEST * digits.RATE and level > QUIETEST else b""


def _wav(sound: watching.Floats) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(digits.RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return out.getvalue()
