"""The rules in plain words, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import refusals, screening


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What is not made or said here, each with the sentence that a refusal says."""
    said = [refusal.message for refusal in screening.FORBIDDEN.values()]
    return render(request, "moderation/rules.html", {"said": said, "teens": refusals.ForAdults.message})
