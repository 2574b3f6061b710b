"""From Create to the first preview frame and to the finished video, in a browser, on an idle warm worker."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from . import site
from .report import Table

PROMPT = "A corgi rides a skateboard through a city"


def measure(*, quick: bool) -> list[Table]:
    """The first video warms the worker; the later ones are measured."""
    rows = []
    with (
        tempfile.TemporaryDirectory() as name,
        site.running(Path(name) / "data") as here,
        site.browser() as page,
    ):
        site.sign_up(page, here)
        for number in range(2 if quick else 4):
            began = site.create(page, here, PROMPT)
            page.wait_for_function(
                "() => document.querySelector('img[data-preview]')?.naturalWidth > 0", timeout=120_000
            )
            first = time.monotonic() - began
            page.wait_for_function(
                "() => document.querySelector('[data-video]')?.dataset.status === 'completed'",
                timeout=900_000,
            )
            whole = time.monotonic() - began
            label = "cold worker" if number == 0 else "warm worker"
            rows.append([label, f"{first:.1f}", f"{whole:.0f}"])
    return [
        Table(
            "From Create to the first preview frame, seen in Chromium (sora-1-turbo, 854x480, 4 s)",
            ["worker", "first preview, s", "video ready, s"],
            rows,
            ["The site, the worker and the browser share the machine."],
        )
    ]
