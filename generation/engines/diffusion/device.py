"""The device of this process, and how weights are laid out on it.

A plan is chosen from what the weights need and what the device has free, not
from a name: everything on the device, its transformer cast to 8 bits between
passes, one component at a time, or one block at a time. After a lack of memory
the next cheaper plan is tried, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import psutil
import torch

from .files import Inspection

GIB = 1024**3
ROOM = 1.15  # weights are not all: activations and the allocator take their part
FP8_SHARE = 0.55
FP8_CAPABILITY = (8, 9)
GROUPS: dict[str, Any] = {"offload_type": "block_level", "num_blocks_per_group": 1, "use_stream": True}


class Layout(StrEnum):
    """Where weights lie while a clip is made; from the fastest to the one that needs least."""

    WHOLE = "whole"
    EIGHT_BITS = "eight_bits"
    BY_COMPONENT = "by_component"
    BY_BLOCK = "by_block"


@dataclass(frozen=True, slots=True)
class Device:
    """What computes here: `kind` is "cuda" or "cpu", memory in bytes."""

    kind: str
    name: str
    total: int
    free: int
    eight_bits: bool = False


def here() -> Device:
    """The device that this process uses; asks CUDA, so never call it in a parent that forks."""
    if torch.cuda.is_available():
        free, total = torch.cuda.mem_get_info()
        capable = torch.cuda.get_device_capability() >= FP8_CAPABILITY
        return Device("cuda", torch.cuda.get_device_name(), total, free, capable)
    memory = psutil.virtual_memory()
    return Device("cpu", "CPU", memory.total, memory.available)


def layouts(inspection: Inspection, device: Device, bytes_each: float) -> list[Layout]:
    """The layouts that fit, best first; never empty, as the last needs next to nothing.

    On a CPU there is nowhere to move weights to, hence one answer.
    """
    if device.kind != "cuda":
        return [Layout.WHOLE]
    whole = inspection.memory(bytes_each) * ROOM
    found = []
    if whole <= device.free:
        found.append(Layout.WHOLE)
    if device.eight_bits and bytes_each > 1 and whole * FP8_SHARE <= device.free:
        found.append(Layout.EIGHT_BITS)
    if inspection.largest(bytes_each) * ROOM <= device.free:
        found.append(Layout.BY_COMPONENT)
    return [*found, Layout.BY_BLOCK]


def lay_out(pipe: Any, layout: Layout, device: Device, *, tiled: bool) -> None:
    """Put a freshly loaded pipeline on the device; `tiled` decodes pictures in parts, which needs less
    memory.
    """
    if tiled:
        pipe.vae.enable_tiling()
    if device.kind != "cuda":
        return
    if layout is Layout.EIGHT_BITS:
        for name in ("transformer", "transformer_ref"):
            if (part := getattr(pipe, name, None)) is not None:
                part.enable_layerwise_casting(torch.float8_e4m3fn, part.dtype)
    if layout in {Layout.WHOLE, Layout.EIGHT_BITS}:
        pipe.to(device.kind)
    elif hasattr(pipe, "enable_model_cpu_offload"):
        _offload(pipe, layout, device)
    else:
        _offload_blocks(pipe, layout, device)


def _offload(pipe: Any, layout: Layout, device: Device) -> None:
    if layout is Layout.BY_COMPONENT:
        pipe.enable_model_cpu_offload()
    else:
        pipe.enable_group_offload(onload_device=torch.device(device.kind), **GROUPS)


def _offload_blocks(pipe: Any, layout: Layout, device: Device) -> None:
    """The same for pipelines made of blocks, which leave it to a manager of their components."""
    from diffusers import ComponentsManager
    from diffusers.hooks import apply_group_offloading

    parts = {name: part for name, part in pipe.components.items() if isinstance(part, torch.nn.Module)}
    if layout is Layout.BY_COMPONENT:
        manager = ComponentsManager()
        for name, part in parts.items():
            manager.add(name, part)
        manager.enable_auto_cpu_offload(device=device.kind)
        return
    for part in parts.values():
        apply_group_offloading(part, onload_device=torch.device(device.kind), **GROUPS)


def forget() -> None:
    """Give memory back that nobody uses any more."""
    import gc

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
