"""The policy in plain words, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import refusals, screening
from .policies import live, telling


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What follows from what, each refusal's sentence, and what changed when."""
    versions = telling.past()
    context = {
        "lines": telling.lines(live.table()),
        "said": [refusal.message for refusal in screening.FORBIDDEN.values()],
        "teens": refusals.ForAdults.message,
        "versions": versions,
        "live": versions[0] if versions else None,
    }
    return render(request, "moderation/rules.html", context)
