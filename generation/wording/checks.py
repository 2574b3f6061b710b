"""What the audit of a video's takes found, in plain words of the reader's language.

Reports carry numbers and bounds by stable names; the page shows a sentence and an amount for each. A report
of an older engine, or of one without physics, says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PER_CENT, MILLIMETRES, DEGREES = "%(amount)s %%", "%(amount)s mm", "%(amount)s°"
# measure: (sentence, amount in words, what the amount is multiplied with)
MEASURES: dict[str, tuple[Promise, Promise | str, float]] = {
    "ballistic_g_error": (_("What flies falls as gravity says"), PER_CENT, 100),
    "momentum_residual": (_("Blows pass on just their momentum"), PER_CENT, 100),
    "energy_residual": (_("No bounce gains energy"), PER_CENT, 100),
    "max_penetration_m": (_("Nothing sinks into anything"), MILLIMETRES, 1000),
    "compression_m": (_("What is struck gives way a little"), MILLIMETRES, 1000),
    "foot_slide_m": (_("Feet stay where they stand"), MILLIMETRES, 1000),
    "joint_limit_excess_rad": (_("Joints bend only as far as they can"), DEGREES, 180 / math.pi),
    "root_assist_ratio": (_("Swimmers push off the water"), _("%(amount)s %% of weight"), 100),
    "max_offset_frames": (_("Blows are heard when they are seen"), _("%(amount)s frames"), 1),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what should hold, by how much it does, and whether that is within its bound."""

    name: str
    label: str
    amount: str
    held: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """All lines of a video; `by_hand` counts those whose motion was made by hand."""

    lines: list[Check]
    by_hand: int
    held: bool


def checks(report: Mapping[str, Any]) -> Checks | None:
    """What a video's report says of its physics and its sound; None when it says nothing."""
    shots = [shot.get("physics") or {} for shot in report.get("shots", ()) if isinstance(shot, Mapping)]
    audits = [audit for audit in shots if "bounds" in audit]
    if not audits or len(audits) < len(shots):
        return None
    lines = [line for name in MEASURES if (line := _line(name, *_worst(name, audits, report))) is not None]
    by_hand = {name for audit in audits for name in audit.get("kinematic", ())}
    moved = any(audit.get("bodies") for audit in audits)
    return Checks(lines if moved else [], len(by_hand), moved and all(line.held for line in lines))


def _worst(
    name: str, audits: list[Mapping[str, Any]], report: Mapping[str, Any]
) -> tuple[float | None, float | None]:
    """The worst value of a measure over the shots, and its bound."""
    if name == "max_offset_frames":
        heard = report.get("sync") or {}
        return heard.get(name), heard.get("bound")
    values = [audit[name] for audit in audits if audit.get(name) is not None]
    return max(values, default=None), audits[0]["bounds"].get(name)


def _line(name: str, value: float | None, bound: float | None) -> Check | None:
    if value is None or bound is None:
        return None
    label, amount, scale = MEASURES[name]
    number = value * scale
    places = 1 if 0.05 <= number < 10 else 0
    shown = number_format(round(number, places), places)
    return Check(name, str(label), str(amount) % {"amount": shown}, value <= bound)
