"""What others than our own simulation put into a film: the sound of a trained model or of a sent film, faces.

Our own sound is known from the script. Everything else needs a transcript (`moderation/hearing.py`), and a
face needs to be one of those whose cameo the film is about.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from cameo import uploads
from moderation import hearing

from . import origin, starring
from .engines.media import hearing as sounds
from .models import Video


def is_ours(video: Video) -> bool:
    """Whether all that is heard was made by the simulation, from lines that were read."""
    if origin.holds_sent(video):
        return False
    return all(_simulated(shot.queue, shot.result) for shot in video.shots.all())


def _simulated(queue: str, result: dict[str, Any] | None) -> bool:
    report = (result or {}).get("report", {})
    if "footage" in report:
        return False
    return queue in origin.SOURCES or report.get("diffusion", {}).get("sound") == "simulated"


def transcript(film: Path) -> str | None:
    """What is said in a film's sound, None where nobody could write it down."""
    down = sounds.RATE // hearing.RATE
    return hearing.transcript(np.asarray(resample_poly(sounds.decoded(film), 1, down), np.float32))


def stranger(video: Video) -> Callable[[Any], bool] | None:
    """Tells of a picture whether somebody else is in it than who is cast; None where nobody is."""
    handles = starring.handles(video.prompt, video.screenplay)
    if not handles:
        return None
    cast = uploads.known(handles)
    return lambda picture: uploads.shows_another(picture, cast)
