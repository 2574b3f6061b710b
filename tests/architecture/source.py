"""The project's own files, for the tests that read them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "moderation", "cameo", "generation", "feed")
PACKAGES = (*APPS, "perception", "sora_site")


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the project: git's list, or without git all that lies outside hidden folders."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _hidden(path.relative_to(ROOT))]
    return tuple(sorted(path for path in found if path.is_file()))


def code() -> list[Path]:
    """The Python files of the packages, without migrations."""
    return [
        path
        for path in committed()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in PACKAGES
        and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """The HTML templates."""
    return [path for path in committed() if path.suffix == ".html"]


def text(path: Path) -> str | None:
    """What a file says; None for binary files."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None


def _hidden(path: Path) -> bool:
    return path.parts[0] in {"data", "var"} or any(
        part == "__pycache__" or (part.startswith(".") and part != ".ci") for part in path.parts
    )
