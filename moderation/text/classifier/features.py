"""A text as numbers: its meaning by two encoders, its spelling (hashed n-grams), its context.

One encoder knows English alone and reads Italian through a gloss, the other reads sixteen languages as they
are; of a text in a language that nothing was learned from, the second's vector is all that there is.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from math import log1p

import numpy as np
import numpy.typing as npt

from perception import embedding
from perception import languages as many

from .. import context, gloss
from ..languages import Language
from ..normal import undisguised
from ..rules import harmless

Floats = npt.NDArray[np.float32]
BUCKETS = 4096
GRAMS = (3, 4, 5)
SPELLING, CONTEXT = np.float32(0.55), np.float32(0.35)  # weight beside the meaning, whose length is 1
MEANING = embedding.WIDTH + many.WIDTH
WIDTH = MEANING + BUCKETS + len(context.SIGNS)
WORDS = re.compile(r"[^\W_]+")


def features(texts: Sequence[str], languages: Sequence[Language]) -> Floats:
    """(n, WIDTH) float32; `embedding.NotInstalled` without the weights of both encoders."""
    plains = [_plain(text) for text in texts]
    read = [
        gloss.in_english(plain) if language is Language.ITALIAN else plain
        for plain, language in zip(plains, languages, strict=True)
    ]
    found = np.zeros((len(texts), WIDTH), np.float32)
    found[:, : embedding.WIDTH] = embedding.embed(read)
    found[:, embedding.WIDTH : MEANING] = many.embed(plains)
    for row, plain in enumerate(plains):
        found[row, MEANING : MEANING + BUCKETS] = SPELLING * spelling(plain)
        found[row, MEANING + BUCKETS :] = CONTEXT * np.array(list(context.signs(plain).values()))
    return found


def abroad(texts: Sequence[str]) -> Floats:
    """(n, `languages.WIDTH`) float32, of texts in any language; the letters of others say nothing."""
    return many.embed([_plain(text) for text in texts])


def installed() -> bool:
    """Whether both encoders are on this machine."""
    return embedding.available() and many.available()


def _plain(text: str) -> str:
    return harmless().sub(" ", undisguised(text))


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
