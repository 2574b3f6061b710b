"""Tiny weights, built once a run; see `checkpoints`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def ltx2_folder(tmp_path_factory) -> Path:
    from . import checkpoints

    return checkpoints.ltx2(tmp_path_factory.mktemp("ltx2"))


@pytest.fixture(scope="session")
def wan_folder(tmp_path_factory) -> Path:
    from . import checkpoints

    return checkpoints.wan(tmp_path_factory.mktemp("wan"))


@pytest.fixture(scope="session")
def vace_folder(tmp_path_factory) -> Path:
    from . import checkpoints

    return checkpoints.wan_vace(tmp_path_factory.mktemp("vace"))


@pytest.fixture(scope="session")
def minimax_folder(tmp_path_factory) -> Path:
    from . import checkpoints

    return checkpoints.minimax(tmp_path_factory.mktemp("minimax"))


@pytest.fixture(autouse=True)
def _empty_garage() -> Iterator[None]:
    yield
    from generation.engines.diffusion import engine

    if engine.garage.cache_info().currsize:
        engine.garage().drop()
