"""Moods: a tap that asks something of one's feed for the next six hours, in the words of a wish."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# label, and the sentence that is understood; English, as the encoder of meaning knows it best
MOODS: tuple[tuple[Promise, str], ...] = (
    (_("Calm"), "more calm slow nature for now"),
    (_("Funny"), "more funny silly animals for now"),
    (_("Dreamy"), "more dreamy magical night sky for now"),
    (_("Lively"), "more dancing sports and music for now"),
    (_("Curious"), "more science space and strange machines for now"),
)
