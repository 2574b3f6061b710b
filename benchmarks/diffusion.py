"""What our engine adds to a diffusers pipeline called bare: same weights, steps, size and seed, in one run.

Weights are random and tiny, so the passes are far cheaper than real ones: an
overhead that is small here is smaller there. Seconds with real weights need a GPU, and stand
in this table only where one was present.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from generation.engines.diffusion import trial
from generation.engines.diffusion.families import FAMILIES
from generation.engines.diffusion.families.ltx2 import _guidance
from generation.engines.diffusion.families.steps import generator
from generation.engines.diffusion.manifest import Licence, Weights
from generation.engines.diffusion.order import Order
from generation.engines.diffusion.preview import Reel
from generation.engines.diffusion.warm import Garage, Loaded

from .report import Table

ROUNDS, STEPS = 7, 8
BARS = "at most 5 % and 50 ms a step"


def measure(*, quick: bool) -> list[Table]:
    """Bare and ours in turns; about two minutes on two cores."""
    from tests.diffusion import checkpoints

    rows = []
    torch.set_num_threads(1)  # threads that wait for each other would be counted as work
    with tempfile.TemporaryDirectory() as name:
        for family in ("ltx2", "wan"):
            folder = getattr(checkpoints, family)(Path(name) / family)
            told = Weights(family=family, source=str(folder), licence=Licence(name="none"), dtype="float32")
            loaded = Garage(10**10).get(family, told, FAMILIES[family], folder)
            asked = trial.order(loaded, STEPS, (26, 15) if family == "ltx2" else (20, 12))
            rows.append(_compared(family, loaded, asked, Path(name), 2 if quick else ROUNDS))
    rounds = 2 if quick else ROUNDS
    columns = ["family", "bare, CPU s", "ours, CPU s", "overhead, %", "overhead, ms a step", "on a GPU"]
    notes = [
        (
            f"{STEPS} steps, random weights, one thread; medians of {rounds} rounds in turns, "
            f"in CPU-seconds of the process: other work does not count. Wanted: {BARS}."
        ),
        "Ours shows what the clip looks like so far, and decodes apart from denoising.",
        "On a GPU: nothing was measured, as none was here; the column stays empty.",
    ]
    return [Table("Our engine against the same pipeline called bare", columns, rows, notes)]


def _compared(name: str, loaded: Loaded, asked: Order, folder: Path, rounds: int) -> list[str]:
    bare, ours = [], []
    _bare(loaded, asked)
    _ours(loaded, asked, folder)
    for _ in range(rounds):
        bare.append(_spent(lambda: _bare(loaded, asked)))
        ours.append(_spent(lambda: _ours(loaded, asked, folder)))
    before, after = statistics.median(bare), statistics.median(ours)
    share, step = 100 * (after - before) / before, 1000 * (after - before) / STEPS
    return [name, f"{before:.2f}", f"{after:.2f}", f"{share:+.1f}", f"{step:+.1f}", ""]


def _spent(call: Callable[[], None]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _bare(loaded: Loaded, asked: Order) -> None:
    guided = _guidance(asked.recipe) | {"frame_rate": asked.rate} if loaded.family.name == "ltx2" else {}
    given: dict[str, Any] = {"guidance_scale": asked.recipe.guidance} | guided
    loaded.pipe.set_progress_bar_config(disable=True)
    with torch.inference_mode():
        loaded.pipe(
            prompt=asked.prompt,
            width=asked.width,
            height=asked.height,
            num_frames=asked.frames,
            num_inference_steps=STEPS,
            generator=generator(asked.seed),
            max_sequence_length=asked.recipe.max_sequence,
            output_type="np",
            **given,
        )


def _ours(loaded: Loaded, asked: Order, folder: Path) -> None:
    reel = Reel(loaded.colours, (asked.width, asked.height), folder)

    def on_step(step: int, _steps: int, estimate: Any) -> None:  # noqa: ANN401 (a tensor of the pipeline)
        reel.shown(step, estimate)

    latents = loaded.family.denoise(loaded.pipe, asked, on_step)
    loaded.family.decode(loaded.pipe, latents, asked)
