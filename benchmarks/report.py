"""What a measurement answers, and how all of them become `docs/benchmarks.md`."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS, PAGE = ROOT / "benchmarks" / "results", ROOT / "docs" / "benchmarks.md"
PACKAGES = ("mujoco", "bpy", "numpy", "av", "channels", "daphne", "celery")
HEAD = """# Measured

Written by `python3 manage.py bench`; every table says where and when. Times on another machine differ, ratios
within a table are what counts. Nothing here is a test.
"""


@dataclass(slots=True)
class Table:
    """One measurement: column names, rows of the same length, and sentences below."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)


def machine() -> str:
    """This machine and its versions in one line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line
        ]
        model = names[0] if names else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return f"{model}, {cores} cores, Python {platform.python_version()}; {', '.join(found)}"


def commit() -> str:
    """The commit that was measured, or nothing outside of a clone."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def keep(name: str, tables: list[Table]) -> None:
    """Store a measurement and write the page anew."""
    RESULTS.mkdir(exist_ok=True)
    found = {"date": date.today().isoformat(), "machine": machine(), "commit": commit()}  # noqa: DTZ011
    found["tables"] = [asdict(table) for table in tables]
    (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(), "utf-8")


def page() -> str:
    """The whole page from what is stored."""
    parts = [HEAD]
    for path in sorted(RESULTS.glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        for table in found["tables"]:
            parts.append(f"## {table['title']}\n")
            parts.append(markdown(table["columns"], table["rows"]))
            parts += [f"{note}\n" for note in table["notes"]]
        parts.append(
            f"`bench {path.stem}` · {found['date']} · commit {found['commit']} · {found['machine']}\n"
        )
    return "\n".join(parts)


def markdown(columns: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
