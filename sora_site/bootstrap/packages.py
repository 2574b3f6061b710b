"""Installs the packages: what pyproject.toml asks for, at the versions of constraints.txt.

pip's own configuration decides where packages come from. A stamp in the
environment keeps, for each group (runtime, test, postgres, diffusion), the hash of what it
was made from, so a second start costs nothing and a changed pin is seen.
"""

from __future__ import annotations

import collections
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .progress import SetupError, say

STAMP = "sora-stamp.json"
GROUPS = ("runtime", "test", "postgres", "diffusion")
LONG = 100
EVERY_SECONDS = 3.0


def stale(home: Path, venv: Path, groups: list[str]) -> list[str]:
    """Those of `groups` that are not installed as pyproject.toml and constraints.txt say."""
    try:
        stamp: dict[str, str] = json.loads((venv / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        stamp = {}
    return [group for group in groups if stamp.get(group) != _hash(home, group)]


def install(home: Path, venv: Path, groups: list[str]) -> None:
    """Install `groups` into the running interpreter's environment and stamp them."""
    wanted = [line for group in groups for line in requirements(home, group)]
    constraints = str(home / "constraints.txt")
    size = "; the first time this downloads about 0.7 GB" if "runtime" in groups else ""
    say(f"Installing packages ({' and '.join(groups)}){size}")
    _pip(["--constraint", constraints, *wanted])
    alone = without_dependencies(home)
    if alone and "runtime" in groups:
        _pip(["--constraint", constraints, "--no-deps", *alone])
    stamp = {group: _hash(home, group) for group in GROUPS}
    known = {name: stamp[name] for name in stamp if name in groups or not stale(home, venv, [name])}
    (venv / STAMP).write_text(json.dumps(known, indent=1), "utf-8")
    say("Packages are installed")


def requirements(home: Path, group: str) -> list[str]:
    """The requirement lines of a group in pyproject.toml."""
    project = _pyproject(home)["project"]
    lines = project["dependencies"] if group == "runtime" else project["optional-dependencies"].get(group, [])
    return list(lines)


def without_dependencies(home: Path) -> list[str]:
    """Packages of which only the files are wanted, as what they depend on would be gigabytes."""
    return list(_pyproject(home).get("tool", {}).get("sora", {}).get("without-dependencies", []))


def _pyproject(home: Path) -> dict[str, Any]:
    import tomllib  # only inside the environment, which is Python 3.11 or newer

    with (home / "pyproject.toml").open("rb") as handle:
        return tomllib.load(handle)


def _hash(home: Path, group: str) -> str:
    parts = [*requirements(home, group), *(without_dependencies(home) if group == "runtime" else [])]
    parts += [(home / "constraints.txt").read_text("utf-8"), sys.version]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _pip(arguments: list[str]) -> None:
    """Run pip, showing what it downloads; its last words become the sentence of a failure."""
    command = [sys.executable, "-m", "pip", "install", "--progress-bar", "off", "--no-input", *arguments]
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_ROOT_USER_ACTION="ignore")
    environment["PYTHONUNBUFFERED"] = "1"
    tail: collections.deque[str] = collections.deque(maxlen=400)
    pipe, merged = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command, text=True, errors="replace", env=environment, stdout=pipe, stderr=merged
    ) as process:
        shown = 0.0
        for line in map(str.strip, process.stdout or ()):
            tail.append(line)
            shown = _show(line, shown)
    if process.returncode:
        errors = [line for line in tail if line.startswith("ERROR")] or list(tail)[-1:] or ["no message"]
        raise SetupError(
            f"The packages could not be installed: {errors[-1]}\n"
            "Check the connection and `pip config list`, then run the same command again; "
            "what was downloaded is kept."
        )


def _show(line: str, shown: float) -> float:
    """Show a line of pip's if it tells of something big or long; the time of the last line shown."""
    now = time.monotonic()
    telling = line.startswith("Installing collected") or (line.startswith("Downloading") and "MB" in line)
    if telling or (line.startswith("Collecting") and now - shown > EVERY_SECONDS):
        say("  " + (line if len(line) < LONG else line[: LONG - 1] + "…"))
        return now
    return shown
