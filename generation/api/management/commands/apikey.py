"""`apikey`: make a key for programs and print it, alone, once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts.models import Person
from generation.api import keys
from generation.api.models import Scope


class Command(BaseCommand):
    """Make a key."""

    help = "Make a key for the Videos API and print it; it is shown this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="the handle of the person")
        parser.add_argument("--scopes", default=",".join(Scope.values), help="read,create,manage")
        parser.add_argument("--name", default="command line", help="a name to know it by")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = Person.objects.filter(username=options["user"].lower()).first()
        if person is None:
            raise CommandError(f"There is nobody with the handle {options['user']!r}.")
        try:
            scopes = [scope for scope in options["scopes"].split(",") if scope]
            _row, text = keys.create(person, options["name"], scopes)
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(text)
