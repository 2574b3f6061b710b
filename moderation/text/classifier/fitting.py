"""Logistic regression in the span of its exemplars, and thresholds by language; pure functions over arrays.

With many more features than exemplars the weights lie in the span of the exemplars (Schölkopf, Herbrich and
Smola 2001), so that a problem of a few hundred unknowns is solved instead of one of the features'. L-BFGS
from zero, no chance anywhere: the same exemplars give the same coefficients.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Doubles = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
FOLDS = 5
MOST_STEPS = 300


def span(table: npt.NDArray[np.float32], wide: int) -> tuple[Doubles, Doubles]:
    """The exemplars in the `wide` strongest directions of their own span, and the way back to features.

    `(n, wide)` coordinates with the same inner products, and `(wide, features)` directions.
    """
    if table.shape[1] <= min(wide, len(table)):
        return table.astype(np.float64), np.eye(table.shape[1])  # its features are few enough as they are
    values, vectors = np.linalg.eigh(table @ table.T)
    kept = np.argsort(values)[::-1][: min(wide, len(table))]
    length = np.sqrt(np.maximum(values[kept], 1e-6)).astype(np.float64)
    places = vectors[:, kept].astype(np.float64) * length
    return places, (vectors[:, kept].T.astype(np.float64) @ table) / length[:, None]


def fitted(table: Doubles, truth: Bools, weight: Doubles, penalty: float) -> tuple[Doubles, float]:
    """Coefficients and offset of the least weighted log-loss with an L2 penalty (to about 1e-6)."""
    sign = np.where(truth, 1.0, -1.0)
    rows = table.astype(np.float32)  # the products wait for memory, and half of it is enough

    def loss(given: Doubles) -> tuple[float, Doubles]:
        margin = sign * ((rows @ given[:-1].astype(np.float32)).astype(np.float64) + given[-1])
        slope = -sign * weight / (1 + np.exp(np.clip(margin, -60, 60)))
        value = float(weight @ np.logaddexp(0, -margin) + penalty / 2 * given[:-1] @ given[:-1])
        pull = (slope.astype(np.float32) @ rows).astype(np.float64)
        return value, np.append(pull + penalty * given[:-1], slope.sum())

    start = np.zeros(table.shape[1] + 1)
    result = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS, "ftol": 1e-6})
    return np.asarray(result.x[:-1]), float(result.x[-1])


def balanced(truth: Bools, share: float) -> Doubles:
    """Weights with which the few positives count `share` times as much as all negatives together."""
    positives = max(1, int(truth.sum()))
    return np.where(truth, share * (len(truth) - positives) / positives, 1.0)


def unseen(
    table: Doubles, truth: Bools, groups: npt.NDArray[np.int64], penalty: float, share: float
) -> Doubles:
    """Scores of every exemplar by a fit that has not seen its group (cross-fitting)."""
    scores = np.zeros(len(truth))
    for fold in range(FOLDS):
        out = groups % FOLDS == fold
        weights, offset = fitted(table[~out], truth[~out], balanced(truth[~out], share), penalty)
        scores[out] = table[out] @ weights + offset
    return scores


def thresholds(harmless: Doubles, allowed: float) -> Doubles:
    """Where each category's line lies so that at most the share `allowed` of `harmless` is over any of them.

    `harmless` are scores (n, categories). One strictness for all categories: the same share of each is
    let over its own line, as large as the union permits.
    """
    order = np.sort(harmless, axis=0)[::-1]
    best = order[0] + 1e-6
    for over in range(1, len(harmless)):
        lines = order[over] + 1e-6
        if (harmless > lines).any(axis=1).mean() > allowed:
            break
        best = lines
    return np.asarray(best)


def area(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Average precision: the area under precision over recall, ties in the order that is worst for us."""
    ranked = sorted(zip(scores, truth, strict=True), key=lambda pair: (-pair[0], pair[1]))
    found, total = 0, 0.0
    for place, (_score, right) in enumerate(ranked, 1):
        if right:
            found += 1
            total += found / place
    return total / found if found else float("nan")
