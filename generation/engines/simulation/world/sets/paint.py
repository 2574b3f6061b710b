"""Pictures for sets: mottled grounds, tiles, bricks, books, crowds, paintings. Drawn from a random state."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from ..scene import rgb

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


@cache
def noise(size: int, octaves: int, seed: int) -> Floats:
    """Fractal noise (size, size) between 0 and 1 that repeats without a seam."""
    rng = np.random.default_rng([seed, size])
    total = np.zeros((size, size))
    for octave in range(octaves):
        cells = min(2 ** (octave + 2), size)
        coarse = np.pad(rng.random((cells, cells)), 2, mode="wrap")
        step = size // cells
        fine = cv2.resize(coarse, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
        total += fine[2 * step : 2 * step + size, 2 * step : 2 * step + size] / 1.7**octave
    total = total - total.min()
    scaled: Floats = (total / total.max()).astype(np.float64)
    return scaled


def picture(values: Floats) -> Picture:
    """Values from 0 to 255 as a picture."""
    return np.clip(values, 0, 255).astype(np.uint8)


def tone(colour: str) -> Floats:
    """`#rrggbb` as three numbers from 0 to 255."""
    return np.asarray(rgb(colour), np.float64) * 255.0


def mottled(
    rng: np.random.Generator, low: str, high: str, *, grain: float = 0.1, octaves: int = 5, size: int = 256
) -> Picture:
    """Two colours mixed by clouds, with fine grain: sand, snow, rock, plaster, leaves."""
    cloud = noise(size, octaves, int(rng.integers(8)))[..., None]
    speck = rng.random((size, size, 1))
    return picture((tone(low) * (1 - cloud) + tone(high) * cloud) * (1 - grain / 2 + grain * speck))


def rippled(rng: np.random.Generator, low: str, high: str, size: int = 256, waves: int = 9) -> Picture:
    """Sand that the wind drew in ripples."""
    cloud = noise(size, 4, int(rng.integers(8)))
    rows = np.arange(size)[:, None] / size * 2 * np.pi * waves
    ripple = (0.5 + 0.5 * np.sin(rows + cloud * 7.0)) * 0.6 + 0.4 * noise(size, 6, 3)
    mix = ripple[..., None]
    return picture(tone(low) * (1 - mix) + tone(high) * mix + 8 * (rng.random((size, size, 1)) - 0.5))


def tiles(
    rng: np.random.Generator, colour: str, joint: str, *, count: int = 4, other: str = "", size: int = 256
) -> Picture:
    """Square tiles with joints; with `other` a chequerboard."""
    out = np.tile(tone(colour), (size, size, 1))
    step = size // count
    for row in range(count):
        for column in range(count):
            base = other if other and (row + column) % 2 else colour
            tile = tone(base) * rng.uniform(0.96, 1.03)
            out[row * step : (row + 1) * step, column * step : (column + 1) * step] = tile
    out *= (0.97 + 0.06 * noise(size, 5, 1))[..., None]
    for line in range(0, size, step):
        out[line : line + 2] = tone(joint)
        out[:, line : line + 2] = tone(joint)
    return picture(out)


def bricks(rng: np.random.Generator, colour: str, joint: str, *, rows: int = 10, size: int = 256) -> Picture:
    """A brick or block wall in stretcher bond."""
    out = np.zeros((size, size, 3))
    out[:] = tone(joint)
    tall, wide = size / rows, size / rows * 2
    for row in range(rows):
        shift = wide / 2 * (row % 2)
        for column in range(-1, rows // 2 + 1):
            left, top = int(column * wide + shift), int(row * tall)
            box = out[top + 1 : int(top + tall) - 1, max(left + 1, 0) : max(int(left + wide) - 1, 0)]
            box[:] = tone(colour) * rng.uniform(0.82, 1.14)
    return picture(out * (0.88 + 0.24 * noise(size, 6, 2))[..., None])


def boards(rng: np.random.Generator, colour: str, *, count: int = 8, size: int = 256) -> Picture:
    """Planks side by side, their grain along the picture's height."""
    out = np.tile(tone(colour), (size, size, 1))
    wide = size // count
    grain = cv2.resize(rng.random((size // 24, size // 2)), (size, size), interpolation=cv2.INTER_LINEAR)
    for board in range(count):
        out[:, board * wide : (board + 1) * wide] = tone(colour) * rng.uniform(0.86, 1.08)
        cut = int(rng.integers(size))
        out[cut : cut + 2, board * wide : (board + 1) * wide] *= 0.6
        out[:, board * wide] *= 0.6
    return picture(out * (0.88 + 0.2 * grain)[..., None])


def books(rng: np.random.Generator, shelves: int = 5, *, width: int = 256, height: int = 256) -> Picture:
    """A shelf's face: rows of spines on wooden boards."""
    out = np.zeros((height, width, 3))
    out[:] = (46, 32, 24)
    colours = [tone(c) for c in ("#7b2d26", "#27496d", "#d8c39a", "#3f6b4a", "#c98a3a", "#5b3a5e", "#1f2430")]
    step = height // shelves
    for shelf in range(shelves):
        low, x = (shelf + 1) * step - 4, 2
        out[low : low + 4] = (122, 84, 52)
        while x < width - 4:
            thick, tall = min(int(rng.integers(4, 11)), width - x), int(step * rng.uniform(0.6, 0.86))
            colour = colours[int(rng.integers(len(colours)))] * rng.uniform(0.8, 1.2)
            out[low - tall : low, x : x + thick] = colour
            out[low - tall + 5 : low - tall + 7, x : x + thick - 1] = colour * 0.6 + 95
            out[low - tall : low, x + thick - 1] = colour * 0.45
            x += thick + (int(rng.integers(0, 9)) if rng.random() < 0.06 else 0)
    return picture(out)


def painting(rng: np.random.Generator, size: int = 128) -> Picture:
    """A framed landscape: sky, sun, hills."""
    out = np.zeros((size, size, 3))
    rows = np.linspace(0, 1, size)[:, None, None]
    top, low = tone("#4f86b8") * rng.uniform(0.7, 1.1), tone("#f0c48a")
    out[:] = top * (1 - rows) + low * rows
    cv2.circle(out, (int(rng.uniform(0.2, 0.8) * size), int(size * 0.4)), size // 10, (250, 226, 160), -1)
    along = np.arange(size)
    for layer, colour in enumerate(("#7d8fa0", "#5d7a5a", "#37533c")):
        edge = size * (0.5 + 0.15 * layer) + size * 0.09 * np.sin(
            along / size * rng.uniform(4, 9) + layer * 2
        )
        out[np.arange(size)[:, None] > edge[None]] = tone(colour)
    out[:6] = out[-6:] = (196, 158, 84)
    out[:, :6] = out[:, -6:] = (196, 158, 84)
    return picture(out * (0.9 + 0.2 * noise(size, 5, 4))[..., None])


def lessons(rng: np.random.Generator, width: int = 512, height: int = 192) -> Picture:
    """A blackboard with a drawn triangle, a curve and sums in chalk."""
    out = np.zeros((height, width, 3))
    out[:] = tone("#24443a")
    out *= (0.85 + 0.4 * noise(256, 4, 5)[:height].repeat(2, 1)[:, :width])[..., None]
    chalk = (232, 236, 226)
    cv2.polylines(out, [np.array([(40, 150), (150, 150), (150, 50)], np.int32)], True, chalk, 2, cv2.LINE_AA)  # noqa: FBT003
    for row, sum_ in enumerate(("a2 + b2 = c2", "3 x 7 = 21", "E = m c2")):
        at = (190, 50 + 42 * row)
        cv2.putText(out, sum_, at, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 0.9, chalk, 1, cv2.LINE_AA)
    x = np.arange(360, 490)
    curve = np.stack([x, 100 - 45 * np.sin((x - 360) / 20)], 1).astype(np.int32)
    cv2.polylines(out, [curve], False, (240, 214, 130), 2, cv2.LINE_AA)  # noqa: FBT003
    cv2.line(out, (355, 100), (495, 100), chalk, 1)
    return picture(out + 6 * (rng.random((height, width, 1)) - 0.5))


def earth(size: int = 256) -> Picture:
    """A planet of oceans, land and clouds as a map (longitude across)."""
    land, cloud = noise(size, 6, 6), noise(size, 6, 7)
    out = np.where((land > 0.55)[..., None], tone("#5d7d46"), tone("#1d4f94"))
    out = np.where((land > 0.68)[..., None], tone("#b59a6a"), out)
    white = np.clip((cloud - 0.5) * 5, 0, 0.92)[..., None]
    return picture(out * (1 - white) + 250 * white)


def stars(rng: np.random.Generator, size: int = 256) -> Picture:
    """Black space with stars."""
    out = np.zeros((size, size, 3)) + (4, 6, 12)
    y, x = rng.integers(0, size, (2, 260))
    out[y, x] = rng.uniform(90, 255, (260, 1)) * np.array([0.95, 0.97, 1.0])
    return picture(out)


def dots(rng: np.random.Generator, ground: str, colours: list[str], many: int, size: int = 256) -> Picture:
    """Small flowers or confetti on a ground."""
    out = np.zeros((size, size, 3))
    out[:] = tone(ground)
    out *= (0.8 + 0.4 * noise(size, 6, 2))[..., None]
    for _ in range(many):
        at = tuple(int(v) for v in rng.integers(0, size, 2))
        cv2.circle(
            out, at, int(rng.integers(1, 4)), tone(colours[int(rng.integers(len(colours)))]).tolist(), -1
        )
    return picture(out)
