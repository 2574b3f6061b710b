"""The settings page of one's keys."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views import person_of

from . import keys
from .models import Scope


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """All keys; a POST makes one, which is shown this once."""
    person = person_of(request)
    fresh, error = "", ""
    if request.method == "POST":
        try:
            _row, fresh = keys.create(person, request.POST.get("name", ""), request.POST.getlist("scopes"))
        except ValueError:
            error = _("Choose at least one thing the key may do. There can be twenty keys.")
    context = {
        "keys": person.api_keys.filter(revoked_at=None),
        "scopes": Scope.choices,
        "fresh": fresh,
        "error": error,
        "base": request.build_absolute_uri("/v1"),
    }
    return render(request, "api/keys.html", context, status=422 if error else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A key opens nothing from now on."""
    if keys.revoke(person_of(request), pk):
        messages.success(request, _("The key no longer works."))
    return redirect("api_keys")
