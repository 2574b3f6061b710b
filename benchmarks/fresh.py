"""From nothing to the first finished video: a new clone, no virtual environment, an empty package cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import site
from .report import ROOT, Table

PROMPT = "A corgi rides a skateboard through a city"


def measure(*, quick: bool) -> list[Table]:
    """Seconds until `up` greets, and until the first video can be watched."""
    del quick
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clone, home = folder / "clone", folder / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        env = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}
        env |= {
            key: value
            for key, value in os.environ.items()
            if key.lower().endswith("_proxy") or key.startswith("PIP_")
        }
        python = shutil.which("python3", path=env["PATH"]) or "python3"
        began = time.monotonic()
        with (
            site.running(folder / "data", python=python, root=clone, env=env) as here,
            site.browser() as page,
        ):
            up = time.monotonic() - began
            site.sign_up(page, here)
            site.create(page, here, PROMPT)
            page.wait_for_function(
                "() => document.querySelector('[data-video]')?.dataset.status === 'completed'",
                timeout=900_000,
            )
            whole = time.monotonic() - began
    rows = [["`up` answers", f"{up:.0f}"], ["first video ready", f"{whole:.0f}"]]
    note = "System libraries were there already; the packages came over this machine's network."
    return [
        Table("From an empty cache to the first video", ["moment", "seconds since the command"], rows, [note])
    ]
