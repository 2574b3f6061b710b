"""Spoken English digits, heard offline: PocketSphinx with a grammar of nothing but digits.

Fit for a challenge of a few random digits, not for transcripts. Where the package
is not installed, `available` is false: uncertain, never yes.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 16_000
NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GRAMMAR = f"#JSGF V1.0;\ngrammar digits;\npublic <digits> = ( {' | '.join((*NAMES, 'oh'))} )+ ;\n"
_VALUE = {**{name: str(value) for value, name in enumerate(NAMES)}, "oh": "0"}


def available() -> bool:
    """Whether digits can be heard on this machine."""
    return find_spec("pocketsphinx") is not None


@cache
def _decoder() -> Any:  # noqa: ANN401 (PocketSphinx has no types)
    from pocketsphinx import Decoder

    decoder = Decoder(lm=None, samprate=RATE, loglevel="FATAL")
    decoder.add_jsgf_string("digits", GRAMMAR)
    decoder.activate_search("digits")
    return decoder


def heard(sound: npt.NDArray[np.float32]) -> str:
    """The digits said in mono sound of 16 kHz between -1 and 1, in order, as "4729"; empty for none."""
    if not available():
        raise RuntimeError("No recogniser of digits is installed.")
    decoder = _decoder()
    peak = float(np.abs(sound).max(initial=0))
    louder = sound * (0.6 / peak) if peak > 1e-4 else sound
    decoder.start_utt()
    decoder.process_raw((louder * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    words = found.hypstr.split() if found is not None else []
    return "".join(_VALUE[word] for word in words if word in _VALUE)


def matched(wanted: str, said: str) -> int:
    """How many of the wanted digits were said in order (longest common subsequence)."""
    row = [0] * (len(said) + 1)
    for one in wanted:
        before = row[:]
        for place, other in enumerate(said, 1):
            row[place] = before[place - 1] + 1 if one == other else max(before[place], row[place - 1])
    return row[-1]
