"""All measures of a take beside their bounds, and whether it may be called checked by physics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..take import Take
from .blows import energy_residual, momentum_residual
from .evidence import Evidence
from .flight import ballistic_error, flights, touched
from .stance import assist_ratio, depths, foot_slide, joint_excess
from .touching import Replica

BOUNDS: Mapping[str, float] = {
    "ballistic_g_error": 0.01,
    "momentum_residual": 0.02,
    "energy_residual": 0.02,
    "max_penetration_m": 0.005,
    "compression_m": 0.04,
    "foot_slide_m": 0.02,
    "joint_limit_excess_rad": 0.25,
    "root_assist_ratio": 0.8,
}
DIGITS = 6


def audit(take: Take) -> dict[str, Any]:
    """The measures of a take by their names, `bounds`, `failed`, `kinematic`, `bodies` and `checked`.

    A measure is None when there was nothing to measure. `kinematic` names the roots moved by hand,
    `bodies` those that physics moved; `checked` tells that there are such and no measure is out of bounds.
    """
    evidence = Evidence(take)
    found = {name: None if value is None else round(value, DIGITS) for name, value in _measures(evidence)}
    moved = [tree.name for tree in evidence.driven if evidence.left_alone(tree).any()]
    return verdict(found, kinematic=evidence.animated, bodies=moved)


def _measures(evidence: Evidence) -> Iterable[tuple[str, float | None]]:
    replica = Replica(evidence)
    touches = touched(evidence, replica)
    flown = flights(evidence, replica, touches)
    deepest, squeezed = depths(evidence, touches)
    yield "ballistic_g_error", ballistic_error(evidence, flown)
    yield "momentum_residual", momentum_residual(evidence, flown)
    yield "energy_residual", energy_residual(evidence, flown)
    yield "max_penetration_m", deepest
    yield "compression_m", squeezed
    yield "foot_slide_m", foot_slide(evidence, touches)
    yield "joint_limit_excess_rad", joint_excess(evidence)
    yield "root_assist_ratio", assist_ratio(evidence)


def verdict(
    measures: Mapping[str, float | None], *, kinematic: Iterable[str], bodies: Iterable[str]
) -> dict[str, Any]:
    """The measures with what follows from them."""
    failed = [name for name, value in measures.items() if value is not None and value > BOUNDS[name]]
    moved = list(bodies)
    measured = any(value is not None for value in measures.values())
    return {
        **measures,
        "bounds": dict(BOUNDS),
        "failed": failed,
        "kinematic": list(kinematic),
        "bodies": moved,
        "checked": bool(moved) and measured and not failed,
    }


def worst(shots: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The audit of a film: the worst of each measure over its shots; every shot must hold."""
    audits = list(shots)
    measures = {
        name: max((shot[name] for shot in audits if shot.get(name) is not None), default=None)
        for name in BOUNDS
    }
    kinematic = sorted({name for shot in audits for name in shot["kinematic"]})
    bodies = sorted({name for shot in audits for name in shot["bodies"]})
    return verdict(measures, kinematic=kinematic, bodies=bodies)
