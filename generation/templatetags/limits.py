"""Waits and moments in words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..quota import at

register = template.Library()


@register.filter
def wait(seconds: float) -> str:
    """Seconds as a person says them: "14 minutes"."""
    if seconds < 50:
        return _("less than a minute")
    minutes = max(1, round(seconds / 60))
    if minutes < 100:
        return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}


@register.filter
def clock(moment: datetime) -> str:
    """A moment of the next day: "14:05 UTC"."""
    return at(moment)
