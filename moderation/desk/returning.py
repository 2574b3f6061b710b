"""What was taken down does not come in again: pictures and films that people send are compared with it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from perception import fingerprint

from ..models import RemovedPrint
from ..refusals import RemovedBefore


def require_new(pictures: Iterable[npt.NDArray[np.uint8]]) -> None:
    """Raise `RemovedBefore` when one of the (H, W, 3) pictures is like one of something removed."""
    rows = [bytes(kept) for kept in RemovedPrint.objects.values_list("prints", flat=True)]
    if not rows:
        return
    removed = np.concatenate([fingerprint.unpacked(kept) for kept in rows])
    if fingerprint.share_alike(fingerprint.fingerprints(pictures), removed) > 0:
        raise RemovedBefore
