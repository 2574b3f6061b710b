"""Sound of films whose shots were not made together: mixed anew as one, where the shots left their stems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import structlog

from .engines import catalog
from .engines.base import Rendered, Scorer
from .engines.errors import BadRequest

log = structlog.get_logger(__name__)


def mixed(shots: Sequence[Rendered], folder: Path, model: str, seed: int) -> list[Rendered]:
    """The shots with sounds cut from one mix of the whole film by the engine of `model`, in `folder`.

    Shots without stems, and an engine that mixes no films, leave the sounds as they are.
    """
    stems = [shot.stems for shot in shots if shot.stems is not None and shot.stems.is_file()]
    engine = catalog.load_engine(catalog.get(model))
    if len(stems) < len(shots) or not isinstance(engine, Scorer):
        return list(shots)
    try:
        sounds = engine.mixed(stems, seed, folder)
    except BadRequest as error:
        log.warning("filmsound.unreadable", error=str(error))
        return list(shots)
    return [replace(shot, sound=sound) for shot, sound in zip(shots, sounds, strict=True)]
