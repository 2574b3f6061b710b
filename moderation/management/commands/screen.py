"""`screen`: what the policy makes of any list of texts, a line each."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from ... import screening
from ...models import Surface
from ...policies import live
from ...policies.table import Table
from ...policies.terms import Audience, Place


class Command(BaseCommand):
    """Judge texts."""

    help = "Judge every line of a file by the policy: allow, adults, review or refuse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--input", required=True, help="a text file, a line each; - for standard input")
        parser.add_argument("--surface", default=Surface.PROMPT.value, choices=Place.values)
        parser.add_argument("--audience", default=Audience.ADULT.value, choices=Audience.values)
        parser.add_argument("--json", action="store_true", help="a JSON object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        table = live.table()
        for text in _lines(options["input"]):
            said = judged(text, options["surface"], options["audience"], table)
            if options["json"]:
                self.stdout.write(json.dumps(said, ensure_ascii=False))
            else:
                self.stdout.write(f"{said['verdict']:7} {said['category'] or '':14} {text}")


def judged(text: str, surface: str, audience: str, table: Table) -> dict[str, Any]:
    """Everything that is found in a text, and what follows."""
    start = time.perf_counter()
    found = screening.findings(text, surface)
    decided = table.decide(found, surface, audience)
    return {
        "text": text,
        "verdict": decided.outcome.value,
        "category": decided.finding.category if decided.finding else None,
        "band": decided.finding.band.value if decided.finding else None,
        "by": decided.finding.by.value if decided.finding else None,
        "words": (decided.finding.words or None) if decided.finding else None,
        "found": [[each.category, each.band.value, each.by.value] for each in found],
        "policy": table.number,
        "ms": round((time.perf_counter() - start) * 1000, 2),
    }


def _lines(name: str) -> Iterator[str]:
    """The lines that are not empty; `CommandError` where the file cannot be read."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read: {error}") from None
    return (line for line in text.splitlines() if line.strip())
