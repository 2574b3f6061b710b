"""What the staff's page and the command line tell of models, weights and workers."""

from __future__ import annotations

from dataclasses import dataclass

from ..engines import catalog
from ..engines.diffusion.files import Inspection, inspect
from ..engines.diffusion.manifest import KINDS, Weights
from ..engines.errors import EngineError
from . import licences, presence
from .presence import Worker

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Line:
    """Weights as staff see them: whether their files are here and whole, their terms, and who has them
    ready.
    """

    name: str
    weights: Weights
    found: Inspection | None
    trouble: str
    accepted: bool
    models: tuple[str, ...]
    workers: tuple[Worker, ...]

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


def _inspected(weights: Weights) -> tuple[Inspection | None, str]:
    try:
        return inspect(weights.folder(catalog.models_folder()), KINDS[weights.family]), ""
    except EngineError as error:
        return None, str(error)
