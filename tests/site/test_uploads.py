"""Broken files at every door that takes files; `SORA_FUZZ=2000` sends more of them."""

from __future__ import annotations

import os

import pytest

from benchmarks import malformed, uploads


@pytest.mark.django_db
def test_broken_files_crash_nothing_and_leave_nothing_behind(settings, tmp_path):
    settings.DATA_DIR, settings.WORK_DIR, settings.MEDIA_ROOT = (tmp_path, tmp_path / "w", tmp_path / "m")
    count = int(os.environ.get("SORA_FUZZ", "30"))
    found = uploads.fuzz(count, tmp_path, seed=1)
    assert sum(tally.files for tally in found.values()) == count
    assert {name: (t.crashes, t.strays) for name, t in found.items() if t.crashes or t.strays} == {}


def test_a_broken_file_is_the_same_for_the_same_seed():
    whole = malformed.pictures()
    assert malformed.broken(whole, 7) == malformed.broken(whole, 7)
    assert sum(malformed.broken(whole, seed) not in whole for seed in range(40)) == 40
