"""The one clock; tests move it with a real fake (`time_machine`), nothing else reads the time."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Today's date in UTC."""
    return now().date()
