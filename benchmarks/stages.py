"""CPU-seconds of each stage of one video, by model: what is not the renderer should be a tenth or less."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from generation.engines import catalog, media
from generation.engines.base import RenderRequest, Stage
from generation.engines.simulation.engine import SimulationEngine

from .report import Table

TITLE = "One video by stages: “A corgi rides a skateboard through a city”, 4 s"
PROMPT = "A corgi rides a skateboard through a city"
SIZES = {False: (854, 480), True: (320, 180)}


def measure(*, quick: bool) -> list[Table]:
    """A video of each model of the simulation; CPU-seconds and wall seconds per stage."""
    width, height = SIZES[quick]
    found = {model: _one(model, width, height) for model in ("sora-1-turbo", "sora-2")}
    rows = []
    for stage in Stage:
        row = [stage.value]
        for cpu, wall in found.values():
            row += [f"{cpu.get(stage.value, 0):.2f}", f"{wall.get(stage.value, 0):.2f}"]
        rows.append(row)
    total, share = ["total"], ["not the renderer"]
    for cpu, wall in found.values():
        total += [f"{sum(cpu.values()):.1f}", f"{sum(wall.values()):.1f}"]
        rest = sum(value for stage, value in cpu.items() if stage != Stage.RENDER)
        share += [f"{rest / sum(cpu.values()):.0%}", ""]
    columns = ["stage", *(f"{model}, {kind}" for model in found for kind in ("CPU s", "wall s"))]
    note = "Delivery joins, marks and encodes; the first model also pays for the imports of all libraries."
    return [Table(f"{TITLE}, {width}x{height}", columns, [*rows, total, share], [note])]


def _one(model: str, width: int, height: int) -> tuple[dict[str, float], dict[str, float]]:
    entry = catalog.get(model)
    with tempfile.TemporaryDirectory() as folder:
        request = RenderRequest(
            PROMPT, model, "realistic", width, height, 4.0, 7, Path(folder), settings=entry.settings
        )
        rendered = SimulationEngine().render(
            request, on_progress=lambda _progress: None, should_stop=lambda: False
        )
        cpu, wall = dict(rendered.report["stages"]), dict(rendered.report["wall"])
        at, used = time.monotonic(), _cpu()
        out = Path(folder) / "delivered"
        out.mkdir()
        media.deliver(
            [rendered],
            out,
            watermark="Sora @alice",
            seed=7,
            on_progress=lambda _progress: None,
            should_stop=lambda: False,
        )
        cpu[Stage.DELIVER], wall[Stage.DELIVER] = _cpu() - used, time.monotonic() - at
    return cpu, wall


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
