"""Listening to a finished film: when does something begin to sound, and is it when it is seen?

Owns decoding and onsets; knows nothing of what made the sound. A blow is heard as a sudden rise over what
sounded just before it, above the rumble and hum of a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfilt

from ..errors import EncodeFailed

Samples = npt.NDArray[np.float64]
RATE = 48_000
HOP = 96  # 2 ms
BEFORE, AROUND = 0.05, 0.22
CLEAR = 4.0  # times louder than just before
LOWEST_HERTZ = 150.0
BOUND = 1.0


def decoded(path: Path) -> Samples:
    """The sound of a film or a WAV as mono samples at 48 kHz; `EncodeFailed` when it cannot be decoded.

    Samples stand where their timestamps put them, so a delay in the container counts.
    """
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
            found = np.zeros(0)
            for frame in container.decode(stream):
                start = len(found) / RATE if frame.time is None else float(frame.time)
                parts = [part.to_ndarray()[0] for part in resampler.resample(frame)]
                found = _placed(found, np.concatenate(parts) if parts else np.zeros(0), round(start * RATE))
    except (av.error.FFmpegError, IndexError, OSError) as error:
        raise EncodeFailed(f"The sound of {path.name} could not be decoded: {error}.") from error
    return found


def _placed(found: Samples, part: Samples, start: int) -> Samples:
    """`part` put at `start`; what stands before the film is dropped."""
    part = part[max(0, -start) :]
    start = max(0, start)
    if start + len(part) > len(found):
        found = np.concatenate([found, np.zeros(start + len(part) - len(found))])
    found[start : start + len(part)] = part
    return found


def sync(path: Path, moments: Sequence[float], fps: float) -> dict[str, Any]:
    """How well the sound of a film keeps to `moments` (seconds) at which something strikes.

    `max_offset_frames` is the worst distance of a clear onset from its moment, None when none was clear;
    `heard` counts those that were, `moments` all that were asked.
    """
    offsets = onsets(decoded(path), moments) if moments else []
    heard = [offset for offset in offsets if offset is not None]
    worst = max((abs(offset) for offset in heard), default=None)
    return {
        "max_offset_frames": None if worst is None else round(worst * fps, 3),
        "bound": BOUND,
        "heard": len(heard),
        "moments": len(moments),
    }


def onsets(samples: Samples, moments: Sequence[float]) -> list[float | None]:
    """For each moment the seconds to the clearest onset around it; None without one, or with company."""
    rises = _rises(samples)
    return [_offset(rises, moment) if _alone(moment, moments) else None for moment in moments]


def _alone(moment: float, moments: Sequence[float]) -> bool:
    return all(other == moment or abs(other - moment) > 2 * AROUND for other in moments)


def _rises(samples: Samples) -> Samples:
    """For every hop, how many times louder the next 10 ms are than the loudest of the 50 ms before."""
    high = sosfilt(butter(4, LOWEST_HERTZ, "highpass", fs=RATE, output="sos"), samples)
    count = len(high) // HOP
    energy = np.sqrt((high[: count * HOP].reshape(count, HOP) ** 2).mean(1)) + 1e-5
    rises = np.ones(count)
    past = round(BEFORE * RATE / HOP)
    for hop in range(count):
        before = energy[max(0, hop - past) : hop]
        rises[hop] = energy[hop : hop + 5].max() / (before.max() if len(before) else energy[0])
    return rises


def _offset(rises: Samples, moment: float) -> float | None:
    first = max(0, round((moment - AROUND) * RATE / HOP))
    window = rises[first : round((moment + AROUND) * RATE / HOP) + 1]
    if not len(window) or window.max() < CLEAR:
        return None
    loudest = int(np.argmax(window))
    # The rise is seen up to 10 ms ahead: the onset is the last hop before it falls back.
    while loudest + 1 < len(window) and window[loudest + 1] >= 0.5 * window[loudest]:
        loudest += 1
    return float((first + loudest) * HOP / RATE - moment)


def moments(shots: Sequence[Mapping[str, Any]]) -> list[float]:
    """When blows are seen in a film, seconds: the `audible` of each shot's physics, after its start."""
    found, start = [], 0.0
    for shot in shots:
        found += [start + time for time in (shot.get("physics") or {}).get("audible", ())]
        start += shot.get("frames", 0) / shot.get("fps", 24)
    return found
