#!/usr/bin/env python3
"""The one command of the project: `up`, `test`, `lint`, `bench`, `demo` and every Django command.

It runs on any Python 3: `sora_site/bootstrap` (standard library only) makes the
environment first and starts this file again inside it.
"""

import importlib
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def prepare() -> None:
    """Import `bootstrap` from inside `sora_site`, as importing `sora_site` itself needs the packages."""
    sys.path.insert(0, str(HERE / "sora_site"))
    bootstrap = importlib.import_module("bootstrap")
    sys.path.pop(0)
    bootstrap.prepare(HERE, sys.argv)


if __name__ == "__main__":
    prepare()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
