"""What `up` tells the person who started it: the address, the first invite, how to make a staff account."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from django.conf import settings

from accounts import actions
from accounts.models import Invite, Person

FIRST = "first invite"


def lines(address: str, seconds: float) -> Iterator[str]:
    """The lines to print once the site answers, `seconds` after the start."""
    yield f"\nSora is up at {address}   ({seconds:.0f} s; Ctrl-C ends it)"
    if not Person.objects.exists():
        yield f"Nobody has an account yet. Your first invite: {first_invite()}"
        yield f"A staff account:  {_manage()} createsuperuser --username NAME --email NAME@example.org"
        yield f"A sample world:   {_manage()} demo"
    yield f"Staff pages: {address}/admin/   More invites: {_manage()} invite"


def first_invite() -> str:
    """The link that lets the first person in; the same one until it has been used."""
    waiting = (invite for invite in Invite.objects.filter(batch__label=FIRST) if invite.is_open)
    invite = next(waiting, None) or actions.mint_invites(label=FIRST)[0]
    return invite.link


def _manage() -> str:
    """How a command is typed so that it finds this site's data."""
    if settings.DATA_DIR == settings.BASE_DIR / "data":
        return "python3 manage.py"
    return f"SORA_DATA={shlex.quote(str(settings.DATA_DIR))} python3 manage.py"
