"""`manage.py models`: the models of this deployment and their weights: list, check, download, accept,
withdraw, warm.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.errors import Refusal
from accounts.models import Person
from generation.engines import catalog
from generation.engines.diffusion import hub, service
from generation.engines.diffusion.manifest import Source, Weights
from generation.engines.errors import EngineError
from generation.fleet import licences, offices, overview

STATES = {
    "missing": "no files",
    "licence": "waits for its licence to be accepted",
    "resting": "no worker has it ready",
    "ready": "ready",
    "speaks": "ready, and speaks the lines here",
    "unnamed": "ready, and not named by SORA_VOICE",
}
BAR = 30


class Command(BaseCommand):
    help = "The models of this deployment and their weights."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="models, weights, and what is missing")
        for name, text in (
            ("check", "look through files, class and memory"),
            ("download", "fetch weights from their hub, or go on"),
            ("warm", "load weights here once, and make one tiny clip"),
        ):
            part = what.add_parser(name, help=text)
            part.add_argument("weights", nargs="?" if name == "check" else None)
        for name in ("accept", "withdraw"):
            part = what.add_parser(name, help=f"{name} the licence of weights")
            part.add_argument("weights")
            part.add_argument("--as", dest="person", required=True, help="a member of staff")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['what']}")(options)
        except (EngineError, Refusal) as error:
            raise CommandError(str(error)) from error

    def _list(self, _options: dict[str, Any]) -> None:
        """Every model with its engine, and every set of weights with its state."""
        for model in catalog.models().values():
            engine = "simulation"
            if model.diffusion is not None:
                now = "now" if offices.can_diffuse(model) else "not now"
                engine = f"diffusion with {model.diffusion.weights} ({now}), else simulation"
            self.stdout.write(f"{model.name:16} {engine}")
        for line in [*overview.lines(), *overview.voices()]:
            self.stdout.write(f"\n{line.name}: {STATES[line.state]}")
            self.stdout.write(f"  {line.weights.source} {line.weights.revision}".rstrip())
            self.stdout.write(f"  {line.weights.licence.name}{' (accepted)' if line.accepted else ''}")
            for duty in line.weights.licence.duties:
                self.stdout.write(f"    - {duty}")
            if line.trouble:
                self.stdout.write(f"  {line.trouble}")

    def _check(self, options: dict[str, Any]) -> None:
        """Files, class, memory, and how the weights would lie on the device of this machine."""
        names = [options["weights"]] if options["weights"] else list(catalog.licensed())
        troubles = 0
        for name in names:
            try:
                self.stdout.write(f"✓ {name}: {self._plan(self._licensed(name))}")
            except EngineError as error:
                self.stdout.write(f"✗ {name}: {error}")
                troubles += 1
        if troubles:
            raise CommandError(f"{troubles} of {len(names)} cannot be used.")

    def _plan(self, source: Source) -> str:
        """How weights would lie here; of a voice, what is there."""
        folder = catalog.models_folder()
        if isinstance(source, Weights):
            return service.plan(source, folder)
        found = hub.look(source, source.folder(folder))
        parts = ", ".join(part.name for part in found.components)
        return f"a voice of {found.numbers / 1e6:.1f} million parameters: {parts}"

    def _download(self, options: dict[str, Any]) -> None:
        """Fetch weights, with a bar."""
        weights = self._licensed(options["weights"])
        began = time.monotonic()

        def tell(done: hub.Downloaded) -> None:
            share = done.bytes / done.total if done.total else 0.0
            bar = "█" * round(BAR * share) + "·" * (BAR - round(BAR * share))
            line = f"{bar} {share:4.0%} {done.bytes / 1e9:.2f}/{done.total / 1e9:.2f} GB {done.name}"
            if sys.stdout.isatty():
                self.stdout.write(f"\r{line:100.100}", ending="")
            else:
                self.stdout.write(line)

        folder = hub.download(weights, catalog.models_folder(), tell, os.environ.get("HF_TOKEN"))
        self.stdout.write(f"\n{folder} in {time.monotonic() - began:.0f} s")
        if not licences.is_accepted(options["weights"], weights):
            self.stdout.write(
                "Before it is used, staff accept its licence: `manage.py models accept`, or the admin."
            )

    def _warm(self, options: dict[str, Any]) -> None:
        """Load weights and make one small clip: what works here works in a worker."""
        name = options["weights"]
        for line in service.try_out(name, self._weights(name), catalog.models_folder()):
            self.stdout.write(line)

    def _accept(self, options: dict[str, Any]) -> None:
        """Take the duties of a licence on."""
        row = licences.accept(options["weights"], self._person(options["person"]))
        self.stdout.write(f"accepted: {row}")

    def _withdraw(self, options: dict[str, Any]) -> None:
        """Let weights rest."""
        count = licences.withdraw(options["weights"], self._person(options["person"]))
        self.stdout.write("withdrawn" if count else "was not accepted")

    def _weights(self, name: str) -> Weights:
        found = self._licensed(name)
        if not isinstance(found, Weights):
            raise CommandError(f"{name!r} is a voice: it is loaded with the first line that it speaks.")
        return found

    def _licensed(self, name: str) -> Source:
        try:
            return catalog.licensed()[name]
        except KeyError:
            known = ", ".join(catalog.licensed()) or "none"
            raise CommandError(f"The catalogue describes no weights {name!r}; known are {known}.") from None

    def _person(self, name: str) -> Person:
        try:
            return Person.objects.get(username=name)
        except Person.DoesNotExist:
            raise CommandError(f"There is nobody called {name!r}.") from None
