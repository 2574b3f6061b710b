"""Random orders of what families do, as the tests run a dozen of them, by the thousand.

Linking, unlinking, switches, wishes, birthdays and signals in any order, each sequence of up to twelve steps
held against a simple model: policy and ranker after each step, lists of people, pages, the API and the
sockets. A process for each core makes its database once, in memory, and takes every sequence back; one
violation ends the measure with hypothesis's smallest example.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .report import ROOT, Table

STEPS = 12
WANTED, FEW = 10_000, 40


def measure(*, quick: bool = False) -> list[Table]:
    """10,000 sequences (`SORA_SEQUENCES` says another number), a process for each core."""
    wanted = FEW if quick else int(os.environ.get("SORA_SEQUENCES", WANTED))
    cores = int(os.environ.get("SORA_CORES", os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as folder:
        places = [Path(folder) / str(number) for number in range(cores)]
        running = [_begin(place, -(-wanted // cores)) for place in places]
        for one in running:
            if one.wait():
                raise RuntimeError("A sequence went wrong; what it was is above.")
        found = [json.loads((place / "rows.json").read_text()) for place in places]
    number, steps, spent = (sum(row[name] for row in found) for name in ("sequences", "steps", "cpu"))
    row = ["families", f"{number:,}", f"{steps:,}", "0", f"{spent / 60:.0f} min"]
    return [Table("Any order of doing things", ["of", "sequences", "steps", "violations", "CPU"], [row])]


def _begin(place: Path, number: int) -> subprocess.Popen[bytes]:
    place.mkdir()
    env = {**os.environ, "SORA_DATA": str(place), "SORA_NO_BOOTSTRAP": "1", "PYTHONPATH": str(ROOT)}
    env |= {"SECRET_KEY": "measured", "EMAIL_URL": "memorymail://", "TEEN_NIGHT": "none"}
    env |= {"DATABASE_URL": "sqlite://:memory:", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    words = [sys.executable, "-m", "benchmarks.sequences_part", str(number)]
    return subprocess.Popen(words, cwd=ROOT, env=env)
