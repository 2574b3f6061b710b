"""The kinds of notices about one's likeness; none of them can be switched off."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.notices.kinds import ALWAYS, Kind, by_somebody, plain
from accounts.notices.kinds import register as tell_kinds
from accounts.notices.telling import tell

from .models import RequestState
from .signals import use_asked, use_decided

EXCERPT = 120
GONE = _("Who appears in “%(words)s” no longer agrees to it. The video is gone.")


def register() -> None:
    """Tell this app's kinds."""
    tell_kinds(
        Kind("cameo_asked", ALWAYS, "sparkle", by_somebody(_("%(who)s asks to show you: “%(words)s”"))),
        Kind("cameo_allowed", ALWAYS, "sparkle", by_somebody(_("%(who)s said yes to “%(words)s”."))),
        Kind("cameo_used", ALWAYS, "sparkle", by_somebody(_("%(who)s put you into a video: “%(words)s”"))),
        Kind("cameo_gone", ALWAYS, "sparkle", plain(GONE)),
        Kind("cameo_verified", ALWAYS, "sparkle", plain(_("It is you: your cameo is ready."))),
        Kind("cameo_not_verified", ALWAYS, "sparkle", plain(_("Your recording did not pass. Record anew."))),
        Kind("character_ready", ALWAYS, "sparkle", plain(_("%(words)s may act in your videos now."))),
        Kind(
            "character_declined", ALWAYS, "sparkle", plain(_("%(words)s was not taken: somebody is in it."))
        ),
        Kind("cameo_declined", ALWAYS, "sparkle", by_somebody(_("%(who)s said no to “%(words)s”."))),
    )


@receiver(use_asked)
def asked(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """Somebody asks for one use: the owner of the likeness is told."""
    row = news["request"]
    about, words = str(row.pk), row.words[:EXCERPT]
    tell(row.cameo.owner, "cameo_asked", actor=row.person, about=about, words=words, url=reverse("cameo"))


@receiver(use_decided)
def decided(sender: object, **news: Any) -> None:  # noqa: ARG001
    """The owner answered: who asked is told."""
    row = news["request"]
    kind = "cameo_allowed" if row.state == RequestState.APPROVED else "cameo_declined"
    about, words = str(row.pk), row.words[:EXCERPT]
    tell(row.person, kind, actor=row.cameo.owner, about=about, words=words, url=reverse("create"))
