"""Fits a clip to the film: cut out of its canvas, at the film's frames a second, with sound of its length.

A model that computes 16 frames a second gets frames in between, each moved
along the optical flow of its neighbours (dense inverse search: Kroeger et al.,
ECCV 2016, as OpenCV has it), because repeated frames stutter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from ..media.encode import SAMPLE_RATE
from .order import Frames, Sound

SAME = 0.02  # of a frame


def cut(frames: Frames, width: int, height: int) -> Frames:
    """The middle (height, width) of every frame."""
    top, left = (frames.shape[1] - height) // 2, (frames.shape[2] - width) // 2
    return frames[:, top : top + height, left : left + width]


def at_rate(frames: Frames, rate: float, fps: float, count: int) -> Iterator[Frames]:
    """Exactly `count` frames at `fps` from a clip at `rate`; the last one is held when the clip ends."""
    flows: dict[int, tuple[Frames, Frames]] = {}
    for number in range(count):
        place = min(number * rate / fps, len(frames) - 1.0)
        before = int(place)
        share = place - before
        if share < SAME or before + 1 >= len(frames):
            yield frames[before]
        elif share > 1 - SAME:
            yield frames[before + 1]
        else:
            if before not in flows:
                flows = {before: _flows(frames[before], frames[before + 1])}
            yield _between(frames[before], frames[before + 1], flows[before], share)


def _flows(first: Frames, second: Frames) -> tuple[Frames, Frames]:
    greys = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in (first, second)]
    opencv: Any = cv2  # its type stubs lack this class
    search = opencv.DISOpticalFlow_create(opencv.DISOPTICAL_FLOW_PRESET_FAST)
    return search.calc(greys[0], greys[1], None), search.calc(greys[1], greys[0], None)


def _between(first: Frames, second: Frames, flows: tuple[Frames, Frames], share: float) -> Frames:
    height, width = first.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))

    def moved(frame: Frames, flow: Frames, part: float) -> Frames:
        across, down = x - part * flow[..., 0], y - part * flow[..., 1]
        return np.asarray(cv2.remap(frame, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))

    forward, backward = moved(first, flows[0], share), moved(second, flows[1], 1 - share)
    return np.asarray(cv2.addWeighted(forward, 1 - share, backward, share, 0))


def of_length(sound: Sound, seconds: float) -> Sound:
    """The sound with exactly the samples of `seconds`; what is missing at its end is silent after a short
    fade.
    """
    wanted = round(seconds * SAMPLE_RATE)
    if len(sound) >= wanted:
        return sound[:wanted]
    fade = min(len(sound), SAMPLE_RATE // 100)
    ended = sound.copy()
    if fade:
        ended[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
    return np.concatenate([ended, np.zeros((wanted - len(sound), 2), np.float32)])
