"""Refuses addresses that hold a NUL: no page has one, and PostgreSQL takes none in a search."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from generation.api.errors import unreadable_address


class ReadableAddresses:
    """Middleware: 400 with a page, or with the error object of the API, before any view is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless the path or the query cannot be read."""
        if "\x00" not in request.path and "%00" not in request.META.get("QUERY_STRING", ""):
            return self.get_response(request)
        if request.path.startswith("/v1/"):
            return unreadable_address().response()
        return render(request, "400.html", status=400)
