"""`manage.py invite`: mint invites and print their links, one a line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions

MOST = 1000


class Command(BaseCommand):
    """Exit code 0 when all links were printed, 1 when the numbers make no sense."""

    help = "Mint invites and print their links, one a line."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many codes, uses of each, days until they expire."""
        parser.add_argument("--count", type=int, default=1, help="how many codes (1)")
        parser.add_argument("--cap", type=int, default=1, help="how many people may come in with each (1)")
        parser.add_argument("--days", type=int, default=None, help="days until they expire (never)")
        parser.add_argument("--label", default="", help="what staff call this batch")

    def handle(self, *_args: Any, **options: Any) -> str:
        """Mint and print."""
        count, cap, days = options["count"], options["cap"], options["days"]
        if not (1 <= count <= MOST and 1 <= cap <= MOST and (days is None or days >= 1)):
            raise CommandError(f"--count and --cap lie between 1 and {MOST}, --days is 1 or more.")
        invites = actions.mint_invites(count=count, cap=cap, days=days, label=options["label"])
        return "\n".join(invite.link for invite in invites)
