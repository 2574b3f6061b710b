"""Small films to send."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from generation.engines.media.encode import PictureWriter


def film(path: Path, *, seconds: float = 2.0, size: tuple[int, int] = (128, 72), fps: int = 24) -> bytes:
    """A bar that moves over a field from left to right, with a tone; its bytes."""
    width, height = size
    count = round(seconds * fps)
    with PictureWriter(path, width, height, fps, sound=True) as out:
        for number in range(count):
            picture = np.full((height, width, 3), (40, 90, 60), np.uint8)
            left = round((width - 16) * number / count)
            picture[:, left : left + 16] = (230, 180, 40)
            out.write(picture)
        times = np.arange(round(seconds * 48_000)) / 48_000
        tone = 0.2 * np.sin(2 * np.pi * 440 * times)
        out.write_sound(np.stack([tone, tone], 1).astype(np.float32))
    return path.read_bytes()
