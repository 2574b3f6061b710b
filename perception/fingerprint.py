"""Fingerprints of pictures: 64 bits that stay nearly the same when a picture is made smaller or recompressed.

The signs of the lowest frequencies of a small grey copy (pHash, Zauner 2010). A
film has the fingerprints of some of its frames. Flat pictures have none: they
would be like all others.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import numpy.typing as npt

Rgb = npt.NDArray[np.uint8]
Prints = npt.NDArray[np.uint64]

NEAR = 10  # bits of 64 by which two copies of a picture may differ; two strangers differ by about 32
FLAT = 6.0  # the deviation of a grey picture below which it says nothing
_ONES = np.asarray([byte.bit_count() for byte in range(256)], np.uint8)


def fingerprint(rgb: Rgb) -> int | None:
    """The fingerprint of an (H, W, 3) picture; None for a flat one."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    if small.std() < FLAT:
        return None
    low = cv2.dct(small)[:8, :8].ravel()
    bits = low > np.median(low[1:])
    return int.from_bytes(np.packbits(bits).tobytes(), "big")


def fingerprints(frames: Iterable[Rgb]) -> Prints:
    """The different fingerprints of a film's frames, in their order."""
    found = dict.fromkeys(one for one in map(fingerprint, frames) if one is not None)
    return np.asarray(list(found), np.uint64)


def packed(prints: Prints) -> bytes:
    """As bytes, to keep."""
    return prints.astype(">u8").tobytes()


def unpacked(kept: bytes) -> Prints:
    """What `packed` kept."""
    return np.frombuffer(kept, ">u8").astype(np.uint64)


def distances(some: Prints, others: Prints) -> npt.NDArray[np.uint8]:
    """(n, m): by how many bits each of the one differs from each of the other."""
    differing = some[:, None] ^ others[None, :]
    return np.asarray(_ONES[differing.view(np.uint8).reshape(*differing.shape, 8)].sum(2), np.uint8)


def share_alike(some: Prints, others: Prints) -> float:
    """Which share of `some` has something near among `others`; 0 where one of them has none."""
    if not len(some) or not len(others):
        return 0.0
    return float((distances(some, others).min(1) <= NEAR).mean())
