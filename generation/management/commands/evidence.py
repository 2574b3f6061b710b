"""`evidence`: what is preserved of the gravest cases, for the authorities."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from django.core.management import BaseCommand, CommandError

from accounts.errors import Refusal
from accounts.models import Person
from generation import conf
from generation.engines.media import signet
from moderation.desk import handover
from moderation.models import Case


class Command(BaseCommand):
    """List, hand over, keep longer."""

    help = "Sealed evidence: list it, hand a case over to an authority, preserve one for longer."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("list", help="cases with preserved files, and until when they are kept")
        give = what.add_parser("export", help="write the encrypted archive of a case")
        give.add_argument("case", type=int)
        give.add_argument("--to", type=Path, required=True, help="file to write (.p7m)")
        give.add_argument("--recipient", type=Path, required=True, help="the authority's certificate (PEM)")
        give.add_argument("--authority", required=True, help="who asked, and their reference")
        keep = what.add_parser("keep", help="preserve a case for longer")
        keep.add_argument("case", type=int)
        keep.add_argument("--until", required=True, help="a day: 2027-12-31")
        for each in (give, keep):
            each.add_argument("--by", required=True, help="handle of the member of staff who does it")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "list":
            for case in Case.objects.exclude(evidence=[]).order_by("pk"):
                until = f"{case.evidence_until:%Y-%m-%d}" if case.evidence_until else "–"
                names = ", ".join(kept["name"] for kept in case.evidence)
                self.stdout.write(f"{case.pk}\t{case.about}\t{case.opened_at:%Y-%m-%d}\t{until}\t{names}")
            return
        case, staff = _case(options["case"]), _staff(options["by"])
        try:
            if options["what"] == "keep":
                handover.keep(staff, case, _day(options["until"]))
            else:
                self._export(staff, case, options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def _export(self, staff: Person, case: Case, options: dict[str, Any]) -> None:
        try:
            recipient = x509.load_pem_x509_certificate(options["recipient"].read_bytes())
        except (OSError, ValueError) as error:
            raise CommandError(f"The recipient's certificate cannot be read: {error}") from error
        own = signet.identity(conf.keys_folder(), conf.product_name())
        if options["to"].exists():
            raise CommandError(f"{options['to']} is there already.")
        sent, digest = handover.hand_over(
            staff, case, authority=options["authority"], recipient=recipient, key=own.key, chain=own.chain
        )
        handle = os.open(options["to"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(sent)
        self.stdout.write(f"{options['to']}  {len(sent)} bytes  SHA-256 {digest}")


def _case(number: int) -> Case:
    case = Case.objects.filter(pk=number).first()
    if case is None:
        raise CommandError(f"There is no case {number}.")
    return case


def _staff(handle: str) -> Person:
    person = Person.objects.filter(username=handle.lstrip("@").lower(), is_staff=True, is_active=True).first()
    if person is None or not person.has_perm("moderation.escalated_case"):
        raise CommandError(f"@{handle} is none of the staff who decide the gravest cases.")
    return person


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise CommandError(f"{text!r} is no day like 2027-12-31.") from error
