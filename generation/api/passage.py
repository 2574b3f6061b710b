"""The short way of programs: past what only pages need.

A call of the API carries its key with it. It has no session, language, message or form, and its answer is
never shown as a page, so their middleware would read and write for nothing, at each poll of each program.
Whatever stands before this in `MIDDLEWARE` (transport security) holds for programs too, and so does the
check of the host.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from .errors import unreadable_address

UNDER = "/v1/"
NUL, ENCODED_NUL = "\x00", "%00"


class ShortWay:
    """Middleware: hands calls below `/v1/` to their view, everything else to the rest of the chain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; an address of the API always has a view, the last one says that there is nothing."""
        if not request.path_info.startswith(UNDER):
            return self.get_response(request)
        if NUL in request.path or ENCODED_NUL in request.META.get("QUERY_STRING", ""):
            return unreadable_address().response()  # PostgreSQL takes none
        request.get_host()  # a host that is not ours raises, as in CommonMiddleware
        found = request.resolver_match = resolve(request.path_info)
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        if not answer.streaming and not answer.has_header("Content-Length"):
            answer["Content-Length"] = str(len(getattr(answer, "content", b"")))
        return answer
