"""The last frames of a clip, kept for a shot that goes on from it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from ..errors import BadRequest, EncodeFailed
from .order import Frames

ABOUT = "clip.json"
KEPT = 33


def save(frames: Frames, rate: float, path: Path) -> Path:
    """Write the last frames of a (T, H, W, 3) canvas without loss; `EncodeFailed` when the disk refuses."""
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            last = frames[-KEPT:]
            archive.writestr(ABOUT, json.dumps({"engine": "diffusion", "rate": rate, "frames": len(last)}))
            for number, frame in enumerate(last):
                picture = io.BytesIO()
                Image.fromarray(np.ascontiguousarray(frame)).save(picture, "PNG", compress_level=1)
                archive.writestr(f"{number:03d}.png", picture.getvalue())
    except OSError as error:
        raise EncodeFailed(f"{path.name} could not be written: {error.strerror or error}.") from error
    return path


def load(path: Path, count: int, size: tuple[int, int]) -> Frames:
    """The last `count` frames at `size` (width, height); `BadRequest` for a take that another engine left."""
    try:
        with zipfile.ZipFile(path) as archive:
            if ABOUT not in archive.namelist():
                raise BadRequest(
                    "The video before was made by another engine, so this model cannot go on from it. "
                    "Extend it with the model that made it, or remix it."
                )
            names = sorted(name for name in archive.namelist() if name.endswith(".png"))[-count:]
            pictures = [Image.open(io.BytesIO(archive.read(name))).convert("RGB") for name in names]
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise BadRequest("What was kept of the video before cannot be read.") from error
    return np.stack([np.asarray(picture.resize(size, Image.Resampling.LANCZOS)) for picture in pictures])
