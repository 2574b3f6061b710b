"""What an unknown word comes nearest to: the entry of the vocabulary that means almost the same (English).

The encoder of `perception.embedding` compares it with every phrase of the
wanted kinds. Its vectors of the vocabulary are kept in the user's cache folder,
so that only the first reading after a change of the vocabulary takes a second.
Without the encoder nothing is near anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from perception import embedding

from .vocabulary import Entry, Kind, vocabulary

Floats = npt.NDArray[np.float32]
# How near (cosine) a word must be to stand for an entry: chosen by the pairs of tests/engines/test_nearest.py
THRESHOLD = 0.61
MEANT = (
    Kind.PROP, Kind.ANIMAL, Kind.PERSON, Kind.ACTION, Kind.SET, Kind.WEATHER, Kind.TIME, Kind.MOOD,
    Kind.MATERIAL, Kind.WEARING, Kind.COLOUR, Kind.MANNER, Kind.EMOTION,
)  # fmt: skip
# Phrases with a second meaning that others come near to ("justice" to a basketball court).
TWOFOLD = frozenset(
    ("court", "teen", "hand", "board", "sup", "basket", "net", "rim", "goal", "party", "went")
)

MOST_KNOWN = 4096  # words whose vectors a process keeps
_KNOWN: dict[str, Floats] = {}


def meaning(word: str, kinds: Collection[Kind]) -> tuple[Entry, float] | None:
    """The entry of these kinds that means almost what an English word or phrase does, and how near it is.

    None when nothing is near enough or there is no encoder.
    """
    if not word.strip() or not embedding.available():
        return None
    entries, vectors = _vectors()
    among = np.array([entry.kind in kinds for entry in entries])
    if not among.any():
        return None
    near = np.where(among, vectors @ _vector(word), -1)
    best = int(near.argmax())
    return (entries[best], float(near[best])) if near[best] >= THRESHOLD else None


def prepare(words: Iterable[str]) -> None:
    """Encode many words at once, several times as fast as one by one, before `meaning` asks for each."""
    new = list(dict.fromkeys(word for word in words if word.strip() and word not in _KNOWN))
    if not new or not embedding.available():
        return
    if len(_KNOWN) + len(new) > MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update(zip(new, embedding.embed(new), strict=True))


def _vector(word: str) -> Floats:
    if word not in _KNOWN:
        prepare([word])
    return _KNOWN[word]


@cache
def _vectors() -> tuple[tuple[Entry, ...], Floats]:
    """Every English entry that a word may come near to, and its vectors (n, 384)."""
    entries = tuple(
        entry
        for entry in vocabulary().values()
        if entry.language == "en" and entry.kind in MEANT and " ".join(entry.phrase) not in TWOFOLD
    )
    phrases = [" ".join(entry.phrase) for entry in entries]
    kept = _cache() / f"meaning-{hashlib.sha256(chr(10).join(phrases).encode()).hexdigest()[:24]}.npy"
    with contextlib.suppress(OSError, ValueError, EOFError):
        vectors = np.load(kept, allow_pickle=False)
        if vectors.shape == (len(phrases), embedding.WIDTH):
            return entries, np.asarray(vectors, np.float32)
    vectors = embedding.embed(phrases)
    with contextlib.suppress(OSError):
        _keep(kept, vectors)
    return entries, vectors


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sora-self-hosted"


def _keep(path: Path, vectors: Floats) -> None:
    """Write beside and rename, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        np.save(file, vectors)
    Path(file.name).replace(path)
