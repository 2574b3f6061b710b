"""Films of pets and things for the tests: a drawing from the open emoji set before a plain wall."""

from __future__ import annotations

import io

import av
import numpy as np
from PIL import Image

from generation.engines.simulation.world.props.toy import picture

MUG, TEDDY, CAT = "2615", "1f9f8", "1f408"


def clip(
    code: str | None, *, seconds: float = 3.4, size: tuple[int, int] = (240, 180), seed: int = 4
) -> bytes:
    """An MP4 in which it stands and sways a little; with None there is only the wall."""
    rng = np.random.default_rng(seed)
    wall = np.clip(np.array([150, 165, 150]) + rng.normal(0, 4, (size[1], size[0], 3)), 0, 255)
    frames = []
    for number in range(round(seconds * 8)):
        frame = Image.fromarray((wall + rng.normal(0, 2, wall.shape)).clip(0, 255).astype(np.uint8))
        if code is not None:
            toy = Image.fromarray(picture(code)).resize((120, 120))
            frame.paste(toy, (60 + round(4 * np.sin(number)), 34), toy)
        frames.append(np.asarray(frame))
    return encoded(frames, 8)


def encoded(frames, rate: int) -> bytes:
    """Frames (H, W, 3) uint8 as an MP4 without sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = frames[0].shape[1], frames[0].shape[0], "yuv420p"
        stream.options = {"crf": "20", "preset": "ultrafast"}
        for frame in frames:
            for packet in stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), "rgb24")):
                film.mux(packet)
        for packet in stream.encode():
            film.mux(packet)
    return out.getvalue()
