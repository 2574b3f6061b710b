"""Random orders of what families do, as the tests run a dozen of them, by the thousand.

Linking, unlinking, switches, birthdays and signals in any order, each sequence of twelve steps held against a
simple model: policy and ranker after each step, lists of people, pages, the API and the sockets. A chunk is
one pytest process with seeds of its own; one violation ends the measure with hypothesis's smallest example.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from .report import ROOT, Table

TESTS = "tests/accounts/test_any_order.py"
CHUNK, STEPS = 250, 12


def measure(*, quick: bool = False) -> list[Table]:
    """10,000 sequences, a process for each core."""
    number = 2 if quick else 10_000 // CHUNK
    size = 10 if quick else CHUNK
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, _nothing in enumerate(pool.map(_run, [size] * number), start=1):
            sys.stderr.write(f"\r{done * size:,} of {number * size:,} sequences")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (used.ru_utime + used.ru_stime) / 60
    row = ["families", f"{number * size:,}", f"{number * size * STEPS:,}", "0", f"{spent:.0f} min"]
    return [Table("Any order of doing things", ["of", "sequences", "steps", "violations", "CPU"], [row])]


def _run(size: int) -> None:
    env = {**os.environ, "SORA_SEQUENCES": str(size), "SORA_NO_BOOTSTRAP": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "--timeout=0", "-p", "no:cacheprovider", TESTS]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"A sequence went wrong:\n{done.stdout[-6000:]}")
