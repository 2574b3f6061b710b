"""Finds a Python that the packages support and makes the virtual environment with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import system
from .progress import SetupError, say

# Blender's module is built for exactly one Python each: 5.0 for 3.11, 5.2 for 3.13.
SUPPORTED = ((3, 11), (3, 13))


def environment(venv: Path) -> Path:
    """The interpreter inside `venv`, which is made first where it is missing or broken."""
    inside = venv / "bin" / "python"
    if _version([str(inside)]) in SUPPORTED and _has(inside, "pip"):
        return inside
    chosen = _choose()
    say(f"Making {venv} with {chosen} (Python {'.'.join(map(str, _version([chosen]) or ()))})")
    if not _has(Path(chosen), "ensurepip"):
        _install_venv(chosen)
    _empty(venv)
    made = subprocess.run([chosen, "-m", "venv", str(venv)], capture_output=True, text=True, check=False)
    if made.returncode:
        tail = (made.stdout + made.stderr).strip().splitlines()[-1:] or ["no message"]
        raise SetupError(f"The environment {venv} could not be made: {tail[0]}")
    return inside


def _choose() -> str:
    running = sys.version_info[:2]
    if running in SUPPORTED:
        return sys.executable
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found and _version([found]) == (major, minor):
            return found
    for name in ("python3", "python"):
        found = shutil.which(name)
        if found and _version([found]) in SUPPORTED:
            return found
    raise SetupError(
        f"Sora needs Python 3.11 or 3.13, and this is {running[0]}.{running[1]}. Install one "
        "(Debian 12: apt-get install python3.11 python3.11-venv; Debian 13: python3.13 python3.13-venv; "
        "with uv: uv python install 3.13; else python.org) and run: python3.13 manage.py "
        + " ".join(sys.argv[1:])
    )


def _version(interpreter: list[str]) -> tuple[int, int] | None:
    """The (major, minor) that an interpreter really reports; None where it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        run = subprocess.run(
            [*interpreter, "-c", code], capture_output=True, text=True, check=False, timeout=60
        )
        major, minor = run.stdout.split()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return int(major), int(minor)


def _has(interpreter: Path, module: str) -> bool:
    run = subprocess.run([str(interpreter), "-c", f"import {module}"], capture_output=True, check=False)
    return run.returncode == 0


def _install_venv(chosen: str) -> None:
    major, minor = _version([chosen]) or SUPPORTED[0]
    package = f"python{major}.{minor}-venv"
    if system.apt_install([package], f"{chosen} cannot make environments") and _has(
        Path(chosen), "ensurepip"
    ):
        return
    raise SetupError(
        f"{chosen} cannot make virtual environments, as its part `ensurepip` is missing. Run: "
        f"{system.apt_line([package])}   and then the same command again."
    )


def _empty(venv: Path) -> None:
    """Remove a broken environment, but not the lock that this process holds in it."""
    for entry in os.scandir(venv):
        if entry.name == "setup.lock":
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            Path(entry.path).unlink()
