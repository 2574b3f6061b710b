"""`screen`: what the policy makes of any list of texts, a line each, or of everything in a film."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from perception.films import NotAFilm

from ... import judging, screening
from ...models import Surface
from ...policies import live
from ...policies.table import Table
from ...policies.terms import Audience, Place


class Command(BaseCommand):
    """Judge texts, or a film."""

    help = "Judge every line of a file, or a film, by the policy: allow, adults, review or refuse."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--input", help="a text file, a line each; - for standard input")
        what.add_argument("--video", help="an MP4, MOV or WebM: its pictures, faces, letters and speech")
        parser.add_argument("--prompt", default="", help="what the film was asked for with, if anybody knows")
        parser.add_argument("--said", help="all lines that are spoken or written in it, if anybody knows")
        parser.add_argument("--computed", action="store_true", help="the film's figures are a simulation's")
        parser.add_argument("--surface", default=Surface.PROMPT.value, choices=Place.values)
        parser.add_argument("--audience", default=Audience.ADULT.value, choices=Audience.values)
        parser.add_argument("--json", action="store_true", help="a JSON object a line")

    def handle(self, *_args: Any, **options: Any) -> None:
        table = live.table()
        if options["video"] is not None:
            self._film(options, table)
            return
        for text in _lines(options["input"]):
            said = judged(text, options["surface"], options["audience"], table)
            if options["json"]:
                self.stdout.write(json.dumps(said, ensure_ascii=False))
            else:
                self.stdout.write(f"{said['verdict']:7} {said['category'] or '':14} {text}")

    def _film(self, options: dict[str, Any], table: Table) -> None:
        path = Path(options["video"])
        known = judging.Known(options["prompt"], options["said"], options["computed"])
        try:
            said = judging.judged(path, known, options["audience"], table)
        except (OSError, NotAFilm) as error:
            raise CommandError(f"{path} cannot be judged: {error}") from None
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            heard = "not known" if said["speech"] is None else said["speech"] or "nobody"
            self.stdout.write(f"{said['verdict']:7} {said['category'] or '':14} {path}")
            self.stdout.write(f"letters: {said['letters'] or 'none'}\nspeech:  {heard}")
            self.stdout.write(f"faces:   {said['faces'] or 'none'}\nbared:   {said['bared'] or 'none'}")


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
