"""The viewfinder's shutter: what moves fast is blurred along its way while it is open.

After McGuire et al., A Reconstruction Filter for Plausible Motion Blur (I3D 2012): every pixel gathers along
the fastest motion near it. The motion is the take's own, exact and found on a small grid; frames in which
nothing is fast are left as they are, so still shots cost nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import numpy.typing as npt

from ..layers import Flow, bodies

if TYPE_CHECKING:
    from ..take import Take
    from . import Facts

Rgb = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
COARSE, TILE, TAPS = 4, 6, 9  # pixels to a point of the grid, its points to a tile, samples along a way
LEAST, MOST = 2.2 / 480, 36 / 480  # of the height: what is blurred at all, and how far at most
SEEN = 0.9  # mean pixels (of half the size) that a point is spread by, from which on blur replaces it
NEARER = 0.97  # a sample at this part of a pixel's depth or less lies before it


@dataclass(frozen=True, slots=True)
class _Field:
    """Motion while the shutter is open, pixels: `own` (h, w) how far, `way` (h, w, 2) the fastest near."""

    own: Floats
    way: Floats


class Shutter:
    """Blurs frames of one take; `share` is the part of a frame for which it is open (0.5: 180 degrees)."""

    def __init__(self, model: Any, take: Take, width: int, height: int, share: float) -> None:
        self.model, self.take, self.share, self.size = model, take, share, (width, height)
        self.flow = Flow(take, max(1, width // COARSE), max(1, height // COARSE))

    def blurred(self, rgb: Rgb, facts: Facts) -> Rgb:
        """The picture (H, W, 3) with what is fast in it blurred; the same object where nothing is."""
        if self.share <= 0 or facts.index + 1 >= self.take.frames:
            return rgb
        field = self._field(facts)
        near = np.hypot(field.way[..., 0], field.way[..., 1])
        if float(near.max(initial=0.0)) < LEAST * self.size[1]:
            return rgb
        blur, wanted = self._gathered(rgb, facts.depth, field)
        size = self.size
        soft = cv2.resize(blur, size, interpolation=cv2.INTER_LINEAR)
        share = cv2.resize(wanted, size, interpolation=cv2.INTER_LINEAR)
        out = rgb.copy()
        where = share > 1 / 64
        sharp, part = rgb[where].astype(np.float32), share[where][:, None]
        out[where] = np.asarray(sharp + (soft[where] - sharp) * part + 0.5, np.uint8)
        return out

    def _field(self, facts: Facts) -> _Field:
        """The motion on the coarse grid, and its maximum over tiles and their neighbours."""
        small_height, small_width = self.flow.pixels.shape[:2]
        pick = np.ix_(
            np.minimum(np.arange(small_height) * COARSE + COARSE // 2, self.size[1] - 1),
            np.minimum(np.arange(small_width) * COARSE + COARSE // 2, self.size[0] - 1),
        )
        small = _Small(facts.index, facts.depth[pick], facts.segmentation[pick])
        moved = self.flow.of(small, bodies(self.model, small)).astype(np.float32)
        moved = moved * np.float32(COARSE * self.share)
        far = np.hypot(moved[..., 0], moved[..., 1])
        most = np.float32(MOST * self.size[1])
        moved = moved * (np.minimum(far, most) / np.maximum(far, 1e-6))[..., None]
        far = np.minimum(far, most)
        return _Field(far, _fastest(moved, far))

    def _gathered(self, rgb: Rgb, depth: Floats, field: _Field) -> tuple[Floats, Floats]:
        """(the blurred picture (h, w, 3), how much of it is wanted (h, w)), half as large, which will do."""
        size = max(1, self.size[0] // 2), max(1, self.size[1] // 2)
        picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        deep = cv2.resize(depth, size, interpolation=cv2.INTER_NEAREST)
        own = cv2.resize(field.own, size, interpolation=cv2.INTER_LINEAR) / 2
        way = cv2.resize(field.way, size, interpolation=cv2.INTER_NEAREST) / 2
        columns, rows = np.meshgrid(
            np.arange(size[0], dtype=np.float32), np.arange(size[1], dtype=np.float32)
        )
        length = np.hypot(way[..., 0], way[..., 1])
        total = picture.astype(np.float32)
        weights, spread = np.ones(own.shape, np.float32), np.zeros(own.shape, np.float32)
        for tap in range(TAPS):
            at = np.float32((tap + 0.5) / TAPS - 0.5)
            x, y = columns + way[..., 0] * at, rows + way[..., 1] * at
            away = length * abs(at)
            there = cv2.remap(own, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
            other = cv2.remap(deep, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
            # What lies before a pixel reaches it if it moves so far itself; else the pixel must move so far.
            reach = np.where(other <= deep * np.float32(NEARER), there, own)
            weight = np.clip(reach / 2 - away + np.float32(0.5), 0, 1)
            colour = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            total += colour * weight[..., None]
            weights += weight
            spread += weight * away
        return total / weights[..., None], np.clip(spread / weights / SEEN - 0.25, 0, 1)


@dataclass(frozen=True, slots=True)
class _Small:
    """The facts of a frame on the coarse grid."""

    index: int
    depth: npt.NDArray[np.float32]
    segmentation: npt.NDArray[np.int32]


def _fastest(moved: Floats, far: Floats) -> Floats:
    """(h, w, 2) at each point the longest way in its tile and the tiles around it."""
    height, width = far.shape
    high, wide = -(-height // TILE), -(-width // TILE)
    padding = ((0, high * TILE - height), (0, wide * TILE - width))
    ways = np.pad(moved, (*padding, (0, 0))).reshape(high, TILE, wide, TILE, 2).transpose(0, 2, 1, 3, 4)
    lengths = np.pad(far, padding).reshape(high, TILE, wide, TILE).transpose(0, 2, 1, 3)
    flat = lengths.reshape(high, wide, -1)
    best = flat.argmax(-1)
    tile = np.take_along_axis(ways.reshape(high, wide, -1, 2), best[..., None, None], 2)[:, :, 0]
    longest = np.take_along_axis(flat, best[..., None], 2)[..., 0]
    padded, size = np.pad(tile, ((1, 1), (1, 1), (0, 0))), np.pad(longest, 1)
    views = [(slice(dy, dy + high), slice(dx, dx + wide)) for dy in range(3) for dx in range(3)]
    around = np.stack([padded[view] for view in views])
    which = np.stack([size[view] for view in views]).argmax(0)
    found = np.take_along_axis(around, which[None, ..., None], 0)[0]
    return np.ascontiguousarray(found.repeat(TILE, 0).repeat(TILE, 1)[:height, :width], dtype=np.float32)
