"""The kinds of notices of this app: who follows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .kinds import ALWAYS, Group, Kind, by_somebody, plain
from .kinds import register as tell_kinds


def register() -> None:
    """Tell this app's kinds."""
    tell_kinds(
        Kind("followed", Group.FOLLOWERS, "person", by_somebody(_("%(who)s followed you."))),
        Kind("family_asked", ALWAYS, "person", by_somebody(_("%(who)s asks you for a change: “%(words)s”"))),
        Kind(
            "family_granted", ALWAYS, "person", by_somebody(_("%(who)s says yes to your wish: “%(words)s”"))
        ),
        Kind("family_denied", ALWAYS, "person", by_somebody(_("%(who)s says no to your wish: “%(words)s”"))),
        Kind("family_rules", ALWAYS, "gear", by_somebody(_("%(who)s changed what holds for you."))),
        Kind("family_ended", ALWAYS, "person", by_somebody(_("Your family link with %(who)s has ended."))),
        Kind(
            "grown_up",
            ALWAYS,
            "person",
            plain(_("You are 18: the rules for people under 18 and family links hold no more.")),
        ),
    )
