"""Pictures and films that are given to a model, brought to its canvas: cut to its shape, at its rate."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import av
import numpy as np
from PIL import Image, ImageOps

from ..errors import BadRequest
from .order import Frames


def picture(path: Path | IO[bytes], size: tuple[int, int]) -> Frames:
    """A picture cut to `size` (width, height); `BadRequest` when it cannot be read."""
    try:
        with Image.open(path) as opened:
            return _fitted(opened.convert("RGB"), size)
    except (OSError, ValueError) as error:
        raise BadRequest("A picture that was given cannot be read.") from error


def film(path: Path, size: tuple[int, int], rate: float, most: int) -> Frames:
    """At most `most` frames of a film's picture at `rate` frames a second, cut to `size` (width, height)."""
    frames: list[Frames] = []
    whole: Any
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            own = float(stream.average_rate or rate)
            for number, frame in enumerate(container.decode(stream)):
                whole = frame
                while len(frames) < most and len(frames) / rate <= (number + 0.5) / own:
                    frames.append(_fitted(whole.to_image(), size))
                if len(frames) >= most:
                    break
    except (OSError, IndexError, ValueError, av.error.FFmpegError) as error:
        raise BadRequest("The film that is to be made anew cannot be read.") from error
    if not frames:
        raise BadRequest("The film that is to be made anew has no frames.")
    return np.stack(frames)


def _fitted(found: Image.Image, size: tuple[int, int]) -> Frames:
    return np.asarray(ImageOps.fit(found, size, Image.Resampling.LANCZOS))
