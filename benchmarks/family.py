"""Families and data: how soon a switch works, what a copy and an end cost, what reading chats takes.

Each measure runs in a process of its own on a private database, so that the memory it reports is its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .report import ROOT, Table

MEASURES = ("switch", "copy", "end", "chats")


def measure(*, quick: bool = False) -> list[Table]:
    """A switch, a copy of 1,000 videos, the end of an account with 100,000 events, a chat export of 1 GB."""
    found = [_run(name, quick=quick) for name in MEASURES]
    rows = [[*map(str, row)] for part in found for row in part]
    return [
        Table(
            "Families and everybody's data",
            ["what", "time", "queries", "peak memory"],
            rows,
            ["A private SQLite database. The export is made up of common words."],
        )
    ]


def _run(name: str, *, quick: bool) -> list[list[Any]]:
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as folder:
        env = {**os.environ, "SORA_DATA": folder, "SORA_NO_BOOTSTRAP": "1", "PYTHONPATH": str(ROOT)}
        env |= {"SECRET_KEY": "measured", "EMAIL_URL": "memorymail://", "TEEN_NIGHT": "none"}
        words = [sys.executable, "-m", "benchmarks.family_parts", name, *(["--quick"] if quick else [])]
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr[-2000:]}")
        return list(json.loads((Path(folder) / "rows.json").read_text()))
