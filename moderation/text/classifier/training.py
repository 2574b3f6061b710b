"""From exemplars to `heads.npz`: features, one regression a category, thresholds by language.

Every exemplar is scored by a fit that has not seen it (nor its disguises); the lines of the three bands are
drawn from those scores. The test files are not opened here. Texts in languages that no exemplar is written in
are judged by heads over the vector of many languages alone, which learn from the same exemplars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..languages import Language
from . import disguise, exemplars, fitting
from .exemplars import HEADS, Exemplar
from .features import Floats, abroad, features
from .heads import Heads

PENALTY, SHARE = 0.6, 0.35
DIRECTIONS = 700
# what of the harmless may be sent to a person, and refused, when the lines are drawn
ALLOWED = {"review": {"plain": 0.01, "scary": 0.20}, "block": {"plain": 0.0, "scary": 0.02}}


@dataclass(frozen=True, slots=True)
class Lesson:
    """An exemplar with the number of what it is a form of; forms stay together when folds are made."""

    exemplar: Exemplar
    group: int


def lessons() -> list[Lesson]:
    """All that is learned from: as written, some of it disguised, and ordinary sentences."""
    hand = exemplars.written(exemplars.TRAIN)
    found = [Lesson(exemplar, number) for number, exemplar in enumerate(hand)]
    ways = list(disguise.WAYS.values())
    for number, exemplar in enumerate(hand):
        if number % 4 == 0:
            hidden = ways[number // 4 % len(ways)](exemplar.text)
            found.append(Lesson(replace(exemplar, text=hidden), number))
    ordinary = exemplars.put_together()
    return found + [Lesson(exemplar, len(hand) + number) for number, exemplar in enumerate(ordinary)]


def train(say: Callable[[str], None]) -> Heads:
    """Fit, draw the lines, and answer the heads; `embedding.NotInstalled` without the encoder."""
    learned = lessons()
    rows = [lesson.exemplar for lesson in learned]
    say(f"{len(rows)} sentences")
    groups = np.array([lesson.group * 7919 for lesson in learned])
    texts = [row.text for row in rows]
    known = _fitted(rows, groups, features(texts, [row.language for row in rows]), say)
    review, block = _lines(rows, known.scores)
    say("languages that no exemplar is written in:")
    other = _fitted(rows, groups, abroad(texts), say)
    review[Language.OTHER] = _line(rows, other.scores, None, ALLOWED["review"])
    return Heads(
        known.weights.astype(np.float16),
        known.offsets.astype(np.float32),
        other.weights.astype(np.float16),
        other.offsets.astype(np.float32),
        review,
        block,
        exemplars.fingerprint(),
    )


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, and the scores of all exemplars by fits that had not seen them."""

    weights: fitting.Doubles
    offsets: fitting.Doubles
    scores: fitting.Doubles


def _fitted(
    rows: list[Exemplar], groups: npt.NDArray[np.int64], found: Floats, say: Callable[[str], None]
) -> Fit:
    """One regression a head over the features `found`."""
    table, back = fitting.span(found, DIRECTIONS)
    fit = Fit(np.zeros((len(HEADS), found.shape[1])), np.zeros(len(HEADS)), np.zeros((len(rows), len(HEADS))))
    for place, head in enumerate(HEADS):
        truth = np.array([row.belongs_to(head) for row in rows])
        fit.scores[:, place] = fitting.unseen(table, truth, groups, PENALTY, SHARE)
        weights, fit.offsets[place] = fitting.fitted(table, truth, fitting.balanced(truth, SHARE), PENALTY)
        fit.weights[place] = weights @ back
        precision = fitting.area(fit.scores[:, place].tolist(), truth.tolist())
        say(f"{head:14} average precision {precision:.2f}")
    return fit


def _lines(
    rows: list[Exemplar], scores: fitting.Doubles
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """The lines of review and of block by language: the stricter of what plain and scary texts allow."""
    drawn: dict[str, dict[str, list[float]]] = {"review": {}, "block": {}}
    for band, allowed in ALLOWED.items():
        for language in (Language.ENGLISH, Language.ITALIAN):
            drawn[band][language] = _line(rows, scores, language, allowed)
    review, block = drawn["review"], drawn["block"]
    for known, lines in block.items():
        block[known] = [max(pair) for pair in zip(lines, review[known], strict=True)]
    return review, block


def _line(
    rows: list[Exemplar], scores: fitting.Doubles, language: Language | None, allowed: dict[str, float]
) -> list[float]:
    """Each head's line by what is harmless in `language`, or in any where None is given."""
    parts = [
        fitting.thresholds(
            scores[[language in {None, row.language} and row.kind == kind for row in rows]], share
        )
        for kind, share in allowed.items()
    ]
    return [float(line) for line in np.maximum(*parts).round(4)]
