"""What moderation asks of words that are stored below it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.signals import about_to_say

from . import gate
from .models import About, Surface


@receiver(about_to_say)
def screen_names(sender: object, **news: Any) -> None:  # noqa: ARG001 (a signal's signature)
    """A name, or what people say of themselves."""
    person = news["person"]
    decided = gate.weigh(news["text"], person, Surface.NAME)
    gate.looked_at_later(decided, About.PROFILE, person.username, person)
