"""`screen`: what the rules say of any list of texts, a line each."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from ...models import Surface
from ...text import judge


class Command(BaseCommand):
    """Judge texts."""

    help = "Judge every line of a file by the rules: allow, adults (refused for teens) or refuse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", required=True, help="a text file, a line each; - for standard input")
        parser.add_argument("--surface", default=Surface.PROMPT.value, choices=Surface.values)
        parser.add_argument("--json", action="store_true", help="a JSON object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        for text in _lines(options["input"]):
            finding = judge(text, options["surface"])
            said = {
                "text": text,
                "verdict": finding.action.value if finding else "allow",
                "category": finding.category if finding else None,
                "words": finding.words if finding else None,
            }
            if options["json"]:
                self.stdout.write(json.dumps(said, ensure_ascii=False))
            else:
                self.stdout.write(f"{said['verdict']:7} {said['category'] or '':14} {text}")


def _lines(name: str) -> Iterator[str]:
    """The lines that are not empty; `CommandError` where the file cannot be read."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from None
    return (line for line in text.splitlines() if line.strip())
