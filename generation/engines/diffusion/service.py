"""What others ask of the process in which models run: its device, what it can carry, what it has loaded.

Light to import: torch comes in with the first question, so only a worker's
child and an operator's command ask.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .files import Inspection, WeightsUnusable, inspect
from .manifest import KINDS, Weights

ON_CPU = "SORA_DIFFUSION_ON_CPU"
MOST_NUMBERS_ON_CPU = 200_000_000
GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Machine:
    """The device of this process (memory in bytes) and the models in it."""

    device: str
    memory_total: int
    memory_free: int
    loaded: tuple[str, ...] = ()
    hits: int = 0
    misses: int = 0


def machine() -> Machine:
    """The device as it is now; asks CUDA, so never call it in a process that forks."""
    from . import device, engine

    here = device.here()
    if not engine.garage.cache_info().currsize:
        return Machine(here.name, here.total, here.free)
    kept = engine.garage()
    return Machine(here.name, here.total, here.free, tuple(kept.names()), kept.hits, kept.misses)


def check(weights: Weights, models: Path) -> Inspection:
    """Raise `WeightsUnusable` unless the files are whole and this device makes clips in a sensible time."""
    from . import device

    found = inspect(weights.folder(models), KINDS[weights.family])
    slow = device.here().kind == "cpu" and os.environ.get(ON_CPU) != "1"
    if slow and found.numbers > MOST_NUMBERS_ON_CPU:
        billions = found.numbers / 1e9
        raise WeightsUnusable(f"{billions:.1f} billion parameters need a GPU; this machine has none.")
    return found


def plan(weights: Weights, models: Path) -> str:
    """How weights would lie on this device, in words; raises `WeightsUnusable`."""
    from . import device, warm

    found, here = inspect(weights.folder(models), KINDS[weights.family]), device.here()
    each = warm.BYTES_EACH[weights.dtype]
    layout = device.layouts(found, here, each)[0].value
    return (
        f"{found.kind}, {found.memory(each) / GIB:.2f} GiB in {weights.dtype}; "
        f"{here.name} has {here.free / GIB:.1f} GiB free: {layout}"
    )


def try_out(name: str, weights: Weights, models: Path) -> list[str]:
    """Load weights and make one small clip; answers lines for a person. Raises what the engine raises."""
    from . import engine, trial

    loaded = engine.warm_up(name, weights, models)
    return [f"loaded in {loaded.seconds:.1f} s, {loaded.layout.value}", *trial.run(loaded)]
