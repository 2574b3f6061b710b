"""`lint`: style, types, templates, import contracts, migrations and the architecture tests, all in one."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from sora_site import installed
from sora_site.bootstrap.exits import Exit

CODE = ["accounts", "cameo", "feed", "generation", "moderation", "perception", "sora_site", "manage.py"]


def steps(*, fix: bool) -> list[tuple[str, list[str]]]:
    """What is run, in order, by name; with `fix` the tools that can repair do so."""
    python = [sys.executable, "-m"]
    check = [] if fix else ["--check"]
    return [
        (
            "ruff check",
            [*python, "ruff", "check", "--output-format=concise", *(["--fix"] if fix else []), "."],
        ),
        ("ruff format", [*python, "ruff", "format", *check, "."]),
        ("mypy --strict", [*python, "mypy", *CODE]),
        ("djlint format", [*python, "djlint", "--quiet", *(["--reformat"] if fix else check), "templates"]),
        ("djlint", [*python, "djlint", "--quiet", "--lint", "templates"]),
        ("import contracts", [str(Path(sys.executable).parent / "lint-imports")]),
        ("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("architecture", [*python, "pytest", "tests/architecture"]),
    ]


class Command(BaseCommand):
    """Check the code."""

    help = "Check style, types, templates, imports, migrations and architecture."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--fix", action="store_true", help="repair what can be repaired")
        parser.add_argument(
            "--audit", action="store_true", help="check what is installed instead: pins, hashes, weaknesses"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["audit"]:
            self._audit()
            return
        with tempfile.TemporaryDirectory(prefix="sora-lint-") as folder:
            env = {**os.environ, "SORA_DATA": folder, "SECRET_KEY": "only for reading the code"}
            failed = [
                name for name, command in steps(fix=options["fix"]) if not self._passes(name, command, env)
            ]
        if failed:
            self.stderr.write(f"\nNot clean: {', '.join(failed)}")
            sys.exit(Exit.FAILED)
        self.stdout.write("All clean")

    def _audit(self) -> None:
        """Say what is wrong with the installed packages; and whether anybody was asked about weaknesses."""
        weak, asked = installed.weaknesses()
        wrong = [*installed.strangers(), *installed.changed(), *weak]
        for line in wrong:
            self.stdout.write(f"✗ {line}")
        self.stdout.write(f"{len(installed.pinned())} packages are pinned; {asked}.")
        if wrong:
            sys.exit(Exit.FAILED)
        self.stdout.write("All as pinned")

    def _passes(self, name: str, command: list[str], env: dict[str, str]) -> bool:
        began = time.monotonic()
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False
        )
        mark = "✗" if done.returncode else "✓"
        self.stdout.write(f"{mark} {name} ({time.monotonic() - began:.0f} s)")
        if done.returncode:
            self.stdout.write(done.stdout + done.stderr)
        self.stdout.flush()
        return done.returncode == 0
