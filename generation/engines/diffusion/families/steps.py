"""What every pipeline's loop is wrapped in: the callback of a step, quiet bars, hooks taken off again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

import torch

from ..manifest import Recipe
from ..order import Frames, OnStep, Order
from ..quicken import cached

Estimate = Callable[[int, Mapping[str, Any]], Any]


@contextmanager
def quiet(pipe: Any, recipe: Recipe | None = None) -> Iterator[Any]:
    """Run `pipe` without bars, with the cache of its recipe; whatever ends the run, its offload hooks are put
    back.
    """
    pipe.set_progress_bar_config(disable=True)
    try:
        with torch.inference_mode(), cached(pipe, recipe) if recipe is not None else nullcontext():
            yield pipe
    finally:
        free(pipe)


def watched(pipe: Any, steps: int, on_step: OnStep, velocity: str, estimate: Estimate) -> dict[str, Any]:
    """The arguments that make `pipe` tell of every step.

    `velocity` names the local of the pipeline's loop that holds the predicted velocity; `estimate(step,
    tensors)` makes from it the clip as it looks so far. What `on_step` raises ends the run at once, without
    decoding.
    """
    names = list(type(pipe)._callback_tensor_inputs)  # noqa: SLF001 (the pipelines' own list of what they tell)
    pipe._callback_tensor_inputs = [*names, velocity]  # noqa: SLF001

    def after(_pipe: Any, step: int, _time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        on_step(step + 1, steps, lambda: estimate(step, tensors))
        return {}

    return {"callback_on_step_end": after, "callback_on_step_end_tensor_inputs": ["latents", velocity]}


def pictures(video: Any) -> Frames:
    """(T, H, W, 3) uint8 frames of (1, 3, T, H, W) decoded video in -1 to 1, made where the video lies."""
    level = (video[0].float() * 0.5 + 0.5).clamp_(0, 1).mul_(255).round_()
    found: Frames = level.to(torch.uint8).permute(1, 2, 3, 0).contiguous().cpu().numpy()
    return found


def generator(seed: int) -> Any:
    """A generator on the CPU: the same seed gives the same noise on every device."""
    return torch.Generator("cpu").manual_seed(seed)


def generators(order: Order) -> Any:
    """One for each clip of an order, so that none depends on its mates; a single one for a single clip."""
    found = [generator(seed) for seed in order.seeds]
    return found if len(found) > 1 else found[0]


def free(pipe: Any) -> None:
    """Put offload hooks back; pipelines made of blocks have none of their own."""
    if hasattr(pipe, "maybe_free_model_hooks"):
        pipe.maybe_free_model_hooks()
