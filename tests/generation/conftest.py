"""Fixtures of a video's life: the small engine's models, and briefs that use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generation import admission
from generation.admission import Brief
from generation.engines import catalog
from generation.models import Video

CATALOG = Path(__file__).with_name("catalog.toml")
PROMPT = "A corgi rides a skateboard through the city"


@pytest.fixture(autouse=True)
def _small_models(monkeypatch):
    monkeypatch.setenv("SORA_CATALOG", str(CATALOG))
    catalog.models.cache_clear()
    yield
    catalog.models.cache_clear()


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.WORK_DIR = tmp_path / "work"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path


@pytest.fixture
def brief() -> Brief:
    return Brief(prompt=PROMPT, model="colour", style="realistic", size=(64, 36), seconds=1, seed=7)


@pytest.fixture
def make(brief):
    """`make(alice, seconds=4)`: a video in the queue, through the gate like every other."""

    def _make(person, **changes) -> Video:
        return admission.enqueue(admission.admit(replace(brief, **changes), person))[0]

    return _make
