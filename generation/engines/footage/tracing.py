"""Looking for where a file comes from: its manifest, what its frames have in common, fingerprints.

Runs in the sandbox only. Whose mark it is nobody here knows: that takes a key, which does not come in here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from perception import fingerprint, hidden_mark

from ..media import provenance
from .decoding import MOST_RATE, NotTakenError, _open, _upright

Rgb = npt.NDArray[np.uint8]
FRAMES, LONGEST, WIDEST = 48, 300.0, 1280
MOST_PIXELS, LEAST_SIDE, KEPT_SIDE = 50_000_000, 64, 1920
PICTURES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
FILM_HEADS = (b"\x1a\x45\xdf\xa3",)


def trace(path: Path, folder: Path, root: str) -> dict[str, Any]:
    """What can be told of a file; writes `grid.npy`, what its frames have in common."""
    with path.open("rb") as file:
        head = file.read(12)
    film = head[4:8] == b"ftyp" or head[:4] in FILM_HEADS
    if film:
        frames, kind = _frames(path), ".mp4"
    else:
        picture, kind = _picture(path)
        frames = [_small(picture)]
    np.save(folder / "grid.npy", hidden_mark.gathered(frames))
    named = folder / f"traced{kind}"
    named.hardlink_to(path)
    state, claim = provenance.read(named, root)
    return {
        "film": film,
        "prints": [f"{one:016x}" for one in fingerprint.fingerprints(frames)],
        "state": state.value,
        "claim": claim,
    }


def picture(path: Path, folder: Path) -> dict[str, Any]:
    """A picture that somebody sent as a plain sRGB PNG, `picture.png`: only its pixels, bounded."""
    found, _kind = _picture(path)
    image = Image.fromarray(found)
    image.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    image.save(folder / "picture.png", "PNG")
    return {"width": image.width, "height": image.height}


def _picture(path: Path) -> tuple[Rgb, str]:
    from PIL import ImageOps

    try:
        with Image.open(path, formats=tuple(PICTURES)) as opened:
            _measure(opened.width, opened.height)
            kind = PICTURES[str(opened.format)]
            opened.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
            whole = ImageOps.exif_transpose(opened).convert("RGBA")
            flat = Image.new("RGB", whole.size, "white")
            flat.paste(whole, mask=whole.getchannel("A"))
    except NotTakenError:
        raise
    except Exception as error:  # a decoder may raise anything over bytes that somebody made up
        raise NotTakenError("It is no picture that can be decoded.") from error
    return np.asarray(flat, np.uint8), kind


def _measure(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or min(width, height) < LEAST_SIDE:
        raise NotTakenError(f"A picture of {width}x{height} is too large or too small.")


def _frames(path: Path) -> list[Rgb]:
    """Up to `FRAMES` frames, evenly over the film."""
    frames: list[Rgb] = []
    step = 1
    with _open(path) as found:
        for number, frame in enumerate(found.decode(found.streams.video[0])):
            if float(frame.time or 0.0) > LONGEST or number > LONGEST * MOST_RATE:
                break
            if number % step:
                continue
            frames.append(_small(_upright(frame)))
            if len(frames) == 2 * FRAMES:
                frames, step = frames[::2], step * 2
    if not frames:
        raise NotTakenError("It has no frame that can be decoded.")
    return frames


def _small(rgb: Rgb) -> Rgb:
    scale = min(1.0, WIDEST / max(rgb.shape[:2]))
    if scale == 1.0:
        return rgb
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
