"""Thin tasks of moderation, run by beat."""

from __future__ import annotations

from celery import shared_task

from .desk import handover


@shared_task(name="moderation.end_evidence")  # type: ignore[untyped-decorator, unused-ignore]
def end_evidence() -> int:
    """Delete preserved files whose time is over."""
    return handover.end_due()
