"""Stills of a film: the poster and the sprite sheet that a player shows while one scrubs."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from .colour import Rgb
from .encode import write_file

MAX_COLUMNS = 10
MAX_TILES = 100
TILE_SIDE = 160
_CLOSEST_SECONDS = 0.25
_POSTER_SIDE = 1280


def _tile_size(width: int, height: int) -> tuple[int, int]:
    """The tile's pixels: the longer side at most `TILE_SIDE`, never larger than the film."""
    scale = min(1.0, TILE_SIDE / max(width, height))
    return max(2, round(width * scale)), max(2, round(height * scale))


@dataclass
class Stills:
    """Collects tiles and the best poster while the frames of a film of `frames` frames pass by."""

    width: int
    height: int
    fps: float
    frames: int
    tiles: list[Rgb] = field(default_factory=list)
    poster: Rgb | None = None
    _best: float = -1.0

    @property
    def interval(self) -> float:
        """Seconds from one tile to the next."""
        return max(_CLOSEST_SECONDS, 1 / self.fps, self.frames / self.fps / MAX_TILES)

    def see(self, index: int, rgb: Rgb) -> None:
        """Look at frame `index`; keeps what is needed of it."""
        if index / self.fps + 1e-9 < len(self.tiles) * self.interval or len(self.tiles) >= MAX_TILES:
            return
        size = _tile_size(self.width, self.height)
        tile = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
        self.tiles.append(np.asarray(tile, np.uint8))
        worth = self._worth(index, self.tiles[-1])
        if worth > self._best:
            self._best, self.poster = worth, rgb.copy()

    def _worth(self, index: int, tile: Rgb) -> float:
        """How well a frame stands for its film: detail, light, and nearness to the film's middle."""
        gray = cv2.cvtColor(tile, cv2.COLOR_RGB2GRAY)
        detail = math.log1p(float(cv2.Laplacian(gray, cv2.CV_32F).var()))
        light = float(gray.std()) / 64
        place = 1 - abs((index + 0.5) / max(1, self.frames) - 0.5)
        return (detail + light) * place

    def save(self, poster: Path, spritesheet: Path, sprites: Path) -> None:
        """Write the poster (WebP), the sheet (JPEG) and its description (JSON)."""
        if self.poster is None:
            raise ValueError("No frame was seen.")
        image = Image.fromarray(self.poster)
        image.thumbnail((_POSTER_SIDE, _POSTER_SIDE))
        write_file(poster, _encoded(image, "WEBP", quality=84, method=4))
        tile_height, tile_width = self.tiles[0].shape[:2]
        columns = min(MAX_COLUMNS, len(self.tiles))
        rows = math.ceil(len(self.tiles) / columns)
        grid = np.zeros((rows * tile_height, columns * tile_width, 3), np.uint8)
        for number, tile in enumerate(self.tiles):
            top, left = number // columns * tile_height, number % columns * tile_width
            grid[top : top + tile_height, left : left + tile_width] = tile
        write_file(spritesheet, _encoded(Image.fromarray(grid), "JPEG", quality=80, optimize=True))
        description = {
            "columns": columns,
            "rows": rows,
            "width": tile_width,
            "height": tile_height,
            "interval": round(self.interval, 6),
            "count": len(self.tiles),
        }
        write_file(sprites, (json.dumps(description) + "\n").encode())


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
