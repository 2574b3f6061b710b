"""Sound of films whose shots were not made together: mixed anew as one, where the shots left their stems."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog

from .engines.base import Rendered
from .engines.errors import BadRequest, EncodeFailed

log = structlog.get_logger(__name__)


def mixed(shots: Sequence[Rendered], folder: Path, seed: int) -> list[Rendered]:
    """The shots with sounds cut from one mix of the whole film, written into `folder`.

    Shots without stems (of engines that keep none) are left as they are: then nothing is mixed anew.
    """
    stems = [shot.stems for shot in shots]
    if any(path is None or not path.is_file() for path in stems):
        return list(shots)
    # Late: only a worker that releases needs the engine's sound code.
    from .engines.simulation.sound import film

    try:
        loaded = [film.load(path) for path in stems if path is not None]
    except BadRequest as error:
        log.warning("filmsound.unreadable", error=str(error))
        return list(shots)
    found = []
    for number, (shot, samples) in enumerate(zip(shots, film.mix(loaded, seed), strict=True)):
        path = folder / f"sound-{number}.wav"
        _write(path, samples)
        found.append(replace(shot, sound=path))
    return found


def _write(path: Path, samples: Any) -> None:  # noqa: ANN401 ((N, 2) floats of NumPy)
    try:
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(48_000)
            file.writeframes((samples * 32767).round().astype("<i2").tobytes())
    except OSError as error:
        raise EncodeFailed(f"{path.name} could not be written: {error.strerror}.") from error
