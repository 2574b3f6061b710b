"""`bench`: measure this machine and write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from sora_site.bootstrap.exits import Exit

MEASURES = (
    "stages",
    "director",
    "workers",
    "renderer",
    "preview",
    "diffusion",
    "sockets",
    "fresh",
    "gallery",
    "api",
    "family",
    "sequences",
    "feed",
    "ranking",
    "people",
    "recommend",
    "cameo",
    "screening",
    "uploads",
    "doors",
)


class Command(BaseCommand):
    """Measure and report."""

    help = f"Measure this machine: {', '.join(MEASURES)} (all by default)."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(MEASURES)}")
        parser.add_argument(
            "--data", type=Path, metavar="DIR", help="for recommend: ratings as MovieLens has them"
        )
        parser.add_argument(
            "--part", type=int, metavar="N", help="for director: measure its prompt N alone, from 1 on"
        )
        parser.add_argument("--quick", action="store_true", help="small and short: to try it, not to quote")

    def handle(self, *_args: Any, **options: Any) -> None:
        names = options["names"] or MEASURES
        unknown = [name for name in names if name not in MEASURES]
        if unknown:
            sentence = f"There is no measure {unknown[0]!r}; known are {', '.join(MEASURES)}."
            raise CommandError(sentence, returncode=Exit.USAGE)
        report = import_module("benchmarks.report")
        for name in names:
            self.stderr.write(f"· {name}")
            more = {"data": options["data"]} if name == "recommend" else {}
            more |= {"part": options["part"]} if name == "director" else {}
            tables = import_module(f"benchmarks.{name}").measure(quick=options["quick"], **more)
            if not options["quick"]:
                report.keep(name, tables)
            for table in tables:
                self.stdout.write(f"\n{table.title}\n{report.markdown(table.columns, table.rows)}")
                for note in table.notes:
                    self.stdout.write(note)
        if not options["quick"]:
            self.stdout.write(f"\nWritten to {report.PAGE.relative_to(report.ROOT)}.")
