"""Thin tasks of the Videos API, run by beat."""

from __future__ import annotations

import time

from celery import shared_task

from . import usage, webhooks

LONGEST_SECONDS = 20.0  # of one task; the next one goes on


@shared_task(name="videos_api.deliver")  # type: ignore[untyped-decorator, unused-ignore]
def deliver() -> int:
    """Send the webhooks that are due, round after round until none is: an endpoint gets one each round."""
    sent, began = 0, time.monotonic()
    while time.monotonic() - began < LONGEST_SECONDS:
        now = webhooks.deliver()
        sent += now
        if not now:
            break
    return sent


@shared_task(name="videos_api.tidy")  # type: ignore[untyped-decorator, unused-ignore]
def tidy() -> int:
    """Tell what was forgotten, forget what is old."""
    return webhooks.catch_up() + webhooks.sweep() + usage.flush() + usage.sweep()
