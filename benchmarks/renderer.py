"""What our renderer loop costs beside a bare Cycles loop over the same frames of the same scene."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generation.engines import catalog
from generation.engines.simulation.photograph import photograph
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build

from .report import ROOT, Table

PROMPT = "A corgi rides a skateboard through a city"
BARE = """
import json, os, sys, time
from pathlib import Path
told = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
import bpy
from generation.engines.simulation.photograph.darkroom import Darkroom
from generation.engines.simulation.photograph.job import read_job
folder, threads = Path(sys.argv[1]), int(sys.argv[2])
room = Darkroom(read_job(folder), threads)
times = []
for row in range(int(sys.argv[3])):
    room.pose(row)
    began = time.monotonic()
    bpy.context.scene.render.filepath = str(folder / "bare.png")
    bpy.ops.render.render(write_still=True)
    times.append(time.monotonic() - began)
told.write(json.dumps(times))
told.flush()
os._exit(0)
"""


def measure(*, quick: bool) -> list[Table]:
    """Seconds per frame of both loops, without each process's first frame, which also builds the scene."""
    many, (width, height) = (4, (320, 180)) if quick else (13, (854, 480))
    world = build(read_prompt(PROMPT, seconds=4.0, style="realistic", seed=7))
    take = simulate(world, 4.0, 24, 7, aspect=width / height)
    frames = list(range(0, take.frames, take.frames // many))[:many]
    settings = catalog.get("sora-2").settings
    with tempfile.TemporaryDirectory() as name:
        folder, moments = Path(name), []
        photograph(
            world,
            take,
            width,
            height,
            settings=settings,
            workdir=folder,
            frames=frames,
            on_frame=lambda _index, _path: moments.append(time.monotonic()),
            should_stop=lambda: False,
        )
        bare = _bare(folder, many)
    ours = (moments[-1] - moments[0]) / (many - 1)
    plain = sum(bare[1:]) / (many - 1)
    rows = [
        ["our loop: pose, render, write, tell the worker", f"{ours:.2f}", f"{ours / plain:.3f}"],
        ["bare loop: bpy.ops.render.render alone", f"{plain:.2f}", "1"],
    ]
    title = f"Renderer loop beside a bare Cycles loop, {many - 1} frames, {width}x{height}"
    return [Table(title, ["loop", "wall s a frame", "ratio"], rows)]


def _bare(folder: Path, many: int) -> list[float]:
    import os

    threads = str(len(os.sched_getaffinity(0)))
    words = [sys.executable, "-c", BARE, str(folder), threads, str(many)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
    )
    return [float(value) for value in json.loads(done.stdout)]
