"""Painted surfaces: planks, asphalt, façades, bricks. Every one is drawn from a passed random state."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


def clouded(rng: np.random.Generator, height: int, width: int, octaves: int = 5) -> Floats:
    """Fractal noise (H, W) between 0 and 1: bicubic value noise, each octave half as strong."""
    total = np.zeros((height, width))
    for octave in range(octaves):
        cells = 2 ** (octave + 2)
        coarse = rng.random((cells, cells))
        total += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC) / 2**octave
    total -= total.min()
    return np.asarray(total / total.max())


def _picture(values: Floats) -> Picture:
    return np.clip(values, 0, 255).astype(np.uint8)


def planks(rng: np.random.Generator, size: int = 768, boards: int = 12) -> Picture:
    """A varnished floor of narrow boards with staggered ends."""
    out = np.zeros((size, size, 3))
    grain = cv2.resize(rng.random((size // 2, boards * 6)), (size, size), interpolation=cv2.INTER_LINEAR)
    width = size // boards
    for board in range(boards):
        left = board * width
        starts = np.sort(rng.integers(0, size, 3))
        for piece, start in enumerate(starts):
            stop = starts[(piece + 1) % 3] + (size if piece == 2 else 0)
            rows = np.arange(start, stop) % size
            out[rows, left : left + width] = np.array([205, 152, 96]) * rng.uniform(0.88, 1.08)
            out[start % size, left : left + width] *= 0.7
        out[:, left] *= 0.72
    out[:, boards * width :] = out[:, : size - boards * width]
    return _picture(out * (0.92 + 0.12 * grain)[..., None])


def asphalt(rng: np.random.Generator, size: int = 512) -> Picture:
    """Grey road with fine stones and a few darker stains."""
    stones = cv2.GaussianBlur(rng.random((size, size)), (3, 3), 0.6)
    value = 84 + 46 * (stones - 0.5) + 26 * (clouded(rng, size, size) - 0.5)
    return _picture(value[..., None] * np.array([1.0, 1.0, 1.03]))


def slabs(rng: np.random.Generator, size: int = 512, count: int = 4) -> Picture:
    """Pavement of square slabs with joints."""
    out = np.zeros((size, size))
    step = size // count
    for row in range(count):
        for column in range(count):
            out[row * step : (row + 1) * step, column * step : (column + 1) * step] = rng.uniform(168, 192)
    out += 22 * (clouded(rng, size, size) - 0.5)
    for line in range(0, size, step):
        out[line : line + 3] *= 0.72
        out[:, line : line + 3] *= 0.72
    return _picture(out[..., None] * np.array([1.0, 0.98, 0.95]))


def grass(rng: np.random.Generator, size: int = 512) -> Picture:
    """A lawn in two greens with a hint of mowing."""
    blades = cv2.resize(rng.random((size, size // 3)), (size, size), interpolation=cv2.INTER_LINEAR)
    tone = clouded(rng, size, size)[..., None]
    colour = np.array([74, 128, 52]) * (1 - tone) + np.array([118, 164, 74]) * tone
    return _picture(colour * (0.85 + 0.3 * blades[..., None]))


def facade(
    rng: np.random.Generator, wall: tuple[int, int, int], floors: int, columns: int, *, lit: float
) -> Picture:
    """A house front: rows of windows with frames and sills; `lit` is the share of lit windows."""
    cell = 48
    out = np.full((floors * cell, columns * cell, 3), wall, float)
    out *= (0.95 + 0.08 * clouded(rng, *out.shape[:2]))[..., None]
    for floor in range(floors):
        for column in range(columns):
            top, left = floor * cell, column * cell
            glow = rng.random() < lit
            pane = np.array([255, 214, 140]) if glow else np.array([92, 122, 150]) * rng.uniform(0.75, 1.25)
            out[top + 8 : top + 36, left + 12 : left + 36] = 236
            shade = np.linspace(1.15, 0.85, 24)[:, None, None]
            out[top + 10 : top + 34, left + 14 : left + 34] = pane * shade
            out[top + 10 : top + 34, left + 23 : left + 25] = 230
            out[top + 36 : top + 39, left + 9 : left + 39] = np.array(wall) * 0.72
        out[floor * cell + cell - 3 : floor * cell + cell] *= 0.86
    return _picture(out)
