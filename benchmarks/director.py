"""What a second of film costs, stage by stage, for ten fixed prompts; and what carrying frames over saves.

The picture is measured on a window of drawings from the middle of each shot, because ten films whole would
take hours: everything before it is measured on the whole shot. CPU-seconds are those of this process and its
children, threads and all. The bare loop renders every one of the same drawings with the same settings.
"""

from __future__ import annotations

import json
import resource
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from generation.engines import catalog
from generation.engines.base import RenderRequest
from generation.engines.simulation import viewfinder
from generation.engines.simulation.between import Reel
from generation.engines.simulation.engine import Shoot, Unfilmed
from generation.engines.simulation.photograph import Photographer

from .quality import ssim
from .report import Table

PROMPTS = (
    "A corgi rides a skateboard through a city",
    "A basketball player misses a shot in a gym and the ball rebounds off the backboard",
    "A woman waves and laughs in the kitchen",
    "A girl rides a white horse on the beach at sunset",
    "A man does a backflip off a paddleboard on a moving sea",
    "Two women dance around a campfire in the forest at night",
    "An astronaut jumps on the moon",
    "An old man with an umbrella walks with a dog in the rain",
    "A teacher writes in a classroom",
    "A dragon flies over a castle",
)
SECONDS, FPS, SEED = 4.0, 24, 7
PARTS = Path(__file__).parent / "results" / "parts" / "director.json"
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: pixels of a frame, drawings of a window (a multiple of 8, and one)."""

    width: int
    height: int
    window: int
    prompts: int


FULL, QUICK = Size(854, 480, 9, 10), Size(214, 120, 9, 10)


def measure(*, quick: bool, part: int | None = None) -> list[Table]:
    """The costs of each prompt, and the bounds that hold.

    With a `part` (from 1 on) that prompt alone is measured; what was measured of the others before is kept.
    """
    size = QUICK if quick else FULL
    kept = {} if quick else _kept()
    for prompt in PROMPTS[: size.prompts] if part is None else PROMPTS[part - 1 : part]:
        row, ratio, above = _one(prompt, size)
        kept[prompt] = {"row": row, "ratio": ratio, "above": above, "gib": _largest_child()}
        if not quick:
            PARTS.parent.mkdir(exist_ok=True)
            PARTS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    return [_table(size, [kept[prompt] for prompt in PROMPTS if prompt in kept])]


def _kept() -> dict[str, Any]:
    """What was measured before, by prompt."""
    return dict(json.loads(PARTS.read_text("utf-8"))) if PARTS.is_file() else {}


def _largest_child() -> float:
    """GiB that the largest process of Blender has held so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def _table(size: Size, found: list[dict[str, Any]]) -> Table:
    rows = [each["row"] for each in found]
    ratios, floors = [each["ratio"] for each in found], [each["above"] for each in found]
    window = f"{size.window} drawings from the middle of each shot"
    memory = max(each["gib"] for each in found)
    worst = f"Mean ratio {np.mean(ratios):.2f}, worst {max(ratios):.2f}."
    held = f"The largest process of Blender held {memory:.2f} GiB."
    floor = "The floor is a bare frame against itself with another seed."
    notes = [
        f"CPU-seconds for a second of film, the picture taken from {window}; all else of {SECONDS:.0f} s.",
        "“Ours” is the renderer's process and the carrying over; “bare” renders every one of these drawings.",
        f"{worst} {held}",
        f"SSIM: the least alike of ours to bare. {floor} Not below: {sum(floors)} of {len(floors)}.",
    ]
    columns = [
        "prompt",
        "simulate",
        "preview",
        "sound",
        "viewfinder",
        "ours",
        "bare",
        "ratio",
        "whole of drawings",
    ]
    title = f"A director's costs, {len(rows)} of its {len(PROMPTS)} prompts, {size.width}x{size.height}"
    return Table(title, [*columns, "SSIM", "floor"], rows, notes)


def _one(prompt: str, size: Size) -> tuple[list[str], float, bool]:
    """One row, its ratio, and whether its quality bound is held."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = dict(catalog.get("sora-2").settings)
        request = RenderRequest(
            prompt, "sora-2", "realistic", size.width, size.height, SECONDS, SEED, folder, settings=settings
        )
        shoot = Shoot(request, lambda _progress: None, lambda: False)
        staged = shoot.staged()
        cpu = {stage.value: used / SECONDS for stage, used in shoot.ledger.cpu.items()}
        looked = _looked(staged, size)
        reel, ours = _reeled(staged, size, folder / "ours", settings)
        bare, plain = _reeled(staged, size, folder / "bare", {**settings, "reach": 1})
        other, _ = _reeled(staged, size, folder / "other", {**settings, "reach": 1, "seed": 5}, window=1)
    alike = min(ssim(reel[index], bare[index]) for index in bare)
    floor = ssim(next(iter(other.values())), bare[next(iter(other))])
    made = reel.pop("saved")
    costs = [cpu.get(stage, 0.0) for stage in ("simulate", "preview", "sound")]
    cells = [f"{cost:.2f}" for cost in (*costs, looked, ours, plain)]
    row = [prompt, *cells, f"{ours / plain:.2f}", f"{made} of {size.window}", f"{alike:.3f}", f"{floor:.3f}"]
    return row, ours / plain, alike >= floor


def _indices(staged: Unfilmed, size: Size) -> list[int]:
    """The numbers of the window's frames."""
    middle = staged.seen.frames // 2
    return list(range(middle, middle + size.window))


def _looked(staged: Unfilmed, size: Size) -> float:
    """CPU-seconds of a second of the viewfinder's film."""
    used = _cpu()
    frames = _indices(staged, size)
    for _ in viewfinder.render_frames(staged.world, staged.seen, size.width, size.height, frames=frames):
        pass
    return (_cpu() - used) / len(frames) * FPS


def _reeled(
    staged: Unfilmed, size: Size, folder: Path, settings: dict[str, Any], window: int = 0
) -> tuple[dict[Any, Any], float]:
    """The window's pictures by frame (and how many were whole), and CPU-seconds of a second of them."""
    folder.mkdir()
    frames = _indices(staged, size)[: window or None]
    used = _cpu()
    with (
        Photographer(
            staged.world, staged.seen, size.width, size.height,
            settings=settings, workdir=folder, frames=frames, should_stop=lambda: False,
        ) as photographer,
        viewfinder.opened(staged.world, staged.seen, size.width, size.height) as stage,
    ):  # fmt: skip
        reel = Reel(photographer, stage, frames, int(settings["reach"]))
        found: dict[Any, Any] = {
            facts.index: picture.copy() for facts, picture in reel.pictures(0, len(frames))
        }
        photographer.crew.end()
        spent = _cpu() - used
    if int(settings["reach"]) > 1:
        found["saved"] = reel.saved.whole
    return found, spent / len(frames) * FPS


def _cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
