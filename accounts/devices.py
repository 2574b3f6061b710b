"""Where somebody is signed in, noted once a minute and device instead of at every request.

The library's middleware reads and writes three rows for each page; the list of devices needs no such haste.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

EVERY_SECONDS = 60


class Devices:
    """Middleware that keeps the list of devices of somebody who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note the device, then answer."""
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"device:{key}", 1, EVERY_SECONDS):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)
