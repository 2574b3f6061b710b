"""How many addresses were tried by how many people, and how many got where they may not.

It runs the walk over the map of addresses that the tests hold (`tests/site/test_doors.py`), in a process of
its own. About a minute.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from .report import ROOT, Table

WALK = "tests/site/test_doors.py"


def measure(*, quick: bool) -> list[Table]:  # noqa: ARG001 (every measure takes it)
    """The counts of the walk; a leak makes it fail."""
    with tempfile.TemporaryDirectory(prefix="sora-bench-") as folder:
        report = Path(folder) / "walk.xml"
        command = [sys.executable, "-m", "pytest", WALK, "-q", f"--junitxml={report}"]
        env = {**os.environ, "SORA_NO_BOOTSTRAP": "1"}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        told = report.read_text("utf-8") if report.is_file() else ""
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:])
    counts = dict(re.findall(r'<property name="(\w+)" value="(\d+)"', told))
    rows = [
        ["addresses of the site × people (seven)", counts["pairs"], "0"],
        ["addresses of the admin and the API × who may not", counts["closed"], "0"],
        ["addresses of signing in × nobody", counts["signing_in"], "0"],
    ]
    return [Table("Who gets through which address", ["what was tried", "pairs", "leaks"], rows)]
