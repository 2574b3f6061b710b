"""What is said in a sound: silence says nothing, everything else needs an operator's recogniser.

No recogniser of free speech comes with a package that runs here without a compiler, torch or weights from
elsewhere, and no detector of voices that could say for sure that nobody speaks: the one in `pocketsphinx`
hears voices in white noise, in a tone and in steps. So the words need `SORA_TRANSCRIBER`; without one, they
are not known.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from os import environ

import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float32]
RATE = 16_000
SILENT = 10 ** (-60 / 20)  # of full scale: what is never louder than this is not heard
# a function of (n,) float32 mono samples from -1 to 1 and their rate in hertz that answers the words, or None
TRANSCRIBER = "SORA_TRANSCRIBER"


def transcript(sound: Sound) -> str | None:
    """The words in mono sound at 16 kHz: "" in silence, None where nobody could write them down.

    An address of a recogniser that leads nowhere raises, and so does a recogniser that fails.
    """
    if not len(sound) or float(np.abs(sound).max()) < SILENT:
        return ""
    recognise = _recogniser()
    words = recognise(sound, RATE) if recognise is not None else None
    return None if words is None else str(words)


def _recogniser() -> Callable[[Sound, int], str | None] | None:
    name = environ.get(TRANSCRIBER, "").strip()
    if not name:
        return None
    module, _colon, function = name.partition(":")
    found: Callable[[Sound, int], str | None] = getattr(import_module(module), function)
    return found
