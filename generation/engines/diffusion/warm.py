"""Keeps loaded pipelines, the one used longest ago leaving first when memory is short.

One garage a process; a process has one device. What a model costs to have
ready is counted from its files, so nothing is loaded to find out that it does not fit.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import EngineUnavailable
from . import device as devices
from .device import Device, Layout
from .failures import OutOfMemory, lacks_memory, poisoned
from .files import Inspection, WeightsUnusable, inspect, readable
from .manifest import Weights
from .order import Family
from .preview import ColourMap, fit
from .quicken import Tried, quickest

BYTES_EACH = {"bfloat16": 2.0, "float16": 2.0, "float32": 4.0}
SHARE = 0.9
BUDGET = "SORA_DIFFUSION_MEMORY_GIB"


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A pipeline that is ready: `bytes` it holds, how it lies, how long it took to load, its preview map."""

    pipe: Any
    family: Family
    layout: Layout
    bytes: int
    seconds: float
    colours: ColourMap
    cheaper: tuple[Layout, ...] = ()
    tried: tuple[Tried, ...] = ()


@dataclass(slots=True)
class Garage:
    """The pipelines of this process, by name of weights and layout."""

    budget: int
    device: Callable[[], Device] = devices.here
    hits: int = 0
    misses: int = 0
    _kept: OrderedDict[tuple[str, str, Layout], Loaded] = field(default_factory=OrderedDict)

    def names(self) -> list[str]:
        """The weights that are ready, the one used last at the end."""
        return [name for name, _, _ in self._kept]

    def get(
        self, name: str, weights: Weights, family: Family, models: Path, worse_than: Layout | None = None
    ) -> Loaded:
        """The pipeline of `weights`, loaded when it is not there yet.

        `worse_than` asks for a layout that is cheaper than one that ran out of memory. Raises
        `WeightsUnusable` for weights that are not whole, `OutOfMemory` when they fit in no layout.
        """
        folder = weights.folder(models)
        for key, found in self._kept.items():
            if key[:2] == (name, str(folder)) and (worse_than is None or key[2] in _after(worse_than)):
                self._kept.move_to_end(key)
                self.hits += 1
                return found
        self.misses += 1
        if worse_than is not None:
            self.drop(name)
        inspection = inspect(folder, family.kinds)
        readable(folder)
        each = BYTES_EACH[weights.dtype]
        self._make_room(inspection.memory(each))
        layouts = devices.layouts(inspection, self.device(), each)
        if worse_than is not None:
            layouts = [layout for layout in layouts if layout in _after(worse_than)] or [worse_than]
        loaded = self._load(folder, weights, family, inspection, layouts, tiled=worse_than is not None)
        if loaded is None and len(layouts) > 1:  # it did not even come to lie there: once more, cheaper
            devices.forget()
            loaded = self._load(folder, weights, family, inspection, layouts[1:], tiled=True)
        if loaded is None:
            raise OutOfMemory("These weights do not fit into the memory of this device.")
        self._kept[name, str(folder), loaded.layout] = loaded
        return loaded

    def drop(self, name: str | None = None) -> None:
        """Forget the pipelines of those weights, or all."""
        for key in [key for key in self._kept if name is None or key[0] == name]:
            del self._kept[key]
        devices.forget()

    def _load(
        self,
        folder: Path,
        weights: Weights,
        family: Family,
        inspection: Inspection,
        layouts: list[Layout],
        *,
        tiled: bool,
    ) -> Loaded | None:
        """The pipeline in the first of `layouts`; None when memory ran out."""
        began = time.monotonic()
        layout, device = layouts[0], self.device()
        try:
            pipe = _read(folder, weights, family)
            devices.lay_out(pipe, layout, device, tiled=tiled)
            tried = speed_up(pipe, family, weights, folder, device)
            colours = fit(pipe.vae.eval(), family.grid.space, family.normalized)
        except (RuntimeError, MemoryError) as error:
            if not lacks_memory(error):
                raise
            return None
        size = inspection.memory(BYTES_EACH[weights.dtype])
        return Loaded(
            pipe, family, layout, size, time.monotonic() - began, colours, tuple(layouts[1:]), tried
        )

    def _make_room(self, wanted: int) -> None:
        while self._kept and sum(kept.bytes for kept in self._kept.values()) + wanted > self.budget:
            self._kept.popitem(last=False)
        devices.forget()


def _read(folder: Path, weights: Weights, family: Family) -> Any:
    """The pipeline in main memory; `WeightsUnusable` for what is no such pipeline."""
    import torch
    from safetensors import SafetensorError

    expected = (OSError, ValueError, LookupError, RuntimeError, TypeError, AttributeError, SafetensorError)
    try:
        return family.load(folder, getattr(torch, weights.dtype))
    except expected as error:
        if lacks_memory(error) or poisoned(error):
            raise
        raise WeightsUnusable(f"The weights in {folder.name!r} cannot be loaded: {error}.") from error


def _after(layout: Layout) -> list[Layout]:
    order = list(Layout)
    return order[order.index(layout) + 1 :]


def budget() -> int:
    """Bytes that loaded pipelines may take: the setting, or most of the main or device memory."""
    asked = os.environ.get(BUDGET, "")
    if asked:
        try:
            return int(float(asked) * devices.GIB)
        except ValueError as error:
            raise EngineUnavailable(f"{BUDGET} is not a number of GiB: {asked!r}.") from error
    return int(devices.here().total * SHARE)


def speed_up(pipe: Any, family: Family, weights: Weights, folder: Path, device: Device) -> tuple[Tried, ...]:
    """Turn on what a deployment asks of its weights, or what is measured to be quickest.

    Raises `EngineUnavailable` when this machine cannot do what is asked.
    """
    try:
        return tuple(quickest(pipe, family, weights, folder, device))
    except (RuntimeError, ValueError, ImportError) as error:
        if lacks_memory(error) or poisoned(error):
            raise
        raise EngineUnavailable(
            f"The attention or compilation asked for cannot be had here: {error}."
        ) from error
