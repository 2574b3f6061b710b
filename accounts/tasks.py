"""Thin tasks of people, run by beat."""

from __future__ import annotations

from celery import shared_task

from .family import actions


@shared_task(name="accounts.grow_up")  # type: ignore[untyped-decorator, unused-ignore]
def grow_up() -> int:
    """End the family links of those who turned 18."""
    return actions.grow_up()
