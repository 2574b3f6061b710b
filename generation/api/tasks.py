"""Thin tasks of the Videos API, run by beat."""

from __future__ import annotations

from celery import shared_task

from . import usage, webhooks


@shared_task(name="videos_api.deliver")  # type: ignore[untyped-decorator, unused-ignore]
def deliver() -> int:
    """Send the webhooks that are due, up to a few rounds."""
    sent = 0
    for _round in range(4):
        now = webhooks.deliver()
        sent += now
        if now < webhooks.AT_ONCE:
            break
    return sent


@shared_task(name="videos_api.tidy")  # type: ignore[untyped-decorator, unused-ignore]
def tidy() -> int:
    """Tell what was forgotten, forget what is old."""
    return webhooks.catch_up() + webhooks.sweep() + usage.flush() + usage.sweep()
