"""Makes the environment that everything else runs in, from a machine that has only Python.

Two stages. Outside the environment, with any Python 3.9 or newer: find a Python
that the packages support and make `.venv` with it. Inside: install what
pyproject.toml asks for at the versions of constraints.txt, see to the system
libraries, and let Django take over. Standard library only; nothing here may
import the rest of the project, nor use syntax newer than Python 3.9.

Environment: SORA_VENV (where the environment lies, default `.venv`),
SORA_DIFFUSION=1 (install what diffusion models need, too),
SORA_NO_BOOTSTRAP=1 (use the running Python as it is), SORA_NO_APT=1 (never
install system packages).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from . import packages, python, system
from .exits import Exit
from .progress import SetupError, lock, say

HELP = """usage: python3 manage.py COMMAND

  up      set everything up and start the site (up --help for its options)
  test    run all tests
  lint    check style, types, templates and architecture
  demo    fill a sample world with videos rendered here
  bench   measure this machine

Any Django command works too: migrate, createsuperuser, invite, shell, …
The first run installs the packages into .venv, which takes a few minutes.
"""
TESTING = ("test", "lint", "bench")


def prepare(home: Path, argv: list[str]) -> None:
    """Return inside a complete environment, or end the process with a sentence."""
    command = argv[1] if len(argv) > 1 else ""
    _data_option(command, argv[2:])
    if os.environ.get("SORA_NO_BOOTSTRAP") == "1":
        return
    venv = Path(os.environ.get("SORA_VENV") or home / ".venv").expanduser().resolve()
    if command in {"", "help", "--help", "-h"} and not (venv / packages.STAMP).exists():
        sys.stdout.write(HELP)
        sys.exit(Exit.CLEAN)
    try:
        if Path(sys.prefix).resolve() != venv:
            with lock(venv):
                interpreter = python.environment(venv)
            _again(interpreter)
        _inside(home, venv, command)
    except SetupError as error:
        sys.stderr.write(f"\n{error}\n")
        sys.exit(error.code)
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on where it was.")
        sys.exit(Exit.INTERRUPTED)


def _inside(home: Path, venv: Path, command: str) -> None:
    groups = ["runtime"]
    if command in TESTING:
        groups += ["test", "diffusion"]
    elif os.environ.get("SORA_DIFFUSION") == "1":
        groups.append("diffusion")
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        groups.append("postgres")
    if packages.stale(home, venv, groups):
        with lock(venv):
            # Another first run may have finished while this one waited.
            missing = packages.stale(home, venv, groups)
            if missing:
                packages.install(home, venv, missing)
        system.libraries()
        if command != "test":
            _again(Path(sys.executable))
    elif command in {"up", "demo"}:
        system.libraries()
    if command == "test":
        system.libraries()
        system.browser()


def _again(interpreter: Path) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(str(interpreter), [str(interpreter), *sys.argv])


def _data_option(command: str, rest: list[str]) -> None:
    """`up --data DIR` is SORA_DATA for itself and all it starts; settings read it when they load."""
    if command != "up":
        return
    for place, word in enumerate(rest):
        if word == "--data" and place + 1 < len(rest):
            os.environ["SORA_DATA"] = str(Path(rest[place + 1]).expanduser().resolve())
        elif word.startswith("--data="):
            os.environ["SORA_DATA"] = str(Path(word[len("--data=") :]).expanduser().resolve())
