"""The tiers: what each offers, and the open shutter of the best one."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from generation.engines import catalog
from generation.engines.simulation.photograph import photograph
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import read_prompt
from generation.engines.simulation.world import build


def test_only_the_best_tier_makes_the_largest_pictures_and_blurs_what_moves():
    models = catalog.models()
    turbo, plain, pro = (models[name] for name in ("sora-1-turbo", "sora-2", "sora-2-pro"))
    assert (1792, 1024) in pro.sizes
    assert (1792, 1024) not in plain.sizes
    assert turbo.settings["renderer"] == "viewfinder"
    assert pro.settings["shutter"] == 0.5
    assert pro.settings["samples"] > plain.settings["samples"]


@pytest.mark.render
def test_an_open_shutter_blurs_what_moves_and_nothing_else(tmp_path):
    play = read_prompt("A dog runs through the park, static camera", seconds=1, style="realistic", seed=5)
    world = build(play)
    take = simulate(world, 1.0, 24, 5)
    pictures = {}
    for shutter in (0.0, 0.5):
        folder = tmp_path / str(shutter)
        folder.mkdir()
        photograph(
            world, take, 160, 90, workdir=folder, frames=[10, 11],
            settings={"samples": 4, "processes": 1, "shutter": shutter},
            on_frame=lambda index, path, at=shutter: pictures.update({(at, index): Image.open(path).copy()}),
            should_stop=lambda: False,
        )  # fmt: skip
    change = np.abs(np.asarray(pictures[0.0, 10], float) - pictures[0.5, 10]).mean(axis=2)
    assert change.max() > 40
    assert np.median(change) < 4


@pytest.mark.parametrize("module", ["world", "physics", "framing", "blocking.layout", "engine", "photograph"])
def test_a_worker_may_import_any_part_of_the_engine_first(module: str) -> None:
    engine = "generation.engines.simulation"
    words = f"import {engine}.{module}, {engine}.blocking.layout"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-400:]
