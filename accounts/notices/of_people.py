"""The kinds of notices of this app: who follows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .kinds import Group, Kind, by_somebody
from .kinds import register as tell_kinds


def register() -> None:
    """Tell this app's kinds."""
    tell_kinds(Kind("followed", Group.FOLLOWERS, "person", by_somebody(_("%(who)s followed you."))))
