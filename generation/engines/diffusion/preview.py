"""Pictures of a clip that is not decoded yet: one 1x1 map from latents to colours, fitted to the loaded
autoencoder.

Fitting needs no table of somebody else's: smooth random colour fields are
encoded once at warm-up and the map is the least-squares answer to them. After
that a preview costs one small product.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

FIELDS, FIELD_CELLS = 8, 4
SMALLEST_SIDE, CELLS = 256, 8
WIDEST = 480
QUALITY = 80
EVERY_SECONDS = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class ColourMap:
    """`matrix` (channels, 3) and `offset` (3,) from latents to RGB in -1 to 1."""

    matrix: Any
    offset: Any

    def picture(self, latents: Any, size: tuple[int, int]) -> Image.Image:
        """The middle frame of (1, C, T, h, w) `latents` as a picture of `size`, at most 480 pixels wide."""
        middle = latents[0, :, latents.shape[2] // 2].float().cpu()
        rgb = torch.einsum("chw,cr->hwr", middle, self.matrix) + self.offset
        pixels = ((rgb + 1) * 127.5).clamp(0, 255).byte().numpy()
        width = min(WIDEST, size[0])
        height = max(2, round(width * size[1] / size[0]))
        return Image.fromarray(np.ascontiguousarray(pixels)).resize((width, height), Image.Resampling.BICUBIC)


def _plain(pixels: Any) -> Any:
    return pixels


def fit(vae: Any, space: int, normalized: Callable[[Any], Any] = _plain, seed: int = 0) -> ColourMap:
    """Fit the map to a video autoencoder that compresses sides by `space`.

    `normalized` makes of pixels from -1 to 1 what the autoencoder was trained on.
    """
    side = max(SMALLEST_SIDE, space * CELLS)
    rows, answers = [], []
    fields = (
        torch.rand(FIELDS, 3, FIELD_CELLS, FIELD_CELLS, generator=torch.Generator().manual_seed(seed)) * 2 - 1
    )
    smooth = torch.nn.functional.interpolate(fields, size=(side, side), mode="bilinear", align_corners=False)
    with torch.inference_mode():
        for field in smooth:
            shown = normalized(field[None, :, None].to(vae.device, vae.dtype))
            latents = vae.encode(shown).latent_dist.mode()[0, :, 0].float().cpu()
            colours = torch.nn.functional.adaptive_avg_pool2d(field[None], latents.shape[-2:])[0]
            rows.append(latents.flatten(1).T)
            answers.append(colours.flatten(1).T)
        cells = torch.cat(rows)
        known = torch.cat([cells, torch.ones(len(cells), 1)], 1)
        found = torch.linalg.lstsq(known, torch.cat(answers), driver="gelsd").solution
    return ColourMap(found[:-1], found[-1])


@dataclass(slots=True)
class Reel:
    """The previews of one clip, at most one in `every` seconds: looking at each step would slow fast steps
    down.
    """

    colours: ColourMap
    size: tuple[int, int]
    folder: Path
    every: float = EVERY_SECONDS
    clock: Callable[[], float] = time.monotonic
    _last: float = float("-inf")

    def shown(self, step: int, estimate: Callable[[], Any]) -> Path | None:
        """The clip as it looks so far, as a JPEG; None when one was just shown, or when nothing can be."""
        if self.clock() - self._last < self.every:
            return None
        latents = estimate()
        if latents is None:
            return None
        self._last = self.clock()
        path = self.folder / f"preview-{step:03d}.jpg"
        self.colours.picture(latents, self.size).save(path, "JPEG", quality=QUALITY)
        return path
