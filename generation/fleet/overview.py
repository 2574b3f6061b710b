"""What the staff's page and the command line tell of models, weights and workers."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..engines import catalog
from ..engines import voices as speaking
from ..engines.diffusion import hub
from ..engines.diffusion.files import Inspection
from ..engines.diffusion.manifest import Source, Spoken
from ..engines.errors import EngineError
from . import licences, presence
from .presence import Worker

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Line:
    """Weights, or a voice, as staff see them: whether their files are here and whole, their terms, and who
    has them ready.
    """

    name: str
    weights: Source
    found: Inspection | None
    trouble: str
    accepted: bool
    models: tuple[str, ...]
    workers: tuple[Worker, ...]
    speaks: bool = False

    @property
    def is_voice(self) -> bool:
        """Whether it speaks; `speaks` tells whether this deployment names it."""
        return isinstance(self.weights, Spoken)

    @property
    def gib(self) -> float:
        """GiB that the weights take at 16 bits a parameter."""
        return self.found.memory() / GIB if self.found is not None else 0.0

    @property
    def state(self) -> str:
        """One word for what is still missing."""
        if self.found is None:
            return "missing"
        if not self.accepted:
            return "licence"
        if self.is_voice:
            return "speaks" if self.speaks else "unnamed"
        return "ready" if self.workers else "resting"


def lines() -> list[Line]:
    """All weights of the catalogue, in its order."""
    heard = [worker for worker in presence.workers() if worker.is_heard]
    found = []
    for name, weights in catalog.weights().items():
        inspection, trouble = _inspected(weights)
        found.append(
            Line(
                name,
                weights,
                inspection,
                trouble,
                licences.is_accepted(name, weights),
                tuple(
                    m.name for m in catalog.models().values() if m.diffusion and m.diffusion.weights == name
                ),
                tuple(worker for worker in heard if name in worker.usable),
            )
        )
    return found


def voices() -> list[Line]:
    """All neural voices of the catalogue."""
    named = os.environ.get(speaking.SETTING, "")
    found = []
    for name, voice in catalog.voices().items():
        inspection, trouble = _inspected(voice)
        accepted = licences.is_accepted(name, voice)
        found.append(Line(name, voice, inspection, trouble, accepted, (), (), speaks=name == named))
    return found


def _inspected(weights: Source) -> tuple[Inspection | None, str]:
    try:
        return hub.look(weights, weights.folder(catalog.models_folder())), ""
    except EngineError as error:
        return None, str(error)
