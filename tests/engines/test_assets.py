"""What others made is here as they published it."""

from __future__ import annotations

import hashlib
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "generation" / "engines" / "simulation" / "assets"
OURS = {"README.md", "SHA256SUMS"}


def _sums() -> dict[str, str]:
    lines = (ASSETS / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_every_file_is_the_published_one() -> None:
    found = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file()}
    assert found == set(_sums()) | OURS
    for name, expected in _sums().items():
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == expected, name


def test_every_package_has_a_licence_and_a_line_in_the_list() -> None:
    told = (ASSETS / "README.md").read_text("utf-8")
    for folder in (path for path in ASSETS.iterdir() if path.is_dir()):
        assert (folder / "LICENSE").is_file(), folder.name
        assert f"| `{folder.name}` |" in told
