"""`manage.py props`: things that people brought as GLB files: list, add, remove."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from generation.engines.errors import EngineError
from generation.engines.simulation import own


class Command(BaseCommand):
    help = "Own things for films, as single-file glTF models (.glb)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="every thing with its names, size, owner and licence")
        adding = what.add_parser("add", help="take a .glb file; prompts call it by its names from then on")
        adding.add_argument("file", type=Path)
        adding.add_argument(
            "--name", action="append", required=True, help="what prompts call it; again for other words"
        )
        adding.add_argument("--longest", type=float, required=True, help="its longest side in metres")
        adding.add_argument(
            "--licence", required=True, help="under which it may be shown (CC0-1.0, own work)"
        )
        adding.add_argument("--owner", required=True, help="who made it")
        adding.add_argument("--mass", type=float, default=0.0, help="kilograms (default: from its size)")
        removing = what.add_parser("remove", help="take a thing away")
        removing.add_argument("kind")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except (EngineError, OSError) as error:
            raise CommandError(str(error)) from error

    def _list(self, _options: dict[str, Any]) -> None:
        for thing in own.all_of_them():
            self._tell(thing)

    def _add(self, options: dict[str, Any]) -> None:
        self._tell(
            own.add(
                options["file"],
                names=tuple(options["name"]),
                longest=options["longest"],
                licence=options["licence"],
                owner=options["owner"],
                mass=options["mass"],
            )
        )

    def _remove(self, options: dict[str, Any]) -> None:
        if not own.remove(options["kind"]):
            raise CommandError(f"There is no thing {options['kind']!r}; see `manage.py props list`.")

    def _tell(self, thing: own.Own) -> None:
        self.stdout.write(
            f"{thing.kind}  {', '.join(thing.names)}  {thing.longest:g} m  {thing.mass:.3g} kg  "
            f"{thing.owner}  {thing.licence}"
        )
