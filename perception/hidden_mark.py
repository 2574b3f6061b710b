"""The invisible mark: 48 bits spread over a film's luminance by a key, and how they are read back.

Every bit is a pattern of +1 and -1 over a grid that is stretched over the
picture, so that size does not matter; all patterns together, limited to the
band that H.264 keeps, are added to each frame, more where the picture is busy.
One more pattern always has the same sign: its place tells how a film was
cropped. Reading sums what frames have in common and correlates (spread
spectrum, Cox et al. 1997; https://doi.org/10.1109/83.650120).

It says where a film comes from to whoever has the key. It is no proof against
somebody who works at removing it, and two films marked apart can be averaged.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rgb = npt.NDArray[np.uint8]

BITS = 48
LONG, SHORT = 256, 144  # cells of the grid along a picture's longer and shorter side
STRENGTH = 1.6  # root mean square of what is added, in grey levels of 255
SMALLEST = 160  # pixels of the longer side; smaller films have no room for it
SURE = 7.0  # standard deviations of the place's pattern above chance that mean: marked
_SYNC = 4.0  # how much stronger the pattern of the place is than one of a bit
_FINE, _COARSE = 0.8, 4.0  # the band, as two Gaussians in cells
_CROPS = np.arange(1.0, 0.779, -0.01)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: how sure it is that there is a mark, and the bits as signed certainties (48,)."""

    sure: float
    bits: Floats

    @property
    def found(self) -> bool:
        """Whether there is a mark of this key."""
        return self.sure >= SURE

    @property
    def number(self) -> int:
        """The bits as the likeliest number."""
        return int("".join("1" if bit > 0 else "0" for bit in self.bits), 2)

    def likeness(self, number: int) -> float:
        """How well the reading fits `number`, in standard deviations above chance."""
        return float(self.bits @ signs(number) / np.sqrt(BITS))


@dataclass(frozen=True)
class HiddenMark:
    """The mark `number` (below 2**48) of the key `key` for films of `width` x `height` pixels."""

    number: int
    key: bytes
    width: int
    height: int

    @functools.cached_property
    def _pattern(self) -> Floats | None:
        if max(self.width, self.height) < SMALLEST:
            return None
        patterns = _patterns(self.key)
        total = np.tensordot(signs(self.number), patterns[1:], 1) + _SYNC * patterns[0]
        stretched = cv2.resize(
            _banded(_turned(total, self.width, self.height)),
            (self.width, self.height),
            interpolation=cv2.INTER_CUBIC,
        )
        return np.asarray(stretched / stretched.std() * STRENGTH, np.float32)

    def apply(self, rgb: Rgb) -> Rgb:
        """The (H, W, 3) frame with the mark in it; the same frame where there is no room."""
        pattern = self._pattern
        if pattern is None:
            return rgb
        added = pattern * _busy(rgb)
        more, less = (np.clip(part + 0.5, 0, 255).astype(np.uint8) for part in (added, -added))
        return np.asarray(cv2.subtract(cv2.add(rgb, cv2.merge([more] * 3)), cv2.merge([less] * 3)), np.uint8)


def signs(number: int) -> Floats:
    """A number as 48 signs."""
    return np.asarray([1.0 if bit == "1" else -1.0 for bit in f"{number:0{BITS}b}"], np.float32)


def gathered(frames: Iterable[Rgb]) -> Floats:
    """What the frames have in common, as a grid of (`SHORT`, `LONG`), whatever their size.

    A picture that stands upright is laid on its side.
    """
    total = np.zeros((SHORT, LONG), np.float32)
    for rgb in frames:
        grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
        laid = grey.T if grey.shape[0] > grey.shape[1] else grey
        band = _banded(cv2.resize(laid, (LONG, SHORT), interpolation=cv2.INTER_AREA))
        total += np.clip(band / (cv2.blur(np.abs(band), (9, 9)) + 1.0), -2, 2)
    return total


def read(grid: Floats, key: bytes) -> Reading:
    """Read the mark of `key` from what frames have in common; cropping by up to a fifth is undone."""
    if not grid.any():
        return Reading(0.0, np.zeros(BITS, np.float32))
    patterns = _patterns(key)
    template = np.fft.rfft2(patterns[0]).conj()
    sure, placed = max(
        (_aligned(grid, template, float(s), float(s)) for s in _CROPS), key=lambda found: found[0]
    )
    if sure < SURE:
        sizes = [(float(a), float(b)) for a in _CROPS[::2] for b in _CROPS[::2] if a != b]
        sure, placed = max(
            [(sure, placed), *(_aligned(grid, template, *size) for size in sizes)], key=lambda found: found[0]
        )
    bits = patterns[1:].reshape(BITS, -1) @ placed.ravel() / max(float(np.linalg.norm(placed)), 1e-9)
    return Reading(float(sure), bits.astype(np.float32))


def _aligned(
    grid: Floats, template: npt.NDArray[np.complex128], across: float, down: float
) -> tuple[float, Floats]:
    """The grid at the size it had before a crop, moved to where the pattern of the place is strongest.

    Frequencies count by how much of the mark they carry over how much else is there (a matched filter).
    """
    size = (round(LONG * across), round(SHORT * down))
    small = grid if size == (LONG, SHORT) else cv2.resize(grid, size, interpolation=cv2.INTER_AREA)
    room = np.zeros((SHORT, LONG), np.float32)
    room[: size[1], : size[0]] = small
    waves = np.fft.rfft2(room)
    power = cv2.blur(np.abs(waves) ** 2, (9, 9), borderType=cv2.BORDER_REFLECT)
    white = waves * _response() / (power + 1e-3 * power.max())
    surface = np.fft.irfft2(white * template, room.shape)
    y, x = np.unravel_index(int(surface.argmax()), surface.shape)
    best = float(surface[y, x] / max(surface.std(), 1e-9))
    placed = np.fft.irfft2(white, room.shape).astype(np.float32)
    return best, np.roll(placed, (-int(y), -int(x)), (0, 1))


@functools.cache
def _response() -> Floats:
    """How much of each frequency the band lets through."""
    spot = np.zeros((SHORT, LONG), np.float32)
    spot[SHORT // 2, LONG // 2] = 1
    return np.abs(np.fft.rfft2(_banded(spot))).astype(np.float32)


def _busy(rgb: Rgb) -> Floats:
    """How much a place hides, from 0.6 (smooth) to 2 (busy)."""
    height, width = rgb.shape[:2]
    small = cv2.resize(rgb, (max(1, width // 3), max(1, height // 3)), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
    detail = cv2.blur(np.abs(grey - cv2.blur(grey, (5, 5))), (5, 5))
    return np.asarray(cv2.resize(np.clip(detail / 3, 0.6, 2.0), (width, height)), np.float32)


def _banded(grid: npt.NDArray[Any]) -> Floats:
    whole = np.asarray(grid, np.float32)
    return np.asarray(cv2.GaussianBlur(whole, (0, 0), _FINE) - cv2.GaussianBlur(whole, (0, 0), _COARSE))


def _turned(grid: Floats, width: int, height: int) -> Floats:
    return grid.T if height > width else grid


@functools.lru_cache(maxsize=4)
def _patterns(key: bytes) -> Floats:
    """`BITS` + 1 patterns of +1 and -1; from SHAKE-256, so that they are the same for ever."""
    cells = (BITS + 1) * SHORT * LONG
    raw = hashlib.shake_256(b"hidden mark 1" + key).digest(cells // 8)
    ones = np.unpackbits(np.frombuffer(raw, np.uint8)).astype(np.float32)
    return (2 * ones - 1).reshape(BITS + 1, SHORT, LONG)
