"""The trained heads: coefficients, lines, and what they say of a text. Kept as npz, never as a pickle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..languages import Language
from .exemplars import HEADS
from .features import abroad, features, installed

FILE = "heads.npz"
LONGEST_PART, OVERLAP = 45, 10  # words that are judged at once
MOST_PARTS = 24  # a page waits for them, at about a thirtieth of a second each


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights (heads, features), offsets, and per language each head's lines of review and of block.

    `abroad` and `abroad_offsets` are of the vector of many languages alone; those have no line of block.
    """

    weights: npt.NDArray[np.float16]
    offsets: npt.NDArray[np.float32]
    abroad: npt.NDArray[np.float16]
    abroad_offsets: npt.NDArray[np.float32]
    review: dict[str, list[float]]
    block: dict[str, list[float]]
    trained_from: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one head says: log-odds, and whether that is over the line of review and of block."""

    head: str
    value: float
    unsure: bool
    sure: bool


def available() -> bool:
    """Whether texts can be scored on this machine."""
    return installed() and resources.files(__package__).joinpath(FILE).is_file()


def reads_all(text: str) -> bool:
    """Whether `scores` reads the whole of `text`; of a very long one it reads the beginning."""
    return len(_parts(text)) <= MOST_PARTS


def scores(text: str, language: Language) -> list[Score]:
    """Every head's word on `text`: on the worst of its first parts where it is long (see `reads_all`).

    `RuntimeError` where the encoder or the coefficients are missing.
    """
    parts = _parts(text)[:MOST_PARTS]
    heads = loaded()
    if language is Language.OTHER:
        table = values_abroad(parts).max(axis=0)
        block = [np.inf] * len(HEADS)
    else:
        table = values(parts, [language] * len(parts)).max(axis=0)
        block = heads.block[language]
    review = heads.review[language]
    return [
        Score(head, float(value), value > review[place], value > block[place])
        for place, (head, value) in enumerate(zip(HEADS, table, strict=True))
    ]


def values(texts: list[str], languages: list[Language]) -> npt.NDArray[np.float32]:
    """Log-odds (n, heads) of texts that are short enough."""
    return np.asarray(features(texts, languages) @ _columns() + loaded().offsets, np.float32)


def values_abroad(texts: list[str]) -> npt.NDArray[np.float32]:
    """The same of texts in languages that nothing was learned from."""
    heads = loaded()
    return np.asarray(abroad(texts) @ heads.abroad.astype(np.float32).T + heads.abroad_offsets, np.float32)


@cache
def _columns() -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(loaded().weights.astype(np.float32).T)


def _parts(text: str) -> list[str]:
    """Overlapping parts of a text, each once: a hard sentence is not drowned by a thousand kind ones."""
    words = text.split()
    if len(words) <= LONGEST_PART:
        return [text]
    step = LONGEST_PART - OVERLAP
    parts = (" ".join(words[start : start + LONGEST_PART]) for start in range(0, len(words), step))
    return list(dict.fromkeys(parts))


def save(heads: Heads, path: Path) -> None:
    """Write `heads` as an npz file of arrays and one JSON text."""
    facts = {"review": heads.review, "block": heads.block, "trained_from": heads.trained_from}
    known = np.frombuffer(json.dumps(facts, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(
        path,
        weights=heads.weights,
        offsets=heads.offsets,
        abroad=heads.abroad,
        abroad_offsets=heads.abroad_offsets,
        facts=known,
    )


@cache
def loaded() -> Heads:
    """The heads of this installation; `RuntimeError` where there are none."""
    file = resources.files(__package__).joinpath(FILE)
    if not file.is_file():
        raise RuntimeError("The classifier was not trained: run `manage.py train_screen`.")
    with resources.as_file(file) as path, np.load(path, allow_pickle=False) as stored:
        facts = json.loads(bytes(stored["facts"]))
        return Heads(
            weights=stored["weights"],
            offsets=stored["offsets"],
            abroad=stored["abroad"],
            abroad_offsets=stored["abroad_offsets"],
            review=facts["review"],
            block=facts["block"],
            trained_from=facts["trained_from"],
        )
