"""What the ranking works on: posts as columns of numbers, a reader, and the weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import simsimd

T = TypeVar("T")
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
WIDTH = 384
SCALE = 127.0
TINY = 1e-6
BLOCK = 1024  # rows of 384 bytes


def packed(vector: npt.NDArray[np.float32]) -> bytes:
    """A unit vector of 384 numbers as 384 bytes (int8, scaled by 127)."""
    return bytes(np.clip(np.rint(vector * SCALE), -127, 127).astype(np.int8).tobytes())


def dots(some: Bytes, others: Bytes) -> Floats:
    """The products of `m` rows with `n` rows of bytes, (m, n) float32.

    Taken in blocks that stay in a core's own cache, so that memory is read once however many rows `some` has.
    """
    out = np.empty((len(some), len(others)), np.float32)
    for start in range(0, len(others), BLOCK):
        part = simsimd.cdist(some, others[start : start + BLOCK], "dot", out_dtype="f32")
        out[:, start : start + BLOCK] = np.asarray(part, np.float32).reshape(len(some), -1)
    return out


def unpacked(raw: bytes | memoryview) -> Floats:
    """The vector again, of about unit length; zeros for what has no meaning yet."""
    found = np.frombuffer(raw, np.int8).astype(np.float32) / np.float32(SCALE)
    return found if found.size == WIDTH else np.zeros(WIDTH, np.float32)


@dataclass(frozen=True, slots=True)
class Shelf:
    """`n` posts, newest first; every array has `n` rows.

    `vectors` (n, 384) int8, zero where the meaning is not known; `root` is the
    first post of the chain of remixes; `age` is in days; `words` the caption
    and prompt in small letters.
    """

    ids: Ints
    authors: Ints
    roots: Ints
    vectors: Bytes
    age: Floats
    likes: Floats
    saves: Floats
    comments: Floats
    remixes: Floats
    shown: Floats
    novelty: Floats
    words: Sequence[str]
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What follows from the posts alone, worked out at the first question for it."""
        if name not in self.kept:
            self.kept[name] = make()
        found: T = self.kept[name]
        return found

    def __len__(self) -> int:
        return len(self.ids)

    def likeness(self, vectors: Floats) -> Floats:
        """The cosine of each of `k` vectors (k, 384) with every post, (k, n) float32; an exact scan of bytes.

        The vectors are made bytes too, each by its own scale: 0.1 % of a cosine's spread is lost.
        """
        scales = SCALE / np.maximum(np.abs(vectors).max(axis=1, keepdims=True), TINY)
        found = dots(np.rint(vectors * scales).astype(np.int8), self.vectors)
        found /= (SCALE * scales).astype(np.float32)
        return found


def joined(parts: list[Shelf]) -> Shelf:
    """One shelf or more as one, newest first."""
    if len(parts) == 1:
        return parts[0]
    names = [entry.name for entry in fields(Shelf) if entry.name not in {"words", "kept"}]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Shelf(**columns, words=tuple(word for part in parts for word in part.words))


@dataclass(frozen=True, slots=True)
class Wish:
    """More (weight above 0) or less of a phrase; `hide` means not at all; the vector may be unknown."""

    phrase: str
    weight: float
    hide: bool = False
    vector: Floats | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of the one who reads; a signal that is off is empty here, because it was not read."""

    person: int
    taste: Floats | None = None
    wishes: tuple[Wish, ...] = ()
    topics: tuple[Wish, ...] = ()
    followed: frozenset[int] = frozenset()
    mutual: frozenset[int] = frozenset()
    remixed_by_friends: frozenset[int] = frozenset()
    remixes_of_mine: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each term counts. There is none for time spent."""

    create: float = 1.0
    comment: float = 0.35
    save: float = 0.5
    like: float = 0.35
    novelty: float = 0.4
    fresh: float = 0.5
    mutual: float = 0.9
    follow: float = 0.6
    friend_remix: float = 0.4
    remix_of_mine: float = 0.7
    taste: float = 0.8
    wish: float = 1.5
    chat: float = 0.5
    avoid: float = 2.0
    seen: float = 3.0
    author_decay: float = 0.5
    author_floor: float = 0.25
    spread: float = 0.25
    prior: float = 40.0
    half_life: float = 14.0
    newcomer: float = 100.0

    @classmethod
    def of(cls, values: dict[str, float]) -> Weights:
        """Known names only; `ValueError` names a wrong one."""
        known = {entry.name for entry in fields(cls)}
        wrong = sorted(set(values) - known)
        if wrong:
            raise ValueError(f"Unknown weight: {', '.join(wrong)}.")
        return cls(**{name: float(value) for name, value in values.items()})


@dataclass(slots=True)
class Scored:
    """Candidates (`rows` of the shelf) with every term of their score."""

    rows: Ints
    terms: dict[str, Floats] = field(default_factory=dict)

    @property
    def total(self) -> Floats:
        """The plain sum of the terms."""
        return np.asarray(np.sum(list(self.terms.values()), axis=0), np.float32)
