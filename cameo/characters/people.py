"""Whether anybody is in the film of a pet or a thing. What cannot be told is uncertain, and staff look.

Faces are looked for by a network, in the whole picture and nearer in parts of it. Who turns their back is
not noticed; nor is a hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog

from perception import faces

log = structlog.get_logger(__name__)
Picture = npt.NDArray[np.uint8]
SOME, MANY = 0.2, 0.5  # parts of the frames


class Verdict(StrEnum):
    """Whether people are in it."""

    NOBODY = "nobody"
    SOMEBODY = "somebody"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found: the parts of the frames in which each look saw somebody (None: it cannot look)."""

    verdict: Verdict
    checks: tuple[dict[str, Any], ...]


def look(frames: Sequence[Picture]) -> Seen:
    """Look for people; whatever goes wrong in here is uncertain."""
    try:
        return _judged(frames)
    except Exception:
        log.exception("character.people_check_failed")
        return Seen(Verdict.UNCERTAIN, ({"code": "error", "share": None},))


def _judged(frames: Sequence[Picture]) -> Seen:
    surest = [faces.surest(frame) for frame in frames]
    shares = {"face": _share(surest, faces.CERTAIN), "face_maybe": _share(surest, 0.0)}
    checks = tuple(
        {"code": code, "share": None if share is None else round(share, 3)} for code, share in shares.items()
    )
    return Seen(_verdict(*shares.values()), checks)


def _verdict(sure: float | None, maybe: float | None) -> Verdict:
    if sure is None or maybe is None:
        return Verdict.UNCERTAIN
    if sure >= SOME or (sure > 0 and maybe >= MANY):
        return Verdict.SOMEBODY
    return Verdict.UNCERTAIN if sure > 0 or maybe > 0 else Verdict.NOBODY


def _share(found: Sequence[float | None], least: float) -> float | None:
    """The part of the frames above `least`; None when one could not be looked at."""
    known = [value for value in found if value is not None]
    if len(known) < len(found) or not known:
        return None
    return float(np.mean([value > least for value in known]))
