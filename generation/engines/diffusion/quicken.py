"""What makes steps cheaper: caches between steps, and the attention and compilation that a warm-up measured.

Caches (`CACHES`) reuse what changes little from step to step; which of them do
anything for which family was tried, the others are refused where the catalogue
is read. `measure` runs a few steps in each way that this machine may have,
believes only those whose result is that of the plain way, and keeps the
quickest; the choice is written down for the next start of a worker.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from .device import Device
from .manifest import Recipe, Weights
from .order import Family, Order

BACKENDS = ("native", "_native_cudnn", "flash", "_flash_3", "sage", "flex", "xformers")
AUTO = "auto"
CHOSEN = "quickest.json"
CLOSE = 0.03  # mean difference of latents, of their spread, at which another way counts as the same
STEPS, RUNS = 3, 2
TAYLOR_EVERY, TAYLOR_FROM = 3, 3


@dataclass(frozen=True, slots=True)
class Way:
    """How a transformer computes: its attention backend, and whether its blocks are compiled."""

    attention: str = "native"
    compile: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """One way that was measured: seconds a step, or why it is not used."""

    way: Way
    seconds: float | None
    why: str = ""


@contextmanager
def cached(pipe: Any, recipe: Recipe) -> Iterator[None]:
    """Let the transformer of `pipe` reuse between steps what the recipe says, and nothing afterwards."""
    if not recipe.cache:
        yield
        return
    pipe.transformer.enable_cache(_config(pipe, recipe))
    try:
        yield
    finally:
        pipe.transformer.disable_cache()


def _config(pipe: Any, recipe: Recipe) -> Any:
    from diffusers.hooks import (
        FirstBlockCacheConfig,
        PyramidAttentionBroadcastConfig,
        TaylorSeerCacheConfig,
    )

    if recipe.cache == "first_block":
        return FirstBlockCacheConfig(threshold=recipe.cache_threshold)
    if recipe.cache == "taylor":
        return TaylorSeerCacheConfig(cache_interval=TAYLOR_EVERY, disable_cache_before_step=TAYLOR_FROM)
    return PyramidAttentionBroadcastConfig(
        spatial_attention_block_skip_range=2,
        spatial_attention_timestep_skip_range=(100, 800),
        current_timestep_callback=lambda: pipe.current_timestep,
    )


def ways(weights: Weights) -> list[Way]:
    """The ways to try for weights: as they ask, or all where they say "auto"."""
    backends = BACKENDS if weights.attention == AUTO else (weights.attention or "native",)
    compiled = (False, True) if weights.compile == AUTO else (bool(weights.compile),)
    return [Way(backend, compiling) for compiling in compiled for backend in backends]


def quickest(pipe: Any, family: Family, weights: Weights, folder: Path, device: Device) -> list[Tried]:
    """Measure the ways of `weights` unless that was done here, put the quickest on; what was tried."""
    offered = ways(weights)
    if AUTO not in {weights.attention, weights.compile}:
        if offered != [Way()]:
            apply(pipe, offered[0])
        return []
    key = f"{device.name}, torch {torch.__version__}, {weights.dtype}"
    if (known := _known(folder, key)) in offered:
        apply(pipe, known)
        return [Tried(known, None, "measured before")]
    tried = measure(pipe, family, offered)
    best = min(
        (found for found in tried if found.seconds is not None), key=lambda found: found.seconds or 0.0
    )
    apply(pipe, best.way)
    _keep(folder, key, best.way)
    return tried


def measure(pipe: Any, family: Family, offered: list[Way]) -> list[Tried]:
    """Seconds a step in each way; a way that fails, or computes something else, has none."""
    plain, seconds = _run(pipe, family, Way())
    tried = [Tried(Way(), seconds)]
    for way in offered:
        if way == Way():
            continue
        try:
            found, seconds = _run(pipe, family, way)
        except (RuntimeError, ValueError, ImportError, TypeError) as error:
            tried.append(Tried(way, None, str(error).splitlines()[0][:200]))
            _plainly(pipe)
            continue
        away = float((found - plain).abs().mean() / plain.std().clamp(min=1e-6))
        same = bool(torch.isfinite(found).all()) and away <= CLOSE
        tried.append(Tried(way, seconds if same else None, "" if same else f"differs by {away:.3f}"))
    return tried


def _run(pipe: Any, family: Family, way: Way) -> tuple[Any, float]:
    """The latents and the seconds a step of the best of a few runs of a small clip."""
    apply(pipe, way)
    side = family.grid.space * 4
    recipe = Recipe(weights="", steps=STEPS)
    order = Order("a quiet lake", recipe, side, side, family.grid.frames(0.5, 24.0), 24.0, 1)
    best, latents = float("inf"), None
    for number in range(RUNS + 1):
        _wait()
        began = time.perf_counter()
        latents = family.denoise(pipe, order, lambda *_: None).video
        _wait()
        if number:  # the first run compiles and fills caches
            best = min(best, (time.perf_counter() - began) / STEPS)
    assert latents is not None  # noqa: S101 (there was a run)
    return latents.float().cpu(), best


def apply(pipe: Any, way: Way) -> None:
    """Put a way on; raises what diffusers raises when this machine does not have it."""
    pipe.transformer.set_attention_backend(way.attention)
    if way.compile:
        pipe.transformer.compile_repeated_blocks(fullgraph=True)


def _plainly(pipe: Any) -> None:
    with suppress(RuntimeError, ValueError, ImportError):
        pipe.transformer.set_attention_backend("native")


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _known(folder: Path, key: str) -> Way:
    try:
        return Way(**json.loads((folder / CHOSEN).read_text("utf-8"))[key])
    except (OSError, ValueError, KeyError, TypeError):
        return Way("unknown")


def _keep(folder: Path, key: str, way: Way) -> None:
    path = folder / CHOSEN
    with suppress(OSError, ValueError):  # a folder that cannot be written to is measured again
        told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        path.write_text(json.dumps({**told, key: asdict(way)}, indent=1), "utf-8")
