"""What `up` tells the person who started it: the address, the first invite, how to make a staff account."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands


def lines(address: str, seconds: float) -> Iterator[str]:
    """The lines to print once the site answers, `seconds` after the start."""
    yield f"\nSora is up at {address}   ({seconds:.0f} s; Ctrl-C ends it)"
    if not get_user_model().objects.exists():
        yield f"\nNobody has an account yet. Your first invite: {first_invite()}"
        yield "A staff account:  python3 manage.py createsuperuser --username NAME --email NAME@example.org"
    yield f"Staff pages: {address}/admin/"


def first_invite() -> str:
    """A link that lets the first person in."""
    if "invite" not in get_commands():
        return "python3 manage.py invite"
    return str(call_command("invite", "--count", "1")).strip()
