"""Whether anybody is in the film of a pet or a thing. What cannot be told is uncertain, and staff look.

Faces are looked for by a network, in the whole picture and nearer in parts of it, and by cascades that are
easily misled. Who turns their back is not noticed; nor is a hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import structlog

from perception import faces, landmarks

log = structlog.get_logger(__name__)
Picture = npt.NDArray[np.uint8]
CERTAIN = 0.85  # a face that the network is so sure of is one
SOME, MANY = 0.2, 0.5  # parts of the frames
CASCADED = 4  # frames that the slow cascades look at
NEARER = 0.55  # of the sides: the parts that are looked at by themselves, for faces far away


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
    surest = [_surest(frame) for frame in frames]
    step = max(1, len(frames) // CASCADED)
    old = [None if (found := faces.has_face(frame)) is None else float(found) for frame in frames[::step]]
    shares = {"face": _share(surest, CERTAIN), "face_maybe": _share(surest, 0.0), "cascade": _share(old, 0.5)}
    checks = tuple(
        {"code": code, "share": None if share is None else round(share, 3)} for code, share in shares.items()
    )
    return Seen(_verdict(*shares.values()), checks)


def _verdict(sure: float | None, maybe: float | None, old: float | None) -> Verdict:
    if sure is None or maybe is None or old is None:
        return Verdict.UNCERTAIN
    if sure >= SOME or (sure > 0 and maybe >= MANY):
        return Verdict.SOMEBODY
    return Verdict.UNCERTAIN if sure > 0 or maybe > 0 or old >= MANY else Verdict.NOBODY


def _surest(frame: Picture) -> float | None:
    """How sure the network is of the surest face in a frame or a part of it; 0 for none."""
    if not landmarks.available():
        return None
    return max(landmarks.surest(part) for part in _parts(frame))


def _parts(frame: Picture) -> Iterator[Picture]:
    """The whole frame, then its four corners and its middle."""
    yield frame
    height, width = (round(NEARER * side) for side in frame.shape[:2])
    low, right = frame.shape[0] - height, frame.shape[1] - width
    for top, left in ((0, 0), (0, right), (low, 0), (low, right), (low // 2, right // 2)):
        yield np.ascontiguousarray(frame[top : top + height, left : left + width])


def _share(found: Sequence[float | None], least: float) -> float | None:
    """The part of the frames above `least`; None when one could not be looked at."""
    known = [value for value in found if value is not None]
    if len(known) < len(found) or not known:
        return None
    return float(np.mean([value > least for value in known]))
