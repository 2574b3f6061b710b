"""The addresses of the site, and two views that do nothing, to compare its own views with."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path


def nothing(_request: HttpRequest) -> JsonResponse:
    """A bare view: a constant, without a key, a row or a template."""
    return JsonResponse({"object": "nothing"})


urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/bare", nothing),  # by the short way of programs
    path("bare/", nothing),  # through all of the middleware of pages
    path("", include("sora_site.urls")),
]
