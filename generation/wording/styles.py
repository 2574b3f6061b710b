"""The names of the styles, which catalogues know by plain words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STYLES: dict[str, Promise] = {
    "auto": _("Auto: as the words say"),
    "realistic": _("Realistic"),
    "cinematic": _("Cinematic"),
    "anime": _("Anime"),
    "claymation": _("Claymation"),
    "paper": _("Paper cut-out"),
    "noir": _("Film noir"),
    "vhs": _("Retro VHS"),
    "festive": _("Festive"),
}


def style(name: str) -> str:
    """A style's name in the reader's language; one of a deployment's own as it is written."""
    return str(STYLES.get(name, name.capitalize()))
