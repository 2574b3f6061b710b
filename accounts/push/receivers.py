"""Whoever signs out of a browser is told nothing there any more."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from .models import PushSubscription


@receiver(user_logged_out)
def forget_the_browser(sender: object, request: HttpRequest | None, **_news: Any) -> None:  # noqa: ARG001
    """The subscriptions that were made in the session that ends."""
    key = request.session.session_key if request is not None else None
    if key:
        PushSubscription.objects.filter(session=key).delete()
