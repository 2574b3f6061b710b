"""A text as numbers: its meaning (sentence encoder), its spelling (hashed n-grams), its context."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
import numpy.typing as npt

from perception import embedding

from .. import context, gloss
from ..languages import Language
from ..normal import undisguised
from ..rules import harmless

Floats = npt.NDArray[np.float32]
BUCKETS = 4096
GRAMS = (3, 4, 5)
SPELLING, CONTEXT = np.float32(0.55), np.float32(0.35)  # weight beside the meaning, whose length is 1
WIDTH = embedding.WIDTH + BUCKETS + len(context.SIGNS)
WORDS = re.compile(r"[^\W_]+")


def features(texts: Sequence[str], languages: Sequence[Language]) -> Floats:
    """(n, WIDTH) float32; `embedding.NotInstalled` without the encoder's weights."""
    plains = [harmless().sub(" ", undisguised(text)) for text in texts]
    read = [
        gloss.in_english(plain) if language is Language.ITALIAN else plain
        for plain, language in zip(plains, languages, strict=True)
    ]
    found = np.zeros((len(texts), WIDTH), np.float32)
    found[:, : embedding.WIDTH] = embedding.embed(read)
    for row, plain in enumerate(plains):
        found[row, embedding.WIDTH : embedding.WIDTH + BUCKETS] = SPELLING * spelling(plain)
        found[row, embedding.WIDTH + BUCKETS :] = CONTEXT * np.array(list(context.signs(plain).values()))
    return found


def spelling(plain_text: str) -> Floats:
    """Whole words and their n-grams of letters, counted in buckets; a unit vector of `BUCKETS`."""
    counts = Counter(
        zlib.crc32(gram.encode()) % BUCKETS
        for word in WORDS.findall(plain_text)
        for gram in _grams(f"<{word}>")
    )
    vector = np.zeros(BUCKETS, np.float32)
    for bucket, count in counts.items():
        vector[bucket] = log1p(count)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def _grams(word: str) -> list[str]:
    return [word, *(word[k : k + n] for n in GRAMS for k in range(len(word) - n + 1) if n < len(word))]
