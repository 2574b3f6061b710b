"""Keeps NULs in addresses from the views: PostgreSQL takes none, in a text or in a search."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

from generation.api.passage import ENCODED_NUL, NUL


class ReadableAddresses:
    """Middleware: no page lies at a path with a NUL, one in a query is nothing typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the query read as if it held none."""
        query = request.META.get("QUERY_STRING", "")
        if NUL not in request.path and ENCODED_NUL not in query:
            return self.get_response(request)
        if NUL in request.path:
            raise Http404
        request.META["QUERY_STRING"] = query.replace(ENCODED_NUL, "")
        return self.get_response(request)
